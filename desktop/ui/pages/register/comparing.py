"""In the place of the questions: the member being typed beside those who look like them, and a decision."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from desktop.language.reasons import summary
from desktop.services import compare_persons
from desktop.services.compare_persons import Side
from desktop.services.desk import Desk
from desktop.services.look_alikes import LookAlike
from desktop.ui import theme
from desktop.ui.background import Progress, Runner
from desktop.ui.pages.duplicates.comparison import Comparison
from desktop.ui.pages.duplicates.words import strength_words, typed_words
from desktop.ui.pages.register.answers import Answers
from desktop.ui.parts.button import Button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.scroll import scrolling
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from domain.vocabulary import DuplicateDecision


class Comparing(Spoken, QWidget):
    """``decided`` carries who was compared, what was decided, and what was typed in words."""

    decided = Signal(object, object, str)
    closed = Signal()

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._running: Progress | None = None
        self._found: tuple[LookAlike, ...] = ()
        self._typed: Side = Side()
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._why = Words(self._why_words, wrap=True, tone="muted", parent=self)
        self.comparison = Comparison(desk.programme)
        self.tabs.currentChanged.connect(self._turn)
        self._make_buttons()
        self._arrange()
        self.retranslate()

    def _make_buttons(self) -> None:
        self.same = Button(
            lambda: say("Compare", "It is the same &person"), icon="user-check", kind="primary", parent=self
        )
        self.different = Button(lambda: say("Compare", "S&omebody else"), icon="user-off", parent=self)
        self.unsure = Button(lambda: say("Compare", "Not s&ure"), icon="help", parent=self)
        self.leave = Button(lambda: say("Compare", "Back to the &questions"), parent=self)
        for button, decision in (
            (self.same, DuplicateDecision.same),
            (self.different, DuplicateDecision.different),
            (self.unsure, DuplicateDecision.unsure),
        ):
            button.clicked.connect(lambda _on=False, said=decision: self._decide(said))
        self.leave.clicked.connect(self.closed)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        words = Words(lambda: say("Compare", "Registered already?"), size="lead", wrap=True, parent=self)
        head.addWidget(words, 1)
        head.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addLayout(head)
        column.addWidget(self.tabs)
        column.addWidget(self._why)
        column.addWidget(scrolling(self.comparison, self), 1)
        acts = Flow(None, theme.STEP)
        for button in (self.same, self.different, self.unsure):
            acts.addWidget(button)
        column.addLayout(acts)

    def begin(self, answers: Answers, member: str, found: tuple[LookAlike, ...]) -> None:
        """Shows the member of that id beside these, the likeliest first."""
        place = next(i for i, one in enumerate(answers.members) if one["id"] == member)
        form, _ = answers.form()
        photo = answers.portrait(member)
        self._typed = compare_persons.side_of_member(self._desk, form, place, photo)
        self._found = found
        self.comparison.clear()
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for _ in found:
            self.tabs.addTab("")
        self.tabs.blockSignals(False)
        self.retranslate()
        self._turn(0)
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> LookAlike | None:
        """Who stands at the right."""
        place = self.tabs.currentIndex()
        return self._found[place] if 0 <= place < len(self._found) else None

    def _turn(self, _place: int) -> None:
        one = self.current()
        if one is None:
            return
        if self._running is not None:
            self._running.forget()
        self._why.retranslate()
        self._running = self._runner.run(
            lambda _progress: compare_persons.side_of(self._desk, one.person), done=self._show, owner=self
        )

    def _show(self, side: Side) -> None:
        heads = (
            lambda: say("Compare", "Typed now"),
            lambda: say("Compare", "In the register"),
        )
        self.comparison.show_sides(self._typed, side, heads)

    def _decide(self, decision: DuplicateDecision) -> None:
        one = self.current()
        if one is not None:
            typed = say("Compare", "Typed at registration:")
            note = f"{typed}\n{typed_words(self._typed, self._desk.programme)}"
            self.decided.emit(one, decision, note if decision is DuplicateDecision.same else "")

    def _why_words(self) -> str:
        one = self.current()
        if one is None:
            return ""
        words = summary(one.reasons, language())
        return say("Compare", "Why: {reasons}").format(reasons=words) if words else ""

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Compare", "People who look like this one"))
        for place, one in enumerate(self._found):
            pattern = say("Compare", "{number}. {strength}")
            words = pattern.format(number=place + 1, strength=strength_words(one.probability))
            self.tabs.setTabText(place, words)
        self._why.retranslate()
