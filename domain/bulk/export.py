"""What can be taken out of the register, column by column, and when an agreement is needed (DP3, DP15)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from domain.problems import Problem
from domain.vocabulary import Purpose

Subject = Literal["people", "households"]
# More people than this leave only under a protocol.
WITHOUT_PROTOCOL = 50
_NUMBERS = tuple(
    f"identifier.{scheme}"
    for scheme in ("national_id", "birth_registration", "voter", "passport", "social_security", "health")
)
COLUMNS: dict[Subject, tuple[str, ...]] = {
    "people": (
        *("household_key", "person_key", "role", "family_name", "given_name", "single_name", "other_names"),
        *("mother_name", "sex", "sex_reason", "birth_date", "age", "age_on", "phone", *_NUMBERS),
        *("village", "area_name", "area", "address", "language", "registered_on"),
    ),
    "households": (
        *("household_key", "head_name", "kind", "members", "village", "area_name", "area", "address"),
        *("household_phone", "language", "registered_on"),
    ),
}
USUAL: dict[Subject, tuple[str, ...]] = {
    "people": (
        *("household_key", "person_key", "role", "family_name", "given_name", "sex", "birth_date", "age"),
        *("village", "area"),
    ),
    "households": ("household_key", "head_name", "members", "village", "area_name", "registered_on"),
}
# Who somebody is, or how to reach them: never for those whose role is figures.
NAMING = frozenset(
    {
        *("household_key", "person_key", "family_name", "given_name", "single_name", "other_names"),
        *("mother_name", "birth_date", "phone", *_NUMBERS, "address", "head_name", "household_phone"),
    }
)


@dataclass(frozen=True)
class Leave:
    """Why data leave the register, who gets them, and under which agreement."""

    purpose: Purpose | None
    recipient: str = ""
    protocol: str = ""


def problems_of(leave: Leave, people: int) -> Iterator[Problem]:
    """DP3 and DP15: a purpose and a recipient always; for many people the agreement's reference too."""
    if leave.purpose is None:
        yield Problem("export_purpose_missing", "purpose")
    if not leave.recipient.strip():
        yield Problem("export_recipient_missing", "recipient")
    if people > WITHOUT_PROTOCOL and not leave.protocol.strip():
        facts = {"count": people, "most": WITHOUT_PROTOCOL}
        yield Problem("export_protocol_missing", "protocol", facts=facts)


def column_problems(subject: Subject, columns: Collection[str], *, names: bool) -> Iterator[Problem]:
    """Columns that do not exist, or that somebody may not have who may not have ``names``."""
    if not columns:
        yield Problem("export_columns_missing", "columns")
    for column in columns:
        if column not in COLUMNS[subject]:
            facts = {"given": column, "expected": ", ".join(COLUMNS[subject])}
            yield Problem("export_column_unknown", "columns", facts=facts)
    if not names and NAMING & set(columns):
        yield Problem("export_names_withheld", "columns")
