"""One stop of the journey, opened beneath the line: what was said of it, what is added or corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.ui import theme
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.household.step_history import StepHistory
from desktop.ui.parts.button import Button
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from domain.milestones import Step, Update, check_update
from domain.problems import Problem, Refused
from domain.vocabulary import MilestoneStatus


def legal(step: Step, on: date, today: date, corrects: int | None) -> list[MilestoneStatus]:
    """The states the stop may take on a day, or could have taken where an update is corrected."""
    found = []
    for status in MilestoneStatus:
        # A reason is asked when the update is kept; the states do not depend on it.
        update = Update(0, step.item.code, status, on, "–", corrects=corrects, at=f"{today}T23:59:59Z")
        try:
            check_update(step, update, today)
        except Refused:
            continue
        found.append(status)
    return found


class StepPanel(Spoken, QFrame):
    """``asked`` carries item, status, day, note, evidence, the update to correct; ``closed``: it is left."""

    asked = Signal(str, object, object, str, str, object)
    closed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self._today = today
        self._step: Step | None = None
        self._corrects: Update | None = None
        self._name = Words(self._name_words, size="lead", wrap=True, parent=self)
        self._due = Words(self._due_words, tone="muted", wrap=True, parent=self)
        self._heading = Words(self._heading_words, strong=True, wrap=True, parent=self)
        self.status = ListField(
            lambda: say("Journey", "New &state"), self._choices, required=True, parent=self
        )
        self.on = DayField(lambda: say("Journey", "&Date"), required=True, parent=self)
        self.on.settled.connect(lambda: self.status.offer(self._choices))
        self.note = TextField(lambda: say("Journey", "N&ote"), longest=2000, parent=self)
        self.evidence = TextField(
            lambda: say("Journey", "E&vidence"),
            hint=lambda: say("Journey", "Number or title of the paper, if there is one."),
            longest=200,
            parent=self,
        )
        self.save = Button(lambda: say("Journey", "&Keep this update"), icon="check", parent=self)
        self.save.clicked.connect(self._ask)
        self.cancel = Button(lambda: say("Journey", "Do not correct"), kind="quiet", parent=self)
        self.cancel.clicked.connect(lambda: self._correct(None))
        self.shut = Button(lambda: say("Journey", "Close"), icon="x", kind="quiet", parent=self)
        self.shut.clicked.connect(self.closed)
        self.history = StepHistory(self)
        self.history.correct.connect(self._correct)
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._due)
        head.addLayout(names, 1)
        head.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._heading)
        pair = QHBoxLayout()
        pair.setSpacing(theme.GAP)
        pair.addWidget(self.status, 1)
        pair.addWidget(self.on, 1)
        column.addLayout(pair)
        words = QHBoxLayout()
        words.setSpacing(theme.GAP)
        words.addWidget(self.note, 1)
        words.addWidget(self.evidence, 1)
        column.addLayout(words)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)
        columns = Columns(720, self)
        columns.add(form, 1)
        columns.add(self.history, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        outer.setSpacing(theme.GAP)
        outer.addLayout(head)
        outer.addWidget(columns)

    def show_step(self, step: Step) -> None:
        """Opens this stop, ready for an update of today."""
        self._step = step
        self.history.show_updates(step.updates)
        self._correct(None)
        for words in (self._name, self._due):
            words.retranslate()

    def step(self) -> Step | None:
        """The stop that is open."""
        return self._step

    def _correct(self, update: Update | None) -> None:
        """Fills the form with an earlier update, or empties it for a new one."""
        self._corrects = update
        self.on.set_value((update.on if update else self._today()).isoformat())
        self.status.offer(self._choices)
        self.status.set_value(update.status.value if update else None)
        self.note.set_value(update.note if update else "")
        self.evidence.set_value("")
        for field in (self.status, self.on, self.note):
            field.set_problem(None)
        self.cancel.setVisible(update is not None)
        self._heading.retranslate()
        if update is not None or self.isVisible():
            self.status.setFocus(Qt.FocusReason.TabFocusReason)

    def _choices(self) -> dict[str, str]:
        if self._step is None:
            return {}
        corrects = self._corrects.id if self._corrects else None
        states = legal(self._step, self.on.day() or self._today(), self._today(), corrects)
        return {state.value: label(MilestoneStatus, state.value, language()) for state in states}

    def _ask(self) -> None:
        day, chosen = self.on.day(), self.status.value()
        self.status.set_problem(None if chosen else Problem("field_missing", "status"))
        wrong = Problem("field_wrong", "on", facts={"expected": "day"})
        missing = Problem("field_missing", "on")
        self.on.set_problem(None if day else wrong if self.on.value() else missing)
        if self._step is None or day is None or chosen is None:
            (self.status if chosen is None else self.on).setFocus()
            return
        corrects = self._corrects.id if self._corrects else None
        note, evidence = self.note.value(), self.evidence.value()
        item = self._step.item.code
        self.asked.emit(item, MilestoneStatus(chosen), day, note, evidence, corrects)

    def show_problems(self, problems: tuple[Problem, ...]) -> bool:
        """Puts each refusal beside its field; whether all of them have one."""
        fields = {"status": self.status, "on": self.on, "note": self.note}
        for problem in problems:
            if problem.where in fields:
                fields[problem.where].set_problem(problem)
        return all(problem.where in fields for problem in problems)

    def _name_words(self) -> str:
        return self._step.item.names[language().code] if self._step else ""

    def _due_words(self) -> str:
        step = self._step
        if step is None or step.due_on is None:
            return ""
        pattern = (
            say("Journey", "Late: it was due on {date}.") if step.overdue else say("Journey", "Due on {date}")
        )
        return pattern.format(date=long_date(step.due_on, language()))

    def _heading_words(self) -> str:
        if self._corrects is None:
            return say("Journey", "Add an update")
        on = long_date(self._corrects.on, language())
        return say("Journey", "Correct the update of {date}").format(date=on)

    def retranslate(self) -> None:
        self._name.retranslate()
        self._due.retranslate()
        self._heading.retranslate()
