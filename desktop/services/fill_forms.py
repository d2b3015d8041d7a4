"""Fill registration forms (P-01): blank ones with reserved codes, and what a household or a draft holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.models import households, records
from desktop.services import drafts
from desktop.services.desk import Desk
from desktop.services.fill_papers import Subject, issuer
from desktop.services.reserve_codes import reserve, stacks
from domain import codes
from domain.languages import LANGUAGES, LanguageCode
from domain.problems import Problem, Refused

if TYPE_CHECKING:
    from desktop.printing.form_facts import FormFacts, FormMember, FormPlace

LARGE = 19  # rows, on two sheets of paper


def blank_forms(desk: Desk, wanted: Sequence[str], language: LanguageCode, rows: int = 0) -> bytes:
    """Blank forms with these codes, reserved before; the same codes print the same forms again.

    Raises Refused.
    """
    from desktop.printing.form import forms_pdf  # noqa: PLC0415 - reportlab is read with the first paper

    return forms_pdf([_blank(desk, code, language, rows) for code in wanted])


def same_again(desk: Desk, text: str) -> tuple[list[str], LanguageCode]:
    """What has not come back of the batch of a code, and its language: to print once more. Raises Refused."""
    code = codes.normal(text)
    for stack in stacks(desk):
        if code in stack.batch.codes:
            return list(stack.unused), _language(desk, stack.batch.language)
    raise Refused(Problem("form_code_not_reserved", "code", facts={"code": text}))


def form_of_draft(desk: Desk, draft: int) -> tuple[str, bytes]:
    """An unfinished registration on paper under a code reserved for it: when the power is about to go.

    Raises Refused when the draft is finished or discarded.
    """
    from desktop.printing.form import forms_pdf  # noqa: PLC0415 - as above

    body = drafts.load(desk, draft)
    if body is None:
        raise Refused(Problem("draft_unknown", "draft"))
    language = _language(desk, body.get("language"))
    [code] = reserve(desk, 1, language)
    return code, forms_pdf([_of_draft(desk, code, body, language)])


def forms_of_households(desk: Desk, subjects: Sequence[Subject]) -> bytes:
    """What the register holds of each, each in its own language. Raises Refused for a letter no font has."""
    from desktop.printing.form import forms_pdf  # noqa: PLC0415 - as above

    with desk.store.reading() as connection:
        return forms_pdf([_of_household(desk, connection, subject) for subject in subjects])


def _of_household(desk: Desk, connection: Any, subject: Subject) -> FormFacts:
    from desktop.printing.form_facts import FormFacts  # noqa: PLC0415 - as above

    fields = records.read(connection, "household", subject.household) or {}
    consent = _consent(connection, subject.household)
    present = [m for m in households.members(connection, subject.household) if m.end_on is None]
    phones = households.phones(connection, subject.household)
    return FormFacts(
        code=subject.code,
        issuer=issuer(desk),
        notice=desk.programme.notice,
        language=subject.language,
        offered=desk.office.languages,
        legal_basis=str(consent.get("legal_basis") or ""),
        spoken=str(fields.get("language") or ""),
        given=str(consent.get("given") or ""),
        place=_place(desk, {**fields, "phone": phones[0] if phones else ""}),
        members=tuple(_member_of_row(desk, connection, m) for m in present),
        guardian=str(consent.get("guardian") or ""),
        child_headed=bool(fields.get("child_headed")),
        on=date.fromisoformat(str(fields["registered_on"])),
        copy_number=subject.copy_number,
    )


def _of_draft(desk: Desk, code: str, body: dict[str, Any], language: LanguageCode) -> FormFacts:
    # An answer that makes no sense yet is left to the pen.
    from desktop.printing.form_facts import FormFacts  # noqa: PLC0415 - as above

    notice = body.get("notice") or {}
    place = body.get("household") or {}
    return FormFacts(
        code=code,
        issuer=issuer(desk),
        notice=desk.programme.notice,
        language=language,
        offered=desk.office.languages,
        legal_basis=_text(body.get("legal_basis")),
        spoken=_text(body.get("language")),
        given=_text(notice.get("given")),
        place=_place(desk, place),
        members=tuple(_member_of_draft(desk, member) for member in body.get("members") or ()),
        guardian=_text(body.get("guardian")),
        child_headed=bool(place.get("child_headed")),
    )


def _blank(desk: Desk, code: str, language: LanguageCode, rows: int) -> FormFacts:
    from desktop.printing.form_facts import FormFacts  # noqa: PLC0415 - as above

    notice = desk.programme.notice
    offered = desk.office.languages
    return FormFacts(code, issuer(desk), notice, language, offered, notice.legal_basis, rows=rows)


def _language(desk: Desk, spoken: object) -> LanguageCode:
    return next((code for code in LANGUAGES if code == spoken), desk.office.languages[0])


def _consent(connection: Any, household: int) -> dict[str, Any]:
    row = connection.execute(
        "SELECT id FROM consent WHERE household = ? ORDER BY id DESC LIMIT 1", (household,)
    ).fetchone()
    return dict(records.read(connection, "consent", row[0]) or {}) if row else {}


def _place(desk: Desk, fields: dict[str, Any]) -> FormPlace:
    from desktop.printing.form_facts import FormPlace  # noqa: PLC0415 - as above

    area = _text(fields.get("area"))
    return FormPlace(
        area=", ".join(desk.programme.place_names(area)) if area else "",
        village=_text(fields.get("village")),
        landmark=_text(fields.get("landmark")),
        address=_text(fields.get("address")),
        phone=_dialled(desk, _text(fields.get("phone"))),
        kind=_text(fields.get("kind")),
        compound=_text(fields.get("compound")),
        latitude=_degrees(fields, "latitude"),
        longitude=_degrees(fields, "longitude"),
    )


def _degrees(fields: dict[str, Any], name: str) -> str:
    millionths = fields.get(f"{name}_e6")
    return _text(fields.get(name)) if millionths is None else f"{millionths / 1_000_000:.6f}"


def _dialled(desk: Desk, phone: str) -> str:
    """The figures as dialled inside the country, one a box; another country's with its code."""
    import phonenumbers  # noqa: PLC0415 - read with the first paper

    try:
        number = phonenumbers.parse(phone, desk.programme.country)
    except phonenumbers.NumberParseException:
        return phone
    if number.country_code != phonenumbers.country_code_for_region(desk.programme.country):
        return phone
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return "".join(character for character in national if character.isdigit())


