"""The papers given out, whether the citizen holds them, and another copy with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_moment
from desktop.language.terms import label
from desktop.services.show import PaperView
from desktop.ui import icons, theme
from desktop.ui.fields.text import TextField
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pill import Pill
from desktop.ui.parts.words import Words, rule
from desktop.ui.speech import ENDONYMS, Spoken, language, say
from domain.problems import Problem
from domain.vocabulary import Paper


class PapersCard(Spoken, Card):
    """``handed`` carries a print's number; ``copy_wanted`` paper, code and reason."""

    handed = Signal(object)  # a row id is too large for a C++ int
    copy_wanted = Signal(object, str, str)

    def __init__(self, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Papers given out"), parent)
        self._zone = zone
        self._papers: Sequence[PaperView] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.STEP)
        self._nothing = Words(
            lambda: say("Household", "No paper was printed yet."), tone="muted", wrap=True, parent=self
        )
        self.again = AnotherCopy(self)
        self.again.asked.connect(self.copy_wanted)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.again)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_papers(self, papers: Sequence[PaperView]) -> None:
        """Lists these, the latest first."""
        self._papers = papers
        self.again.hide()
        self.retranslate()

    def ask_again(self, paper: Paper, code: str, name: str) -> None:
        """Opens the question why another copy is needed."""
        self.again.ask(paper, code, name)

    def latest(self, paper: Paper) -> PaperView | None:
        """The last copy of a paper, if it was ever printed."""
        return next((view for view in self._papers if view.paper == paper.value), None)

    def retranslate(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        self._nothing.setVisible(not self._papers)
        latest: set[tuple[str, str]] = set()
        for number, view in enumerate(self._papers):
            if number:
                self._lines.addWidget(rule(self))
            key = (view.paper, view.code)
            self._lines.addWidget(self._line(view, last=key not in latest))
            latest.add(key)

    def _line(self, view: PaperView, *, last: bool) -> QWidget:
        body = QWidget(self)
        picture = QLabel(body)
        name = "receipt" if view.paper == Paper.receipt.value else "id"
        picture.setPixmap(icons.pixmap(name, theme.palette().accent, 24))
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, strong in ((self._title(view), True), (self._beneath(view), False)):
            shown = QLabel(text, body)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setWordWrap(True)
            shown.setProperty("weight" if strong else "tone", "strong" if strong else "muted")
            words.addWidget(shown)
        acts = QWidget(body)
        flow = Flow(acts, theme.STEP)
        if view.handed_over:
            flow.addWidget(Pill("check", lambda: say("Household", "Handed over"), "calm", acts))
        elif last:
            hand = Button(lambda: say("Household", "Handed over today"), icon="check", parent=acts)
            hand.setAccessibleDescription(self._title(view))
            hand.clicked.connect(lambda: self.handed.emit(view.print_id))
            flow.addWidget(hand)
        if last:
            again = Button(lambda: say("Household", "Another copy…"), kind="quiet", parent=acts)
            again.setAccessibleDescription(self._title(view))
            again.clicked.connect(lambda: self.ask_again(Paper(view.paper), view.code, view.name))
            flow.addWidget(again)
        words.addWidget(acts)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return body

    def _title(self, view: PaperView) -> str:
        paper = label(Paper, view.paper, language())
        whose = f"{paper}, {view.name}" if view.paper == Paper.card.value else paper
        if view.copy_number == 1:
            return whose
        return say("Household", "{paper}, copy {number}").format(paper=whose, number=view.copy_number)

    def _beneath(self, view: PaperView) -> str:
        at = long_moment(datetime.fromisoformat(view.at).astimezone(self._zone), language())
        spoken = next((words for code, words in ENDONYMS.items() if code == view.language), view.language)
        parts = [at, view.by, spoken]
        if view.reason:
            parts.append(say("Household", "reason: {reason}").format(reason=view.reason))
        return " · ".join(part for part in parts if part)


class AnotherCopy(Spoken, QFrame):
    """``asked`` carries paper, code and reason once there is one."""

    asked = Signal(object, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self._about: tuple[Paper, str, str] | None = None
        self._heading = Words(self._words, strong=True, wrap=True, parent=self)
        self.reason = TextField(
            lambda: say("Print", "&Reason for another copy"),
            required=True,
            hint=lambda: say("Print", "Lost, damaged, corrected …"),
            parent=self,
        )
        self.reason.line.returnPressed.connect(self._ask)
        self.reason.changed.connect(lambda: self.reason.set_problem(None))
        self.go = Button(lambda: say("Household", "Make the copy"), icon="printer", parent=self)
        self.go.clicked.connect(self._ask)
        self.cancel = Button(lambda: say("Messages", "Cancel"), kind="quiet", parent=self)
        self.cancel.clicked.connect(self.hide)
        buttons = QHBoxLayout()
        buttons.addWidget(self.go)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(12)
        column.addWidget(self._heading)
        column.addWidget(self.reason)
        column.addLayout(buttons)
        self.hide()

    def ask(self, paper: Paper, code: str, name: str) -> None:
        """Opens for a paper; the reason is left to the person."""
        self._about = (paper, code, name)
        self.reason.set_value("")
        self.reason.set_problem(None)
        self._heading.retranslate()
        self.show()
        self.reason.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask(self) -> None:
        if self._about is None:
            return
        if not self.reason.value():
            self.reason.set_problem(Problem("field_missing", "reason"))
            self.reason.setFocus()
            return
        paper, code, _name = self._about
        self.asked.emit(paper, code, self.reason.value())

    def _words(self) -> str:
        if self._about is None:
            return ""
        paper, _code, name = self._about
        pattern = say("Household", "Another copy of: {paper}, {name}")
        return pattern.format(paper=label(Paper, paper.value, language()), name=name)

    def retranslate(self) -> None:
        self._heading.retranslate()
