"""A latitude or a longitude in decimal degrees, as a telephone or a GPS receiver shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.fields.text import TextField
from desktop.ui.speech import Telling


class DegreesField(TextField):
    """``value`` is a number of degrees (WGS 84), what was typed when it is none, None when empty."""

    def __init__(self, label: Telling, *, hint: Telling | None = None, parent: QWidget | None = None) -> None:
        super().__init__(label, hint=hint, longest=14, parent=parent)

    def value(self) -> float | str | None:  # type: ignore[override]  # a number where there is one
        typed = super().value().replace("−", "-").replace("°", "").strip()
        try:
            return float(typed.replace(",", ".")) if typed else None
        except ValueError:
            return typed

    def set_value(self, value: float | str | None) -> None:
        self.line.setText("" if value is None else str(value))
