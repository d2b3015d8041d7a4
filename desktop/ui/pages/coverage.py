"""Four counts of every scheme, side by side and never added: registered, contributing, entitled, served."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import date

from desktop.language.contributing import scheme_name
from desktop.language.dates import long_date
from desktop.language.figures import grouped
from desktop.language.terms import label
from desktop.services.contributing import coverage
from desktop.services.contributing.coverage import Coverage
from desktop.ui.background import Failure
from desktop.ui.fields.day import DayField
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.contributions.terms import CoverageKind
from domain.schemes.terms import Unit


class CoveragePage(Page):
    """``arrive`` takes nothing."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._lines: dict[int, Coverage] = {}
        card = Card(parent=self)
        self.on = DayField(lambda: say("Coverage", "&On"), parent=card)
        self.since = DayField(lambda: say("Coverage", "&Served since"), parent=card)
        row = Columns(480, card)
        row.add(self.on, 1)
        row.add(self.since, 1)
        self.told = Words(self._told_words, tone="muted", wrap=True, parent=card)
        self.table: Table[Coverage] = Table(
            _columns(),
            lambda rows: [self._lines[row] for row in rows],
            name=lambda: say("Coverage", "Four counts"),
            empty=lambda: say("Coverage", "Nobody is registered in any scheme on this day."),
            empty_icon="users",
            parent=card,
        )
        card.body.addWidget(row)
        card.body.addWidget(self.told)
        card.body.addWidget(self.table, 1)
        self.body.addWidget(card, 1)
        self.count = Button(lambda: say("Coverage", "&Count"), icon="refresh", kind="primary", parent=self)
        self.count.clicked.connect(self.read)
        self.add_primary(self.count)

    def title(self) -> str:
        return say("Coverage", "Four counts")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk"), (say("Employers", "Employers"), "employers")]

    def arrive(self, subject: object) -> None:
        if self.on.day() is None:
            today = self.desk.today()
            self.on.set_value(today.isoformat())
            self.since.set_value(today.replace(day=1).isoformat())
        self.read()
        self.count.setFocus()

    def read(self) -> None:
        """Counts again."""
        on, since = self.on.day(), self.since.day()
        self.on.set_problem(None)
        self.runner.run(
            lambda _progress: coverage.of_schemes(self.desk, on, since),
            done=self._show,
            failed=self._refused,
            owner=self,
        )

    def _show(self, found: list[Coverage]) -> None:
        self._lines = {one.id: one for one in found}
        self.table.show_ids(array("q", self._lines))
        self.told.retranslate()

    def _refused(self, failure: Failure) -> None:
        self.failed(failure)

    def _told_words(self) -> str:
        words = say(
            "Coverage",
            "Each person counts once in a count. The counts are never added, to each other or over time. "
            "Contributing: a month paid for since {month}.",
        )
        on = self.on.day() or self.desk.today()
        first = on.replace(day=1)
        for _ in range(coverage.MONTHS_KEPT):
            first = _month_before(first)
        return words.format(month=long_date(first, language()))


def _month_before(first: date) -> date:
    return (
        first.replace(year=first.year - 1, month=12)
        if first.month == 1
        else first.replace(month=first.month - 1)
    )


def _columns() -> list[Column[Coverage]]:
    def figure(place: int) -> Callable[[Coverage], str]:
        def words(line: Coverage) -> str:
            value = line.figures[place].value
            return "–" if value is None else grouped(value, language().code)

        return words

    def heading(kind: CoverageKind) -> Callable[[], str]:
        return lambda: label(CoverageKind, kind.value, language())

    return [
        Column(lambda: say("Coverage", "Scheme"), lambda line: scheme_name(line.scheme, language()), 3),
        Column(
            lambda: say("Coverage", "Of"),
            lambda line: (
                say("Coverage", "persons")
                if line.scheme.unit is Unit.person
                else say("Coverage", "households")
            ),
            1,
            rank=1,
        ),
        *(
            Column(heading(kind), figure(place), 1, figures=True, sample=heading(kind))
            for place, kind in enumerate(CoverageKind)
        ),
    ]
