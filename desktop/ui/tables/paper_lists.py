"""The lists of the print desk: papers nobody printed yet, and papers that lie on the counter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from desktop.language.dates import short_date
from desktop.language.terms import label
from desktop.ui.speech import ENDONYMS, language, say
from desktop.ui.standing import moment
from desktop.ui.tables.lists import LONGEST_CODE
from desktop.ui.tables.rows import Column
from domain.vocabulary import Paper


class _Due(Protocol):
    @property
    def paper(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def registered_on(self) -> str: ...


@dataclass(frozen=True)
class DueLine:
    """A paper to print; ``id`` is its place in the list."""

    id: int
    code: str
    name: str
    spoken: str
    registered_on: str


@dataclass(frozen=True)
class CounterLine:
    """A printed paper the citizen does not hold yet; ``id`` is its row in the print log."""

    id: int
    paper: str
    code: str
    name: str
    printed_at: str


def due_lines(due: Iterable[_Due], paper: Paper) -> list[DueLine]:
    """Those of one kind of paper."""
    kept = [line for line in due if line.paper == paper.value]
    return [
        DueLine(number, line.code, line.name, line.language, line.registered_on)
        for number, line in enumerate(kept)
    ]


def counter_lines(rows: Sequence[tuple[int, str, str, str, str]]) -> list[CounterLine]:
    """The service's rows as lines."""
    return [CounterLine(*row) for row in rows]


def due_columns() -> list[Column[DueLine]]:
    """Name, code, the citizen's language, when registered."""
    return [
        Column(lambda: say("Lists", "Name"), lambda line: line.name, weight=1, sample=lambda: "Abdul Rahman"),
        Column(lambda: say("Lists", "Code"), lambda line: line.code, weight=0, sample=lambda: LONGEST_CODE),
        Column(
            lambda: say("Lists", "Language"),
            lambda line: _endonym(line.spoken),
            weight=0,
            sample=lambda: "Português",
            rank=2,
        ),
        Column(
            lambda: say("Lists", "Registered on"),
            lambda line: short_date(date.fromisoformat(line.registered_on)),
            weight=0,
            figures=True,
            sample=lambda: "88/88/8888",
            rank=1,
        ),
    ]


def counter_columns() -> list[Column[CounterLine]]:
    """Paper, name, household, when printed."""
    return [
        Column(
            lambda: say("Lists", "Paper"),
            lambda line: label(Paper, line.paper, language()),
            weight=0,
            sample=lambda: max((label(Paper, paper.value, language()) for paper in Paper), key=len),
        ),
        Column(lambda: say("Lists", "Name"), lambda line: line.name, weight=1, sample=lambda: "Abdul Rahman"),
        Column(
            lambda: say("Lists", "Household"), lambda line: line.code, weight=0, sample=lambda: LONGEST_CODE
        ),
        Column(
            lambda: say("Lists", "Printed on"),
            lambda line: _day(line.printed_at),
            weight=0,
            figures=True,
            sample=lambda: "88/88/8888",
            rank=1,
        ),
    ]


def _endonym(code: str) -> str:
    return next((words for known, words in ENDONYMS.items() if known == code), "–")


def _day(stamp: str) -> str:
    at = moment(stamp)
    return short_date(at.date()) if at else "–"
