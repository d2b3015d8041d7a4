"""Holding a role par intérim: why, and for how many days; every use is recorded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language.terms import label
from desktop.services import acting
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.background import Failure, Runner
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.text import TextField
from desktop.ui.messages import problems_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from domain.problems import Fault, Problem
from domain.rights import ACTING_DAYS_AT_MOST, Right, lent_by
from domain.vocabulary import UserRole

_DAYS = ("1", "3", "7", "14", "30")


class ActingForm(QFrame):
    """``taken`` comes once the role is held; ``failed`` carries what no field is about."""

    taken = Signal()
    closed = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self._desk, self._runner = desk, runner
        self._username: str | None = None
        self._heading = Words(
            lambda: say("Acting", "Hold a role for a time"), strong=True, wrap=True, parent=self
        )
        self.role = ListField(
            lambda: say("Acting", "Role held for a time"), _roles, required=True, parent=self
        )
        self.reason = TextField(
            lambda: say("Acting", "Why nobody else can decide"),
            required=True,
            hint=lambda: say("Acting", "On leave, post vacant, no line to the colleague …"),
            longest=2000,
            parent=self,
        )
        self.days = ListField(lambda: say("Acting", "For how long"), _days, required=True, parent=self)
        self.take = Button(lambda: say("Acting", "Take this role"), icon="user-check", parent=self)
        self.take.clicked.connect(self.submit)
        self.cancel = Button(lambda: say("Messages", "Cancel"), kind="quiet", parent=self)
        self.cancel.clicked.connect(self.close_form)
        self._fields = {"role": self.role, "reason": self.reason, "days": self.days}
        self._arrange()
        self.hide()

    def _arrange(self) -> None:
        pair = Columns(440, self)
        pair.add(self.role, 3)
        pair.add(self.days, 2)
        buttons = QHBoxLayout()
        buttons.addWidget(self.take)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.STEP)
        column.addWidget(self._heading)
        column.addWidget(
            Words(
                lambda: say(
                    "Acting", "Everything decided in this role is recorded as done by somebody acting."
                ),
                tone="muted",
                wrap=True,
                parent=self,
            )
        )
        for widget in (self.reason, pair):
            column.addWidget(widget)
        column.addLayout(buttons)
        for field in self._fields.values():
            field.changed.connect(lambda f=field: f.set_problem(None))

    def ask(self, role: UserRole, username: str | None = None) -> None:
        """Opens for oneself, or for the colleague who is to hold it."""
        self._username = username
        self.role.set_value(role.value)
        self.reason.set_value("")
        self.days.set_value(_DAYS[0])
        for field in self._fields.values():
            field.set_problem(None)
        self.show()
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def close_form(self) -> None:
        """Nothing is taken."""
        self.hide()
        self.closed.emit()

    def submit(self) -> None:
        """Takes the role; what is wrong stands beside its field."""
        missing = [key for key, field in self._fields.items() if not field.value()]
        for key in missing:
            self._fields[key].set_problem(Problem("field_missing", key))
        if missing:
            self._fields[missing[0]].setFocus()
            return
        role, reason = UserRole(str(self.role.value())), self.reason.value()
        days, username = int(str(self.days.value())), self._username
        self._runner.run(
            lambda _progress: acting.take(self._desk, role, reason, days, username),
            done=lambda _row: self._taken(),
            failed=self._refused,
            owner=self,
        )

    def _taken(self) -> None:
        self.hide()
        self.taken.emit()

    def _refused(self, failure: Failure) -> None:
        if isinstance(failure, Fault):
            self.failed.emit(failure)
            return
        homeless = [p for p in problems_of(failure) if p.where not in self._fields]
        for problem in problems_of(failure):
            if problem.where in self._fields:
                self._fields[problem.where].set_problem(problem)
        if homeless:
            self.failed.emit(failure)


def _roles() -> dict[str, str]:
    return {role.value: label(UserRole, role.value, language()) for role in lent_by(Right.approve)}


def _days() -> dict[str, str]:
    return {
        count: say("Acting", "%n day(s)", "", int(count))
        for count in _DAYS
        if int(count) <= ACTING_DAYS_AT_MOST
    }
