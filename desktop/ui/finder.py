"""Ctrl+K: one box that finds a person, a household or an act, and goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.language.found_by import found_by
from desktop.ui import icons, theme
from desktop.ui.background import Progress
from desktop.ui.fields.area import folded
from desktop.ui.parts.words import Words
from desktop.ui.places import PLACES
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.tables.lists import name_words

if TYPE_CHECKING:
    from desktop.services.search import Found, PersonLine

WAIT_MS = 150
# Acts that lead to no place.
LOCK, KEYS, SCAN = "lock", "keys", "scan"
_EACH = 6


@dataclass(frozen=True)
class Find:
    """One line of the list: where Enter leads."""

    words: str
    icon: str
    place: str
    subject: object = None


def search_finds(sitting: Sitting, text: str) -> list[Find]:
    """The first people and households that match, as lines of the list; runs on the store lane."""
    from desktop.services import search  # noqa: PLC0415 - not needed before somebody searches

    found = search.find(sitting.desk, text, _EACH)
    people = search.person_lines(sitting.desk, found.ids)
    homes = search.find_homes(sitting.desk, text, _EACH)
    households = search.household_lines(sitting.desk, homes.ids)
    return [
        *(Find(_person_words(p, found), "user", "household", p.code) for p in people),
        *(Find(f"{h.head_name} · {h.code}", "users-group", "household", h.code) for h in households),
    ]


def _person_words(line: PersonLine, found: Found) -> str:
    """Name and code, and why the person is listed where it is not for the name as typed."""
    why = found.why(line.id)
    because = found_by(why.field, line.mother_name, language(), near=why.near)
    return " · ".join(filter(None, (name_words(line), line.code, because)))


class Finder(QDialog):
    """``chosen`` carries place and subject. Arrows move in the list while the hand types."""

    chosen = Signal(str, object)

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Finder", "Find"))
        self._sitting = sitting
        self._running: Progress | None = None
        self.box = QLineEdit(self)
        self.box.setProperty("type", "lead")
        self.box.setPlaceholderText(say("Finder", "Name, code, telephone, or what you want to do"))
        self.box.setAccessibleName(say("Finder", "Find"))
        self.box.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setProperty("kind", "popup")
        self.list.setAccessibleName(say("Finder", "What was found"))
        self.list.setIconSize(QSize(theme.grown(20), theme.grown(20)))
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._search)
        self.box.textEdited.connect(lambda _text: self._wait.start())
        self._arrange()
        self._show(self._acts(""))

    def _arrange(self) -> None:
        self.resize(theme.grown(560), theme.grown(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.STEP)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        hint = Words(
            lambda: say("Finder", "Arrows to choose, Enter to go, Esc to close"),
            size="small",
            tone="muted",
            parent=self,
        )
        column.addWidget(hint)

    def _acts(self, text: str) -> list[Find]:
        key = folded(text)
        named = [(place, place.words()) for place in PLACES if place.icon]
        acts = [Find(words, place.icon, place.key) for place, words in named]
        acts.append(Find(say("Keys", "Scan a card or a receipt with the camera"), "qrcode", SCAN))
        acts.append(Find(say("Keys", "Lock the window"), "lock", LOCK))
        acts.append(Find(say("Keys", "Keys"), "keyboard", KEYS))
        return [act for act in acts if key in folded(act.words)]

    def _search(self) -> None:
        text = self.box.text().strip()
        if self._running is not None:
            self._running.forget()
        if not text:
            self._show(self._acts(""))
            return
        self._running = self._sitting.runner.run(
            lambda _progress: search_finds(self._sitting, text),
            done=lambda finds: self._show([*self._acts(text), *finds]),
            owner=self,
        )

    def _show(self, finds: list[Find]) -> None:
        self.list.clear()
        for find in finds:
            item = QListWidgetItem(icons.icon(find.icon, theme.palette().accent), find.words)
            item.setData(Qt.ItemDataRole.UserRole, find)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _go(self, item: QListWidgetItem) -> None:
        find: Find = item.data(Qt.ItemDataRole.UserRole)
        self.accept()
        self.chosen.emit(find.place, find.subject)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The box keeps the keyboard; up, down and Enter act on the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = self._key(Qt.Key(event.key()))
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> Callable[[], None] | None:
        row, last = self.list.currentRow(), self.list.count() - 1
        if key == Qt.Key.Key_Down:
            return lambda: self.list.setCurrentRow(min(row + 1, last))
        if key == Qt.Key.Key_Up:
            return lambda: self.list.setCurrentRow(max(row - 1, 0))
        item = self.list.currentItem()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            return lambda: self._go(item)
        return None
