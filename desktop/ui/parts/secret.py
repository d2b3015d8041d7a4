"""A password line that can be shown, and says when the capital-letter key is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, say


class SecretLine(Spoken, QLineEdit):
    """Hides what is typed until the eye is pressed; ``capitals`` tells of upper case without Shift."""

    capitals = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = QAction(self)
        self._eye.triggered.connect(self._turn)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.retranslate()

    def shown(self) -> bool:
        """Whether the password can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def _turn(self) -> None:
        hidden, normal = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
        self.setEchoMode(hidden if self.shown() else normal)
        self.retranslate()

    def retranslate(self) -> None:
        shown = self.shown()
        self._eye.setIcon(icons.icon("eye-off" if shown else "eye", theme.palette().muted))
        words = say("Password", "Hide the password") if shown else say("Password", "Show the password")
        self._eye.setText(words)
        self._eye.setToolTip(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt does not tell the state of Caps Lock; a capital without Shift gives it away.
        typed = event.text()
        if len(typed) == 1 and typed.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(typed.isupper() != shift)
        super().keyPressEvent(event)
