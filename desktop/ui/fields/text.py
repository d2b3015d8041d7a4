"""A field of one line of text, or of several."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.ui import theme
from desktop.ui.fields.field import Field
from desktop.ui.parts.secret import SecretLine
from desktop.ui.speech import Telling


class TextField(Field):
    """One line; spaces around it are not part of the answer."""

    def __init__(
        self,
        label: Telling,
        *,
        required: bool = False,
        hint: Telling | None = None,
        placeholder: Telling | None = None,
        longest: int = 200,
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, hint=hint, parent=parent)
        self._placeholder = placeholder
        self.line: QLineEdit = SecretLine(self) if secret else QLineEdit(self)
        self.line.setMaxLength(longest)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.editingFinished.connect(self.settled)
        self.install(self.line)

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, value: str | None) -> None:
        self.line.setText(value or "")

    def retranslate(self) -> None:
        super().retranslate()
        if self._placeholder is not None:
            self.line.setPlaceholderText(self._placeholder())


class _Paragraphs(QPlainTextEdit):
    """Tab leaves the box, as everywhere else in the window."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._field = field
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._field.settled.emit()


class LongTextField(Field):
    """Several lines, for a note."""

    def __init__(
        self,
        label: Telling,
        *,
        required: bool = False,
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, hint=hint, parent=parent)
        self.box = _Paragraphs(self)
        self.box.setFixedHeight(theme.grown(88))
        self.box.textChanged.connect(self.changed)
        self.install(self.box)

    def value(self) -> str:
        return self.box.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        self.box.blockSignals(True)
        self.box.setPlainText(value or "")
        self.box.blockSignals(False)
