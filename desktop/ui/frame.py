"""The frame a signed-in person works in: rail, head, and one page at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.code_reader import CodeReader
from desktop.ui.finder import KEYS, LOCK, SCAN, Finder
from desktop.ui.header import Header
from desktop.ui.indexing import Indexing
from desktop.ui.keys import CheatSheet
from desktop.ui.pages.page import Page
from desktop.ui.places import PLACES, place
from desktop.ui.rail import Rail
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Spoken
from desktop.ui.standing import read_standing
from desktop.ui.strip import Standing

_COUNT_AGAIN_MS = 30_000
_REMEMBERED_STEPS = 20


class Frame(Spoken, QWidget):
    """``wish`` asks the window itself: ``language`` with a code, ``look``, ``lock``, ``restore``."""

    wish = Signal(str, object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sitting = sitting
        self.setProperty("ground", "canvas")
        self.rail = Rail(sitting.desk.office.code, self)
        self.header = Header(self)
        self._pages = QStackedWidget(self)
        self._made: dict[str, Page] = {}
        self._here = ""
        self._steps: list[tuple[str, object]] = []
        self._arrange()
        self.rail.chosen.connect(self.go)
        self.header.went.connect(self.go)
        self.header.strip.language_chosen.connect(lambda code: self.wish.emit("language", code))
        self.codes = CodeReader(sitting, self)
        self.codes.opened.connect(lambda code: self.go("household", code))
        self.codes.failed.connect(lambda failure: self.page().failed(failure))
        self._bind_keys()
        self._timer = QTimer(self)
        self._timer.setInterval(_COUNT_AGAIN_MS)
        self._timer.timeout.connect(self.count)
        self._standing = Standing(joined=False, waiting=0)
        sitting.rounds.changed.connect(self._round_moved)
        sitting.rounds.ended.connect(self.count)
        self._indexing = Indexing(sitting.desk, sitting.runner, self)
        sitting.rounds.ended.connect(self._indexing.wake)
        self._indexing.wake()
        self._timer.start()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self._pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)

    def _bind_keys(self) -> None:
        acts = {
            "F1": self.show_keys,
            "Ctrl+K": self.open_finder,
            "Ctrl+L": self._lock,
            "F8": self._scan,
            "Esc": self.back,
        }
        for key, act in acts.items():
            QShortcut(QKeySequence(key), self, act)
        for known in PLACES:
            if known.shortcut:
                self._bind_place(known.shortcut, known.key)

    def _scan(self) -> None:
        self.codes.with_camera(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.codes.watch(self)

    def _lock(self) -> None:
        self.wish.emit("lock", None)

    def _bind_place(self, shortcut: str, key: str) -> None:
        QShortcut(QKeySequence(shortcut), self, lambda: self.go(key))

    def page(self) -> Page:
        """The page on screen."""
        return self._made[self._here]

    def here(self) -> str:
        """The place on screen."""
        return self._here

    def go(self, key: str, subject: object = None) -> None:
        """Shows a place with its subject; the page left behind keeps its draft."""
        page = self._made.get(key) or self._make(key)
        if self._here:
            self.page().leave()
        self._here = key
        self._steps = [*self._steps[-_REMEMBERED_STEPS:], (key, subject)]
        self._pages.setCurrentWidget(page)
        self.rail.show_place(key)
        page.arrive(subject)
        self._say_title()

    def _make(self, key: str) -> Page:
        page = place(key).make(self.sitting)
        page.go.connect(self.go)
        page.wrote.connect(self._wrote)
        page.retitled.connect(self._say_title)
        page.wish.connect(self.wish)
        self._made[key] = page
        self._pages.addWidget(page)
        return page

    def back(self) -> None:
        """One step back: inside the page if it has one, else the page before."""
        if self._here and self.page().back():
            return
        if len(self._steps) > 1:
            self._steps.pop()
            self.go(*self._steps.pop())

    def open_finder(self) -> None:
        """Opens the box that finds anything."""
        finder = Finder(self.sitting, self)
        finder.chosen.connect(self._found)
        self.codes.opened.connect(finder.reject)
        finder.open()
        self.codes.watch(finder)

    def _found(self, key: str, subject: object) -> None:
        if key == LOCK:
            self._lock()
        elif key == KEYS:
            self.show_keys()
        elif key == SCAN:
            self._scan()
        else:
            self.go(key, subject)

    def show_keys(self) -> None:
        """Opens the cheat sheet."""
        CheatSheet(self).open()

    def close_sitting(self) -> None:
        """Lets the page keep its draft before the sitting ends."""
        self._timer.stop()
        self._indexing.end()
        self.sitting.rounds.end()
        if self._here:
            self.page().leave()

    def _wrote(self) -> None:
        self.header.strip.show_saved(self.sitting.local(datetime.now(UTC)))
        self._indexing.wake()
        self.count()

    def count(self) -> None:
        """Reads the state strip's counts again, on the store lane."""
        self.sitting.runner.run(
            lambda _progress: read_standing(self.sitting.desk), done=self._counted, owner=self
        )

    def _counted(self, standing: Standing) -> None:
        rounds = self.sitting.rounds
        rounds.joined = standing.joined
        self._standing = replace(standing, running=rounds.running)
        self.rail.show_count("decide", standing.to_decide)
        self.header.strip.show_standing(self._standing, datetime.now(UTC))

    def _round_moved(self) -> None:
        running = self.sitting.rounds.running
        if running != self._standing.running:
            self._standing = replace(self._standing, running=running)
            self.header.strip.show_standing(self._standing, datetime.now(UTC))

    def _say_title(self) -> None:
        if self._here:
            self.header.show_title(self.page().title(), self.page().trail())

    def retranslate(self) -> None:
        self._say_title()

    def focus_page(self) -> None:
        """Gives the keyboard to the page, where its first question is."""
        self.page().setFocus(Qt.FocusReason.OtherFocusReason)