def _member_of_row(desk: Desk, connection: Any, member: households.MemberRow) -> FormMember:
    from desktop.printing.form_facts import FormMember  # noqa: PLC0415 - as above

    fields = records.read(connection, "person", member.person) or {}
    scheme, _, number = member.identifiers[0] if member.identifiers else ("", "", "")
    return FormMember(
        given_name=_text(fields.get("given_name")),
        family_name=_text(fields.get("family_name")),
        single_name=bool(fields.get("single_name")),
        sex=member.sex,
        role=member.role,
        birth=member.birth,
        mother_name=_text(fields.get("mother_name")),
        scheme=scheme,
        number=number,
        phone=_dialled(desk, member.phones[0]) if member.phones else "",
    )


def _member_of_draft(desk: Desk, member: dict[str, Any]) -> FormMember:
    from desktop.printing.form_facts import FormMember  # noqa: PLC0415 - as above
    from domain.registration import MemberForm  # noqa: PLC0415 - as above

    births = ("birth_precision", "birth_date", "estimated_age", "estimated_on")
    try:
        told = {name: member[name] for name in births if member.get(name) not in (None, "")}
        birth = MemberForm.model_validate(told).birth()
    except ValueError:
        birth = None
    numbers = [one for one in member.get("identifiers") or () if one.get("value")]
    phones = [phone for phone in member.get("phones") or () if phone]
    return FormMember(
        given_name=_text(member.get("given_name")),
        family_name=_text(member.get("family_name")) or _text(member.get("person")),
        single_name=bool(member.get("single_name")),
        sex=_text(member.get("sex")),
        role=_text(member.get("role")),
        birth=birth,
        mother_name=_text(member.get("mother_name")),
        scheme=_text(numbers[0].get("scheme")) if numbers else "",
        number=_text(numbers[0].get("value")) if numbers else "",
        phone=_dialled(desk, phones[0]) if phones else "",
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
