"""One complaint: what was said, every step so far, and the next one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services.grievances.read import Case, Officer, StepRow
from desktop.services.grievances.take import REASONS, Taken
from desktop.ui import theme
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.text import LongTextField
from desktop.ui.pages.campaigns.panels import Panel
from desktop.ui.pages.complaints.hear_panel import written_day
from desktop.ui.pages.complaints.words import from_words, step_words
from desktop.ui.parts.button import Button
from desktop.ui.parts.discard import discard
from desktop.ui.parts.entry import Entry
from desktop.ui.parts.words import Words, rule
from desktop.ui.speech import language, say
from domain.problems import Problem, Refused
from domain.window.terms import GrievanceChannel, GrievanceEvent, GrievanceKind, GrievanceStatus

_OF_OFFICER = (GrievanceEvent.assign, GrievanceEvent.hand_back)
_ICONS = {
    GrievanceEvent.receive: "message",
    GrievanceEvent.refuse: "circle-x",
    GrievanceEvent.assign: "user-share",
    GrievanceEvent.escalate: "chevron-up",
    GrievanceEvent.hand_back: "arrow-left",
    GrievanceEvent.resolve: "check",
    GrievanceEvent.close: "circle-check",
    GrievanceEvent.appeal: "arrow-back-up",
    GrievanceEvent.withdraw: "logout",
}


class CasePanel(Panel):
    """``opened`` carries the code of the household the complaint is from; ``chosen`` that a step was."""

    opened = Signal(str)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case: Case | None = None
        self._officers: list[Officer] = []
        self.head = Words(self._head_words, size="lead", wrap=True, parent=self)
        self.facts = Words(self._fact_words, tone="muted", wrap=True, parent=self)
        self.said = Words(lambda: self.case.line.text if self.case else "", wrap=True, parent=self)
        self.home = Button(
            lambda: say("Complaints", "Open the h&ousehold"), icon="home-2", kind="quiet", parent=self
        )
        self.home.clicked.connect(lambda: self.opened.emit(self.case.concerns if self.case else ""))
        self._steps = QVBoxLayout()
        self._steps.setSpacing(theme.STEP)
        for widget in (self.head, self.facts, self.said):
            self.column.addWidget(widget)
        self.column.addWidget(self.home, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(self._steps)
        self._form()
        self.column.addStretch(1)
        self.show_case(None, [])

    def _form(self) -> None:
        event = ListField(
            lambda: say("Complaints", "What &happens next"), lambda: self._next_words(), parent=self
        )
        to = ListField(
            lambda: say("Complaints", "Officer &who answers"), lambda: self._officer_words(), parent=self
        )
        self.pair(event=event, to=to)
        reason = LongTextField(self._reason_words, parent=self)
        self.pair(reason=reason)
        satisfied = OptionsField(
            lambda: say("Complaints", "Are they &content with the answer?"),
            lambda: {"yes": say("Complaints", "Yes"), "no": say("Complaints", "No")},
            parent=self,
        )
        self.pair(satisfied=satisfied)
        on = DayField(lambda: say("Complaints", "&Day, if not today"), parent=self)
        self.pair(on=on)
        event.changed.connect(self._renew)

    def show_case(self, case: Case | None, officers: list[Officer]) -> None:
        """Shows a complaint, and what this person may do with it."""
        self.case, self._officers = case, officers
        for name in ("event", "to", "reason", "satisfied", "on"):
            self.fields[name].set_value(None)
            self.fields[name].set_problem(None)
        self.fields["event"].setVisible(bool(case and case.next))
        self.home.setVisible(bool(case and case.concerns))
        self._renew()
        self.retranslate()

    def _renew(self) -> None:
        event = self.wanted()
        self.fields["to"].setVisible(event in _OF_OFFICER)
        self.fields["reason"].setVisible(event is not None and event is not GrievanceEvent.close)
        self.fields["reason"].require(event in REASONS)
        self.fields["reason"].retranslate()
        nameless = self.case is not None and self.case.line.anonymous
        self.fields["satisfied"].setVisible(event is GrievanceEvent.close and not nameless)
        self.fields["on"].setVisible(event is not None)
        self.chosen.emit()

    def wanted(self) -> GrievanceEvent | None:
        """The step that is chosen."""
        said = self.text("event")
        return GrievanceEvent(said) if said else None

    def taken(self) -> tuple[GrievanceEvent, Taken]:
        """The step with what goes with it. Raises Refused."""
        event = self.wanted()
        if event is None:
            raise Refused(Problem("field_missing", "event"))
        content = {"yes": True, "no": False}.get(self.text("satisfied"))
        to = self.text("to") if event in _OF_OFFICER else ""
        return event, Taken(self.text("reason"), written_day(self.text("on"), "on"), to, content)

    # Words

    def _next_words(self) -> dict[str, str]:
        words = step_words()
        return {event.value: words[event.value] for event in self.case.next} if self.case else {}

    def _officer_words(self) -> dict[str, str]:
        return {one.username: one.name or one.username for one in self._officers}

    def _reason_words(self) -> str:
        if "event" in self.fields and self.wanted() is GrievanceEvent.resolve:
            return say("Complaints", "&Answer they will be told")
        if "event" in self.fields and self.wanted() in REASONS:
            return say("Complaints", "&Reason")
        return say("Complaints", "&Remark")

    def _head_words(self) -> str:
        if self.case is None:
            return say("Complaints", "Choose a complaint, or hear a new one.")
        line = self.case.line
        kind = label(GrievanceKind, line.grievance, language())
        return f"{kind} · {label(GrievanceStatus, line.status, language())}"

    def _fact_words(self) -> str:
        if self.case is None:
            return ""
        line = self.case.line
        say_on = say("Complaints", "due on {date}")
        parts = [
            line.code,
            from_words(line),
            line.contact,
            label(GrievanceChannel, line.channel, language()),
            say_on.format(date=long_date(date.fromisoformat(line.due_on), language())),
        ]
        if line.sealed:
            parts.append(say("Complaints", "sealed"))
        if name := self.case.name_of(line.about):
            parts.append(say("Complaints", "about {name}").format(name=name))
        if name := self.case.name_of(line.assigned):
            parts.append(say("Complaints", "{name} answers").format(name=name))
        return " · ".join(part for part in parts if part)

    def retranslate(self) -> None:
        for words in (self.head, self.facts, self.said):
            words.retranslate()
            words.setVisible(bool(words.text()))
        while (item := self._steps.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        for number, step in enumerate(self.case.steps if self.case else ()):
            if number:
                self._steps.addWidget(rule(self))
            self._steps.addWidget(self._entry(step))

    def _entry(self, step: StepRow) -> Entry:
        known = step.event in set(GrievanceEvent)
        icon = _ICONS.get(GrievanceEvent(step.event), "circle") if known else "circle"
        title = label(GrievanceEvent, step.event, language())
        by = self.case.name_of(step.by) if self.case else ""
        parts = (long_date(date.fromisoformat(step.on), language()), by, step.reason)
        return Entry(icon, title, " · ".join(part for part in parts if part), self)
