"""What is to be corrected or confirmed, at the top of a step: each line leads to its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.messages import explain
from desktop.ui.parts.discard import discard
from desktop.ui.parts.jump import Jump
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, Telling, say
from domain.problems import Problem, Severity


@dataclass(frozen=True)
class Point:
    """A problem, the name of its field, and whether it was confirmed."""

    problem: Problem
    name: Telling
    confirmed: bool = False


class Summary(Spoken, QFrame):
    """``jumped`` carries the problem to go to; ``confirmed`` a warning, and whether it is right."""

    jumped = Signal(object)
    confirmed = Signal(object, bool)

    def __init__(self, most: int = 0, parent: QWidget | None = None) -> None:
        """``most`` lines are shown, all for 0; the heading counts them all."""
        super().__init__(parent)
        self._most = most
        self._points: list[Point] = []
        self._picture = QLabel(self)
        self._heading = Words(self._heading_words, strong=True, wrap=True, parent=self)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(theme.STEP)
        head.addWidget(self._picture)
        head.addWidget(self._heading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.STEP, theme.STEP, theme.STEP)
        column.setSpacing(theme.HALF)
        column.addLayout(head)
        column.addLayout(self._lines)
        self.hide()

    def show_points(self, points: Sequence[Point]) -> None:
        """Lists these; none takes the summary away."""
        same = [point.problem for point in points] == [point.problem for point in self._points]
        self._points = list(points)
        if same:
            # The line that has the keyboard keeps it: only ticks change.
            self._tick()
        else:
            self._fill()
        self.setVisible(bool(points))
        mood = "error" if self._errors() else "attention" if self._open() else "calm"
        theme.tone(self, summary=mood)
        theme.tone(self._heading, tone="accent" if mood == "calm" else mood)
        self.retranslate()

    def show_at_most(self, lines: int) -> None:
        """Lists fewer lines where the window is low; 0 is all."""
        if lines != self._most:
            self._most = lines
            self._fill()

    def points(self) -> list[Point]:
        """What is listed now."""
        return list(self._points)

    def focus_first(self) -> None:
        """Gives the keyboard to the first line."""
        item = self._lines.itemAt(0)
        row = item.widget() if item is not None else None
        if isinstance(row, _Line):
            row.jump.setFocus(Qt.FocusReason.TabFocusReason)

    def _errors(self) -> int:
        return sum(point.problem.severity is Severity.error for point in self._points)

    def _open(self) -> int:
        return sum(not point.confirmed for point in self._points)

    def _tick(self) -> None:
        for number, point in enumerate(self._points):
            item = self._lines.itemAt(number)
            line = item.widget() if item is not None else None
            if isinstance(line, _Line):
                line.right.setChecked(point.confirmed)

    def _heading_words(self) -> str:
        errors = self._errors()
        if errors:
            return say("Register", "%n point(s) to correct before going on", "", errors)
        if not self._open():
            return say("Register", "%n point(s) confirmed", "", len(self._points))
        return say("Register", "%n point(s) to look at: correct, or say that it is right", "", self._open())

    def _fill(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        shown = self._points[: self._most] if self._most else self._points
        for point in shown:
            line = _Line(point, self)
            line.jump.clicked.connect(lambda _on=False, p=point.problem: self.jumped.emit(p))
            line.right.clicked.connect(lambda on, p=point.problem: self.confirmed.emit(p, on))
            self._lines.addWidget(line)

    def retranslate(self) -> None:
        self._heading.retranslate()
        colours = theme.palette()
        if self._errors():
            picture = icons.pixmap("alert-circle", colours.error, 20)
        elif self._open():
            picture = icons.pixmap("alert-triangle", colours.attention, 20)
        else:
            picture = icons.pixmap("circle-check", colours.accent, 20)
        self._picture.setPixmap(picture)
        self.setAccessibleName(self._heading.text())


class _Line(Spoken, QWidget):
    """One point: words that lead to the field, and for a warning the tick that it is right."""

    def __init__(self, point: Point, parent: QWidget) -> None:
        super().__init__(parent)
        self._point = point
        self.jump = Jump(self._words, self)
        self.right = QCheckBox(self)
        self.right.setChecked(point.confirmed)
        self.right.setVisible(point.problem.severity is Severity.warning)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP)
        row.addWidget(self.jump, 1)
        row.addWidget(self.right)
        self.retranslate()

    def _words(self) -> str:
        title, _remedy = explain(self._point.problem)
        name = self._point.name()
        if not name:
            return title
        return say("Register", "{field}: {problem}").format(field=name, problem=title)

    def retranslate(self) -> None:
        right = say("Field", "It is correct")
        self.right.setText(right)
        self.right.setAccessibleName(f"{right}: {self._words()}")
