"""The first question of a change: what happened, in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.pages.changes.words import GROUPS, Group, Happened
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.row import Row
from domain.vocabulary import ChangeKind

_NARROW = 960


class Chooser(QWidget):
    """``chosen`` carries the ``ChangeKind``; arrows and Tab walk the lines, Enter takes one."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[ChangeKind, Row] = {}
        columns = Columns(_NARROW, self)
        first, *others = GROUPS
        columns.add_stack(self._card(first))
        columns.add_stack(*(self._card(group) for group in others))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        column.addStretch(1)

    def _card(self, group: Group) -> Card:
        card = Card(group.words, self)
        card.body.setSpacing(theme.HALF)
        for entry in group.entries:
            card.body.addWidget(self._row(entry, card))
        return card

    def _row(self, entry: Happened, card: Card) -> Row:
        row = Row(entry.icon, entry.words, under=entry.under, parent=card)
        row.clicked.connect(lambda: self.chosen.emit(entry.kind))
        self.rows[entry.kind] = row
        return row

    def begin(self, kind: ChangeKind | None = None) -> None:
        """Gives the keyboard to the line last chosen, or to the first."""
        row = self.rows[kind] if kind in self.rows else next(iter(self.rows.values()))
        row.setFocus(Qt.FocusReason.TabFocusReason)
