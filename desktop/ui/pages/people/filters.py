"""The panel of filters: place, sex, ages, status, and where a text is looked for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.services.desk import Desk
from desktop.services.search import Question, Status, Within
from desktop.ui import theme
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.field import Field
from desktop.ui.pages.people.filter_words import ANY, places, sexes, statuses, withins
from desktop.ui.parts.flow import Flow
from desktop.ui.speech import Telling, say
from domain.problems import Problem

Ages = tuple[int | None, int | None]
_OLDEST = 130
_WIDTHS = {"area": 300, "sex": 140, "ages": 150, "status": 270, "within": 200}


class AgesField(Field):
    """Two ages, both included; either may be left open."""

    def __init__(self, label: Telling, *, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        both = QWidget(self)
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP)
        self.first, self.last = QLineEdit(both), QLineEdit(both)
        self._between = QLabel(both)
        for line in (self.first, self.last):
            line.setValidator(QIntValidator(0, _OLDEST, line))
            line.setMaxLength(3)
            line.textEdited.connect(lambda _text: self.changed.emit())
        row.addWidget(self.first, 1)
        row.addWidget(self._between)
        row.addWidget(self.last, 1)
        self.install(both, self.first, self.last)

    def value(self) -> Ages:
        return _age(self.first), _age(self.last)

    def set_value(self, value: Ages) -> None:
        for line, age in zip((self.first, self.last), value, strict=True):
            line.setText("" if age is None else str(age))

    def name_controls(self) -> None:
        self._between.setText(say("Filters", "to"))
        self.first.setAccessibleName(say("Filters", "Youngest age"))
        self.last.setAccessibleName(say("Filters", "Oldest age"))


def _age(line: QLineEdit) -> int | None:
    return int(line.text()) if line.text().isdigit() else None


class Filters(QWidget):
    """``changed`` comes with every answer; ``question()`` lays the filters over a text."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.area = AreaField(
            lambda: say("Filters", "Pl&ace, with all below it"),
            places(desk.programme, desk.office),
            parent=self,
        )
        self.sex = ListField(lambda: say("Filters", "Se&x"), sexes, parent=self)
        self.ages = AgesField(lambda: say("Filters", "A&ges"), parent=self)
        self.status = ListField(lambda: say("Filters", "Stat&us"), statuses, parent=self)
        self.within = ListField(lambda: say("Filters", "Loo&k in"), withins, parent=self)
        flow = Flow(self, theme.GAP)
        for name, field in self.fields().items():
            field.setFixedWidth(theme.grown(_WIDTHS[name]))
            field.changed.connect(self._changed)
            flow.addWidget(field)
        self.show_question(Question())

    def fields(self) -> dict[str, Field]:
        """The fields in the order of Tab, by what they filter."""
        return {
            "area": self.area,
            "sex": self.sex,
            "ages": self.ages,
            "status": self.status,
            "within": self.within,
        }

    def _changed(self) -> None:
        first, last = self.ages.value()
        reversed_ = first is not None and last is not None and first > last
        facts: dict[str, str | int] = {"first": first or 0, "last": last or 0}
        self.ages.set_problem(Problem("ages_reversed", "age", facts=facts) if reversed_ else None)
        self.changed.emit()

    def question(self, text: str) -> Question:
        """What is asked now. Two ages in the wrong order are said beside their field, and left out."""
        first, last = self.ages.value() if self.ages.problem() is None else (None, None)
        sex, status = self.sex.value() or ANY, self.status.value() or ANY
        return Question(
            text,
            within=Within(self.within.value() or Within.everything),
            area=self.area.value() or "",
            sex="" if sex == ANY else sex,
            age_from=first,
            age_to=last,
            status=None if status == ANY else Status(status),
        )

    def show_question(self, question: Question) -> None:
        """Shows the filters of a question; nothing is asked by it."""
        self.area.set_value(question.area)
        self.sex.set_value(question.sex or ANY)
        self.ages.set_value((question.age_from, question.age_to))
        self.ages.set_problem(None)
        self.status.set_value(question.status.value if question.status else ANY)
        self.within.set_value(question.within.value)

    def remove(self, name: str) -> None:
        """Takes one filter away; ``changed`` follows."""
        question = self.question("")
        without = {
            "area": replace(question, area=""),
            "sex": replace(question, sex=""),
            "ages": replace(question, age_from=None, age_to=None),
            "status": replace(question, status=None),
            "within": replace(question, within=Within.everything),
        }
        self.show_question(without[name])
        self.changed.emit()

    def clear(self) -> None:
        """Takes every filter away; ``changed`` follows."""
        self.show_question(Question())
        self.changed.emit()
