"""Two persons side by side in words: the names of the fields, their values, and how they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.language.dates import birth_in_words, long_date
from desktop.language.phones import written
from desktop.language.reasons import reason_words, speaking_for
from desktop.language.terms import label
from desktop.services.compare_persons import Agreement, Side
from desktop.ui.speech import Telling, language, say
from desktop.ui.tables.lists import place_words
from domain.masking import masked
from domain.matching.evidence import Reason
from domain.programme import Programme
from domain.vocabulary import HouseholdStatus, IdentifierScheme, Role, Sex, VitalStatus

_MASKED_AT_MOST = 3
LIKELY = 0.5
# The icon that stands before the words, and its tone.
MARKS: dict[Agreement, tuple[str, str]] = {
    Agreement.same: ("circle-check", "accent"),
    Agreement.differs: ("circle-x", "attention"),
    Agreement.one_side: ("circle-dashed", "muted"),
}


@dataclass(frozen=True)
class FieldLine:
    """A line of the comparison; ``key`` is a field of ``Side``."""

    key: str
    words: Telling


LINES: tuple[FieldLine, ...] = (
    FieldLine("given_name", lambda: say("Compare", "Given name")),
    FieldLine("family_name", lambda: say("Compare", "Family name")),
    FieldLine("other_names", lambda: say("Compare", "Other names")),
    FieldLine("sex", lambda: say("Compare", "Sex")),
    FieldLine("birth", lambda: say("Compare", "Born")),
    FieldLine("mother_name", lambda: say("Compare", "Mother’s name")),
    FieldLine("identifiers", lambda: say("Compare", "Identity documents")),
    FieldLine("phones", lambda: say("Compare", "Telephones")),
    FieldLine("vital_status", lambda: say("Compare", "Vital status")),
    FieldLine("village", lambda: say("Compare", "Place")),
    FieldLine("household_code", lambda: say("Compare", "Household")),
    FieldLine("role", lambda: say("Compare", "Role in the household")),
    FieldLine("head_name", lambda: say("Compare", "Head of household")),
    FieldLine("members", lambda: say("Compare", "Members")),
    FieldLine("registered_on", lambda: say("Compare", "Registered")),
    FieldLine("state", lambda: say("Compare", "State of the household")),
)
# What tells two households apart says nothing of whether the two persons are one.
NOT_COMPARED = ("household_code", "members", "registered_on", "state", "role")


def value_words(side: Side, key: str, programme: Programme) -> str:
    """A value as people say it; empty where there is none."""
    value = getattr(side, key)
    if not value:
        return ""
    tell = _VALUES.get(key)
    return tell(side, programme) if tell else str(value)


def _labelled(vocabulary: type[StrEnum], key: str) -> Callable[[Side, Programme], str]:
    return lambda side, _programme: label(vocabulary, str(getattr(side, key)), language())


def _numbers(side: Side, _programme: Programme) -> str:
    """Of somebody registered their last signs only: that they are the same is said beside them."""
    shown = [(scheme, masked(value) if side.code else value) for scheme, value in side.identifiers]
    return "\n".join(f"{label(IdentifierScheme, scheme, language())} {value}" for scheme, value in shown)


def _phones(side: Side, programme: Programme) -> str:
    return "\n".join(written(one, programme.country, international=True) or one for one in side.phones)


_VALUES: dict[str, Callable[[Side, Programme], str]] = {
    "sex": _labelled(Sex, "sex"),
    "role": _labelled(Role, "role"),
    "vital_status": _labelled(VitalStatus, "vital_status"),
    "state": _labelled(HouseholdStatus, "state"),
    "birth": lambda side, _p: birth_in_words(side.birth, language()) if side.birth else "",
    "identifiers": _numbers,
    "phones": _phones,
    "village": lambda side, programme: place_words(side.village, side.area, programme),
    "registered_on": lambda side, _p: long_date(date.fromisoformat(side.registered_on), language()),
}


def agreement_words(found: Agreement) -> str:
    """What stands beside the icon; nothing where neither side says anything."""
    if found is Agreement.same:
        return say("Compare", "same")
    if found is Agreement.differs:
        return say("Compare", "differs")
    return say("Compare", "on one side only") if found is Agreement.one_side else ""


def typed_words(side: Side, programme: Programme) -> str:
    """All that was typed of somebody, for the note of a judgement: nothing typed is lost."""
    keys = (
        line for line in LINES if line.key not in NOT_COMPARED and line.key not in ("head_name", "village")
    )
    lines = [(line.words(), value_words(side, line.key, programme).replace("\n", ", ")) for line in keys]
    return "\n".join(f"{name}: {value}" for name, value in lines if value)


def strength_words(probability: float) -> str:
    """Likely or possible: a figure would promise more than the comparison knows."""
    return say("Compare", "likely") if probability >= LIKELY else say("Compare", "possible")


def how_many_words(probabilities: Sequence[float]) -> str:
    """``1 likely, 2 possible``."""
    likely = sum(one >= LIKELY for one in probabilities)
    parts = []
    if likely:
        parts.append(say("Compare", "%n likely", "", likely))
    if len(probabilities) - likely:
        parts.append(say("Compare", "%n possible", "", len(probabilities) - likely))
    return ", ".join(parts)


def masked_words(reasons: Iterable[Reason]) -> str:
    """The reasons without anybody's name: what may be read over a shoulder before somebody asks."""
    found: list[str] = []
    for reason in speaking_for(reasons):
        named = {"name", "a", "b"} & set(reason.facts)
        words = say("Compare", "a similar name") if named else reason_words(reason, language())
        if words not in found:
            found.append(words)
    return say("Compare", "; ", "between two reasons").join(found[:_MASKED_AT_MOST])
