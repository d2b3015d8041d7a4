"""The lanes of a running round: records, then portraits, then scans, each with how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from desktop.language.figures import grouped
from desktop.services.sync_choice import Lane
from desktop.ui import theme
from desktop.ui.pages.sync_centre.words import bytes_in_words, lane_words
from desktop.ui.speech import Spoken, language, say

if TYPE_CHECKING:
    from desktop.services.estimate import Estimate

_PARTS = 1000


class Lanes(Spoken, QWidget):
    """A bar for each lane; a lane with nothing to do is not shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._news: Any = None
        self._estimate: Estimate | None = None
        self._rows: dict[Lane, tuple[QLabel, QProgressBar, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.STEP)
        grid.setColumnStretch(1, 1)
        for place, lane in enumerate(Lane):
            name, bar, figure = QLabel(self), QProgressBar(self), QLabel(self)
            bar.setTextVisible(False)
            figure.setProperty("tone", "muted")
            for column, widget in enumerate((name, bar, figure)):
                grid.addWidget(widget, place, column)
            self._rows[lane] = name, bar, figure
        self.hide()

    def follow(self, news: Any, estimate: Estimate | None) -> None:
        """``news`` is the round's last word, None before its first; ``estimate`` what it had to do."""
        self._news, self._estimate = news, estimate
        self.retranslate()

    def text(self) -> str:
        """What the lanes say, line by line."""
        shown = (row for row in self._rows.values() if row[0].isVisibleTo(self))
        return "\n".join(f"{name.text()} {figure.text()}" for name, _, figure in shown)

    def retranslate(self) -> None:
        for lane, (name, bar, figure) in self._rows.items():
            done, whole, words = self._of(lane)
            shown = lane is Lane.text or whole > 0
            for widget in (name, bar, figure):
                widget.setVisible(shown)
            name.setText(lane_words(lane))
            figure.setText(words)
            bar.setRange(0, _PARTS if whole or self._news is not None else 0)
            bar.setValue(_PARTS * done // whole if whole else _PARTS)
            bar.setAccessibleName(f"{lane_words(lane)}: {words}")

    def _of(self, lane: Lane) -> tuple[int, int, str]:
        """Done, to do, and both in words: changes and rows of records, bytes of the others."""
        news, code = self._news, language().code
        if lane is Lane.text:
            if news is None:
                return 0, 0, say("Sync", "meeting the server…")
            words = say("Sync", "{arrived} of {all} arrived, {received} came in")
            said = words.format(
                arrived=grouped(news.arrived, code),
                all=grouped(news.waiting, code),
                received=grouped(news.received, code),
            )
            if news.left:
                said += " · " + say("Sync", "%n still to come", "", news.left)
            return news.arrived + news.received, news.waiting + news.received + news.left, said
        done, whole = self._bytes_of(lane)
        words = say("Sync", "{done} of {all}")
        return done, whole, words.format(done=bytes_in_words(done), all=bytes_in_words(whole))

    def _bytes_of(self, lane: Lane) -> tuple[int, int]:
        """Portraits go first: what was moved beyond them is of scans."""
        sizes = {one.lane: one.size for one in self._estimate.lanes} if self._estimate else {}
        whole, moved = sizes.get(lane, 0), self._news.photo_bytes if self._news else 0
        before = sizes.get(Lane.photos, 0) if lane is Lane.documents else 0
        return max(0, min(whole, moved - before)), whole
