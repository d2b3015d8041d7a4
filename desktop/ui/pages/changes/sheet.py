"""One change on screen: its questions and evidence at the left, before and after at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services import show
from desktop.services.desk import Desk
from desktop.services.person_record import PersonRecord, person_record
from desktop.services.show import HouseholdView
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.fields.field import Field
from desktop.ui.pages.changes.comparison import Comparison
from desktop.ui.pages.changes.differences import Difference, Known, differences
from desktop.ui.pages.changes.evidence import Evidence
from desktop.ui.pages.changes.form import ChangeForm
from desktop.ui.pages.changes.making import FORMS
from desktop.ui.pages.changes.words import happened
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.discard import discard
from desktop.ui.parts.words import Words, rule
from desktop.ui.speech import say
from domain.problems import Problem, Refused, Severity
from domain.registration import warning_key
from domain.vocabulary import ChangeKind

_NARROW = 1000
_WAIT_MS = 200


class Sheet(QWidget):
    """``begin`` opens a kind; ``changed`` comes with every answer, ``settled`` a moment after the last."""

    changed = Signal()
    settled = Signal()

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self.form: ChangeForm | None = None
        self._confirmed: set[str] = set()
        self._subjects: dict[str, PersonRecord | HouseholdView | None] = {}
        self.evidence = Evidence(self)
        self.comparison = Comparison(
            lambda: say("Changes", "What you answer is compared here with what the register has."), self
        )
        self.note = Words(lambda: "", tone="muted", wrap=True, parent=self)
        self._arrange()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._settle)
        self.evidence.changed.connect(self._edited)
        self.evidence.text.confirmed.connect(self._confirm)

    def _arrange(self) -> None:
        asked = Card(self._title, self)
        self._heading = asked.heading
        self._place = QVBoxLayout()
        asked.body.setSpacing(theme.GAP)
        asked.body.addLayout(self._place)
        asked.body.addWidget(rule(asked))
        asked.body.addWidget(self.evidence)
        asked.body.addStretch(1)
        told = Card(lambda: say("Changes", "What will change"), self)
        told.body.addWidget(self.comparison)
        told.body.addSpacing(theme.STEP)
        told.body.addWidget(self.note)
        told.body.addStretch(1)
        columns = Columns(_NARROW, self)
        columns.add(asked, 3)
        columns.add(told, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(columns)
        column.addStretch(1)

    def _title(self) -> str:
        return happened(self.form.KIND).words() if self.form is not None else ""

    def begin(self, kind: ChangeKind, view: HouseholdView, person: str) -> ChangeForm:
        """Opens the questions of a kind, those of another leave."""
        self.close_form()
        self._confirmed.clear()
        self._subjects.clear()
        self.form = FORMS[kind](self._desk, self._runner, view, person, self)
        self._place.addWidget(self.form)
        self.form.changed.connect(self._edited)
        for field in self.form.fields.values():
            field.confirmed.connect(self._confirm)
        self.evidence.begin(kind)
        self._heading.retranslate()
        self.comparison.tell(self.lines)
        self._wait.stop()
        return self.form

    def close_form(self) -> None:
        """Takes the questions away."""
        form, self.form = self.form, None
        if form is not None:
            discard(form)

    def focus_first(self) -> None:
        """Gives the keyboard to the first question without an answer."""
        if self.form is not None:
            self.form.first().setFocus(Qt.FocusReason.TabFocusReason)

    def _edited(self) -> None:
        self._wait.start()
        self.changed.emit()

    def _settle(self) -> None:
        self.comparison.retranslate()
        self.settled.emit()

    def settle(self) -> None:
        """Compares at once what was typed last."""
        self._wait.stop()
        self._settle()

    def _confirm(self, warning: Problem) -> None:
        self._confirmed.add(warning_key(warning))

    # Before and after

    def lines(self) -> list[Difference]:
        """What would change, as far as it is answered."""
        form = self.form
        if form is None or not self._begun(form):
            return []
        payload = form.payload()
        known = Known(self._desk, form.view, self._person(payload), self._other(payload))
        return differences(known, form.KIND, payload)

    def _begun(self, form: ChangeForm) -> bool:
        """What stands there before anybody typed is no change yet."""
        return any(_holds(value) for key, value in form.payload().items() if key not in ("on", "rank"))

    def _person(self, payload: dict[str, Any]) -> PersonRecord | None:
        code = payload.get("person")
        found = self._look_up(str(code), lambda: person_record(self._desk, str(code))) if code else None
        return found if isinstance(found, PersonRecord) else None

    def _other(self, payload: dict[str, Any]) -> HouseholdView | None:
        code = payload.get("other")
        found = self._look_up(str(code), lambda: show.household(self._desk, str(code))) if code else None
        return found if isinstance(found, HouseholdView) else None

    def _look_up(self, code: str, read: Any) -> PersonRecord | HouseholdView | None:
        if code not in self._subjects:
            try:
                self._subjects[code] = read()
            except Refused:
                self._subjects[code] = None
        return self._subjects[code]

    # What is wrong

    def missing(self) -> list[Problem]:
        """What still wants an answer; it stands beside its question, and the first one has the keyboard."""
        form = self.form
        if form is None:
            return []
        found = form.missing()
        if self.evidence.text._required and not self.evidence.text.value():
            found.append(Problem("evidence_missing", "evidence"))
        self.show_problems(found)
        return found

    def field_of(self, where: str) -> Field | None:
        """The question a problem is about."""
        if where == "evidence":
            return self.evidence.text
        return self.form.field_of(where) if self.form is not None else None

    def open_problems(self, problems: list[Problem]) -> list[Problem]:
        """Those that stop the change: every error, and warnings nobody confirmed."""
        return [p for p in problems if p.severity is Severity.error or warning_key(p) not in self._confirmed]

    def confirm(self, problem: Problem) -> None:
        """A warning that stands beside no question was read and is no mistake."""
        self._confirm(problem)

    def show_problems(self, problems: list[Problem]) -> list[Problem]:
        """Puts each beside its question; those without one are given back."""
        fields = [*(self.form.fields.values() if self.form else ()), self.evidence.text]
        for field in fields:
            field.set_problem(None)
        first: Field | None = None
        homeless = []
        for problem in sorted(problems, key=lambda p: p.severity is Severity.warning):
            field = self.field_of(problem.where)
            if field is None:
                homeless.append(problem)
            elif field.problem() is None:
                field.set_problem(problem, confirmable=problem.severity is Severity.warning)
                first = first if first is not None and fields.index(first) < fields.index(field) else field
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return homeless


def _holds(value: Any) -> bool:
    """Whether anything was answered in there."""
    return any(map(_holds, value.values())) if isinstance(value, dict) else bool(value)
