"""Where a problem is, and what was expected there, in words."""

from __future__ import annotations

from desktop.language.catalogue import Language, mark

_FIELDS = {
    "address": mark("Field", "address"),
    "area": mark("Field", "place"),
    "birth_date": mark("Field", "date of birth"),
    "birth_on": mark("Field", "date of birth"),
    "birth_precision": mark("Field", "how exactly the date of birth is known"),
    "campaign": mark("Field", "campaign"),
    "child_headed": mark("Field", "headed by a child"),
    "code": mark("Field", "code"),
    "complaints": mark("Field", "where to complain"),
    "compound": mark("Field", "compound"),
    "confidential": mark("Field", "confidential file"),
    "country": mark("Field", "country"),
    "date": mark("Field", "date"),
    "death_on": mark("Field", "date of death"),
    "document": mark("Field", "document"),
    "end_on": mark("Field", "end date"),
    "end_reason": mark("Field", "reason for the end"),
    "ended_on": mark("Field", "end date"),
    "estimated_age": mark("Field", "estimated age"),
    "estimated_on": mark("Field", "day of the estimate"),
    "evidence": mark("Field", "evidence"),
    "expected_delivery": mark("Field", "expected delivery"),
    "family_name": mark("Field", "family name"),
    "former_role": mark("Field", "role of the former head"),
    "given_name": mark("Field", "given name"),
    "guardian": mark("Field", "parent or guardian"),
    "head": mark("Field", "head of household"),
    "head_name": mark("Field", "name of the head of household"),
    "head_role": mark("Field", "role of the other head"),
    "household": mark("Field", "household"),
    "id": mark("Field", "number given by the sender"),
    "identifiers": mark("Field", "identity number"),
    "item": mark("Field", "milestone"),
    "kind": mark("Field", "kind of household"),
    "landmark": mark("Field", "landmark"),
    "language": mark("Field", "language"),
    "latitude": mark("Field", "latitude"),
    "latitude_e6": mark("Field", "latitude"),
    "legal_basis": mark("Field", "legal basis"),
    "longitude": mark("Field", "longitude"),
    "longitude_e6": mark("Field", "longitude"),
    "mandate": mark("Field", "mandate"),
    "members": mark("Field", "members"),
    "merged_into": mark("Field", "record it was joined with"),
    "mother": mark("Field", "mother"),
    "mother_name": mark("Field", "mother's name"),
    "name": mark("Field", "name"),
    "note": mark("Field", "note"),
    "notice": mark("Field", "privacy notice"),
    "number": mark("Field", "number"),
    "office": mark("Field", "office"),
    "officer": mark("Field", "officer"),
    "on": mark("Field", "date"),
    "other": mark("Field", "other household"),
    "other_names": mark("Field", "other names"),
    "override_reason": mark("Field", "why the number was kept"),
    "password": mark("Field", "password"),
    "person": mark("Field", "person"),
    "phone": mark("Field", "telephone"),
    "phones": mark("Field", "telephone"),
    "photo": mark("Field", "photo"),
    "pregnancy": mark("Field", "pregnancy"),
    "rank": mark("Field", "which recipient"),
    "reason": mark("Field", "reason"),
    "registered_on": mark("Field", "date of registration"),
    "role": mark("Field", "role in the household"),
    "scheme": mark("Field", "kind of identity document"),
    "seen": mark("Field", "what was seen of the document"),
    "sex": mark("Field", "sex"),
    "sex_reason": mark("Field", "reason why the sex is not known"),
    "single_name": mark("Field", "single name"),
    "source": mark("Field", "how it was entered"),
    "start_on": mark("Field", "start date"),
    "status": mark("Field", "status"),
    "taken_on": mark("Field", "date of the document"),
    "team": mark("Field", "team"),
    "user": mark("Field", "user"),
    "valid_from": mark("Field", "collects from"),
    "valid_to": mark("Field", "collects until"),
    "value": mark("Field", "number"),
    "village": mark("Field", "village or neighbourhood"),
    "vital_status": mark("Field", "vital status"),
    "wg_ss": mark("Field", "questions on difficulties"),
}

# Two names that are one question to a person.
_TOGETHER = {("notice", "given"): mark("Field", "how the privacy notice was given")}

# What only holds other fields says nothing to a person.
_AROUND = ("household", "defaults")

# What a type or a vocabulary expects, by pydantic's name for the failure.
_EXPECTED = {
    "bool_parsing": mark("Expected", "yes or no (true or false)"),
    "bool_type": mark("Expected", "yes or no (true or false)"),
    "date_from_datetime_parsing": mark("Expected", "a date written YYYY-MM-DD"),
    "date_parsing": mark("Expected", "a date written YYYY-MM-DD"),
    "date_type": mark("Expected", "a date written YYYY-MM-DD"),
    "day": mark("Expected", "a date written 12/04/2026"),
    "dict_type": mark("Expected", "an object with named fields"),
    "enum": mark("Expected", "one of the listed choices"),
    "float_parsing": mark("Expected", "a number"),
    "float_type": mark("Expected", "a number"),
    "greater_than_equal": mark("Expected", "a larger number"),
    "int_parsing": mark("Expected", "a whole number"),
    "int_type": mark("Expected", "a whole number"),
    "less_than_equal": mark("Expected", "a smaller number"),
    "list_type": mark("Expected", "a list"),
    "literal_error": mark("Expected", "one of the listed choices"),
    "missing": mark("Expected", "an answer"),
    "model_type": mark("Expected", "an object with named fields"),
    "string_pattern_mismatch": mark("Expected", "the form shown in the example"),
    "string_too_long": mark("Expected", "a shorter text"),
    "string_too_short": mark("Expected", "a longer text"),
    "string_type": mark("Expected", "text"),
}


def field_in_words(where: str, language: Language) -> str:
    """``members.0.birth_date`` as *Member 1, date of birth*; a part without words is kept as written."""
    words: list[str] = []
    parts = where.split(".") if where else []
    for index, part in enumerate(parts):
        if part.isdigit() and index and parts[index - 1] == "members":
            words[-1] = language.say("Field", "member {number}").format(number=int(part) + 1)
        elif index and (parts[index - 1], part) in _TOGETHER:
            words[-1] = language.find("Field", _TOGETHER[parts[index - 1], part])
        elif not part.isdigit() and (part not in _AROUND or len(parts) == 1):
            words.append(language.find("Field", _FIELDS[part]) if part in _FIELDS else part)
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def expectation(reason: str, language: Language) -> str:
    """What was expected, in words; what has none is named as it is."""
    return language.find("Expected", _EXPECTED[reason]) if reason in _EXPECTED else reason
