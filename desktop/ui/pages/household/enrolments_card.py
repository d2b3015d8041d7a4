"""The enrolments of this household: where each stands, and the steps that need no more words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.language import contributing
from desktop.language.terms import label
from desktop.services.desk import Desk
from desktop.services.enrolling import read, steps
from desktop.services.enrolling.read import EnrolmentLine
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.entry import Entry
from desktop.ui.speech import Spoken, language, say
from domain.schemes.terms import EnrolmentEvent, EnrolmentStatus

# Steps that ask for no reason and no choice; the others are taken by command.
_PLAIN = {
    EnrolmentEvent.verify: lambda: say("Household", "Documents seen"),
    EnrolmentEvent.evaluate: lambda: say("Household", "Check eligibility"),
    EnrolmentEvent.enrol: lambda: say("Household", "Enrol"),
    EnrolmentEvent.start: lambda: say("Household", "Start"),
}


class EnrolmentsCard(Spoken, Card):
    """Hidden where nobody ever applied. ``wrote`` says that a step was taken."""

    wrote = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Enrolments"), parent)
        self._desk, self._runner = desk, runner
        self._found: Sequence[EnrolmentLine] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.STEP)
        self.body.addLayout(self._rows)
        self.hide()

    def read(self, code: str) -> None:
        """Reads the enrolments of a household again."""
        self._runner.run(
            lambda _progress: read.of_household(self._desk, code),
            done=self._show,
            failed=self.failed.emit,
            owner=self,
        )

    def text(self) -> str:
        """What is shown."""
        return "\n".join(one.text() for one in self.findChildren(QLabel) if one.text())

    def take(self, code: str, event: EnrolmentEvent) -> None:
        """Takes an enrolment one step on."""
        self._runner.run(
            lambda _progress: steps.take(self._desk, code, event),
            done=lambda _line: self.wrote.emit(),
            failed=self.failed.emit,
            owner=self,
        )

    def _show(self, found: Sequence[EnrolmentLine]) -> None:
        self._found = found
        self.setVisible(bool(found))
        self.retranslate()

    def retranslate(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        for line in self._found:
            self._rows.addWidget(self._entry(line))

    def _entry(self, line: EnrolmentLine) -> Entry:
        scheme = self._desk.catalogue.scheme(line.scheme)
        name = contributing.scheme_name(scheme, language()) if scheme else line.scheme
        title = f"{label(EnrolmentStatus, line.status, language())} · {name}"
        who = line.name if line.person_code else say("Household", "The whole household")
        entry = Entry("id", title, " · ".join(part for part in (who, line.code) if part), self)
        for event in line.next:
            if words := _PLAIN.get(event):
                button = Button(words, kind="quiet", parent=entry)
                button.clicked.connect(lambda *_, code=line.code, event=event: self.take(code, event))
                entry.act(button)
        return entry
