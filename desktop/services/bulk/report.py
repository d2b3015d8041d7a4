"""What an import did, or would do: counts, the first troubles by row, warnings by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop.services.bulk.sheet import Told
from domain.bulk.rows import Group
from domain.problems import Problem

SHOWN = 200
_WORDS_KEPT = 50


class Comparing(StrEnum):
    """What happens to people who look like somebody registered."""

    judge = "judge"  # registered, the pair waits for somebody's judgement
    hold = "hold"  # their household is held back
    leave = "leave"  # nobody is compared


@dataclass(frozen=True)
class Options:
    """``source`` names where the list is from: the same row of it is never registered twice.

    ``errors`` is where the sheet of refused rows goes, ``sheet`` the one of a workbook that is read.
    """

    source: str
    comparing: Comparing = Comparing.judge
    dry_run: bool = False
    errors: Path | None = None
    force: bool = False
    sheet: str | None = None


@dataclass(frozen=True)
class Speech:
    """How refusals are said on the sheet of refused rows: whoever imports knows the language."""

    error: str
    field: str
    tell: Callable[[Problem], str]
    place: Callable[[Problem], str]


@dataclass(frozen=True)
class RowProblem:
    """One trouble at one row, as a spreadsheet counts rows."""

    row: int
    problem: Problem


@dataclass(frozen=True)
class Progress:
    """How far an import is; ``left`` in seconds, None while nobody can say. ``step`` is read or compare."""

    step: str
    rows: int
    persons: int
    share: float
    per_second: float
    left: float | None


@dataclass
class Report:
    """Counts are households unless their name says persons or rows; ``codes`` are the first of them.

    ``stopped``: somebody cancelled, or ``trouble`` came in between; what is in is in.
    """

    told: Told
    dry_run: bool
    rows: int = 0
    persons: int = 0
    registered: int = 0
    registered_persons: int = 0
    already: int = 0
    held: int = 0
    refused: int = 0
    refused_rows: int = 0
    look_alikes: int = 0
    uncompared: int = 0
    seconds: float = 0.0
    codes: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    unknown_words: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)
    sheet: Path | None = None
    stopped: bool = False
    trouble: Problem | None = None

    @property
    def sound(self) -> bool:
        """Whether every row was taken."""
        return not self.refused and not self.stopped and self.trouble is None

    def note_refused(self, group: Group, problems: Iterable[Problem]) -> None:
        """A household that cannot be taken, and why."""
        self.refused += 1
        self.refused_rows += len(group.rows)
        for problem in problems:
            self.kinds[problem.code] += 1
            if problem.code == "bulk_word_unknown":
                words = self.unknown_words.setdefault(str(problem.facts["field"]), Counter())
                if len(words) < _WORDS_KEPT:
                    words[str(problem.facts["word"])] += 1
            if len(self.problems) < SHOWN:
                self.problems.append(RowProblem(group.row_of(problem).number, problem))

    def note_warnings(self, problems: Iterable[Problem]) -> None:
        """What was taken with a doubt."""
        for problem in problems:
            self.warnings[problem.rule or problem.code] += 1
