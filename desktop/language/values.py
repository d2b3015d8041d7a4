"""Values of the register in words: what a field held and what it is to hold, as people say it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words, long_date
from desktop.language.phones import written
from desktop.language.terms import label
from domain.birth import Birth, Precision, fits
from domain.programme import Programme
from domain.vocabulary import (
    EndReason,
    HouseholdKind,
    HouseholdStatus,
    IdentifierScheme,
    IdentifierSeen,
    IdentifierStatus,
    Pregnancy,
    Role,
    Sex,
    VitalStatus,
)

NOTHING = "–"
BIRTH = ("birth_precision", "birth_date", "birth_on", "estimated_age", "estimated_on")
_VOCABULARIES: dict[str, type[StrEnum]] = {
    "birth_precision": Precision,
    "end_reason": EndReason,
    "former_role": Role,
    "head_role": Role,
    "kind": HouseholdKind,
    "pregnancy": Pregnancy,
    "role": Role,
    "scheme": IdentifierScheme,
    "seen": IdentifierSeen,
    "sex": Sex,
    "vital_status": VitalStatus,
}
# How exactly a birth is known, by the length of its date.
_PRECISIONS = {len("2026"): "year", len("2026-01"): "month", len("2026-01-31"): "day"}
# Words a field of several kinds means in one of them only.
_STATUSES: dict[str, type[StrEnum]] = {"household": HouseholdStatus, "identifier": IdentifierStatus}


def in_words(field: str, value: Any, programme: Programme, language: Language, kind: str = "") -> str:
    """A value of a field; a dash for nothing. ``kind`` is the record's."""
    if value is None or value == "" or value == []:
        return NOTHING
    vocabulary = _STATUSES.get(kind) if field == "status" else _VOCABULARIES.get(field)
    if vocabulary is not None:
        return label(vocabulary, str(value), language)
    if isinstance(value, bool):
        return language.say("Changes", "Yes") if value else language.say("Changes", "No")
    if isinstance(value, list):
        return ", ".join(in_words(field, part, programme, language, kind) for part in value)
    if isinstance(value, dict):
        return _map_words(value, programme, language)
    return _text_words(field, str(value), programme, language)


def _map_words(value: Mapping[str, Any], programme: Programme, language: Language) -> str:
    if "scheme" in value:
        scheme = label(IdentifierScheme, str(value.get("scheme") or ""), language)
        return f"{scheme} {value.get('value') or ''}".strip()
    return ", ".join(in_words(key, part, programme, language) for key, part in value.items())


def _text_words(field: str, text: str, programme: Programme, language: Language) -> str:
    if field == "area":
        return ", ".join(programme.place_names(text)) or text
    if field in ("birth_on", "birth_date"):
        return birth_words({"birth_precision": _PRECISIONS.get(len(text)), "birth_on": text}, language)
    if field in ("phones", "phone", "number"):
        return written(text, programme.country, international=True) or text
    try:
        return long_date(date.fromisoformat(text), language) if len(text) == len("2026-01-31") else text
    except ValueError:
        return text


def birth_words(fields: Mapping[str, Any], language: Language) -> str:
    """A birth from its parts, as the register or as a form has them; a dash for none."""
    precision, on = fields.get("birth_precision"), fields.get("birth_on") or fields.get("birth_date")
    dated = precision in ("day", "month", "year")
    if not precision or (dated and not fits(str(on or ""), Precision(precision))):
        return NOTHING
    estimated = fields.get("estimated_on")
    birth = Birth(
        precision=Precision(precision),
        on=on,
        estimated_age=fields.get("estimated_age"),
        estimated_on=date.fromisoformat(str(estimated)) if estimated else None,
    )
    return birth_in_words(birth, language)
