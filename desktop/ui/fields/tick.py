"""A field that is true or false: one tick with its words beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.ui.fields.field import Field
from desktop.ui.speech import Telling


class TickField(Field):
    """``value`` is a bool. The words stand at the tick itself, with their mnemonic; nothing stands above."""

    def __init__(
        self,
        label: Telling,
        *,
        hint: Telling | None = None,
        in_row: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``in_row`` leaves the height of a label above, so that the tick stands on its neighbours' line."""
        super().__init__(label, hint=hint, parent=parent)
        self._blank = "\N{NO-BREAK SPACE}" if in_row else ""
        self.tick = QCheckBox(self)
        self.tick.clicked.connect(self._clicked)
        self.label.setVisible(in_row)
        self.install(self.tick)

    def _clicked(self) -> None:
        self.changed.emit()
        self.settled.emit()

    def value(self) -> bool:
        return self.tick.isChecked()

    def set_value(self, value: bool | None) -> None:
        self.tick.setChecked(bool(value))

    def name_controls(self) -> None:
        self.tick.setText(self.label_text())
        self.tick.setAccessibleName(self.name())
        # The tick carries the mnemonic: a hidden label must not take it as well.
        self.label.setText(self._blank)
