"""The steps on screen: the line of them, what is wrong on this one, and its questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.pages.register import told
from desktop.ui.pages.register.answers import CHECK, LANGUAGE, MEMBERS, PLACE, RECEIPT, Answers
from desktop.ui.pages.register.check_step import CheckStep
from desktop.ui.pages.register.members_step import MembersStep
from desktop.ui.pages.register.notice_step import NoticeStep
from desktop.ui.pages.register.place_step import PlaceStep
from desktop.ui.pages.register.receipt_step import ReceiptStep
from desktop.ui.pages.register.step import Step
from desktop.ui.pages.register.step_line import StepLine
from desktop.ui.pages.register.summary import Summary
from desktop.ui.parts.scroll import scrolling
from desktop.ui.speech import Telling, say
from domain.problems import Problem

_SUMMED_UP = 3
# Lower than this, the top of a step names one thing at a time: the questions need the room.
_LOW = 480


class Steps(QWidget):
    """Passes on what the steps tell; ``chosen`` carries a step's number, ``jumped`` a problem to go to."""

    chosen = Signal(int)
    answered = Signal(str)
    left = Signal(str)
    settled = Signal()
    ended = Signal()
    confirmed = Signal(object, bool)
    jumped = Signal(object)
    removed = Signal(object)
    household_wanted = Signal(str)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = StepLine(_names(), self)
        self.summary = Summary(_SUMMED_UP, self)
        self._notice, self._place = NoticeStep(desk), PlaceStep(desk)
        self._members, self._check = MembersStep(desk, runner), CheckStep(desk)
        self.receipt = ReceiptStep(desk, runner)
        self._all: tuple[Step, ...] = (self._notice, self._place, self._members, self._check)
        self._built: set[int] = set()
        self._answers: Answers | None = None
        self._stack = QStackedWidget(self)
        for step in (self._notice, self._place, self._members):
            self._stack.addWidget(scrolling(step, self._stack))
        self._stack.addWidget(self._check)
        self._stack.addWidget(self.receipt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.line)
        column.addWidget(self.summary)
        column.addWidget(self._stack, 1)
        self.line.chosen.connect(self.chosen)
        self._connect_summary(self.summary)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    # Each step is built when it is first wanted: the first one is on screen at once.

    @property
    def notice(self) -> NoticeStep:
        """The citizen's language and the notice."""
        self.build(LANGUAGE)
        return self._notice

    @property
    def place(self) -> PlaceStep:
        """Where the household lives."""
        self.build(PLACE)
        return self._place

    @property
    def members(self) -> MembersStep:
        """Who belongs to it."""
        self.build(MEMBERS)
        return self._members

    @property
    def check(self) -> CheckStep:
        """The reading back."""
        self.build(CHECK)
        return self._check

    def build(self, number: int) -> Step:
        """The step, built and showing the registration."""
        step = self._all[number]
        if number in self._built:
            return step
        self._built.add(number)
        step.build()
        step.answered.connect(self.answered)
        step.left.connect(self.left)
        step.settled.connect(self.settled)
        step.confirmed.connect(lambda warning: self.confirmed.emit(warning, True))
        if step is self._members:
            step.ended.connect(self._members.another.setFocus)
            self._members.removed.connect(self.removed)
            self._members.household_wanted.connect(self.household_wanted)
        else:
            step.ended.connect(self.ended)
        if step is self._check:
            self._connect_summary(self._check.summary)
        if self._answers is not None:
            step.show_answers(self._answers)
        return step

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.summary.show_at_most(1 if self.height() < theme.grown(_LOW) else _SUMMED_UP)

    def _connect_summary(self, summary: Summary) -> None:
        summary.jumped.connect(self.jumped)
        summary.confirmed.connect(self.confirmed)

    def here(self) -> int:
        """The number of the step on screen; ``RECEIPT`` after registering."""
        return self._stack.currentIndex()

    def show_answers(self, answers: Answers) -> None:
        """Shows another registration in every step."""
        self._answers = answers
        for number in self._built:
            self._all[number].show_answers(answers)

    def go(self, number: int, answers: Answers) -> None:
        """Shows a step with its answers as they are now."""
        if number != RECEIPT:
            self.build(number).show_answers(answers)
        self._stack.setCurrentIndex(number)

    def back(self) -> bool:
        """Whether the step itself stepped back."""
        return self.here() in self._built and self._all[self.here()].back()

    def show_problems(self, answers: Answers, problems: Sequence[Problem]) -> None:
        """Tells what may be told: beside the fields, at the top of the step, on the line."""
        here = self.here()
        beside = told.beside(answers, told.told(answers, problems))
        for number in self._built:
            self._all[number].show_problems(beside)
        points = told.summed_up(answers, problems, here)
        self.summary.show_points(points if here < CHECK else [])
        if CHECK in self._built:
            self._check.summary.show_points(points if here == CHECK else [])
        self.line.show_standings(told.standings(answers, problems, here))
        self.line.setEnabled(here != RECEIPT)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if not self.isVisible() or self.here() not in self._built:
            return
        self._all[self.here()].focus_moved(old, new)
        self.keep_in_view()

    def keep_in_view(self) -> None:
        """Scrolls to where the keyboard is, once the problems just told have taken their room."""
        here = QApplication.focusWidget()
        if here is not None and self.isAncestorOf(here):
            QTimer.singleShot(0, here, lambda: _bring_into_view(here))


def _bring_into_view(widget: QWidget) -> None:
    """Tab does it by itself; Enter, a jump or a new row do not."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 48)
        above = above.parentWidget()


def _names() -> tuple[Telling, ...]:
    return (
        lambda: say("Register", "Language and notice"),
        lambda: say("Register", "Where"),
        lambda: say("Register", "Members"),
        lambda: say("Register", "Check and print"),
    )
