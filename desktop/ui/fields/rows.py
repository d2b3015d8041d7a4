"""What the fields with several rows share: rows that come and go, an empty one to type into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.fields.field import Field
from desktop.ui.parts.button import Button
from desktop.ui.parts.discard import discard
from desktop.ui.speech import Telling, say
from domain.problems import Problem


class ValueRow(QWidget):
    """One row: its controls in the order of Tab, and a button that takes the row away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(theme.STEP)
        self.drop = Button(lambda: say("Field", "Remove this row"), icon="x", kind="icon", parent=self)

    def controls(self) -> list[QWidget]:
        """The controls that take an answer."""
        raise NotImplementedError

    def value(self) -> Any:
        """The row's answer; None when nothing was entered."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows an answer, or nothing for None."""
        raise NotImplementedError

    def name_parts(self, name: str) -> None:
        """Says the row's own words again, under the field's name."""


R = TypeVar("R", bound=ValueRow)


class RowsField(Field, Generic[R]):
    """``value`` is the list of the rows that hold something; a problem stands at the row it names.

    ``renewed`` comes when rows came or went.
    """

    renewed = Signal()

    def __init__(
        self,
        label: Telling,
        make: Callable[[QWidget], R],
        another: Telling,
        *,
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._make = make
        self.rows: list[R] = []
        body = QWidget(self)
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.STEP)
        self.another = Button(another, icon="plus", kind="quiet", parent=body)
        self.another.clicked.connect(self._add_and_go)
        self._lines.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        first = self._add()
        self.install(body, *first.controls())
        self._renew()

    def value(self) -> list[Any]:
        return [value for row in self.rows if (value := row.value()) is not None]

    def set_value(self, value: list[Any] | None) -> None:
        wanted = list(value or []) or [None]
        while len(self.rows) > len(wanted):
            self._take(self.rows[-1])
        while len(self.rows) < len(wanted):
            self._add()
        for row, answer in zip(self.rows, wanted, strict=True):
            row.set_value(answer)
        self._renew()

    def _add(self) -> R:
        row = self._make(self)
        row.drop.clicked.connect(lambda: self._drop(row))
        self._lines.insertWidget(len(self.rows), row)
        self.rows.append(row)
        # Shown now, not with the next event: the keyboard goes there at once.
        row.show()
        return row

    def _add_and_go(self) -> None:
        """An empty row is used before another one is made."""
        row = next((row for row in self.rows if row.value() is None), None) or self._add()
        self._renew()
        row.controls()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _drop(self, row: R) -> None:
        if len(self.rows) > 1:
            self._take(row)
        else:
            row.set_value(None)
        self._renew()
        self.rows[0].controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()
        self.settled.emit()

    def _take(self, row: R) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        discard(row)

    def _renew(self) -> None:
        """The controls are those of the rows there are now."""
        self._controls = [control for row in self.rows for control in row.controls()]
        self.label.setBuddy(self._controls[0])
        self.setFocusProxy(self._controls[0])
        for row in self.rows:
            row.drop.setVisible(len(self.rows) > 1 or row.value() is not None)
        self.name_controls()
        self.renewed.emit()

    def edited(self) -> None:
        """A row holds something else now."""
        for row in self.rows:
            row.drop.setVisible(len(self.rows) > 1 or row.value() is not None)
        self.changed.emit()

    def set_problem(self, problem: Problem | None, *, confirmable: bool = False) -> None:
        super().set_problem(problem, confirmable=confirmable)
        if problem is None:
            return
        wrong = self._row_of(problem)
        for row in self.rows:
            for control in row.controls():
                theme.tone(control, state=str(problem.severity) if row in (wrong, None) else "")

    def _row_of(self, problem: Problem) -> R | None:
        numbers = [int(part) for part in problem.where.split(".")[2:] if part.isdigit()]
        filled = [row for row in self.rows if row.value() is not None]
        return filled[numbers[0]] if numbers and numbers[0] < len(filled) else None

    def name_controls(self) -> None:
        for row in self.rows:
            row.name_parts(self.name())
