"""People and households: a search that answers while one types, filters beside it, and opens on Enter."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QToolButton

from desktop.services import search
from desktop.services.search import HouseholdLine, PersonLine, Step
from desktop.ui import icons, theme
from desktop.ui.finder import WAIT_MS
from desktop.ui.pages.page import Page
from desktop.ui.pages.people import keeping
from desktop.ui.pages.people.asking import Asking
from desktop.ui.pages.people.chips import Chips
from desktop.ui.pages.people.filter_words import chips
from desktop.ui.pages.people.filters import Filters
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import say
from desktop.ui.tables.lists import household_columns, people_columns
from desktop.ui.tables.table import Table
from desktop.ui.tables.why import count_words, why_column

_PEOPLE, _HOUSEHOLDS = 0, 1
_LEARN_AGAIN_MS = 20


class PeoplePage(Page):
    """Two lists over the whole register; the box keeps the keyboard, arrows go into the list."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self.asking = Asking(self.runner, self)
        self.asking.came.connect(self._came)
        self.asking.ended.connect(self._ended)
        self._open_what_comes = False
        self._add_box()
        self._add_filters()
        self._add_tabs()
        self._make_tables()
        self._add_lists()
        self._wait = _after(self, WAIT_MS, self.search)
        self._learning = _after(self, _LEARN_AGAIN_MS, self._learn)
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
        row = QHBoxLayout()
        row.setSpacing(theme.STEP)
        row.addWidget(self.box, 1)
        self.toggle = Button(lambda: say("Filters", "F&ilters"), icon="chevron-down", parent=self)
        self.toggle.clicked.connect(lambda: self.show_filters(not self.filters.isVisibleTo(self)))
        row.addWidget(self.toggle)
        self.body.addLayout(row)

    def _add_filters(self) -> None:
        self.filters = Filters(self.desk, self)
        remembered = self.sitting.remembered.filters(self.desk.path)
        self.filters.show_question(keeping.restored(remembered, self.desk.programme))
        self.filters.changed.connect(self._narrowed)
        self.filters.hide()
        self.chips = Chips(lambda: chips(self.filters.question(""), self.desk.programme), self)
        self.chips.removed.connect(self._chip_removed)
        self.clear = Button(lambda: say("Filters", "&Remove all filters"), kind="quiet", parent=self)
        self.clear.clicked.connect(self._clear_filters)
        row = QHBoxLayout()
        row.setSpacing(theme.STEP)
        row.addWidget(self.chips, 1)
        row.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.filters)
        self.body.addLayout(row)
        self.clear.setVisible(bool(self.chips.chips()))

    def _add_tabs(self) -> None:
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._turned)
        self._count = Words(self._count_words, tone="muted", wrap=True, parent=self)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _make_tables(self) -> None:
        programme = self.desk.programme
        self.people: Table[PersonLine] = Table(
            [*people_columns(programme), why_column(lambda: self.asking.found)],
            lambda ids: search.person_lines(self.desk, ids),
            name=lambda: say("People", "People"),
            empty=self._empty_words,
        )
        self.households: Table[HouseholdLine] = Table(
            household_columns(programme),
            lambda ids: search.household_lines(self.desk, ids),
            name=lambda: say("People", "Households"),
            empty=self._empty_words,
        )

    def _add_lists(self) -> None:
        card = Card(parent=self)
        card.body.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addWidget(self._count, 1)
        self._lists = QStackedWidget(card)
        for table in (self.people, self.households):
            self._lists.addWidget(table)
            table.rows.trouble.connect(self.failed)
            table.opened.connect(lambda line: self.go.emit("household", line.code))
        card.body.addLayout(head)
        card.body.addWidget(self._lists, 1)
        self.body.addWidget(card, 1)
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
        self._learning.start()

    def leave(self) -> None:
        """What is still being counted is left; coming back asks again."""
        self._learning.stop()
        self.asking.forget()

    def table(self) -> Table[PersonLine] | Table[HouseholdLine]:
        """The list on screen."""
        return self.people if self.tabs.currentIndex() == _PEOPLE else self.households

    def _turned(self, tab: int) -> None:
        self._lists.setCurrentIndex(tab)
        self.search()

    def search(self) -> None:
        """Asks for what the box and the filters say."""
        self._wait.stop()
        question = self.filters.question(self.box.text())
        steps = search.person_steps if self.table() is self.people else search.household_steps
        self.asking.ask(lambda: steps(self.desk, question))
        self._count.retranslate()

    def _came(self, step: Step, first: bool) -> None:
        table = self.table()
        if first:
            table.show_ids(array("q", step.ids))
        else:
            table.add_ids(step.ids)
        if step.ids and self._open_what_comes:
            self._open_current()

    def _ended(self) -> None:
        self._open_what_comes = False
        self.table().say_when_empty(self._empty_words)
        self._count.retranslate()

    def _open_current(self) -> None:
        """Enter in the box opens the row that is marked, once the search for these letters has answered."""
        if self._wait.isActive():
            self._open_what_comes = True
            self.search()
            return
        if self.asking.waiting:
            self._open_what_comes = True
            return
        self._open_what_comes = False
        line = self.table().current()
        if line is not None:
            self.go.emit("household", line.code)

    def show_filters(self, shown: bool) -> None:
        """Opens the panel of filters and goes into it, or folds it away."""
        self.filters.setVisible(shown)
        self.toggle.tell(lambda: say("Filters", "F&ilters"), "chevron-up" if shown else "chevron-down")
        (self.filters.area if shown else self.box).setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrowed(self) -> None:
        """The list follows each answer; the chips say what is on, also with the panel folded away."""
        question = self.filters.question("")
        self.sitting.remembered.keep_filters(self.desk.path, keeping.kept(question))
        self.chips.renew()
        self.clear.setVisible(bool(self.chips.chips()))
        self._wait.start()

    def _chip_removed(self, name: str) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filters.remove(name)

    def _clear_filters(self) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filters.clear()

    def _learn(self) -> None:
        """The words that misspelt ones are compared with, a stretch at a time while nobody waits."""

        def learnt(complete: bool) -> None:
            if not complete:
                self._learning.start()

        self.runner.run(lambda _progress: search.learn_words(self.desk), done=learnt, owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the hand stays in the box; Page keys too.

        Backspace in an empty box takes the last filter away.
        """
        if watched is not self.box or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.table().keyPressEvent(event)
            return True
        on = list(self.chips.chips())
        back = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Backspace
        if back and on and not self.box.text():
            self.filters.remove(on[-1])
            return True
        return super().eventFilter(watched, event)

    def back(self) -> bool:
        """Esc first empties the box, then folds the filters away."""
        if self.box.text():
            self.box.clear()
            self.search()
            return True
        if self.filters.isVisibleTo(self):
            self.show_filters(False)
            return True
        return False

    def _empty_words(self) -> str:
        if not self.asking.found.complete:
            return say("People", "Searching…")
        if self.chips.chips():
            return say("People", "Nobody matches with these filters. Remove one, or all of them.")
        if self.box.text().strip():
            return say("People", "Nobody matches. Try fewer letters, a code, or a telephone number.")
        return say("People", "Nobody is registered yet. Begin with New household (F2).")

    def _count_words(self) -> str:
        homes = self.tabs.currentIndex() == _HOUSEHOLDS
        return count_words(self.asking.found, _households if homes else _persons)

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


def _persons(count: int) -> str:
    return say("People", "%n person(s)", "", count)


def _households(count: int) -> str:
    return say("People", "%n household(s)", "", count)


def _after(page: PeoplePage, milliseconds: int, act: object) -> QTimer:
    timer = QTimer(page)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
