"""The employers page: the list at the left, one employer with its month at the right."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QTabBar

from desktop.language.problems import explain
from desktop.services import rights
from desktop.services.contributing import begun, employers, papers, statements
from desktop.services.contributing.employers import EmployerLine, VisitLine, WorkerLine
from desktop.services.print_papers import Printed
from desktop.services.rights import Right
from desktop.ui import files
from desktop.ui.background import Failure
from desktop.ui.fields.text import TextField
from desktop.ui.messages import Question, problems_of
from desktop.ui.pages.employers.acts import FACTS, FILED, MONTH, NEW, VISITS, WORKERS, EmployerActs, Panels
from desktop.ui.pages.employers.month_panel import MonthPanel
from desktop.ui.pages.employers.panels import (
    FactsPanel,
    FiledPanel,
    VisitsPanel,
    WorkersPanel,
    employer_columns,
)
from desktop.ui.pages.given_paper import GivenPaper
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, language, say
from desktop.ui.tables.table import Table
from domain.contributions.terms import EmployerStatus
from domain.problems import Refused

_LIST, _PAPER = range(2)


@dataclass(frozen=True)
class _Read:
    lines: list[EmployerLine]
    chosen: EmployerLine | None
    workers: list[WorkerLine]
    filed: list[statements.StatementLine]
    visits: list[VisitLine]


class EmployersPage(Page):
    """``arrive`` takes an employer's code, or nothing."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._lines: list[EmployerLine] = []
        self._code = sitting.remembered.employer
        self.stack = QStackedWidget(self)
        columns = Columns(1000, self)
        columns.add(self._list(), 2)
        columns.add(self._side(), 3)
        self.paper = GivenPaper(self.desk, self.runner, self)
        self.stack.addWidget(columns)
        self.stack.addWidget(self.paper)
        self.body.addWidget(self.stack, 1)
        self._buttons()
        self.tabs.currentChanged.connect(self._turned)
        self.month.worked_out.connect(lambda: self._turned(self.tabs.currentIndex()))
        self.filed.table.selected.connect(lambda _line: self._turned(self.tabs.currentIndex()))
        self.retranslate()

    def _list(self) -> Card:
        card = Card(parent=self)
        self.text = TextField(
            lambda: say("Employers", "&Search"),
            placeholder=lambda: say("Employers", "Name, code or number"),
            parent=card,
        )
        self.text.settled.connect(self.read)
        card.body.addWidget(self.text)
        self.table: Table[EmployerLine] = Table(
            employer_columns(),
            lambda rows: [line for row in rows for line in self._lines if line.id == row],
            name=lambda: say("Employers", "Employers"),
            empty=lambda: say("Employers", "No employer yet. Register one at the right."),
            empty_icon="users-group",
            parent=card,
        )
        self.table.selected.connect(self._chose)
        card.body.addWidget(self.table, 1)
        return card

    def _side(self) -> Card:
        card = Card(parent=self)
        self.tabs = QTabBar(card)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(6):
            self.tabs.addTab("")
        self.facts = FactsPanel(self.desk, card)
        self.workers = WorkersPanel(self.desk, card)
        self.month = MonthPanel(self.desk, self.runner, card)
        self.filed = FiledPanel(card)
        self.visits = VisitsPanel(card)
        self.new = FactsPanel(self.desk, card)
        self.new.show_employer(None)
        self._sides = QStackedWidget(card)
        for panel in self._panels():
            self._sides.addWidget(panel)
        self.acts = EmployerActs(self.desk, self.sitting.remembered, *self._panels())
        card.body.addWidget(self.tabs)
        card.body.addWidget(self._sides, 1)
        return card

    def _panels(self) -> Panels:
        return self.facts, self.workers, self.month, self.filed, self.visits, self.new

    def _buttons(self) -> None:
        self.coverage = Button(lambda: say("Employers", "&Four counts"), kind="quiet", parent=self)
        self.coverage.clicked.connect(lambda: self.go.emit("coverage", None))
        self.standing = Button(self._standing_words, kind="quiet", parent=self)
        self.standing.clicked.connect(self._set_standing)
        self.left = Button(lambda: say("Employers", "Works there no &longer"), kind="quiet", parent=self)
        self.left.clicked.connect(self._leave)
        self.open = Button(lambda: say("Employers", "Read a &list…"), icon="upload", parent=self)
        self.open.clicked.connect(self.ask_list)
        self.anew = Button(lambda: say("Employers", "&Begin anew"), kind="quiet", parent=self)
        self.anew.clicked.connect(self.month.begin_anew)
        self.print = Button(lambda: say("Employers", "Statement on &paper"), icon="printer", parent=self)
        self.print.clicked.connect(self._print)
        self.shut = Button(lambda: say("Employers", "&Back to the list"), icon="arrow-left", parent=self)
        self.shut.clicked.connect(self.show_list)
        self.send = Button(lambda: say("Paper", "&Print…"), icon="printer", parent=self)
        self.send.clicked.connect(lambda: self.paper.send())
        self.save = Button(lambda: say("Paper", "Sa&ve as PDF…"), icon="download", parent=self)
        self.save.clicked.connect(self.paper.ask_place)
        self.paper.failed.connect(self.failed)
        self.paper.said.connect(lambda words: self.notice.show_words(lambda: (words(), "")))
        for button in (
            self.coverage, self.standing, self.left, self.open, self.anew, self.print, self.shut, self.send,
            self.save,
        ):  # fmt: skip
            self.add_secondary(button)
        self.act = Button(self._act_words, icon="check", kind="primary", parent=self)
        self.act.clicked.connect(self._act)
        self.add_primary(self.act)

    # Coming and going

    def title(self) -> str:
        return say("Employers", "Employers")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk")]

    def arrive(self, subject: object) -> None:
        self.stack.setCurrentIndex(_LIST)
        if isinstance(subject, str) and subject:
            self._code = subject
        self.read()
        self.table.setFocus()

    def back(self) -> bool:
        """Esc: out of the paper."""
        if self.stack.currentIndex() == _PAPER:
            self.show_list()
            return True
        return False

    def show_list(self) -> None:
        """Out of the paper, back to the list."""
        self.stack.setCurrentIndex(_LIST)
        self._turned(self.tabs.currentIndex())
        self.table.setFocus()

    def read(self) -> None:
        """Reads everything again."""
        code, text = self._code, self.text.value()
        self.runner.run(
            lambda _progress: self._read(code, text), done=self._show, failed=self.failed, owner=self
        )

    def _read(self, code: str, text: str) -> _Read:
        lines = employers.find(self.desk, text)
        chosen = next((line for line in lines if line.code == code), lines[0] if lines else None)
        if chosen is None:
            return _Read(lines, None, [], [], [])
        known = chosen.code
        return _Read(
            lines,
            chosen,
            employers.workers(self.desk, known),
            statements.of_employer(self.desk, known),
            employers.visits(self.desk, known),
        )

    def _show(self, found: _Read) -> None:
        self._code = found.chosen.code if found.chosen else ""
        self.sitting.remembered.employer = self._code
        if found.lines != self._lines:
            self._lines = found.lines
            self.table.show_ids(array("q", (line.id for line in found.lines)))
        rows = [number for number, line in enumerate(self._lines) if line.code == self._code]
        if rows and self.table.currentIndex().row() != rows[0]:
            self.table.selectRow(rows[0])
        self.facts.show_employer(found.chosen)
        self.workers.show_workers(found.workers)
        if not self.workers.text("scheme"):
            self.workers.fields["scheme"].set_value(self.sitting.remembered.contribution_scheme or None)
        self.month.show_employer(self._code, self.sitting.remembered.contribution_scheme)
        self.filed.show_statements(found.filed)
        self.visits.show_visits(found.visits)
        for tab in (FACTS, WORKERS, MONTH, FILED, VISITS):
            self.tabs.setTabEnabled(tab, found.chosen is not None)
        if found.chosen is None:
            self.tabs.setCurrentIndex(NEW)
        self._turned(self.tabs.currentIndex())

    def _chose(self, line: object) -> None:
        if isinstance(line, EmployerLine) and line.code != self._code:
            self._code = line.code
            if self.tabs.currentIndex() == NEW:
                self.tabs.setCurrentIndex(FACTS)
            self.read()

    def _line(self) -> EmployerLine | None:
        return next((line for line in self._lines if line.code == self._code), None)

    def _turned(self, tab: int) -> None:
        self._sides.setCurrentIndex(tab)
        paper, line = self.stack.currentIndex() == _PAPER, self._line()
        may = rights.may(self.desk, Right.collect)
        self.act.tell(self._act_words)
        self.standing.tell(self._standing_words)
        statement = self.filed.statement()
        owing = statement is not None and statement.status.value == "filed" and statement.owing > 0
        allowed = {MONTH: self.month.ready(), FILED: owing}.get(tab, tab == NEW or line is not None)
        self.act.setEnabled(may and allowed)
        shown = {
            self.act: not paper,
            self.coverage: not paper and tab in (FACTS, NEW),
            self.standing: not paper and tab == FACTS and line is not None and may,
            self.left: not paper and tab == WORKERS and may,
            self.open: not paper and tab == MONTH,
            self.anew: not paper and tab == MONTH,
            self.print: not paper and tab == FILED and statement is not None,
            self.shut: paper,
            self.send: paper,
            self.save: paper,
        }
        for button, visible in shown.items():
            button.setVisible(visible)

    # Acting

    def _act_words(self) -> str:
        words = {
            FACTS: say("Employers", "&Keep the corrections"),
            WORKERS: say("Employers", "&Keep as working there"),
            MONTH: say("Employers", "&File the statement"),
            FILED: say("Employers", "&Keep the payment"),
            VISITS: say("Employers", "&Keep the visit"),
            NEW: say("Employers", "Register the e&mployer"),
        }
        return words[self.tabs.currentIndex()]

    def _act(self) -> None:
        panel = self._panels()[self.tabs.currentIndex()]
        panel.clear_problems()
        try:
            act, done = self.acts.of(self.tabs.currentIndex(), self._code)
        except Refused as refusal:
            self._refused(refusal)
            return
        self._do(act, done)

    def _do(self, act: Callable[[], object], done: Telling) -> None:
        self.runner.run(
            lambda _progress: act(),
            done=lambda made: self._done(made, done),
            failed=self._refused,
            owner=self,
        )

    def _done(self, made: object, words: Telling) -> None:
        tab = self.tabs.currentIndex()
        if isinstance(made, EmployerLine):
            self._code = made.code
        if tab == NEW:
            self.new.show_employer(None)
            self.tabs.setCurrentIndex(FACTS)
        if isinstance(made, statements.StatementLine):
            begun.discard(self.desk, self._code)
            self.sitting.remembered.contribution_scheme = made.scheme
            self.month.show_employer("", "")
            self.tabs.setCurrentIndex(FILED)
        panel = self._panels()[tab]
        for name in {WORKERS: ("person", "number"), FILED: ("amount", "reference"), VISITS: ("finding",)}.get(
            tab, ()
        ):
            panel.fields[name].set_value(None)
        self.notice.show_words(lambda: (words(), ""))
        self.wrote.emit()
        self.read()

    def _standing_words(self) -> str:
        line = self._line()
        if line is not None and line.status is not EmployerStatus.active:
            return say("Employers", "Make acti&ve again")
        return say("Employers", "C&lose this employer…")

    def _set_standing(self) -> None:
        line = self._line()
        if line is None:
            return
        if line.status is not EmployerStatus.active:
            self._do(
                lambda: employers.set_status(self.desk, line.code, EmployerStatus.active),
                lambda: say("Employers", "The employer is active again."),
            )
            return
        Question(
            self,
            lambda: say("Employers", "Close this employer?"),
            lambda: say("Employers", "Nothing more can be filed for it until it is made active again."),
            lambda: say("Employers", "&Close it"),
        ).ask(self.close_employer)

    def close_employer(self) -> None:
        """Closes the employer shown."""
        code = self._code
        self._do(
            lambda: employers.set_status(self.desk, code, EmployerStatus.closed),
            lambda: say("Employers", "The employer is closed."),
        )

    def _leave(self) -> None:
        worker, code = self.workers.table.current(), self._code
        if worker is not None and not worker.until_on:
            self._do(
                lambda: employers.leave(self.desk, code, worker.code),
                lambda: say("Employers", "The end of that work is kept, as of today."),
            )

    def ask_list(self) -> None:
        """Asks for a list of wages."""
        kinds = say("Employers", "Lists (*.csv *.xlsx *.txt)")
        files.ask_open(self, say("Employers", "Read a list of wages"), kinds, self.read_list)

    def read_list(self, path: Path) -> None:
        """Puts a list's wages into the month; rows that could not be read are said."""
        try:
            problems = self.month.read_list(path)
        except Refused as refusal:
            self.failed(refusal)
            return
        if problems:
            told = "\n".join(explain(problem, language()).title for problem in problems[:5])
            count = len(problems)
            self.notice.show_words(
                lambda: (say("Employers", "%n row(s) of the list could not be read", "", count), told)
            )

    def _print(self) -> None:
        line = self.filed.statement()
        if line is None:
            return
        self.runner.run(
            lambda _progress: Printed(papers.statement_print(self.desk, line.code), (), ()),
            done=lambda printed: self._show_paper(printed, line.code),
            failed=self.failed,
            owner=self,
        )

    def _show_paper(self, printed: Printed, code: str) -> None:
        self.paper.show_paper(printed, code)
        self.stack.setCurrentIndex(_PAPER)
        self._turned(self.tabs.currentIndex())
        self.send.setFocus()

    def _refused(self, failure: Failure) -> None:
        panel = self._panels()[self.tabs.currentIndex()]
        shown = [panel.show_problem(problem) for problem in problems_of(failure)]
        if not any(shown):
            self.failed(failure)

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Employers", "What to look at"))
        for tab, words in (
            (FACTS, say("Employers", "Employer")),
            (WORKERS, say("Employers", "Workers")),
            (MONTH, say("Employers", "Month")),
            (FILED, say("Employers", "Statements")),
            (VISITS, say("Employers", "Visits")),
            (NEW, say("Employers", "New")),
        ):
            self.tabs.setTabText(tab, words)
