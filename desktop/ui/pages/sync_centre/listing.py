"""Lists of the sync centre: what waits by kind and author, and what the latest rounds did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import short_moment
from desktop.language.figures import grouped
from desktop.language.kinds import kind_in_words
from desktop.ui import theme
from desktop.ui.messages import explain
from desktop.ui.pages.sync_centre.words import what_it_did
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.speech import Spoken, language, say

if TYPE_CHECKING:
    from desktop.services.sync_centre import RoundLine, WaitingLine

_FIRST = 6


class WaitingCard(Spoken, Card):
    """A line for each kind and author, the most first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Sync", "What waits"), parent)
        self._lines: Sequence[WaitingLine] = ()
        self._body = QWidget(self)
        self.body.addWidget(self._body)

    def show_lines(self, lines: Sequence[WaitingLine]) -> None:
        """Other lines; without any the card goes."""
        self._lines = lines
        self.setVisible(bool(lines))
        self.retranslate()

    def text(self) -> str:
        """What it lists, for whoever cannot see it."""
        return "\n".join(label.text() for label in self._body.findChildren(QLabel))

    def retranslate(self) -> None:
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.HALF)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(self._lines[:_FIRST]):
            cells = (grouped(line.count, language().code), kind_in_words(line.kind, language()), line.name)
            for column, words in enumerate(cells):
                grid.addWidget(_cell(words, figure=column == 0, muted=column == 2), row, column)
        more = sum(line.count for line in self._lines[_FIRST:])
        if more:
            grid.addWidget(_cell(say("Sync", "and %n more", "changes", more), muted=True), _FIRST, 1, 1, 2)
        self.body.replaceWidget(self._body, fresh)
        discard(self._body)
        self._body = fresh


class RoundsCard(Spoken, Card):
    """The latest rounds, the latest first; the older ones on request."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Sync", "Rounds until now"), parent)
        self._zone = zone
        self._lines: Sequence[RoundLine] = ()
        self._all = False
        self._body = QWidget(self)
        self.body.addWidget(self._body)
        self.more = Button(lambda: say("Sync", "Show all of them"), kind="quiet", parent=self)
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(self, lines: Sequence[RoundLine]) -> None:
        """The rounds, the latest first; without any the card goes."""
        self._lines = lines
        self.setVisible(bool(lines))
        self.retranslate()

    def text(self) -> str:
        """What it lists, for whoever cannot see it."""
        return "\n".join(label.text() for label in self._body.findChildren(QLabel))

    def _show_all(self) -> None:
        self._all = True
        self.retranslate()

    def retranslate(self) -> None:
        shown = self._lines if self._all else self._lines[:_FIRST]
        self.more.setVisible(len(shown) < len(self._lines))
        fresh = QWidget(self)
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        for line in shown:
            at = short_moment(datetime.fromisoformat(line.started_at).astimezone(self._zone), language())
            column.addWidget(_cell(at))
            said = explain(line.problem)[0] + " " if line.problem else ""
            column.addWidget(_cell(said + what_it_did(line), muted=True, wrap=True))
        self.body.replaceWidget(self._body, fresh)
        discard(self._body)
        self._body = fresh


def _cell(words: str, *, figure: bool = False, muted: bool = False, wrap: bool = False) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if figure:
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        label.setProperty("weight", "strong")
    if muted:
        label.setProperty("tone", "muted")
    return label
