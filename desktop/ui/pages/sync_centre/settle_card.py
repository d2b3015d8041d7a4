"""What needs somebody: changes the server refused, and contradictions nobody has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.kinds import kind_in_words
from desktop.ui.messages import explain
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.row import Row
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say

if TYPE_CHECKING:
    from desktop.services.sync_centre import RefusedLine, SyncCentre

_SHOWN = 20


class SettleCard(Spoken, Card):
    """``refused_chosen`` carries a line to be opened at its field; ``conflicts_chosen`` asks for the list."""

    refused_chosen = Signal(object)
    conflicts_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Sync", "To settle"), parent)
        self._conflicts = 0
        self._quiet = Words(
            lambda: say("Sync", "Nothing: every change was taken."), tone="muted", wrap=True, parent=self
        )
        self.conflicts = Row("arrows-split", self._conflict_words, tone="attention", parent=self)
        self.conflicts.clicked.connect(self.conflicts_chosen)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.lines: list[Row] = []
        self.body.addWidget(self._quiet)
        self.body.addWidget(self.conflicts)
        self.body.addLayout(self._rows)

    def show_found(self, found: SyncCentre) -> None:
        """What is open now."""
        self._conflicts = found.state.conflicts
        self.setVisible(found.state.joined or bool(found.refused))
        self._quiet.setVisible(not found.refused and not self._conflicts)
        self.conflicts.setVisible(bool(self._conflicts))
        self.conflicts.retranslate()
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        self.lines = [self._row(line) for line in found.refused[:_SHOWN]]
        for row in self.lines:
            self._rows.addWidget(row)

    def _row(self, line: RefusedLine) -> Row:
        row = Row(
            "alert-circle",
            lambda: explain(line.problem)[0],
            under=lambda: " · ".join(
                part for part in (line.household_code, kind_in_words(line.kind, language())) if part
            ),
            tone="error",
            parent=self,
        )
        row.clicked.connect(lambda: self.refused_chosen.emit(line))
        return row

    def _conflict_words(self) -> str:
        return say("Sync", "%n contradiction(s): both values are kept", "", self._conflicts)
