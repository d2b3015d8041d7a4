"""The steps on screen: the line of them, what is wrong on this one, and its questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.pages.register import told
from desktop.ui.pages.register.answers import CHECK, RECEIPT, Answers
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


class Steps(QWidget):
    """Passes on what the steps tell; ``chosen`` carries a step's number, ``jumped`` a problem to go to."""

    chosen = Signal(int)
    answered = Signal(str)
    left = Signal(str)
    settled = Signal()
    ended = Signal()
    confirmed = Signal(object, bool)
    jumped = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = StepLine(_names(), self)
        self.summary = Summary(_SUMMED_UP, self)
        self.notice = NoticeStep(desk)
        self.place = PlaceStep(desk)
        self.members = MembersStep(desk, runner)
        self.check = CheckStep(desk)
        self.receipt = ReceiptStep(desk, runner)
        self.all: tuple[Step, ...] = (self.notice, self.place, self.members, self.check)
        self._stack = QStackedWidget(self)
        for step in (self.notice, self.place, self.members):
            self._stack.addWidget(scrolling(step))
        self._stack.addWidget(self.check)
        self._stack.addWidget(self.receipt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.line)
        column.addWidget(self.summary)
        column.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.line.chosen.connect(self.chosen)
        for step in self.all:
            step.answered.connect(self.answered)
            step.left.connect(self.left)
            step.settled.connect(self.settled)
            step.confirmed.connect(lambda warning: self.confirmed.emit(warning, True))
        self.notice.ended.connect(self.ended)
        self.place.ended.connect(self.ended)
        self.members.ended.connect(self.members.another.setFocus)
        for summary in (self.summary, self.check.summary):
            summary.jumped.connect(self.jumped)
            summary.confirmed.connect(self.confirmed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def here(self) -> int:
        """The number of the step on screen; ``RECEIPT`` after registering."""
        return self._stack.currentIndex()

    def show_answers(self, answers: Answers) -> None:
        """Shows another registration in every step."""
        for step in self.all:
            step.show_answers(answers)

    def go(self, number: int, answers: Answers) -> None:
        """Shows a step with its answers as they are now."""
        if number != RECEIPT:
            self.all[number].show_answers(answers)
        self._stack.setCurrentIndex(number)

    def back(self) -> bool:
        """Whether the step itself stepped back."""
        return self.here() != RECEIPT and self.all[self.here()].back()

    def show_problems(self, answers: Answers, problems: Sequence[Problem]) -> None:
        """Tells what may be told: beside the fields, at the top of the step, on the line."""
        here = self.here()
        beside = told.beside(answers, told.told(answers, problems))
        for step in self.all:
            step.show_problems(beside)
        points = told.summed_up(answers, problems, here)
        self.summary.show_points(points if here < CHECK else [])
        self.check.summary.show_points(points if here == CHECK else [])
        self.line.show_standings(told.standings(answers, problems, here))
        self.line.setEnabled(here != RECEIPT)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if not self.isVisible() or self.here() == RECEIPT:
            return
        self.all[self.here()].focus_moved(old, new)
        if new is not None and self.isAncestorOf(new):
            _bring_into_view(new)


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
