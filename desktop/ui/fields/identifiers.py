"""The numbers that others gave a person: which document, and what is written on it."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.language.terms import labels
from desktop.ui import theme
from desktop.ui.fields.choice import ListBox
from desktop.ui.fields.rows import RowsField, ValueRow
from desktop.ui.scanner import TAKES
from desktop.ui.speech import Telling, language, say
from domain.vocabulary import IdentifierScheme

# Narrower than this, the number stands beneath its document.
_NARROW = 500


class IdentifierRow(ValueRow):
    """The kind of document, then its number as it is written there."""

    def __init__(self, field: IdentifiersField) -> None:
        super().__init__(field)
        self.scheme = ListBox(self)
        # Never narrower than its longest answer.
        self.scheme.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.number = QLineEdit(self)
        self.number.setMaxLength(60)
        self.number.setMinimumWidth(theme.grown(140))
        self.number.setProperty(TAKES, "identifier")
        self.scheme.currentIndexChanged.connect(lambda _index: self._chose(field))
        self.number.textEdited.connect(lambda _text: field.edited())
        self.number.editingFinished.connect(field.settled)
        tail = QHBoxLayout()
        tail.setSpacing(theme.STEP)
        tail.addWidget(self.number, 1)
        tail.addWidget(self.drop)
        self.line.addWidget(self.scheme)
        self.line.addLayout(tail, 1)
        self.name_parts("")

    def _chose(self, field: IdentifiersField) -> None:
        field.edited()
        field.settled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.grown(_NARROW)
        self.line.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def controls(self) -> list[QWidget]:
        return [self.scheme, self.number]

    def value(self) -> dict[str, Any] | None:
        scheme, number = self.scheme.chosen(), self.number.text().strip()
        return {"scheme": scheme, "value": number} if scheme or number else None

    def set_value(self, value: dict[str, Any] | None) -> None:
        given = value or {}
        self.scheme.fill(labels(IdentifierScheme, language()), given.get("scheme"))
        self.number.setText(given.get("value") or "")

    def name_parts(self, name: str) -> None:
        self.scheme.fill(labels(IdentifierScheme, language()), self.scheme.chosen())
        kind, number = say("Identifiers", "Kind of document"), say("Identifiers", "Number")
        self.scheme.setPlaceholderText(kind)
        self.number.setPlaceholderText(number)
        self.scheme.setAccessibleName(f"{name}: {kind}")
        self.number.setAccessibleName(f"{name}: {number}")


class IdentifiersField(RowsField[IdentifierRow]):
    """``value`` is a list of ``{"scheme", "value"}``; either may be missing while it is being typed."""

    def __init__(self, label: Telling, *, hint: Telling | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            label,
            lambda _parent: IdentifierRow(self),
            lambda: say("Field", "Another document"),
            hint=hint,
            parent=parent,
        )
