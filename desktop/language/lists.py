"""Words for lists of people: what a column can be, and what is said of a refused row."""

from __future__ import annotations

from desktop.language.catalogue import Language, mark
from desktop.language.fields import field_in_words
from desktop.language.problems import explain
from desktop.language.terms import label
from domain.bulk.fields import FIELDS, scheme_of
from domain.problems import Problem
from domain.vocabulary import HouseholdKind, IdentifierScheme, Role, Sex

_FIELDS = {
    "household_key": mark("Lists", "Household number"),
    "person_key": mark("Lists", "Person’s number in the list"),
    "role": mark("Lists", "Role in the household"),
    "family_name": mark("Lists", "Family name"),
    "given_name": mark("Lists", "Given name"),
    "name_family_first": mark("Lists", "Whole name, family name first"),
    "name_given_first": mark("Lists", "Whole name, given name first"),
    "other_names": mark("Lists", "Other names"),
    "mother_name": mark("Lists", "Mother’s name"),
    "sex": mark("Lists", "Sex"),
    "birth_date": mark("Lists", "Date of birth"),
    "age": mark("Lists", "Age"),
    "age_on": mark("Lists", "Day of the age"),
    "sex_reason": mark("Lists", "Reason why the sex is not known"),
    "single_name": mark("Lists", "Single name"),
    "phone": mark("Lists", "Telephone"),
    "phone_2": mark("Lists", "Second telephone"),
    "village": mark("Lists", "Village or neighbourhood"),
    "area": mark("Lists", "Place, name or code"),
    "address": mark("Lists", "Address"),
    "landmark": mark("Lists", "Landmark"),
    "household_phone": mark("Lists", "Telephone of the household"),
    "latitude": mark("Lists", "Latitude"),
    "longitude": mark("Lists", "Longitude"),
    "compound": mark("Lists", "Compound"),
    "guardian": mark("Lists", "Parent or guardian"),
    "language": mark("Lists", "Language"),
    "legal_basis": mark("Lists", "Legal basis"),
}


_COLUMNS = {
    "head_name": mark("Lists", "Head of household"),
    "kind": mark("Lists", "Kind of household"),
    "members": mark("Lists", "Members"),
    "area_name": mark("Lists", "Name of the place"),
    "registered_on": mark("Lists", "Registered on"),
}


def field_words(key: str, language: Language) -> str:
    """What a field of a list is called; empty key: a column that is not read."""
    if not key:
        return language.say("Lists", "Not read")
    scheme = scheme_of(key)
    if scheme is not None:
        return label(IdentifierScheme, scheme.value, language)
    return language.find("Lists", _FIELDS[key]) if key in _FIELDS else key


def fields(language: Language) -> dict[str, str]:
    """Every field a column can be, with its name; first the column that is not read."""
    return {"": field_words("", language), **{f.key: field_words(f.key, language) for f in FIELDS}}


def tell(problem: Problem, language: Language) -> str:
    """What is wrong and what to do, as it stands in a cell."""
    said = explain(problem, language)
    return f"{said.title} {said.remedy}".strip()


def place(problem: Problem, language: Language) -> str:
    """Which field it is about: a row is one person, so no member is counted."""
    parts = problem.where.split(".")
    while parts and (parts[0] in ("members", "household", "identifiers") or parts[0].isdigit()):
        kind = parts.pop(0)
        if kind == "identifiers":
            return field_in_words("identifiers", language)
    key = parts[0] if parts else ""
    return field_words(key, language) if key in _FIELDS else field_in_words(".".join(parts), language)


_WORDED = {"sex": Sex, "role": Role, "kind": HouseholdKind}


def column_words(key: str, language: Language) -> str:
    """The heading of a column that is written out."""
    return language.find("Lists", _COLUMNS[key]) if key in _COLUMNS else field_words(key, language)


def value_words(column: str, value: str, language: Language) -> str:
    """A code of the register as a sheet says it."""
    if column == "single_name":
        return language.say("Lists", "Yes") if value in ("1", "True", "true") else ""
    return label(_WORDED[column], value, language) if column in _WORDED else value
