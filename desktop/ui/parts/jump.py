"""A sentence one can press, as long as it needs to be: it wraps where a button would be cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling


class Jump(Spoken, QPushButton):
    """``Jump(lambda: say("Register", "The name is missing."))``; Enter presses it as Space does."""

    def __init__(self, telling: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._telling = telling
        self.setProperty("kind", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._words, self._arrow = QLabel(self), QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        for label in (self._words, self._arrow):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.STEP, theme.HALF, theme.STEP, theme.HALF)
        row.setSpacing(theme.STEP)
        row.addWidget(self._words, 1)
        row.addWidget(self._arrow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate()

    def words(self) -> str:
        """What it says now."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout is not None else QSize()

    def retranslate(self) -> None:
        self._words.setText(self._telling())
        self._arrow.setPixmap(icons.pixmap("chevron-right", theme.palette().muted, 16))
        self.setAccessibleName(self._words.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
