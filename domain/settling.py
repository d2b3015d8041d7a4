"""What settling a conflict asks: who may, and which differences are none but in the writing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, get_args, get_origin

from domain.fields import Json
from domain.matching.names import compact, fold
from domain.records import KINDS, identity_fields
from domain.rights import Right
from domain.rules.contact import phone_number
from domain.vocabulary import ConflictCause

# What may be written in several ways and mean the same.
_WRITTEN_FREELY = {
    "household": frozenset({"village", "address", "landmark", "compound"}),
    "person": frozenset(
        {"given_name", "family_name", "other_names", "mother_name", "guardian", "sex_reason"}
    ),
    "recipient": frozenset({"name", "mandate"}),
    "campaign": frozenset({"name", "note"}),
    "campaign_target": frozenset({"village", "team"}),
}


def right_to_settle(kind: str, cause: ConflictCause, names: Collection[str]) -> Right:
    """Whoever works at the desk settles plain fields; who somebody is, an end or a status needs more."""
    grave = cause is not ConflictCause.values or identity_fields(kind) & set(names)
    return Right.approve if grave else Right.settle


def is_same_but_for_writing(kind: str, name: str, one: Json, another: Json, country: str) -> bool:
    """Whether two values differ only in case, accents, spaces, or the way a number is written."""
    if not isinstance(one, str) or not isinstance(another, str):
        return False
    if kind == "phone" and name == "number":
        numbers = [phone_number(text, country) or compact(text) for text in (one, another)]
        return bool(numbers[0]) and numbers[0] == numbers[1]
    if kind == "identifier" and name == "value":
        return bool(compact(one)) and compact(one) == compact(another)
    if name not in _WRITTEN_FREELY.get(kind, ()):
        return False
    return bool(fold(one)) and fold(one).replace(" ", "") == fold(another).replace(" ", "")


def all_same(kind: str, kept: Mapping[str, Json], other: Mapping[str, Json], country: str) -> bool:
    """Whether nothing but the writing differs in any field."""
    return all(is_same_but_for_writing(kind, n, v, other.get(n), country) for n, v in kept.items())


def typed_value(kind: str, name: str, text: str) -> Json:
    """What somebody typed as the field keeps it: a number, yes or no, or text; None for nothing."""
    text = text.strip()
    field = KINDS[kind].model_fields.get(name) if kind in KINDS else None
    annotation = field.annotation if field else None
    types = {*(getattr(annotation, "__args__", ()) or (annotation,))}
    if not text:
        return None
    if bool in types and text.lower() in ("true", "false"):
        return text.lower() == "true"
    whole = any(get_origin(one) is Annotated and get_args(one)[0] is int for one in types) or int in types
    return int(text) if whole and text.lstrip("-").isdigit() else text
