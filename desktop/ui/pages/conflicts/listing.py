"""The conflicts that wait, those settled lately, and one button for what differs in the writing alone."""

from __future__ import annotations

from array import array
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.language.dates import ago
from desktop.language.fields import field_in_words
from desktop.language.terms import label, labels
from desktop.services.settling import listed, settle
from desktop.services.settling.listed import ConflictLine
from desktop.ui import theme
from desktop.ui.pages.conflicts.words import fields_words, of_whom
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.vocabulary import ConflictCause, SettledHow

_NARROW = 900
_LOW = 170
Found = tuple["array[int]", "array[int]", list[int]]


class Listing(Columns):
    """``opened`` carries the line to settle; ``trivial_wanted`` the rows alike but for the writing."""

    opened = Signal(object)
    counted = Signal(int)
    trivial_wanted = Signal(object)
    reopen_wanted = Signal(object)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(_NARROW, parent)
        self.desk, self.runner = sitting.desk, sitting.runner
        self._alike: list[int] = []
        self.table: Table[ConflictLine] = Table(
            self._columns(),
            lambda rows: listed.lines(self.desk, rows),
            name=lambda: say("Conflicts", "Two values for one field"),
            empty=lambda: say("Conflicts", "Nothing waits to be settled."),
            empty_icon="circle-check",
        )
        self.settled: Table[ConflictLine] = Table(
            _settled_columns(),
            lambda rows: listed.lines(self.desk, rows),
            name=lambda: say("Conflicts", "Settled lately"),
            empty=lambda: say("Conflicts", "Nothing was settled yet."),
            empty_icon="history",
        )
        self.open = Button(lambda: say("Conflicts", "&Look at it"), icon="arrows-split", kind="primary")
        self.alike = Button(self._alike_words, icon="checklist")
        self.again = Button(lambda: say("Conflicts", "Open a&gain"), icon="arrow-back-up")
        for table in (self.table, self.settled):
            table.setMinimumHeight(theme.grown(_LOW))
            table.rows.trouble.connect(self.failed)
            table.opened.connect(self.opened)
        self.open.clicked.connect(self.open_current)
        self.alike.clicked.connect(lambda: self.trivial_wanted.emit(list(self._alike)))
        self.again.clicked.connect(self._reopen)
        self.settled.selected.connect(lambda line: self.again.setEnabled(line is not None))
        self.add(self._left(), 3)
        self.add(self._right(), 2)

    def _left(self) -> Card:
        card = Card(lambda: say("Conflicts", "Two values for one field"))
        card.body.addWidget(self.table, 1)
        acts = QHBoxLayout()
        acts.addWidget(self.alike)
        acts.addStretch(1)
        acts.addWidget(self.open)
        card.body.addLayout(acts)
        return card

    def _right(self) -> Card:
        card = Card(lambda: say("Conflicts", "Settled lately"))
        card.body.addWidget(self.settled, 1)
        card.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _alike_words(self) -> str:
        return say("Conflicts", "%n alike but for the &writing …", "", len(self._alike))

    def read(self) -> None:
        """Lists both again."""
        self.runner.run(
            lambda _progress: (
                listed.to_settle(self.desk), listed.settled(self.desk), settle.trivial(self.desk),
            ),
            done=self._listed,
            failed=self.failed.emit,
            owner=self,
        )  # fmt: skip

    def _listed(self, found: Found) -> None:
        waiting, settled, self._alike = found
        self.table.show_ids(waiting)
        self.settled.show_ids(settled)
        self.open.setEnabled(bool(waiting))
        self.again.setEnabled(self.settled.current() is not None)
        self.alike.setVisible(bool(self._alike))
        self.alike.retranslate()
        self.counted.emit(len(waiting))

    def open_current(self) -> None:
        """Opens the conflict one stands on, else the first."""
        line = self.table.current() or self.table.rows.line(0)
        if line is not None:
            self.opened.emit(line)

    def _reopen(self) -> None:
        line = self.settled.current()
        if line is not None:
            self.reopen_wanted.emit([line.id])

    def _columns(self) -> list[Column[ConflictLine]]:
        return [
            Column(lambda: say("Conflicts", "Of whom"), of_whom, weight=2, sample=lambda: "Abdul Rahman"),
            Column(
                lambda: say("Conflicts", "Field"),
                fields_words,
                weight=3,
                sample=lambda: field_in_words("mother_name", language()),
            ),
            Column(
                lambda: say("Conflicts", "What happened"),
                lambda line: label(ConflictCause, line.cause, language()),
                weight=1,
                sample=lambda: max(labels(ConflictCause, language()).values(), key=len),
                rank=2,
            ),
            Column(
                lambda: say("Conflicts", "Since"),
                self._since,
                weight=1,
                sample=lambda: say("Decide", "59 minutes ago"),
                rank=1,
            ),
        ]

    def _since(self, line: ConflictLine) -> str:
        return ago(datetime.fromisoformat(line.at), self.desk.now(), language()) if line.at else ""


def _settled_columns() -> list[Column[ConflictLine]]:
    return [
        Column(lambda: say("Conflicts", "Of whom"), of_whom, weight=2, sample=lambda: "Abdul Rahman"),
        Column(
            lambda: say("Conflicts", "How"),
            lambda line: label(SettledHow, line.settled_how, language()) if line.settled_how else "",
            weight=2,
            sample=lambda: max(labels(SettledHow, language()).values(), key=len),
            rank=2,
        ),
        Column(
            lambda: say("Conflicts", "By"),
            lambda line: line.settled_by,
            weight=1,
            sample=lambda: "Amina Khan",
            rank=1,
        ),
    ]
