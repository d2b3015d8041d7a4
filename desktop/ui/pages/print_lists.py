"""What can be printed or handed over: receipts, cards, papers on the counter, another copy."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from desktop.ui import theme
from desktop.ui.pages.another_copy import AnotherCopy
from desktop.ui.pages.print_order import PrintOrder
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, say
from desktop.ui.tables.paper_lists import CounterLine, DueLine, counter_columns, due_columns
from desktop.ui.tables.table import Table
from domain.vocabulary import Paper

RECEIPTS, CARDS, HAND_OVER, COPY = range(4)
_NAMED = {"receipts": RECEIPTS, "cards": CARDS, "hand_over": HAND_OVER}


class PrintLists(Spoken, Card):
    """``changed`` comes whenever something else is chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._due: dict[Paper, list[DueLine]] = {Paper.receipt: [], Paper.card: []}
        self._counter: dict[int, CounterLine] = {}
        self._ordered: PrintOrder | None = None
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(4):
            self.tabs.addTab("")
        self._add_tables()
        self.copy = AnotherCopy(self)
        self._stack = QStackedWidget(self)
        for widget in (self.due, self.counter, self.copy):
            self._stack.addWidget(widget)
        self._count = Words(self._count_words, tone="muted", parent=self)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._count)
        self.setMinimumHeight(theme.grown(320))
        self.tabs.currentChanged.connect(self._turned)
        self.copy.changed.connect(self.changed)
        self.retranslate()

    def _add_tables(self) -> None:
        self.due: Table[DueLine] = Table(
            due_columns(),
            lambda places: [self._due[self.paper()][place] for place in places],
            name=lambda: say("Print", "Papers to print"),
            empty=lambda: say("Print", "Everything is printed."),
            empty_icon="printer",
            many=True,
            parent=self,
        )
        self.counter: Table[CounterLine] = Table(
            counter_columns(),
            lambda rows: [self._counter[row] for row in rows],
            name=lambda: say("Print", "Papers to hand over"),
            empty=lambda: say("Print", "No paper waits on the counter."),
            empty_icon="receipt",
            many=True,
            parent=self,
        )
        self.due.chosen_changed.connect(self._chose)
        self.counter.chosen_changed.connect(self._chose)

    def tab(self) -> int:
        """The list on screen."""
        return self.tabs.currentIndex()

    def paper(self) -> Paper:
        """The paper in question."""
        if self.tab() == COPY:
            return self.copy.paper()
        return Paper.card if self.tab() == CARDS else Paper.receipt

    def table(self) -> Table[DueLine] | Table[CounterLine]:
        """The table of the list on screen; that of the papers to print when there is none."""
        return self.counter if self.tab() == HAND_OVER else self.due

    def codes(self) -> list[str]:
        """Whose papers are chosen for printing."""
        if self.tab() == COPY:
            return self.copy.codes()
        return [line.code for line in self.due.chosen()] if self.tab() != HAND_OVER else []

    def prints(self) -> list[int]:
        """The print-log rows of the papers chosen for handing over."""
        return [line.id for line in self.counter.chosen()] if self.tab() == HAND_OVER else []

    def ask(self, subject: object) -> None:
        """Turns to a list by name (``receipts``, ``cards``, ``hand_over``), or keeps an order until then."""
        if isinstance(subject, PrintOrder):
            self._ordered = subject
            self.tabs.setCurrentIndex(CARDS if subject.paper == Paper.card.value else RECEIPTS)
        elif isinstance(subject, str) and subject in _NAMED:
            self.tabs.setCurrentIndex(_NAMED[subject])

    def show_lists(
        self, receipts: Sequence[DueLine], cards: Sequence[DueLine], counter: Sequence[CounterLine]
    ) -> None:
        """Lists what was read; marks what another page ordered."""
        self._due = {Paper.receipt: list(receipts), Paper.card: list(cards)}
        self._counter = {line.id: line for line in counter}
        self.retranslate()
        self._list()
        self._take_order()

    def _list(self) -> None:
        if self.tab() in (RECEIPTS, CARDS):
            self.due.show_ids(array("q", range(len(self._due[self.paper()]))))
        elif self.tab() == HAND_OVER:
            self.counter.show_ids(array("q", self._counter))
        self._chose()

    def _take_order(self) -> None:
        """A paper nobody printed yet is marked in its list; else it is another copy, with its reason."""
        order, self._ordered = self._ordered, None
        if order is None:
            return
        rows = [line.id for line in self._due[self.paper()] if line.code in order.codes]
        if rows:
            self.due.select_rows(rows)
        elif order.codes:
            self.copy.ask_for(Paper(order.paper), order.codes[0])
            self.tabs.setCurrentIndex(COPY)

    def _turned(self, tab: int) -> None:
        self._stack.setCurrentIndex({RECEIPTS: 0, CARDS: 0, HAND_OVER: 1, COPY: 2}[tab])
        self._list()

    def _chose(self) -> None:
        self._count.setVisible(self.tab() != COPY)
        self._count.retranslate()
        self.changed.emit()

    def _count_words(self) -> str:
        return say("Print", "%n selected", "papers", len(self.table().chosen()))

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Print", "What to print"))
        counts = len(self._due[Paper.receipt]), len(self._due[Paper.card]), len(self._counter)
        words = (
            say("Print", "Receipts ({count})").format(count=counts[0]),
            say("Print", "Cards ({count})").format(count=counts[1]),
            say("Print", "To hand over ({count})").format(count=counts[2]),
            say("Print", "Another copy"),
        )
        for tab, text in enumerate(words):
            self.tabs.setTabText(tab, text)
        self._count.retranslate()
