"""The complaints page: the list at the left, one complaint or a new one at the right."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QTabBar

from desktop.services import rights
from desktop.services.grievances import acknowledge, read
from desktop.services.grievances.hear import hear
from desktop.services.grievances.read import Case, GrievanceRow, Officer, Which
from desktop.services.grievances.take import take
from desktop.services.print_papers import Printed
from desktop.services.rights import Right
from desktop.ui.background import Failure
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.text import TextField
from desktop.ui.messages import problems_of
from desktop.ui.pages.campaigns.panels import Panel
from desktop.ui.pages.complaints.case_panel import CasePanel
from desktop.ui.pages.complaints.hear_panel import HearPanel
from desktop.ui.pages.complaints.order import HearOrder
from desktop.ui.pages.complaints.words import columns, which_words
from desktop.ui.pages.given_paper import GivenPaper
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, say
from desktop.ui.tables.table import Table
from domain.problems import Refused

CASE, NEW = range(2)
_LIST, _PAPER = range(2)


@dataclass(frozen=True)
class _Read:
    found: list[int]
    case: Case | None
    officers: list[Officer]


class ComplaintsPage(Page):
    """``arrive`` takes a complaint's number, a ``HearOrder``, or nothing."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._code = ""
        self._found: list[int] | None = None
        self.stack = QStackedWidget(self)
        columns = Columns(1000, self)
        columns.add(self._list(), 3)
        columns.add(self._side(), 2)
        self.paper = GivenPaper(self.desk, self.runner, self)
        self.stack.addWidget(columns)
        self.stack.addWidget(self.paper)
        self.body.addWidget(self.stack, 1)
        self._buttons()
        self.tabs.currentChanged.connect(self._turned)
        self.case.chosen.connect(lambda: self._turned(self.tabs.currentIndex()))
        self.case.opened.connect(lambda code: self.go.emit("household", code))
        self.retranslate()

    def _list(self) -> Card:
        card = Card(parent=self)
        self.which = ListField(lambda: say("Complaints", "&List"), which_words, parent=card)
        kept = self.sitting.remembered.complaints
        self.which.set_value(kept if kept in set(Which) else Which.open.value)
        self.text = TextField(
            lambda: say("Complaints", "&Search"),
            placeholder=lambda: say("Complaints", "Number, code or word"),
            parent=card,
        )
        self.which.changed.connect(self._listed_anew)
        self.text.settled.connect(self.read)
        line = Columns(420, card)
        line.add(self.which, 1)
        line.add(self.text, 1)
        card.body.addWidget(line)
        self.table: Table[GrievanceRow] = Table(
            columns(self.desk.today()),
            lambda rows: read.lines(self.desk, rows),
            name=lambda: say("Complaints", "Complaints"),
            empty=lambda: say("Complaints", "No complaint on this list."),
            empty_icon="message",
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
        for _ in range(2):
            self.tabs.addTab("")
        self.case = CasePanel(card)
        self.new = HearPanel(self.desk, self.runner, self.sitting.remembered, card)
        self._sides = QStackedWidget(card)
        for panel in self._panels():
            self._sides.addWidget(panel)
        card.body.addWidget(self.tabs)
        card.body.addWidget(self._sides, 1)
        return card

    def _panels(self) -> tuple[Panel, ...]:
        return self.case, self.new

    def _buttons(self) -> None:
        self.print = Button(lambda: say("Complaints", "Ac&knowledgement"), icon="receipt", parent=self)
        self.shut = Button(lambda: say("Complaints", "&Back to the list"), icon="arrow-left", parent=self)
        self.send = Button(lambda: say("Paper", "&Print…"), icon="printer", parent=self)
        self.save = Button(lambda: say("Paper", "Sa&ve as PDF…"), icon="download", parent=self)
        self.print.clicked.connect(lambda: self.acknowledge(self._code))
        self.shut.clicked.connect(self.show_list)
        self.send.clicked.connect(lambda: self.paper.send())
        self.save.clicked.connect(self.paper.ask_place)
        self.paper.failed.connect(self.failed)
        self.paper.said.connect(lambda words: self.notice.show_words(lambda: (words(), "")))
        for button in (self.print, self.shut, self.send, self.save):
            self.add_secondary(button)
        self.act = Button(self._act_words, icon="check", kind="primary", parent=self)
        self.act.clicked.connect(self._act)
        self.add_primary(self.act)

    # Coming and going

    def title(self) -> str:
        return say("Complaints", "Complaints")

    def arrive(self, subject: object) -> None:
        self.stack.setCurrentIndex(_LIST)
        if isinstance(subject, HearOrder):
            self.new.clear(subject.household)
            self.tabs.setCurrentIndex(NEW)
            self.new.fields["kind"].setFocus()
        elif isinstance(subject, str) and subject:
            self._code = subject
            self.tabs.setCurrentIndex(CASE)
        self.read()
        if not isinstance(subject, HearOrder):
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
        """Reads the list and the complaint that is open again."""
        code, which, text = self._code, Which(self.which.value() or "open"), self.text.value()
        self.runner.run(
            lambda _progress: self._read(code, which, text), done=self._show, failed=self._failed, owner=self
        )

    def _read(self, code: str, which: Which, text: str) -> _Read:
        found = read.find(self.desk, which, text=text)
        case = None
        if code:
            case = self._case(code)
        if case is None and found:
            case = read.case(self.desk, read.lines(self.desk, found[:1])[0].code)
        officers = read.officers(self.desk, case.line) if case else []
        return _Read(found, case, officers)

    def _case(self, code: str) -> Case | None:
        """Nothing where this person may not see it, or may not any more."""
        try:
            return read.case(self.desk, code)
        except Refused:
            return None

    def _show(self, found: _Read) -> None:
        self._code = found.case.line.code if found.case else ""
        if found.found != self._found:
            self._found = found.found
            self.table.show_ids(array("q", found.found))
        else:
            self.table.refresh()
        here = (
            found.found.index(found.case.line.id) if found.case and found.case.line.id in found.found else -1
        )
        if here >= 0 and self.table.currentIndex().row() != here:
            self.table.selectRow(here)
        self.case.show_case(found.case, found.officers)
        self._turned(self.tabs.currentIndex())

    def _failed(self, failure: Failure) -> None:
        self.case.show_case(None, [])
        self.failed(failure)

    def _listed_anew(self) -> None:
        self.sitting.remembered.complaints = self.which.value() or ""
        self._code = ""
        self.read()

    def _chose(self, line: object) -> None:
        if isinstance(line, GrievanceRow) and line.code != self._code:
            self._code = line.code
            self.tabs.setCurrentIndex(CASE)
            self.read()

    def _turned(self, tab: int) -> None:
        self._sides.setCurrentIndex(tab)
        paper = self.stack.currentIndex() == _PAPER
        self.act.tell(self._act_words)
        self.act.setVisible(not paper)
        hears = rights.may(self.desk, Right.hear)
        self.act.setEnabled(hears if tab == NEW else self.case.wanted() is not None)
        self.print.setVisible(not paper and tab == CASE and self.case.case is not None)
        for button in (self.shut, self.send, self.save):
            button.setVisible(paper)

    # Acting

    def _act_words(self) -> str:
        if self.tabs.currentIndex() == NEW:
            return say("Complaints", "Write it down and print its num&ber")
        return say("Complaints", "Keep this s&tep")

    def _act(self) -> None:
        panel = self._panels()[self.tabs.currentIndex()]
        panel.clear_problems()
        try:
            act, done = self._hearing() if panel is self.new else self._taking()
        except Refused as refusal:
            self._refused(refusal)
            return
        self.runner.run(lambda _progress: act(), done=done, failed=self._refused, owner=self)

    def _hearing(self) -> tuple[Callable[[], object], Callable[[object], None]]:
        heard = self.new.heard()

        def act() -> tuple[GrievanceRow, Printed]:
            line = hear(self.desk, heard)
            return line, acknowledge.print_it(self.desk, line.code)

        return act, self._heard

    def _taking(self) -> tuple[Callable[[], object], Callable[[object], None]]:
        (event, taken), code = self.case.taken(), self._code
        done: Telling = lambda: say("Complaints", "The step is kept.")  # noqa: E731
        return (lambda: take(self.desk, code, event, taken)), lambda _line: self._wrote(done)

    def _heard(self, made: object) -> None:
        assert isinstance(made, tuple)
        line, printed = made
        self._code = line.code
        self.new.clear()
        self.tabs.setCurrentIndex(CASE)
        code = line.code
        self._wrote(lambda: say("Complaints", "Kept as {code}. Give its number out.").format(code=code))
        self._show_paper(printed, code)

    def _wrote(self, words: Telling) -> None:
        self.notice.show_words(lambda: (words(), ""))
        self.wrote.emit()
        self.read()

    def _refused(self, failure: Failure) -> None:
        panel = self._panels()[self.tabs.currentIndex()]
        shown = [panel.show_problem(problem) for problem in problems_of(failure)]
        if not any(shown):
            self.failed(failure)

    def acknowledge(self, code: str) -> None:
        """Prints one more acknowledgement."""
        self.runner.run(
            lambda _progress: acknowledge.print_it(self.desk, code),
            done=lambda printed: self._show_paper(printed, code),
            failed=self.failed,
            owner=self,
        )

    def _show_paper(self, printed: Printed, code: str) -> None:
        self.paper.show_paper(printed, code)
        self.stack.setCurrentIndex(_PAPER)
        self._turned(self.tabs.currentIndex())
        self.send.setFocus()

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Complaints", "What to look at"))
        self.tabs.setTabText(CASE, say("Complaints", "Complaint"))
        self.tabs.setTabText(NEW, say("Complaints", "New complaint"))
