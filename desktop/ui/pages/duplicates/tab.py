"""Possible duplicates on the page To decide: listed, compared on request, decided, merged, taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.language.fields import field_in_words
from desktop.language.reasons import summary
from desktop.services import compare_persons, judge_duplicate, merge_persons
from desktop.services.compare_persons import Side
from desktop.services.judge_duplicate import JudgementLine
from desktop.ui import theme
from desktop.ui.background import Failure
from desktop.ui.messages import NoticeBar
from desktop.ui.pages.duplicates.comparison import Comparison
from desktop.ui.pages.duplicates.joining import Joining
from desktop.ui.pages.duplicates.pairs import Pairs
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.scroll import scrolling
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from domain.vocabulary import DuplicateDecision


class DuplicatesTab(QWidget):
    """``wrote``: something was decided, and the counts of the window are older than the file."""

    wrote = Signal()

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.desk, self.runner = sitting.desk, sitting.runner
        self.pair: JudgementLine | None = None
        self._sides: tuple[Side, Side] | None = None
        self.notice = NoticeBar(self)
        self.pairs = Pairs(sitting)
        self.comparison = Comparison(self.desk.programme)
        self.joining = Joining(self.desk.programme)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._make_buttons()
        self._stack = QStackedWidget(self)
        self._comparing, self._merging = self._compare_card(), self._merge_card()
        self._listing = scrolling(self.pairs)
        for page in (self._listing, self._comparing, self._merging):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        self.pairs.opened.connect(self.open)
        self.pairs.undone.connect(self._undone)
        self.pairs.failed.connect(self._failed)

    def _make_buttons(self) -> None:
        make = Button
        self.same = make(lambda: say("Compare", "It is the same &person"), icon="user-check", kind="primary")
        self.different = make(lambda: say("Compare", "S&omebody else"), icon="user-off")
        self.unsure = make(lambda: say("Compare", "Not s&ure"), icon="help")
        self.leave = make(lambda: say("Duplicates", "Back to the &list"), icon="arrow-left")
        self.ask = make(lambda: say("Duplicates", "A&sk for the merge"), icon="arrows-join", kind="primary")
        self.compare_again = make(lambda: say("Duplicates", "Back to the &list"), icon="arrow-left")
        self.same.clicked.connect(self.decide_same)
        self.different.clicked.connect(lambda: self._judge(DuplicateDecision.different, self._settled))
        self.unsure.clicked.connect(lambda: self._judge(DuplicateDecision.unsure, self._settled))
        for button in (self.leave, self.compare_again):
            button.clicked.connect(self.back)
        self.ask.clicked.connect(self.ask_merge)

    def _compare_card(self) -> Card:
        card = Card()
        self._why = Words(self._why_words, tone="muted", wrap=True)
        card.body.addWidget(self._why)
        card.body.addWidget(scrolling(self.comparison), 1)
        acts = Flow(None, theme.STEP)
        for button in (self.same, self.different, self.unsure, self.leave):
            acts.addWidget(button)
        card.body.addLayout(acts)
        return card

    def _merge_card(self) -> Card:
        card = Card(lambda: say("Duplicates", "One person, one record"))
        card.body.addWidget(scrolling(self.joining), 1)
        acts = QHBoxLayout()
        acts.addWidget(self.compare_again)
        acts.addStretch(1)
        acts.addWidget(self.ask)
        card.body.addLayout(acts)
        return card

    def showEvent(self, event: QShowEvent) -> None:
        """Lists what waits each time the tab comes up."""
        super().showEvent(event)
        if self._stack.currentWidget() is self._listing:
            self.pairs.read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._stack.currentWidget() is self._listing:
            self.pairs.table.setFocus(event.reason())

    # One pair

    def compare(self) -> None:
        """Opens the pair one stands on, else the first."""
        self.pairs.compare.click()

    def open(self, line: JudgementLine) -> None:
        """Shows a pair side by side."""
        self.notice.clear()
        self.pair = line

        def sides(_progress: object) -> tuple[Side, Side]:
            return compare_persons.side_of(self.desk, line.person), compare_persons.side_of(
                self.desk, line.other
            )

        self.runner.run(sides, done=self._show, failed=self._failed, owner=self)

    def _show(self, sides: tuple[Side, Side]) -> None:
        self._sides = sides
        heads = (lambda: say("Duplicates", "One record"), lambda: say("Duplicates", "The other record"))
        self.comparison.show_sides(*sides, heads)
        self._why.retranslate()
        self.same.setEnabled(not any(side.confidential for side in sides))
        self._stack.setCurrentWidget(self._comparing)
        self.same.setFocus(Qt.FocusReason.OtherFocusReason)

    def _why_words(self) -> str:
        if self.pair is None:
            return ""
        words = summary(self.pair.reasons, language())
        told = [say("Compare", "Why: {reasons}").format(reasons=words)] if words else []
        return "\n".join([*told, *([self.pair.note] if self.pair.note else [])])

    def back(self) -> bool:
        """Esc: back to the list; False when it is on screen already."""
        if self._stack.currentWidget() is self._listing:
            return False
        self._stack.setCurrentWidget(self._listing)
        self.pairs.read()
        self.pairs.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _judge(self, decision: DuplicateDecision, then: Callable[[DuplicateDecision], None]) -> None:
        pair = self.pair
        if pair is None:
            return
        self.runner.run(
            lambda _progress: judge_duplicate.judge(self.desk, None, pair.person, pair.other, decision),
            done=lambda _row: then(decision),
            failed=self._failed,
            owner=self,
        )

    def _settled(self, decision: DuplicateDecision) -> None:
        self.wrote.emit()
        self.back()
        if decision is DuplicateDecision.different:
            self._say(lambda: say("Duplicates", "Recorded: they are two people."))
        else:
            self._say(lambda: say("Duplicates", "Recorded: not sure. The pair stays in the list."))

    # The merge

    def decide_same(self) -> None:
        """Records that they are one, and goes on to what the merge needs to know."""
        self._judge(DuplicateDecision.same, self._begin_merge)

    def _begin_merge(self, _decision: DuplicateDecision) -> None:
        self.wrote.emit()
        if self._sides is not None:
            self._stack.setCurrentWidget(self._merging)
            self.joining.begin(*self._sides)

    def ask_merge(self) -> None:
        """Asks for the merge as it is chosen; a colleague agrees to it."""
        (survivor, absorbed), values = self.joining.codes(), self.joining.values()
        home, reason = self.joining.home(), str(self.joining.reason.value() or "").strip()
        if not reason:
            self.notice.show_words(
                lambda: (
                    say("Duplicates", "Why they are the same person has not been said."),
                    say("Duplicates", "The colleague who agrees to the merge reads it."),
                ),
                "error",
            )
            self.joining.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.runner.run(
            lambda _progress: merge_persons.propose(self.desk, survivor, absorbed, values, home, reason),
            done=self._asked,
            failed=self._failed,
            owner=self,
        )

    def _asked(self, _request: int) -> None:
        self.wrote.emit()
        self.back()
        self._say(
            lambda: say("Duplicates", "The merge is asked for: a colleague agrees to it under Requests.")
        )

    def _undone(self, undone: merge_persons.Undone) -> None:
        self.wrote.emit()
        left = [name.partition(":")[2] or field_in_words(name, language()) for name in undone.left]
        if not left:
            self._say(lambda: say("Duplicates", "The merge is taken back: both records stand again."))
            return
        pattern = say("Duplicates", "Left as it is, since somebody changed it meanwhile: {fields}")
        words = pattern.format(fields=", ".join(left))
        self.notice.show_words(
            lambda: (say("Duplicates", "The merge is taken back: both records stand again."), words),
            "attention",
        )

    def _say(self, telling: Callable[[], str]) -> None:
        self.notice.show_words(lambda: (telling(), ""))

    def _failed(self, failure: Failure) -> None:
        self.notice.show_failure(failure)
