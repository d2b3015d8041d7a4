"""One conflict whole: what happened, every field with both values, the evidence, and why it is settled so."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.fields import field_in_words
from desktop.language.terms import label
from desktop.services.desk import Desk
from desktop.services.settling.listed import ConflictView, Evidence
from desktop.services.settling.settle import Choice
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.fields.text import TextField
from desktop.ui.pages.changes.scan_view import ScanView
from desktop.ui.pages.conflicts.question import FieldQuestion
from desktop.ui.pages.conflicts.words import of_whom, value_words, why_words
from desktop.ui.parts.discard import discard
from desktop.ui.parts.words import Words, rule
from desktop.ui.speech import language, say
from domain.problems import Problem
from domain.records import Json
from domain.vocabulary import DocumentKind

_LONGEST_WHY = 2000
_PAPERS = 4


class ConflictSheet(QWidget):
    """``show_view`` fills it; ``choices`` are the answers, None while one is missing."""

    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._zone = desk, runner, zone
        self.view: ConflictView | None = None
        self.questions: list[FieldQuestion] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.STEP, 0)
        self._inside = QWidget(self)
        self._column.addWidget(self._inside)
        self.why = TextField(
            lambda: say("Conflicts", "&Why (a few words)"), longest=_LONGEST_WHY, parent=self
        )
        self._column.addWidget(self.why)
        self._column.addStretch(1)

    def show_view(self, view: ConflictView) -> None:
        """Another conflict; nothing is chosen yet."""
        self.view = view
        self.why.set_value("")
        fresh = QWidget(self)
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(Words(lambda: of_whom(view.line), size="lead", strong=True, parent=fresh))
        column.addWidget(Words(lambda: why_words(view.line.cause), tone="muted", wrap=True, parent=fresh))
        for name, value in view.beside.items():
            column.addWidget(Words(partial(self._beside_words, name, value), wrap=True, parent=fresh))
        self.questions = [
            FieldQuestion(view.subject.kind, one, self._desk.programme, self._zone, fresh)
            for one in view.fields
        ]
        for question in self.questions:
            column.addWidget(rule(fresh))
            column.addWidget(question)
        self._add_evidence(column, view, fresh)
        self._column.replaceWidget(self._inside, fresh)
        discard(self._inside)
        self._inside = fresh
        fresh.show()

    def _beside_words(self, name: str, value: Json) -> str:
        assert self.view is not None
        shown = value_words(self.view.subject.kind, name, value, self._desk.programme)
        pattern = say("Conflicts", "Changed meanwhile: {field} to “{value}”. That change stands as well.")
        return pattern.format(field=field_in_words(name, language()).lower(), value=shown)

    def _add_evidence(self, column: QVBoxLayout, view: ConflictView, parent: QWidget) -> None:
        if not view.evidence and not view.documents:
            return
        column.addWidget(rule(parent))
        column.addWidget(Words(lambda: say("Conflicts", "Evidence"), size="lead", parent=parent))
        for told in view.evidence:
            column.addWidget(Words(partial(self._evidence_words, view, told), wrap=True, parent=parent))
        for paper in view.documents[:_PAPERS]:
            column.addWidget(
                Words(partial(_paper_words, paper.kind, paper.title), tone="muted", wrap=True, parent=parent)
            )
            scan = ScanView(self._desk, self._runner, parent)
            scan.failed.connect(self.failed)
            scan.show_document(paper.id)
            column.addWidget(scan)

    def _evidence_words(self, view: ConflictView, told: Evidence) -> str:
        value = value_words(view.subject.kind, told.field, told.value, self._desk.programme)
        return say("Conflicts", "For “{value}”: {why}").format(value=value, why=told.why)

    def choose_all(self, *, left: bool) -> None:
        """The same side for every field."""
        for question in self.questions:
            question.choose(question.at_left() if left else _other(question.at_left()))

    def choices(self) -> dict[str, Choice] | None:
        """The answers; None while one is missing: then the keyboard is there."""
        found = {question.one.name: question.choice() for question in self.questions}
        for question in self.questions:
            missing = found[question.one.name] is None
            question.options.set_problem(
                Problem("conflict_unanswered", question.one.name) if missing else None
            )
        for question in self.questions:
            if found[question.one.name] is None:
                question.ask_again()
                return None
        return {name: choice for name, choice in found.items() if choice is not None}

    def show_problem(self, problem: Problem) -> bool:
        """Puts what is wrong with a typed value beneath it; False when it belongs to none."""
        for question in self.questions:
            if question.one.name == problem.where:
                question.typed.set_problem(problem)
                question.typed.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)
                return question.typed.isVisible()
        return False

    def begin(self) -> None:
        """The keyboard goes to the first field."""
        if self.questions:
            self.questions[0].options.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _other(side: str) -> str:
    return "other" if side == "kept" else "kept"


def _paper_words(kind: str, title: str) -> str:
    words = label(DocumentKind, kind, language())
    return f"{words}: {title}" if title else words
