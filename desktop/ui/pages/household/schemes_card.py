"""Which schemes somebody of this household is eligible for today, and what is missing to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.language import contributing, enrolling
from desktop.language.terms import label
from desktop.services.desk import Desk
from desktop.services.eligible import Verdict, for_household
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.entry import Entry
from desktop.ui.speech import Spoken, language, say
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer, SchemeStatus

_ICONS = {Answer.yes: "circle-check", Answer.verify: "alert-triangle", Answer.no: "circle-x"}
_ENROLLING = (SchemeStatus.active, SchemeStatus.pilot)


@dataclass(frozen=True)
class Line:
    """A scheme with its best answer in this household, and those who have it."""

    scheme: Scheme
    answer: Answer
    verdicts: tuple[Verdict, ...]


class SchemesCard(Spoken, Card):
    """Schemes that enrol today; those nobody is eligible for are folded away."""

    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Schemes"), parent)
        self._desk, self._runner = desk, runner
        self._found: Sequence[Line] = ()
        self._unfolded = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.STEP)
        self.body.addLayout(self._rows)
        self.others = Button(self._others, kind="quiet", parent=self)
        self.others.clicked.connect(self._fold)
        self.body.addWidget(self.others)
        self.retranslate()

    def read(self, code: str) -> None:
        """Holds the household against every rule again."""
        self._runner.run(
            lambda _progress: _by_scheme(for_household(self._desk, code)),
            done=self._show,
            failed=self.failed.emit,
            owner=self,
        )

    def lines(self) -> Sequence[Line]:
        """Every scheme that enrols today: eligible first, then those to be verified."""
        return self._found

    def text(self) -> str:
        """What is shown."""
        return "\n".join(one.text() for one in self.findChildren(QLabel) if one.text())

    def _show(self, found: Sequence[Line]) -> None:
        self._found = found
        self.retranslate()

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        self.retranslate()

    def _others(self) -> str:
        if self._unfolded:
            return say("Household", "Hide schemes they are not eligible for")
        count = sum(line.answer is Answer.no for line in self._found)
        return say("Household", "Show schemes they are not eligible for: {count}").format(count=count)

    def retranslate(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        for line in self._found:
            if self._unfolded or line.answer is not Answer.no:
                name = contributing.scheme_name(line.scheme, language())
                title = f"{label(Answer, line.answer.value, language())} · {name}"
                self._rows.addWidget(Entry(_ICONS[line.answer], title, self._beneath(line), self))
        self.others.setVisible(any(line.answer is Answer.no for line in self._found))
        self.others.retranslate()

    def _beneath(self, line: Line) -> str:
        return "\n".join(dict.fromkeys(self._said(one) for one in line.verdicts))

    def _said(self, verdict: Verdict) -> str:
        who = verdict.name if verdict.person_code else say("Household", "The whole household")
        catalogue, speaks = self._desk.catalogue, language()
        why = enrolling.reasons([one.document() for one in verdict.reasons], catalogue, speaks)
        papers = [enrolling.paper(one, catalogue, speaks) for one in verdict.missing]
        wanted = say("Household", "To bring: {papers}").format(papers=", ".join(papers)) if papers else ""
        return " · ".join(part for part in (who, *(() if wanted else why), wanted) if part)


def _by_scheme(verdicts: Sequence[Verdict]) -> list[Line]:
    order = (Answer.yes, Answer.verify, Answer.no)
    lines = []
    for scheme in dict.fromkeys(one.scheme.code for one in verdicts if one.scheme.status in _ENROLLING):
        given = [one for one in verdicts if one.scheme.code == scheme]
        best = min((one.answer for one in given), key=order.index)
        those = tuple(one for one in given if one.answer is best)
        lines.append(Line(given[0].scheme, best, those))
    return sorted(lines, key=lambda line: order.index(line.answer))
