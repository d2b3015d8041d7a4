"""A scanner that types: a burst of keys ended by Enter is told from a hand, and what it read is acted upon.

A hand needs some 80 ms a key, a scanner less than 30. Keys that go into a text are let through and taken out
again once they prove to be a scan; elsewhere, where a letter would choose an answer, they are held for the
moment it takes to know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.services.scanned import understood

GAP_MS = 30
LEAST = 6  # keys; nobody's code is shorter
_BETWEEN_LINES_MS = 250
# A line of a machine-readable zone: the scan goes on with the next.
_ZONE_LINE = re.compile(r"(?:[A-Z0-9<]{30}|[A-Z0-9<]{36}|[A-Z0-9<]{44})")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFTS = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
TAKES = "scan"
"""The property of a line edit that takes scans itself: ``identifier`` a document's number, ``code`` ours."""


@dataclass(frozen=True)
class _Before:
    """A text as it was before the burst."""

    widget: QLineEdit | None
    text: str = ""
    cursor: int = 0

    def restore(self) -> None:
        if self.widget is not None:
            self.widget.setText(self.text)
            self.widget.setCursorPosition(self.cursor)
            self.widget.textEdited.emit(self.text)


class Scanner(QObject):
    """``found`` carries a printed code of ours, ``foreign`` the text of any other scan that went nowhere."""

    found = Signal(str)
    foreign = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._signs = ""
        self._lines = ""
        self._last = -GAP_MS
        self._before: _Before | None = None
        self._held: list[QKeyEvent] = []
        self._replaying = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._release)

    def watch(self, widget: QWidget) -> None:
        """Listens to the window this widget stands in, once it is on the screen."""
        window = widget.window().windowHandle()
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees a window's keys before its fields do."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self._replaying:
            return self._pressed(watched, event)
        return False

    def _pressed(self, window: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _SHIFTS:  # a scanner presses them for its capitals
            return False
        fast = event.timestamp() - self._last <= GAP_MS
        if key in _ENTER and fast and len(self._signs) >= LEAST:
            self._last = event.timestamp()
            return self._ended()
        sign = event.text()
        if event.isAutoRepeat() or event.modifiers() & _COMMANDS or not sign.isprintable() or not sign:
            self._release()
            return False
        if not fast and not (self._lines and self._timer.isActive()):
            self._release()
            self._begin()
        self._last = event.timestamp()
        self._signs += sign
        if self._before is not None:
            return False
        self._held.append(event.clone())
        self._window = window
        self._timer.start(GAP_MS + 5)
        return True

    def _begin(self) -> None:
        """Where the keys go: into a line, whose text is remembered, into a longer text, or to a control."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit):
            self._before = _Before(focus, focus.text(), focus.cursorPosition())
        elif isinstance(focus, QPlainTextEdit | QTextEdit):
            self._before = _Before(None)
        else:
            self._before = None

    def _ended(self) -> bool:
        """Whether this Enter was the scanner's own, and is kept from the field."""
        text = f"{self._lines}{self._signs}"
        said = understood(text)
        line = self._before.widget if self._before is not None else None
        wanted = line.property(TAKES) if line is not None else None
        if said.number is None and said.code is None and _ZONE_LINE.fullmatch(self._signs):
            return self._wait(text)
        if wanted == "identifier" and said.number:
            return self._fill(line, said.number)
        if said.code is not None and wanted == "code":
            return self._fill(line, said.code)
        if said.code is not None and (self._before is None or line is not None):
            self._take_back()
            self.found.emit(said.code)
            return True
        if self._before is None:
            self._forget()
            self.foreign.emit(text)
            return True
        self._forget()
        return False

    def _wait(self, text: str) -> bool:
        """More lines are coming; what was held so far is nobody's key."""
        self._held = []
        self._lines, self._signs = text, ""
        self._timer.start(_BETWEEN_LINES_MS)
        return True

    def _fill(self, line: QLineEdit | None, value: str) -> bool:
        self._forget()
        if line is not None:
            line.setText(value)
            line.textEdited.emit(value)
            line.editingFinished.emit()
        return True

    def _take_back(self) -> None:
        before = self._before
        self._forget()
        if before is not None:
            before.restore()

    def _release(self) -> None:
        """It was a hand: what was held goes where it was meant to."""
        held, window = self._held, getattr(self, "_window", None)
        self._forget()
        if window is None:
            return
        self._replaying = True
        for event in held:
            QCoreApplication.sendEvent(window, event)
        self._replaying = False

    def _forget(self) -> None:
        self._timer.stop()
        self._last = -GAP_MS
        self._signs = self._lines = ""
        self._held = []
        self._before = None
