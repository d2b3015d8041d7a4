"""A birth: first how exactly it is known, then what that needs; shown back in long words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.language.dates import birth_in_words, month_name
from desktop.language.terms import labels
from desktop.ui import theme
from desktop.ui.fields.choice import OptionsField
from desktop.ui.fields.field import Field
from desktop.ui.fields.month import MonthBox
from desktop.ui.parts.flow import Flow
from desktop.ui.speech import Telling, language, say
from domain.birth import Birth, Precision, fits

_PARTS = {
    "day": ("day", "month", "year"),
    "month": ("month", "year"),
    "year": ("year",),
    "estimated_age": ("age",),
}
EMPTY = {"birth_precision": None, "birth_date": None, "estimated_age": None, "estimated_on": None}


class BirthField(Field):
    """Precision, then day, month and four-digit year, or an age in years. Nothing is chosen at first.

    ``value`` is ``{"birth_precision", "birth_date", "estimated_age", "estimated_on"}``; a date still
    being typed is kept as typed (``1987-04-``), so that a draft loses nothing and the check can refuse it.
    """

    def __init__(
        self,
        label: Telling,
        today: Callable[[], date],
        *,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, parent=parent)
        self._today = today
        self._estimated_on: str | None = None
        self._body = QWidget(self)
        self.precision = OptionsField(label, lambda: labels(Precision, language()), parent=self._body)
        self.precision.label.hide()
        # Made in the order of Tab, which is the order they stand in.
        self.day = self._number(2)
        self.month = MonthBox(self._body)
        self.year, self.age = self._number(4), self._number(3)
        self._captions = {part: QLabel(self._body) for part in ("day", "month", "year", "age")}
        self._parts = QWidget(self._body)
        self._cells = {part: QWidget(self._parts) for part in self._captions}
        self._back = QLabel(self._body)
        self._arrange()
        self.precision.changed.connect(self._chose)
        self.month.currentIndexChanged.connect(lambda _index: self._edited())
        controls = (*self.precision._controls, self.day, self.month, self.year, self.age)
        self.install(self._body, *controls)
        self._show_parts()

    def _number(self, digits: int) -> QLineEdit:
        line = QLineEdit(self._body)
        line.setMaxLength(digits)
        line.setValidator(QIntValidator(0, 10**digits - 1, line))
        line.setFixedWidth(theme.grown(56 + 10 * digits))
        line.textEdited.connect(lambda text: self._typed(line, text))
        line.editingFinished.connect(self.settled)
        return line

    def _arrange(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.precision)
        row = Flow(self._parts, theme.GAP)
        for part, caption in self._captions.items():
            cell = self._cells[part]
            lines = QVBoxLayout(cell)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
            caption.setProperty("type", "small")
            caption.setProperty("tone", "muted")
            lines.addWidget(caption)
            lines.addWidget(self._widget(part))
            row.addWidget(cell)
        column.addWidget(self._parts)
        self._back.setProperty("tone", "accent")
        self._back.setProperty("weight", "strong")
        column.addWidget(self._back)

    def _widget(self, part: str) -> QWidget:
        return {"day": self.day, "month": self.month, "year": self.year, "age": self.age}[part]

    def _typed(self, line: QLineEdit, text: str) -> None:
        # Two digits of a day lead on to the month by themselves; a year is where the hand rests.
        if line is self.day and len(text) == 2:
            self.month.setFocus()
        self._edited()

    def _edited(self) -> None:
        if self.precision.value() == "estimated_age":
            self._estimated_on = self._today().isoformat()
        self._show_back()
        self.changed.emit()

    def _chose(self) -> None:
        self._show_parts()
        self._edited()
        self.settled.emit()

    def _show_parts(self) -> None:
        wanted = _PARTS.get(self.precision.value() or "", ())
        for part, cell in self._cells.items():
            cell.setVisible(part in wanted)
        self._parts.setVisible(bool(wanted))
        self._show_back()

    def value(self) -> dict[str, Any]:
        precision = self.precision.value()
        found: dict[str, Any] = {**EMPTY, "birth_precision": precision}
        if precision == "estimated_age":
            found["estimated_age"] = int(self.age.text()) if self.age.text() else None
            found["estimated_on"] = self._estimated_on if self.age.text() else None
        elif precision in _PARTS:
            found["birth_date"] = self._written(_PARTS[precision])
        return found

    def _written(self, parts: tuple[str, ...]) -> str | None:
        day = self.day.text()
        texts = {
            "year": self.year.text(),
            "month": self.month.chosen() or "",
            "day": day.zfill(2) if day else "",
        }
        written = [texts[part] for part in reversed(parts)]
        return "-".join(written) if any(written) else None

    def set_value(self, value: dict[str, Any] | None) -> None:
        given = {**EMPTY, **(value or {})}
        year, month, day = [*str(given["birth_date"] or "").split("-"), "", ""][:3]
        self.precision.set_value(given["birth_precision"])
        self.year.setText(year)
        self.month.fill(self._months(), month or None)
        self.day.setText(day)
        age = given["estimated_age"]
        self.age.setText("" if age is None else str(age))
        on = given["estimated_on"]
        self._estimated_on = str(on) if on else None
        self._show_parts()

    def birth(self) -> Birth | None:
        """The birth, once what was typed makes one; None until then."""
        found = self.value()
        precision, on = found["birth_precision"], found["birth_date"]
        if precision is None or (precision == "estimated_age" and found["estimated_age"] is None):
            return None
        if precision in ("day", "month", "year") and not fits(on or "", Precision(precision)):
            return None
        estimated_on = found["estimated_on"]
        return Birth(
            precision=Precision(precision),
            on=on,
            estimated_age=found["estimated_age"],
            estimated_on=date.fromisoformat(estimated_on) if estimated_on else None,
        )

    def _show_back(self) -> None:
        birth = self.birth()
        known = birth is not None and birth.precision is not Precision.unknown
        self._back.setText(self._in_words(birth) if birth is not None and known else "")
        self._back.setVisible(bool(self._back.text()))

    def _in_words(self, birth: Birth) -> str:
        words = birth_in_words(birth, language())
        ages = birth.ages(self._today())
        if ages is None or ages[1] < 0:
            return words
        if ages[0] == ages[1]:
            return f"{words} · {say('Birth', '%n year(s) old', '', ages[0])}"
        between = say("Birth", "{youngest} to {oldest} years old").format(youngest=ages[0], oldest=ages[1])
        return f"{words} · {between}"

    def _months(self) -> dict[str, str]:
        return {f"{month:02d}": f"{month_name(month, language())}" for month in range(1, 13)}

    def name_controls(self) -> None:
        captions = {
            "day": say("Birth", "Day"),
            "month": say("Birth", "Month"),
            "year": say("Birth", "Year (four digits)"),
            "age": say("Birth", "Age in years"),
        }
        for part, words in captions.items():
            self._captions[part].setText(words)
            self._widget(part).setAccessibleName(f"{self.name()}: {words}")
        self.month.fill(self._months(), self.month.chosen())
        self.month.setPlaceholderText(say("Field", "Choose…"))
        self._show_back()
