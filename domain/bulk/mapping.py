"""What the columns of one source mean: chosen once, remembered, and checked before anything is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from domain.bulk import words
from domain.bulk.dates import Order, needs_order
from domain.bulk.fields import BY_KEY, IGNORED, WHOLE_NAMES
from domain.languages import LanguageCode
from domain.matching.names import fold
from domain.problems import Problem
from domain.vocabulary import HouseholdKind, LegalBasis, NoticeGiven

Samples = Mapping[str, Sequence[str]]
_SLASHED = frozenset({"birth_date", "age_on"})


class Part(BaseModel):
    """A part of a mapping; a name it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class Defaults(Part):
    """What holds for every row that says nothing else.

    ``age_on`` is the day on which the ages of the list were true; ``birth_unknown`` takes a row without a
    birth date or an age as of unknown birth, where it would be refused.
    """

    area: str | None = None
    village: str | None = None
    compound: str | None = None
    language: LanguageCode | None = None
    legal_basis: LegalBasis | None = None
    notice: NoticeGiven | None = None
    kind: HouseholdKind = HouseholdKind.household
    age_on: date | None = None
    birth_unknown: bool = False
    sex_reason: str | None = None


class SourceMapping(Part):
    """``columns`` goes from a heading to a field's key, empty for a column that is not read.

    Rows of one household have the same ``household_key``; without such a column each row is the head of a
    household of its own. ``words`` goes from a field to its words, folded, to the codes they stand for.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    dates: dict[str, Order] = Field(default_factory=dict)
    words: dict[str, dict[str, str]] = Field(default_factory=dict)
    defaults: Defaults = Field(default_factory=Defaults)

    def column_of(self, field: str) -> str | None:
        """The heading a field is read from; None when it is not."""
        return next((heading for heading, key in self.columns.items() if key == field), None)

    @property
    def each_alone(self) -> bool:
        """Whether each row is a household of its own."""
        return self.column_of("household_key") is None

    def meaning(self, field: str, text: str) -> str | None:
        """The code a word stands for: as the person said, else as it usually is; None when nobody knows."""
        word = fold(text)
        own = self.words.get(field, {})
        return own.get(word) or words.known_words(field).get(word)


def problems_of(mapping: SourceMapping, headings: Sequence[str], samples: Samples) -> list[Problem]:
    """What keeps a file from being read with this mapping; empty when nothing does."""
    return list(_problems(mapping, headings, samples))


def _problems(mapping: SourceMapping, headings: Sequence[str], samples: Samples) -> Iterator[Problem]:
    for heading, key in mapping.columns.items():
        if key != IGNORED and key not in BY_KEY:
            yield Problem("bulk_field_unknown", "columns", facts={"given": key})
        elif key != IGNORED and heading not in headings:
            yield Problem("bulk_column_missing", "columns", facts={"column": heading})
    used = [key for key in mapping.columns.values() if key != IGNORED]
    for key in dict.fromkeys(used):
        headings_of = [heading for heading, other in mapping.columns.items() if other == key]
        for other in headings_of[1:]:
            facts = {"column": headings_of[0], "other": other}
            yield Problem("bulk_column_twice", "columns", facts=facts)
    yield from _needed(mapping, set(used))
    yield from _unclear(mapping, samples)


def _needed(mapping: SourceMapping, used: set[str]) -> Iterator[Problem]:
    named = bool(used & {"family_name", "given_name", *WHOLE_NAMES})
    if not named:
        yield Problem("bulk_field_missing", "columns", facts={"field": "given_name"})
    if used & set(WHOLE_NAMES) and used & {"family_name", "given_name"}:
        yield Problem("bulk_names_twice", "columns")
    if "sex" not in used:
        yield Problem("bulk_field_missing", "columns", facts={"field": "sex"})
    if not used & {"birth_date", "age"} and not mapping.defaults.birth_unknown:
        yield Problem("bulk_field_missing", "columns", facts={"field": "birth_date"})
    if not mapping.each_alone and "role" not in used:
        yield Problem("bulk_field_missing", "columns", facts={"field": "role"})
    if "area" not in used and not mapping.defaults.area:
        yield Problem("bulk_default_missing", "defaults.area", facts={"field": "area"})
    if mapping.defaults.legal_basis is None:
        yield Problem("bulk_default_missing", "defaults.legal_basis", facts={"field": "legal_basis"})


def _unclear(mapping: SourceMapping, samples: Samples) -> Iterator[Problem]:
    """What a person has to say before a column can be read, for two readings are possible."""
    for heading, key in mapping.columns.items():
        seen = samples.get(heading, ())
        if key in _SLASHED and heading not in mapping.dates and needs_order(seen):
            yield Problem("bulk_date_order", "dates", facts={"column": heading})
        own = mapping.words.get(key, {})
        if key == "sex" and not {"h", "m"} <= own.keys() and words.sex_is_unclear(seen):
            yield Problem("bulk_sex_unclear", "words.sex", facts={"column": heading})


def parse(body: Any) -> SourceMapping:
    """A mapping as it is remembered or given on the command line. Raises pydantic's ValidationError."""
    return SourceMapping.model_validate(body)
