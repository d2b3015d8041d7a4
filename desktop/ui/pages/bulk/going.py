"""How far a long work is, and the button that stops it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.language.dates import duration
from desktop.language.figures import grouped
from desktop.services.bulk.report import Progress
from desktop.ui import theme
from desktop.ui.background import Progress as Running
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say

_PARTS = 1000


class GoingCard(Card):
    """Shown while something runs. What is done when it is stopped stays done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._running: Running | None = None
        self._news: Progress | None = None
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self._words = Words(self._said, parent=self)
        self.stop = Button(lambda: say("Bulk", "S&top"), icon="x", parent=self)
        self.stop.clicked.connect(self._stop)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self._words, 1)
        row.addWidget(self.stop)
        self.body.addWidget(self.bar)
        self.body.addLayout(row)
        self.hide()

    def begin(self, running: Running) -> None:
        """Shown until `end`; with work done at once it is over already."""
        self._running = running

    def show(self) -> None:
        self._news = None
        self.bar.setValue(0)
        self._words.retranslate()
        self.stop.setEnabled(True)
        super().show()

    def end(self) -> None:
        """The work came home."""
        self._running = None
        self.hide()

    def tell(self, news: Progress) -> None:
        """How far it is now."""
        self._news = news
        self.bar.setValue(round(news.share * _PARTS))
        self._words.retranslate()

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self.stop.setEnabled(False)

    def _said(self) -> str:
        if self._news is None:
            return say("Bulk", "Starting…")
        if self._news.step == "compare":
            return say("Bulk", "Comparing people with the register…")
        code = language().code
        words = say("Bulk", "Row {row} · {speed} people a second").format(
            row=grouped(self._news.rows, code), speed=grouped(round(self._news.per_second), code)
        )
        if self._news.left is not None:
            left = duration(timedelta(seconds=max(1, round(self._news.left))), language())
            words += " · " + say("Bulk", "{time} left").format(time=left)
        return words
