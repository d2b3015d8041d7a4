"""The form of one kind of change: its few questions, what they say so far, what is still missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.terms import label
from desktop.services.desk import Desk
from desktop.services.show import HouseholdView
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.fields.birth import BirthField
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.field import Field
from desktop.ui.parts.columns import Columns
from desktop.ui.speech import Telling, language
from domain.problems import Problem
from domain.vocabulary import ChangeKind, Role

_PAIR = 560
# Parts of a payload that another question than their namesake asks for.
_ASKED_AS = {
    "birth_date": "birth",
    "birth_precision": "birth",
    "estimated_age": "birth",
    "estimated_on": "birth",
    "single_name": "given_name",
}


class ChangeForm(QWidget):
    """Subclasses make fields with ``put`` and say their ``payload``.

    ``changed`` comes with every answer. ``answers`` and ``restore`` are the two directions of a draft.
    """

    KIND: ChangeKind
    changed = Signal()

    def __init__(
        self, desk: Desk, runner: Runner, view: HouseholdView, person: str, parent: QWidget | None = None
    ) -> None:
        """``person`` is the code of the member the page was opened for, or empty."""
        super().__init__(parent)
        self.desk, self.runner, self.view = desk, runner, view
        self.fields: dict[str, Field] = {}
        self._required: set[str] = set()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP)
        self.build()
        if "person" in self.fields and person:
            self.fields["person"].set_value(person)
        self.fill()
        self.renew()

    # What a subclass says

    def build(self) -> None:
        """Makes the fields, in the order of Tab."""
        raise NotImplementedError

    def fill(self) -> None:
        """Shows what the register has now, where a question begins with it."""

    def renew(self) -> None:
        """Shows and asks what applies to the answers given so far."""

    def payload(self) -> dict[str, Any]:
        """What is asked for, as the register takes it; people by their printed codes."""
        raise NotImplementedError

    # Making fields

    def put(self, key: str, field: Field, *, required: bool = False, into: Columns | None = None) -> Field:
        """Adds a question beneath the others, or beside one in a pair."""
        field.setParent(self)
        self.fields[key] = field
        if required:
            self._required.add(key)
            field.require(True)
        if into is not None:
            into.add(field, 1)
        else:
            self.column.addWidget(field)
        field.changed.connect(lambda: self._edited(field))
        return field

    def pair(self) -> Columns:
        """A line for two questions, one under the other where it is narrow."""
        columns = Columns(_PAIR, self)
        self.column.addWidget(columns)
        return columns

    def need(self, key: str, needed: bool) -> None:
        """Whether a question must be answered, as far as the others say."""
        (self._required.add if needed else self._required.discard)(key)
        self.fields[key].require(needed)

    def member_field(self, words: Telling, key: str = "person", *, into: Columns | None = None) -> ListField:
        """A question that chooses one of today's members."""
        field = ListField(words, self.member_names)
        self.put(key, field, required=True, into=into)
        return field

    def day_field(self, words: Telling, key: str = "on", *, into: Columns | None = None) -> DayField:
        """The day from which it holds: today, until another is written."""
        field = DayField(words)
        self.put(key, field, required=True, into=into)
        field.set_value(self.desk.today().isoformat())
        return field

    def member_names(self) -> dict[str, str]:
        """Today's members by code, each with what they are in the household."""
        return {
            member.code: f"{member.name} · {label(Role, member.role, language())}"
            for member in self.view.present
        }

    def _edited(self, field: Field) -> None:
        field.set_problem(None)
        self.renew()
        self.changed.emit()

    # Reading them

    def value(self, key: str) -> Any:
        """The answer of a question that is on screen; None where it is empty or not asked."""
        field = self.fields.get(key)
        return None if field is None or field.isHidden() else (field.value() or None)

    def person(self) -> str | None:
        """The code of the person it is about, where it is about one."""
        code = self.value("person")
        return code if isinstance(code, str) else None

    def iso(self, key: str = "on") -> str | None:
        """A day as the register keeps it, or what was typed."""
        found = self.value(key)
        return str(found) if found else None

    def answers(self) -> dict[str, Any]:
        """Everything typed, for a draft."""
        return {key: field.value() for key, field in self.fields.items()}

    def restore(self, answers: dict[str, Any]) -> None:
        """Shows what a draft kept."""
        for key, value in answers.items():
            if key in self.fields:
                self.fields[key].set_value(value)
                # Later questions depend on earlier answers: who may lead, whose name is corrected.
                self.renew()

    def missing(self) -> list[Problem]:
        """The questions that still want an answer, or a day that can be read."""
        found = []
        for key, field in self.fields.items():
            if field.isHidden():
                continue
            if isinstance(field, DayField) and field.value() and field.day() is None:
                found.append(Problem("field_wrong", key, facts={"expected": "day"}))
            elif key in self._required and not _answered(field):
                found.append(Problem("field_missing", key))
        return found

    def field_of(self, where: str) -> Field | None:
        """The question a problem is about; None when it is about none of this form."""
        for part in reversed(where.split(".")):
            field = self.fields.get(_ASKED_AS.get(part, part))
            if field is not None and not field.isHidden():
                return field
        return None

    def first(self) -> Field:
        """Where the keyboard begins: the first question without an answer."""
        shown = [field for field in self.fields.values() if not field.isHidden()]
        return next((field for field in shown if not _answered(field)), shown[0])

    def today(self) -> date:
        """The date at the office."""
        return self.desk.today()


def _answered(field: Field) -> bool:
    if isinstance(field, BirthField):
        return field.birth() is not None
    return bool(field.value())
