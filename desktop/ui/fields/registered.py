"""Somebody, or a household, already in the register: type a name or a code, choose from what is found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.services import search
from desktop.services.desk import Desk
from desktop.ui.background import Progress, Runner
from desktop.ui.fields.choice import grow
from desktop.ui.fields.field import Field
from desktop.ui.scanner import TAKES
from desktop.ui.speech import Telling, say
from desktop.ui.tables.lists import place_words, short_birth

_WAIT_MS = 150
_AT_ONCE = 8


class RegisteredField(Field):
    """``value`` is a printed code, None until one is chosen; ``without`` are codes that are not offered."""

    def __init__(
        self,
        label: Telling,
        desk: Desk,
        runner: Runner,
        *,
        households: bool = False,
        without: Sequence[str] = (),
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._desk, self._runner = desk, runner
        self._households, self._without = households, frozenset(without)
        self._code: str | None = None
        self._found: dict[str, str] = {}
        self._running: Progress | None = None
        self.line = QLineEdit(self)
        self.line.setProperty(TAKES, "code")
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_AT_ONCE)
        self._popup = QListView()
        self._popup.setProperty("kind", "popup")
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self.line)
        self._completer.activated.connect(self._chose)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.search)
        self.line.textEdited.connect(self._typed)
        self.install(self.line)

    def value(self) -> str | None:
        return self._code

    def set_value(self, value: str | None) -> None:
        self._code = value or None
        self.line.setText(self._name_of(value) if value else "")

    def _name_of(self, code: str) -> str:
        find = search.households if self._households else search.people
        return next((words for words, known in self._lines(list(find(self._desk, code)[:1])).items()), code)

    def _typed(self, _text: str) -> None:
        self._code = None
        self._wait.start()
        self.changed.emit()

    def search(self) -> None:
        """Asks for what the line says; an older question is dropped."""
        self._wait.stop()
        if self._running is not None:
            self._running.forget()
        text = self.line.text().strip()
        if not text:
            self._offer({})
            return
        self._running = self._runner.run(lambda _progress: self._look(text), done=self._offer, owner=self)

    def _look(self, text: str) -> dict[str, str]:
        find = search.households if self._households else search.people
        return self._lines(list(find(self._desk, text)[: 3 * _AT_ONCE]))

    def _lines(self, rows: Sequence[int]) -> dict[str, str]:
        """Words with their codes, as many as are offered at once."""
        programme = self._desk.programme
        told: dict[str, str] = {}
        if self._households:
            for home in search.household_lines(self._desk, rows):
                place = place_words(home.village, home.area, programme)
                told[f"{home.head_name} · {place} · {home.code}"] = home.code
        else:
            for line in search.person_lines(self._desk, rows):
                place = place_words(line.village, line.area, programme)
                told[f"{line.name} · {short_birth(line.birth)} · {place} · {line.code}"] = line.code
        kept = [(words, code) for words, code in told.items() if code not in self._without]
        return dict(kept[:_AT_ONCE])

    def _offer(self, found: dict[str, str]) -> None:
        self._found = found
        self._names.setStringList(list(found))
        if not found or not self.line.hasFocus():
            self._popup.hide()
            return
        self._completer.complete()
        above = self._popup.geometry().bottom() <= self.line.mapToGlobal(QPoint(0, 0)).y()
        bottom = self._popup.geometry().bottom()
        grow(self._popup, len(found), within=self._popup)
        if above:
            place = self._popup.geometry()
            place.moveBottom(bottom)
            self._popup.setGeometry(place)
        # Enter takes the first one: the hand need not leave the letters.
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _chose(self, words: str) -> None:
        self._code = self._found.get(words)
        self.line.setText(words)
        self.line.setCursorPosition(0)
        self.changed.emit()
        self.settled.emit()

    def words(self) -> str:
        """Who is chosen, in words; empty until somebody is."""
        return self.line.text() if self._code else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The down arrow asks again for what is typed."""
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self.search()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        super().retranslate()
        self.line.setPlaceholderText(
            say("Field", "Name of the head, or code") if self._households else say("Field", "Name or code")
        )
