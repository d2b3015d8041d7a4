"""One request to be decided: what it changes, what it rests on, who may decide, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.dates import long_moment
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.background import Failure, Runner
from desktop.ui.fields.text import TextField
from desktop.ui.messages import problems_of
from desktop.ui.pages.changes import reading
from desktop.ui.pages.changes.acting_form import ActingForm
from desktop.ui.pages.changes.comparison import Comparison
from desktop.ui.pages.changes.reading import Reading
from desktop.ui.pages.changes.scan_view import ScanView
from desktop.ui.pages.changes.words import happened
from desktop.ui.parts.button import Button
from desktop.ui.parts.pill import Pill
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, Telling, language, say
from domain.problems import Fault, Problem


class RequestPanel(Spoken, QWidget):
    """``decided`` carries words that say what was done; ``failed`` a failure no field is about.

    The buttons ``approve``, ``reject`` and ``withdraw`` are placed by whoever shows the panel; ``renewed``
    comes when they, or the explanation, say something else.
    """

    decided = Signal(object)
    failed = Signal(object)
    renewed = Signal()

    def __init__(self, desk: Desk, runner: Runner, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._zone = desk, runner, zone
        self._reading: Reading | None = None
        self._heading = Words(self._title_words, size="lead", wrap=True, parent=self)
        self._asked = Words(self._asked_words, tone="muted", wrap=True, parent=self)
        self.comparison = Comparison(lambda: "", self)
        self._evidence = Words(self._evidence_words, wrap=True, parent=self)
        self.scan = ScanView(desk, runner, self)
        self.scan.failed.connect(self.failed)
        self._why_not = Words(self._why_not_words, tone="muted", wrap=True, parent=self)
        self._acting_pill = Pill(
            "user-check",
            lambda: say("Decide", "You decide in an acting role: this is recorded"),
            "attention",
            self,
        )
        self.reason = TextField(
            lambda: say("Decide", "Reason of the decision"),
            hint=lambda: say("Decide", "To reject, a reason is needed. To approve, it may stay empty."),
            longest=2000,
            parent=self,
        )
        self.reason.changed.connect(lambda: self.reason.set_problem(None))
        self.offer = Button(lambda: say("Acting", "Act in that role…"), icon="user-check", parent=self)
        self.offer.clicked.connect(self._ask_acting)
        self.acting = ActingForm(desk, runner, self)
        self.acting.taken.connect(self._took)
        self.acting.closed.connect(self._renew)
        self.acting.failed.connect(self.failed)
        self._arrange()

    def add_buttons(self, approve: Telling, reject: Telling, withdraw: Telling) -> tuple[Button, ...]:
        """The three decisions as buttons in the words given."""
        self.approve = Button(approve, icon="check", kind="primary", parent=self)
        self.reject = Button(reject, icon="x", parent=self)
        self.withdraw = Button(withdraw, icon="arrow-back-up", parent=self)
        self.approve.clicked.connect(self._approve)
        self.reject.clicked.connect(self._reject)
        self.withdraw.clicked.connect(self._withdraw)
        self._renew()
        return self.approve, self.reject, self.withdraw

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        for widget in (self._heading, self._asked, self.comparison, self._evidence):
            column.addWidget(widget)
        column.addWidget(self.scan)
        column.addWidget(self._acting_pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.reason)
        column.addWidget(self._why_not)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.acting)

    # What is shown

    def show_request(self, found: Reading | None) -> None:
        """Shows a request with those it is about; nothing for None."""
        self._reading = found
        self.reason.set_value("")
        self.reason.set_problem(None)
        self.acting.hide()
        self.comparison.tell(found.differences if found else tuple)
        self.scan.show_document(found.line.document if found else None)
        self._renew()
        self.retranslate()

    def request(self) -> int | None:
        """The row of the request on screen."""
        return self._reading.line.id if self._reading else None

    def household(self) -> str:
        """The printed code of the household it is about."""
        return self._reading.line.household if self._reading else ""

    def _renew(self) -> None:
        found = self._reading
        line = found.line if found else None
        waiting = line is not None and line.state == "waiting"
        may = waiting and line is not None and line.may_decide
        self.reason.setVisible(may)
        self._acting_pill.setVisible(may and line is not None and line.as_acting)
        self._why_not.setVisible(waiting and not may)
        alone = found is not None and found.deciders.alone
        self.offer.setVisible(waiting and not may and alone and self.acting.isHidden())
        if hasattr(self, "approve"):
            self.approve.setVisible(may)
            self.approve.setEnabled(may)
            self.reject.setVisible(may)
            self.withdraw.setVisible(waiting and line is not None and line.own)
        self.renewed.emit()

    def _title_words(self) -> str:
        if self._reading is None:
            return ""
        line = self._reading.line
        who = line.person_name or line.head or line.household
        return f"{happened(line.kind).words()} · {who}"

    def _asked_words(self) -> str:
        if self._reading is None:
            return ""
        line = self._reading.line
        at = datetime.fromisoformat(line.asked_at).astimezone(self._zone)
        pattern = (
            say("Decide", "{code} · You asked for it on {moment}.")
            if line.own
            else say("Decide", "{code} · {name} asked for it on {moment}.")
        )
        return pattern.format(
            name=line.asked_by or "–", moment=long_moment(at, language()), code=line.household
        )

    def _evidence_words(self) -> str:
        evidence = self._reading.line.evidence if self._reading else ""
        if not self._reading:
            return ""
        return say("Decide", "Evidence: {words}").format(words=evidence or say("Decide", "none was named"))

    def _why_not_words(self) -> str:
        found = self._reading
        if found is None:
            return ""
        if found.line.own and found.deciders.mine:
            first = say("Decide", "Nobody decides on what they asked for themselves.")
        else:
            first = say("Decide", "Your role does not let you decide.")
        last = (
            say("Decide", "As nobody else can, you may hold such a role for a time.")
            if found.deciders.alone
            else ""
        )
        return " ".join(part for part in (first, found.deciders.words(), last) if part)

    def retranslate(self) -> None:
        for words in (self._heading, self._asked, self._evidence, self._why_not):
            words.retranslate()
        self.comparison.retranslate()

    # Deciding

    def _approve(self) -> None:
        reason = self.reason.value()
        self._do(
            lambda request: reading.approve(self._desk, request, reason),
            lambda: say("Decide", "Approved, and written in the register."),
        )

    def _reject(self) -> None:
        reason = self.reason.value()
        if not reason:
            self.reason.set_problem(Problem("reason_missing", "reason"))
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._do(
            lambda request: reading.reject(self._desk, request, reason),
            lambda: say("Decide", "Rejected. Whoever asked will see the reason."),
        )

    def _withdraw(self) -> None:
        self._do(
            lambda request: reading.withdraw(self._desk, request),
            lambda: say("Decide", "Your request is withdrawn."),
        )

    def _do(self, act: Callable[[int], object], words: Telling) -> None:
        request = self.request()
        if request is not None:
            self._runner.run(
                lambda _progress: act(request),
                done=lambda _made: self.decided.emit(words),
                failed=self._refused,
                owner=self,
            )

    def _refused(self, failure: Failure) -> None:
        about = [p for p in problems_of(failure) if p.where == "reason"]
        if about and not isinstance(failure, Fault):
            self.reason.set_problem(about[0])
            self.reason.setFocus()
        else:
            self.failed.emit(failure)

    # Par intérim

    def _ask_acting(self) -> None:
        if self._reading is not None:
            self.acting.ask(self._reading.deciders.role)
            self._renew()

    def _took(self) -> None:
        request = self.request()
        if request is None:
            return
        self._runner.run(
            lambda _progress: reading.read(self._desk, request),
            done=self._reread,
            failed=self.failed.emit,
            owner=self,
        )

    def _reread(self, found: Reading | None) -> None:
        self.show_request(found)
        if found is not None and found.line.may_decide:
            self.approve.setFocus(Qt.FocusReason.TabFocusReason)
