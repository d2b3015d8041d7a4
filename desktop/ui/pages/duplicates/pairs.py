"""The pairs that wait, masked, and the merges of the last ninety days: two lists side by side."""

from __future__ import annotations

from array import array
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.language.dates import ago, short_date
from desktop.language.terms import label, labels
from desktop.services import judge_duplicate, merge_list, merge_persons
from desktop.services.judge_duplicate import JudgementLine
from desktop.services.merge_list import MergeLine
from desktop.ui import theme
from desktop.ui.fields.text import TextField
from desktop.ui.pages.duplicates.words import masked_words
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.tables.lists import LONGEST_CODE
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.vocabulary import DuplicateDecision

_NARROW = 900
_LOW = 120
_LONGEST_REASON = 200


class Pairs(Columns):
    """``opened`` carries the pair to compare, ``undone`` what a merge taken back left alone.

    ``counted`` carries how many pairs wait.
    """

    opened = Signal(object)
    counted = Signal(int)
    undone = Signal(object)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(_NARROW, parent)
        self.desk, self.runner = sitting.desk, sitting.runner
        self._merges: dict[int, MergeLine] = {}
        self._make_pairs()
        self._make_merges()
        self.add(self._left(), 3)
        self._taking_back = self._right()
        self.add(self._taking_back, 2)
        self._renew()

    def _make_pairs(self) -> None:
        self.table: Table[JudgementLine] = Table(
            _pair_columns(self),
            lambda rows: judge_duplicate.lines(self.desk, rows),
            name=lambda: say("Duplicates", "People who may be registered twice"),
            empty=lambda: say("Duplicates", "Nobody waits to be compared."),
            empty_icon="circle-check",
        )
        self.table.opened.connect(self.opened)
        self.table.rows.trouble.connect(self.failed)
        self.compare = Button(lambda: say("Duplicates", "Co&mpare"), icon="arrows-split", kind="primary")
        self.compare.clicked.connect(self._open)

    def _make_merges(self) -> None:
        self.merged: Table[MergeLine] = Table(
            _merge_columns(),
            lambda rows: [self._merges[row] for row in rows if row in self._merges],
            name=lambda: say("Duplicates", "Merged in the last 90 days"),
            empty=lambda: say("Duplicates", "Nobody was merged in the last 90 days."),
            empty_icon="arrows-join",
        )
        self.merged.selected.connect(lambda _line: self._renew())
        self.reason = TextField(
            lambda: say("Duplicates", "&Why it is taken back"), longest=_LONGEST_REASON, required=True
        )
        self.undo = Button(lambda: say("Duplicates", "&Take the merge back"), icon="arrow-back-up")
        self.undo.clicked.connect(self.take_back)

    def _left(self) -> Card:
        card = Card(lambda: say("Duplicates", "People who may be registered twice"))
        self.table.setMinimumHeight(theme.grown(_LOW))
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _right(self) -> Card:
        card = Card(lambda: say("Duplicates", "Merged in the last 90 days"))
        self.merged.setMinimumHeight(theme.grown(_LOW))
        card.body.addWidget(self.merged, 1)
        card.body.addWidget(self.reason)
        card.body.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def read(self) -> None:
        """Lists both again."""
        self.runner.run(
            lambda _progress: (judge_duplicate.pending(self.desk), merge_list.recent(self.desk)),
            done=self._listed,
            failed=self.failed.emit,
            owner=self,
        )

    def _listed(self, found: tuple[array[int], list[MergeLine]]) -> None:
        pairs, merged = found
        self._merges = {line.id: line for line in merged}
        self.table.show_ids(pairs)
        self.merged.show_ids(array("q", self._merges))
        self._renew()
        self.counted.emit(len(pairs))

    def _renew(self) -> None:
        line = self.merged.current()
        possible = line is not None and not line.undone
        self.compare.setEnabled(self.table.rows.rowCount() > 0)
        for widget in (self.reason, self.undo):
            widget.setVisible(possible)

    def _open(self) -> None:
        line = self.table.current() or self.table.rows.line(0)
        if line is not None:
            self.opened.emit(line)

    def take_back(self) -> None:
        """Takes the merge one stands on back, for the reason typed."""
        line = self.merged.current()
        if line is None:
            return
        reason = str(self.reason.value() or "")
        self.runner.run(
            lambda _progress: merge_persons.undo(self.desk, None, line.id, reason),
            done=self._taken_back,
            failed=self.failed.emit,
            owner=self,
        )

    def _taken_back(self, undone: merge_persons.Undone) -> None:
        self.reason.set_value("")
        self.undone.emit(undone)
        self.read()


def _pair_columns(pairs: Pairs) -> list[Column[JudgementLine]]:
    """No name and no code: who they are is seen when somebody asks to compare."""

    def strength(line: JudgementLine) -> str:
        return say("Compare", "likely") if line.likely else say("Compare", "possible")

    return [
        Column(
            lambda: say("Duplicates", "How sure"),
            strength,
            weight=0,
            sample=lambda: max(say("Compare", "likely"), say("Compare", "possible"), key=len),
        ),
        Column(
            lambda: say("Duplicates", "Why"),
            lambda line: masked_words(line.reasons),
            weight=3,
            sample=lambda: say("Compare", "a similar name"),
        ),
        Column(
            lambda: say("Duplicates", "So far"),
            lambda line: label(DuplicateDecision, line.decision.value, language()),
            weight=0,
            sample=lambda: max(labels(DuplicateDecision, language()).values(), key=len),
            rank=1,
        ),
        Column(
            lambda: say("Duplicates", "Since"),
            lambda line: ago(datetime.fromisoformat(line.at), pairs.desk.now(), language()),
            weight=1,
            sample=lambda: say("Decide", "59 minutes ago"),
            rank=2,
        ),
    ]


def _merge_columns() -> list[Column[MergeLine]]:
    def until(line: MergeLine) -> str:
        if line.undone:
            return say("Duplicates", "taken back")
        return short_date(date.fromisoformat(line.undo_until))

    return [
        Column(
            lambda: say("Duplicates", "Record that stands"),
            lambda line: line.survivor,
            weight=1,
            sample=lambda: LONGEST_CODE,
        ),
        Column(
            lambda: say("Duplicates", "Until"),
            until,
            weight=0,
            sample=lambda: max("22/12/2026", say("Duplicates", "taken back"), key=len),
        ),
    ]
