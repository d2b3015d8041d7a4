"""After registering: the household's code, its receipt, and what comes next."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services.desk import Desk
from desktop.ui import icons, theme
from desktop.ui.background import Runner
from desktop.ui.pages.given_paper import GivenPaper
from desktop.ui.pages.register.finishing import Finished
from desktop.ui.parts.card import Card
from desktop.ui.parts.pill import Pill
from desktop.ui.parts.scroll import scrolling
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from domain.vocabulary import Paper

_SIDE = 368


class ReceiptStep(Spoken, QWidget):
    """The paper at the left, the code in large type at the right; ``changed``: it was handed over."""

    changed = Signal()

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._finished: Finished | None = None
        self._head_name = ""
        self.paper = GivenPaper(desk, runner, self)
        self.paper.handed.connect(self._handed)
        side = Card(parent=self)
        self._picture = QLabel(side)
        self._done = Words(self._done_words, size="lead", wrap=True, parent=side)
        self.code = Words(self._code_words, size="head", parent=side)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines = Words(self._line_words, wrap=True, parent=side)
        self._state = Pill("receipt", self._state_words, "attention", side)
        for widget in (self._picture, self._done, self.code, self._lines):
            side.body.addWidget(widget)
        side.body.addSpacing(theme.STEP)
        side.body.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        side.body.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.paper, 1)
        self._scroll = scrolling(side, self)
        row.addWidget(self._scroll)
        self.retranslate()

    def show_finished(self, finished: Finished, head_name: str) -> None:
        """Shows the receipt of a household just registered."""
        self._finished, self._head_name = finished, head_name
        name = label(Paper, Paper.receipt.value, language())
        self.paper.show_paper(finished.printed, f"{name} {finished.registered.code}")
        self.retranslate()

    def household_code(self) -> str:
        """The code of the household on screen."""
        return self._finished.registered.code if self._finished else ""

    def person_codes(self) -> tuple[str, ...]:
        """The codes of its members."""
        return self._finished.registered.persons if self._finished else ()

    def _handed(self) -> None:
        self.retranslate()
        self.changed.emit()

    def _done_words(self) -> str:
        if self._finished is not None and self._finished.registered.already:
            return say("Register", "This household was registered already")
        return say("Register", "The household is registered")

    def _code_words(self) -> str:
        return self.household_code()

    def _line_words(self) -> str:
        if self._finished is None:
            return ""
        members = say("Register", "%n member(s)", "", len(self._finished.registered.persons))
        kept = say("Register", "Saved on this computer, waiting to be sent.")
        return f"{self._head_name}\n{members}\n\n{kept}\n\n{self._next_words()}"

    def _next_words(self) -> str:
        paper = self.desk.programme.paper
        day = self.desk.today() + timedelta(days=paper.next_step_days)
        said = say("Register", "Next: {step}, by {date}.")
        return said.format(step=paper.next_step[language().code], date=long_date(day, language()))

    def _state_words(self) -> str:
        if not self.paper.has_pages():
            return say("Register", "The receipt is not printed yet")
        if self.paper.in_hand:
            return say("Register", "Receipt handed over today")
        return say("Register", "Receipt to hand over")

    def retranslate(self) -> None:
        self._scroll.setFixedWidth(theme.grown(_SIDE))
        self._picture.setPixmap(icons.pixmap("circle-check", theme.palette().accent, 40))
        for words in (self._done, self.code, self._lines):
            words.retranslate()
        if self.paper.in_hand:
            self._state.tell("check", self._state_words, "calm")
        else:
            self._state.tell("receipt", self._state_words, "attention")
