"""The page of a change: what happened, the few questions it needs, before and after, one button."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from desktop.language.dates import ago
from desktop.services import change_drafts, show
from desktop.services.change_drafts import Begun
from desktop.services.changes.request import Asked, check, request, waits
from desktop.services.show import HouseholdView
from desktop.ui.background import Failure
from desktop.ui.keeper import Keeper
from desktop.ui.messages import explain, problems_of
from desktop.ui.pages.changes.chooser import Chooser
from desktop.ui.pages.changes.order import Changed, ChangeOrder
from desktop.ui.pages.changes.sheet import Sheet
from desktop.ui.pages.changes.words import happened
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.scroll import scrolling
from desktop.ui.sitting import Sitting
from desktop.ui.speech import language, say
from desktop.ui.standing import moment
from domain.problems import Fault, Problem, Refused, Severity
from domain.rights import APPROVED_BY_ANOTHER
from domain.vocabulary import ChangeKind

_CHOOSE, _ASK = 0, 1
_EVIDENCE = "evidence"


class ChangePage(Page):
    """``arrive`` takes a ``ChangeOrder``; what was typed stays until it is saved or thrown away."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting, scrolls=False)
        self.view: HouseholdView | None = None
        self._order = ChangeOrder("")
        self._kind: ChangeKind | None = None
        self._waits = False
        self.chooser = Chooser()
        self.sheet = Sheet(self.desk, self.runner)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(scrolling(self.chooser))
        self.stack.addWidget(scrolling(self.sheet))
        self.body.addWidget(self.stack, 1)
        self.keeper = Keeper(
            self.runner,
            self._begun,
            partial(change_drafts.keep, self.desk),
            partial(change_drafts.discard, self.desk),
            self,
        )
        self.keeper.failed.connect(self.failed)
        self.other = Button(lambda: say("Changes", "Something else happened"), icon="arrow-left", parent=self)
        self.forget = Button(
            lambda: say("Changes", "Throw this away"), icon="trash", kind="quiet", parent=self
        )
        self.home = Button(lambda: say("Household", "&Back to the household"), icon="arrow-left", parent=self)
        self.add_secondary(self.home)
        self.add_secondary(self.other)
        self.add_secondary(self.forget)
        self.save = self.add_primary(
            Button(lambda: say("Changes", "&Save the change"), icon="check", kind="primary", parent=self)
        )
        self._connect()

    def _connect(self) -> None:
        self.chooser.chosen.connect(self.choose)
        self.sheet.changed.connect(self.keeper.changed)
        self.sheet.settled.connect(self._ask_who_decides)
        self.home.clicked.connect(lambda: self.go.emit("household", self.household()))
        self.other.clicked.connect(self.step_back)
        self.forget.clicked.connect(self.throw_away)
        self.save.clicked.connect(self.submit)

    # Coming and going

    def title(self) -> str:
        head = self.view.head if self.view else None
        name = head.name if head else self._order.household
        return say("Changes", "Change: {name}").format(name=name)

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "People"), "people")]

    def arrive(self, subject: object) -> None:
        """Opens for a household; without an order goes on with what is open."""
        order = subject if isinstance(subject, ChangeOrder) else ChangeOrder(str(subject or ""))
        if not order.household and not self._order.household:
            QTimer.singleShot(0, self, lambda: self.go.emit("people", None))
            return
        if order.household and order != self._order:
            self.keeper.flush()
            self._order, self._kind = order, None
            self.notice.clear()
        self._read()

    def leave(self) -> None:
        self.keeper.flush()

    def back(self) -> bool:
        """Esc: from the questions to what happened; what was typed is kept."""
        if self.stack.currentIndex() == _CHOOSE:
            return False
        self.step_back()
        return True

    def household(self) -> str:
        """The printed code of the household on the page."""
        return self.view.code if self.view else self._order.household

    def _read(self) -> None:
        code = self._order.household
        self.runner.run(
            lambda _progress: show.household(self.desk, code), done=self._show, failed=self.failed, owner=self
        )

    def _show(self, view: HouseholdView) -> None:
        self.view = view
        self.retitled.emit()
        if self._kind is not None and self.sheet.form is not None:
            self._turn(_ASK)
            self.sheet.focus_first()
        elif self._order.kind is not None:
            self.choose(self._order.kind)
        else:
            self._turn(_CHOOSE)
            self.chooser.begin()

    def _turn(self, side: int) -> None:
        self.stack.setCurrentIndex(side)
        for button in (self.other, self.forget, self.save):
            button.setVisible(side == _ASK)
        self.home.setVisible(side == _CHOOSE)

    def step_back(self) -> None:
        """Back to what happened; what was typed is kept as a draft."""
        self.keeper.flush()
        kind, self._kind = self._kind, None
        self.notice.clear()
        self._turn(_CHOOSE)
        self.chooser.begin(kind)

    # Writing it down

    def choose(self, kind: ChangeKind) -> None:
        """Opens the questions of what happened, with what was typed of it before."""
        view = self.view
        if view is None:
            return
        self._kind = kind
        form = self.sheet.begin(kind, view, self._order.person)
        self._say_button(kind in APPROVED_BY_ANOTHER)
        self.keeper.follow(None)
        kept = change_drafts.of_household(self.desk, view.code, kind)
        if kept is not None:
            draft, begun = kept
            self.keeper.follow(draft)
            form.restore(begun.answers)
            self.sheet.evidence.text.set_value(str(begun.answers.get(_EVIDENCE) or ""))
            self._say_resumed(draft)
        self.sheet.settle()
        self._turn(_ASK)
        self.sheet.focus_first()

    def _say_resumed(self, draft: int) -> None:
        line = next((line for line in change_drafts.begun(self.desk) if line.id == draft), None)
        touched = moment(line.updated_at) if line else None
        self.notice.show_words(
            lambda: (
                say("Changes", "What was typed before is here again."),
                ago(touched, self.desk.now(), language()) if touched else "",
            ),
            "information",
        )

    def _begun(self) -> Begun | None:
        form, view = self.sheet.form, self.view
        if form is None or view is None:
            return None
        answers = {**form.answers(), _EVIDENCE: self.sheet.evidence.text.value()}
        return Begun(view.code, form.KIND, answers)

    def throw_away(self) -> None:
        """What was typed is forgotten; what happened is asked again."""
        self.keeper.discard()
        kind, self._kind = self._kind, None
        self.sheet.close_form()
        self.notice.clear()
        self._turn(_CHOOSE)
        self.chooser.begin(kind)

    def _say_button(self, waits: bool) -> None:
        self._waits = waits
        if waits:
            self.save.tell(lambda: say("Changes", "A&sk for approval"), "circle-check")
        else:
            self.save.tell(lambda: say("Changes", "&Save the change"), "check")
        self.sheet.note.tell(self._note_words)

    def _note_words(self) -> str:
        if self._waits:
            return say(
                "Changes",
                "Somebody else who may approve has to agree before this is written. Until then it waits "
                "under To decide.",
            )
        return say("Changes", "This is written at once. You can undo it today.")

    def _ask_who_decides(self) -> None:
        form, view = self.sheet.form, self.view
        if form is None or view is None:
            return
        kind, payload = form.KIND, form.payload()

        def ask() -> bool:
            try:
                return waits(self.desk, view.code, kind, payload)
            except Refused:
                # Half typed: its kind alone says who decides.
                return kind in APPROVED_BY_ANOTHER

        self.runner.run(lambda _progress: ask(), done=self._say_button, owner=self)

    # Saving it

    def submit(self) -> None:
        """Checks, has warnings confirmed, then asks for the change."""
        form, view = self.sheet.form, self.view
        if form is None or view is None:
            return
        self.notice.clear()
        self.sheet.settle()
        if self.sheet.missing():
            return
        kind, payload, evidence = form.KIND, form.payload(), self.sheet.evidence.text.value()
        self.runner.run(
            lambda _progress: check(self.desk, view.code, kind, payload, evidence),
            done=self._checked,
            failed=self._refused,
            owner=self,
        )

    def _checked(self, problems: list[Problem]) -> None:
        stopping = self.sheet.open_problems(problems)
        if stopping:
            self._say_rest(self.sheet.show_problems(stopping))
        else:
            self._request()

    def _say_rest(self, homeless: list[Problem]) -> None:
        """A problem of the whole stands above the page; a warning there offers to go on."""
        if not homeless:
            return
        first = homeless[0]
        if first.severity is Severity.error:
            self.notice.show_words(lambda: explain(first), "error")
            return

        def agree() -> None:
            self.sheet.confirm(first)
            self.submit()

        act = (lambda: say("Changes", "It is correct, go on"), agree)
        self.notice.show_words(lambda: explain(first), "attention", act)
        self.notice.action.setFocus()

    def _request(self) -> None:
        form, view = self.sheet.form, self.view
        if form is None or view is None:
            return
        code, kind, payload, person = view.code, form.KIND, form.payload(), form.person()
        evidence, scans = self.sheet.evidence.text.value(), self.sheet.evidence
        self.save.setEnabled(False)

        def ask() -> Asked:
            document = scans.keep(self.desk, code)
            return request(self.desk, code, kind, payload, evidence, document, person)

        self.runner.run(
            lambda _progress: ask(),
            done=lambda asked: self._asked(code, kind, asked),
            failed=self._refused,
            owner=self,
        )

    def _refused(self, failure: Failure) -> None:
        self.save.setEnabled(True)
        if isinstance(failure, Fault):
            self.failed(failure)
        else:
            self._say_rest(self.sheet.show_problems(list(problems_of(failure))))

    def _asked(self, code: str, kind: ChangeKind, asked: Asked) -> None:
        self.save.setEnabled(True)
        self.keeper.discard()
        self.sheet.close_form()
        self._kind, self._order = None, ChangeOrder("")
        self.wrote.emit()
        self.go.emit("household", Changed(code, asked.request, kind, asked.applied, asked.made))

    def what(self) -> str:
        """What happened, in words; empty while it is being chosen."""
        return happened(self._kind).words() if self._kind else ""
