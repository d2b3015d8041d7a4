"""Several of a list: one tick each."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.ui.fields.choice import Choices
from desktop.ui.fields.field import Field
from desktop.ui.speech import Telling


class SeveralField(Field):
    """``value`` is the list of codes ticked, in the order they stand."""

    def __init__(
        self, label: Telling, choices: Choices, *, hint: Telling | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._choices = choices
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.ticks: dict[str, QCheckBox] = {}
        for code in choices():
            tick = QCheckBox(body)
            tick.clicked.connect(self._clicked)
            self.ticks[code] = tick
            column.addWidget(tick)
        self.install(body, *self.ticks.values())

    def _clicked(self) -> None:
        self.changed.emit()
        self.settled.emit()

    def value(self) -> list[str]:
        return [code for code, tick in self.ticks.items() if tick.isChecked()]

    def set_value(self, value: list[str] | None) -> None:
        for code, tick in self.ticks.items():
            tick.setChecked(code in (value or ()))

    def name_controls(self) -> None:
        for code, words in self._choices().items():
            # An ampersand of a name is a letter of it, not a mnemonic.
            self.ticks[code].setText(words.replace("&", "&&"))
            self.ticks[code].setAccessibleName(f"{self.name()}: {words}")
