"""A day typed as people write it, shown back in long words where day and month could be swapped."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.language.dates import long_date, short_date
from desktop.ui.fields.text import TextField
from desktop.ui.speech import Telling, language, say

_WRITTEN = re.compile(r"^\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})\s*$")


def day_written(text: str) -> date | None:
    """12/4/1987, 12.4.1987 or 12-04-1987 as a day, day first; None for anything else."""
    found = _WRITTEN.match(text)
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DayField(TextField):
    """``value`` is ISO 8601 (``1987-04-12``) when a day is written, else what was typed."""

    def __init__(self, label: Telling, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(label, required=required, hint=lambda: self._in_words(), longest=20, parent=parent)
        self.line.textEdited.connect(lambda _text: self._show_beneath())
        self.line.editingFinished.connect(self._tidy)

    def day(self) -> date | None:
        """The day, once one is written."""
        return day_written(self.line.text())

    def value(self) -> str:
        day = self.day()
        return day.isoformat() if day else self.line.text().strip()

    def set_value(self, value: str | None) -> None:
        try:
            self.line.setText(short_date(date.fromisoformat(value or "")))
        except ValueError:
            self.line.setText(value or "")
        self._show_beneath()

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.line.setText(short_date(day))

    def _in_words(self) -> str:
        day = self.day()
        return long_date(day, language()) if day else say("Field", "Day, month and year: 12/04/2026")
