"""Telephone numbers as people write them."""

from __future__ import annotations


def written(text: str, country: str, *, international: bool) -> str | None:
    """The number in E.164 or in spaced international form; None when it cannot be one."""
    import phonenumbers  # noqa: PLC0415 - its tables cost start-up time, and few pages ask for a number

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    form = (
        phonenumbers.PhoneNumberFormat.INTERNATIONAL if international else phonenumbers.PhoneNumberFormat.E164
    )
    return str(phonenumbers.format_number(number, form))
