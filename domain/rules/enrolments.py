"""Rules about a person's place in a scheme (V26, V27, V28), as pure questions about dates and codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.problems import Problem, Severity

# After these a person may be enrolled in the scheme again.
OVER = frozenset({"exited", "withdrawn", "ineligible", "graduated"})


@dataclass(frozen=True)
class Place:
    """One enrolment: the scheme's code, where it stands, and its days as far as they have come."""

    scheme: str
    status: str
    applied_on: date | None = None
    decided_on: date | None = None
    enrolled_on: date | None = None
    start_on: date | None = None
    end_on: date | None = None


def one_place(new: Place, others: Iterable[Place]) -> Iterator[Problem]:
    """V26. One open enrolment a person and scheme."""
    if any(other.scheme == new.scheme and other.status not in OVER for other in others):
        yield Problem("enrolled_already", "scheme", "V26", facts={"scheme": new.scheme})


def compatible(new: Place, others: Iterable[Place], excluded: Mapping[str, Severity]) -> Iterator[Problem]:
    """V27. ``excluded`` are the schemes the new one names as incompatible, and how firmly."""
    for code in sorted({other.scheme for other in others if other.status not in OVER}):
        if code in excluded and code != new.scheme:
            yield Problem("schemes_incompatible", "scheme", "V27", excluded[code], {"scheme": code})


def days_in_order(place: Place) -> Iterator[Problem]:
    """V28. Applied, decided, enrolled, started, ended: none before the one it follows."""
    names = ("applied_on", "decided_on", "enrolled_on", "start_on", "end_on")
    dated = [(name, getattr(place, name)) for name in names if getattr(place, name) is not None]
    for (earlier, first), (later, second) in pairwise(dated):
        if second < first:
            yield Problem("enrolment_dates", later, "V28", facts={"earlier": earlier})
