"""Finding somebody already registered, in the place of the questions: no window over the window."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services import search
from desktop.services.desk import Desk
from desktop.services.search import Found, PersonLine
from desktop.ui import theme
from desktop.ui.background import Progress, Runner
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, say
from desktop.ui.tables.lists import people_columns
from desktop.ui.tables.table import Table
from desktop.ui.tables.why import why_column

_WAIT_MS = 150
_AT_MOST = 1_000  # whoever is still not among them, is better found by more letters
_NAME, _CODE, _BORN, _PLACE = 0, 1, 3, 4


class Finding(Spoken, QWidget):
    """``found`` carries the person's line; ``closed`` comes when the search is given up."""

    found = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._running: Progress | None = None
        self._found = Found()
        self.box = QLineEdit(self)
        self.box.setProperty("type", "lead")
        self.box.installEventFilter(self)
        columns = people_columns(desk.programme)
        self.table: Table[PersonLine] = Table(
            [*(columns[n] for n in (_NAME, _BORN, _PLACE, _CODE)), why_column(lambda: self._found)],
            lambda ids: search.person_lines(desk, ids),
            name=lambda: say("Register", "People already registered"),
            empty=self._empty_words,
        )
        self.table.opened.connect(self.found)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.search)
        self.box.textEdited.connect(lambda _text: self._wait.start())
        self.box.returnPressed.connect(self._take)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        heading = Words(lambda: say("Register", "Somebody already registered"), size="lead", parent=self)
        head.addWidget(heading, 1)
        self.close_button = Button(lambda: say("Messages", "Cancel"), parent=self)
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addLayout(head)
        column.addWidget(self.box)
        column.addWidget(self.table, 1)

    def begin(self) -> None:
        """Empties the box and gives it the keyboard."""
        self.box.clear()
        self.table.show_ids(array("q"))
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def search(self) -> None:
        """Asks for what the box says; an older question is dropped."""
        if self._running is not None:
            self._running.forget()
        text = self.box.text().strip()
        if not text:
            self.table.show_ids(array("q"))
            return
        self._running = self._runner.run(
            lambda _progress: search.find(self._desk, text, _AT_MOST), done=self._show, owner=self
        )

    def _show(self, found: Found) -> None:
        self._found = found
        self.table.show_ids(found.ids)

    def _take(self) -> None:
        if self._wait.isActive():
            self._wait.stop()
            self.search()
            return
        line = self.table.current()
        if line is not None:
            self.found.emit(line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the hand stays in the box."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.table.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _empty_words(self) -> str:
        if self.box.text().strip():
            return say("People", "Nobody matches. Try fewer letters, a code, or a telephone number.")
        return say("Register", "Type a name, a code, a telephone or an identity number.")

    def retranslate(self) -> None:
        self.box.setPlaceholderText(say("People", "Name, code, telephone or identity number"))
        self.box.setAccessibleName(say("Register", "Somebody already registered"))
