"""What happened, line by line: when, what, who, and how far the news has travelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.language.dates import long_moment
from desktop.ui import icons, theme
from desktop.ui.pages.household.happenings import Happening
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from desktop.ui.tables.lists import arrived_words

_FIRST = 8


class TimelineCard(Spoken, Card):
    """The latest lines first; the older ones on request."""

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "What happened"), parent)
        self._zone = zone
        self._lines: Sequence[Happening] = ()
        self._all = False
        self._body = QWidget(self)
        self.body.addWidget(self._body)
        self._nothing = Words(
            lambda: say("Household", "What was done on other computers is told there."),
            tone="muted",
            wrap=True,
            parent=self,
        )
        self.body.addWidget(self._nothing)
        self.more = Button(lambda: say("Household", "Show everything"), kind="quiet", parent=self)
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_lines(self, lines: Sequence[Happening]) -> None:
        """Another household's lines, or the same with one more."""
        self._lines = lines
        self.retranslate()

    def text(self) -> str:
        """The lines on screen."""
        return "\n".join(label.text() for label in self._body.findChildren(QLabel) if label.text())

    def _show_all(self) -> None:
        self._all = True
        self.retranslate()

    def retranslate(self) -> None:
        shown = self._lines if self._all else self._lines[:_FIRST]
        self._nothing.setVisible(not self._lines)
        self.more.setVisible(len(shown) < len(self._lines))
        fresh = QWidget(self)
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(theme.STEP)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(shown):
            self._put(grid, row, line)
        self.body.replaceWidget(self._body, fresh)
        discard(self._body)
        self._body = fresh

    def _put(self, grid: QGridLayout, row: int, line: Happening) -> None:
        picture = QLabel()
        picture.setPixmap(icons.pixmap(line.icon, theme.palette().accent, 20))
        words = QLabel(line.words())
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        beneath = QLabel(self._beneath(line))
        beneath.setProperty("type", "small")
        beneath.setProperty("tone", "muted")
        beneath.setWordWrap(True)
        grid.addWidget(picture, 2 * row, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, 2 * row, 1)
        grid.addWidget(beneath, 2 * row + 1, 1)

    def _beneath(self, line: Happening) -> str:
        at: datetime = line.at.astimezone(self._zone)
        arrived = arrived_words(line.state, line.arrived, self._zone)
        parts = (long_moment(at, language()), line.by, arrived[:1].lower() + arrived[1:])
        return " · ".join(part for part in parts if part)
