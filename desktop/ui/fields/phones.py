"""Several telephone numbers of one person."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.language.phones import written
from desktop.ui.fields.rows import RowsField, ValueRow
from desktop.ui.speech import Telling, say


class PhoneRow(ValueRow):
    """One number, shown back in groups so that a missing digit is seen."""

    def __init__(self, field: PhonesField, country: str) -> None:
        super().__init__(field)
        self._country = country
        self.box = QLineEdit(self)
        self.box.setMaxLength(24)
        self.box.textEdited.connect(lambda _text: field.edited())
        self.box.editingFinished.connect(self._tidy)
        self.box.editingFinished.connect(field.settled)
        self.line.addWidget(self.box, 1)
        self.line.addWidget(self.drop)

    def controls(self) -> list[QWidget]:
        return [self.box]

    def value(self) -> str | None:
        typed = self.box.text().strip()
        return written(typed, self._country, international=False) or typed or None

    def set_value(self, value: str | None) -> None:
        self.box.setText(written(value or "", self._country, international=True) or value or "")

    def name_parts(self, name: str) -> None:
        self.box.setAccessibleName(name)

    def _tidy(self) -> None:
        self.set_value(self.value())


class PhonesField(RowsField[PhoneRow]):
    """``value`` is a list of numbers, in E.164 where they are possible in ``country`` (ISO 3166 alpha-2)."""

    def __init__(
        self, label: Telling, country: str, *, hint: Telling | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            label,
            lambda _parent: PhoneRow(self, country),
            lambda: say("Field", "Another telephone"),
            hint=hint,
            parent=parent,
        )
