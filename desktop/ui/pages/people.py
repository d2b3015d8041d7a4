"""People and households: a search that answers while one types, and opens on Enter."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QToolButton, QVBoxLayout

from desktop.services import search
from desktop.services.search import HouseholdLine, PersonLine
from desktop.ui import icons, theme
from desktop.ui.background import Progress
from desktop.ui.finder import WAIT_MS
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import say
from desktop.ui.tables.lists import household_columns, people_columns
from desktop.ui.tables.table import Table

_PEOPLE, _HOUSEHOLDS = 0, 1


class PeoplePage(Page):
    """Two lists over the whole register; the box keeps the keyboard, arrows go into the list."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self._running: Progress | None = None
        self._add_box()
        self._add_tabs()
        self.people: Table[PersonLine] = Table(
            people_columns(self.desk.programme),
            lambda ids: search.person_lines(self.desk, ids),
            name=lambda: say("People", "People"),
            empty=self._empty_words,
        )
        self.households: Table[HouseholdLine] = Table(
            household_columns(self.desk.programme),
            lambda ids: search.household_lines(self.desk, ids),
            name=lambda: say("People", "Households"),
            empty=self._empty_words,
        )
        self._add_lists()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.search)
        self.retranslate()

    def _add_box(self) -> None:
        self.box = QLineEdit(self)
        self.box.setProperty("type", "lead")
        self.box.setClearButtonEnabled(True)
        self._glass = QAction(self.box)
        self.box.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.box.textEdited.connect(lambda _text: self._wait.start())
        self.box.returnPressed.connect(self._open_current)
        self.box.installEventFilter(self)
        self.body.addWidget(self.box)

    def _add_tabs(self) -> None:
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._turned)
        self._count = Words(self._count_words, tone="muted", parent=self)

    def _add_lists(self) -> None:
        card = Card(parent=self)
        card.body.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.tabs, 1)
        head.addWidget(self._count)
        self._lists = QStackedWidget(card)
        for table in (self.people, self.households):
            self._lists.addWidget(table)
            table.rows.trouble.connect(self.failed)
            table.rows.modelReset.connect(self._count.retranslate)
        self.people.opened.connect(lambda line: self.go.emit("household", line.code))
        self.households.opened.connect(lambda line: self.go.emit("household", line.code))
        card.body.addLayout(head)
        card.body.addWidget(self._lists, 1)
        foot = QVBoxLayout()
        foot.addWidget(card)
        self.body.addLayout(foot, 1)
        self.add_primary(
            Button(lambda: say("People", "&New household"), icon="user-plus", kind="primary", parent=self)
        ).clicked.connect(lambda: self.go.emit("register", None))

    def title(self) -> str:
        return say("Rail", "People")

    def arrive(self, subject: object) -> None:
        """The box is ready to be typed into; ``subject`` may be a text to search for."""
        if isinstance(subject, str):
            self.box.setText(subject)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()
        self.search()

    def table(self) -> Table[PersonLine] | Table[HouseholdLine]:
        """The list on screen."""
        return self.people if self.tabs.currentIndex() == _PEOPLE else self.households

    def _turned(self, tab: int) -> None:
        self._lists.setCurrentIndex(tab)
        self.search()

    def search(self) -> None:
        """Asks for what the box says; an older question is dropped."""
        if self._running is not None:
            self._running.forget()
        text, table = self.box.text(), self.table()
        find = search.people if table is self.people else search.households
        self._running = self.runner.run(
            lambda _progress: find(self.desk, text), done=lambda ids: self._found(table, ids), owner=self
        )

    def _found(self, table: Table[PersonLine] | Table[HouseholdLine], ids: array[int]) -> None:
        table.show_ids(ids)
        self._count.retranslate()

    def _open_current(self) -> None:
        """Enter in the box opens the row that is marked, once the search for these letters has answered."""
        if self._wait.isActive():
            self._wait.stop()
            self.search()
        line = self.table().current()
        if line is not None:
            self.go.emit("household", line.code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the hand stays in the box; Page keys too."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.table().keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def back(self) -> bool:
        """Esc first empties the box."""
        if not self.box.text():
            return False
        self.box.clear()
        self.search()
        return True

    def _empty_words(self) -> str:
        if self.box.text().strip():
            return say("People", "Nobody matches. Try fewer letters, a code, or a telephone number.")
        return say("People", "Nobody is registered yet. Begin with New household (F2).")

    def _count_words(self) -> str:
        count = len(self.table().rows.ids) if hasattr(self, "households") else 0
        if self.tabs.currentIndex() == _PEOPLE:
            return say("People", "%n person(s)", "", count)
        return say("People", "%n household(s)", "", count)

    def retranslate(self) -> None:
        self._glass.setIcon(icons.icon("search", theme.palette().muted))
        self.box.setPlaceholderText(say("People", "Name, code, telephone or identity number"))
        self.box.setAccessibleName(say("People", "Search"))
        self._glass.setText(say("People", "Search"))
        for button in self.box.findChildren(QToolButton):
            known = button.defaultAction() is self._glass
            button.setAccessibleName(say("People", "Search") if known else say("People", "Empty the box"))
        self.tabs.setAccessibleName(say("People", "What is listed"))
        self.tabs.setTabText(_PEOPLE, say("People", "People"))
        self.tabs.setTabText(_HOUSEHOLDS, say("People", "Households"))
        self._count.retranslate()
