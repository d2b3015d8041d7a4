"""What can be done for somebody insured: look, take contributions, keep periods of other countries."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.language import contributing
from desktop.language.dates import short_date
from desktop.language.terms import label, labels
from desktop.services.contributing.insured import Glance
from desktop.services.contributing.periods import Held, Portability
from desktop.services.contributing.receiving import Quote
from desktop.services.desk import Desk
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.campaigns.panels import Panel
from desktop.ui.pages.employers.panels import scheme_choices
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.contributions.rates import month_of
from domain.contributions.terms import Payer
from domain.schemes.terms import Answer, Branch

MARKS = {
    Answer.yes: ("circle-check", "accent"),
    Answer.verify: ("alert-triangle", "attention"),
    Answer.no: ("circle-x", "muted"),
}


class GlancePanel(Panel):
    """Every scheme and person with the answer for today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, Glance] = {}
        self.table: Table[Glance] = Table(
            _glance_columns(),
            lambda rows: [self._lines[row] for row in rows],
            name=lambda: say("Insured", "Who is entitled"),
            empty=lambda: say("Insured", "Nobody here is insured in any scheme."),
            empty_icon="id",
            parent=self,
        )
        self.why = Words(lambda: self._why_words(), wrap=True, parent=self)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.why)
        self.table.selected.connect(lambda _line: self.why.retranslate())

    def show_glances(self, found: Sequence[Glance]) -> None:
        """Lists them."""
        self._lines = {glance.id: glance for glance in found}
        self.table.show_ids(array("q", self._lines))
        if found:
            self.table.selectRow(0)
        self.why.retranslate()

    def _why_words(self) -> str:
        line = self.table.current() if self._lines else None
        if line is None:
            return ""
        parts = [
            contributing.scheme_name(line.scheme, language()),
            contributing.why(line.standing, language()),
        ]
        months = say("Insured", "%n month(s) paid in all", "", line.standing.paid)
        if line.employer:
            parts.append(say("Insured", "declared by {employer}").format(employer=line.employer))
        return " · ".join([*parts, months])


def answer_in_words(answer: Answer) -> str:
    """Whether somebody is entitled."""
    words = {
        Answer.yes: say("Insured", "Entitled"),
        Answer.verify: say("Insured", "To verify"),
        Answer.no: say("Insured", "Not entitled"),
    }
    return words[answer]


def _glance_columns() -> list[Column[Glance]]:
    return [
        Column(lambda: say("Insured", "Who"), lambda g: g.name or say("Insured", "The whole household"), 2),
        Column(
            lambda: say("Insured", "Scheme"),
            lambda g: contributing.scheme_name(g.scheme, language()),
            2,
            rank=1,
        ),
        Column(lambda: say("Insured", "Number"), lambda g: g.number, 0, rank=2, sample=lambda: "000000000"),
        Column(
            lambda: say("Insured", "Today"),
            lambda g: answer_in_words(g.standing.answer),
            0,
            sample=lambda: answer_in_words(Answer.no),
            mark=lambda g: MARKS[g.standing.answer],
        ),
        Column(
            lambda: say("Insured", "Until"),
            lambda g: short_date(g.standing.until) if g.standing.until else "",
            0,
            sample=lambda: "00/00/0000",
        ),
    ]


class PayPanel(Panel):
    """Contributions somebody pays for themselves or for others, with what is due on a base."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quote: Quote | None = None
        scheme = ListField(
            lambda: say("Insured", "Sc&heme"), lambda: scheme_choices(desk), required=True, parent=self
        )
        payer = ListField(
            lambda: say("Insured", "&Paid by"), lambda: labels(Payer, language()), required=True, parent=self
        )
        payer_name = TextField(lambda: say("Insured", "Payer's &name"), parent=self)
        first = TextField(lambda: say("Insured", "&From month"), required=True, longest=7, parent=self)
        last = TextField(lambda: say("Insured", "&Until month"), longest=7, parent=self)
        base = TextField(
            lambda: say("Insured", "&Monthly base"),
            hint=lambda: say("Insured", "What is due is worked out on it; empty where the law sets no rate."),
            longest=30,
            parent=self,
        )
        amount = TextField(lambda: say("Insured", "&Amount received"), required=True, longest=30, parent=self)
        paid_on = DayField(lambda: say("Insured", "Received &on"), parent=self)
        reference = TextField(lambda: say("Insured", "&Reference"), longest=60, parent=self)
        self.pair(scheme=scheme)
        self.pair(payer=payer, payer_name=payer_name)
        self.pair(from_month=first, until_month=last)
        self.pair(base=base, amount=amount)
        self.due = Words(lambda: self._due_words(), tone="accent", wrap=True, parent=self)
        self.column.addWidget(self.due)
        self.pair(paid_on=paid_on, reference=reference)
        self.column.addStretch(1)
        payer.set_value(Payer.worker.value)
        first.set_value(month_of(desk.today()))

    def show_quote(self, quote: Quote | None) -> None:
        """What is due on the base, and the amount proposed."""
        self.quote = quote
        self.due.retranslate()

    def _due_words(self) -> str:
        if self.quote is None:
            return ""
        words = say("Insured", "Due for {months}: {amount}")
        return words.format(
            months=say("Insured", "%n month(s)", "", len(self.quote.months)),
            amount=contributing.money(
                self.quote.due + self.quote.sponsor_due, self.quote.currency, language()
            ),
        )


class PeriodsPanel(Panel):
    """A person's periods with their totals, and one more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, Held] = {}
        self._found: Portability | None = None
        self.table: Table[Held] = Table(
            _period_columns(),
            lambda rows: [self._lines[row] for row in rows],
            name=lambda: say("Insured", "Periods"),
            empty=lambda: say("Insured", "No period yet. Add one from a certificate of another institution."),
            empty_icon="calendar",
            parent=self,
        )
        self.totals = Words(lambda: self._total_words(), wrap=True, parent=self)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.totals)
        country = TextField(
            lambda: say("Insured", "Countr&y, two letters"), required=True, longest=2, parent=self
        )
        institution = TextField(lambda: say("Insured", "&Institution"), required=True, parent=self)
        branch = ListField(
            lambda: say("Insured", "Branc&h"), lambda: labels(Branch, language()), required=True, parent=self
        )
        first = DayField(lambda: say("Insured", "&From"), required=True, parent=self)
        last = DayField(lambda: say("Insured", "&Until"), required=True, parent=self)
        evidence = TextField(
            lambda: say("Insured", "&Proof"),
            placeholder=lambda: say("Insured", "Which paper was seen"),
            required=True,
            parent=self,
        )
        self.pair(country=country, institution=institution, branch=branch)
        self.pair(from_on=first, until_on=last, evidence=evidence)

    def show_periods(self, found: Portability | None) -> None:
        """Lists them, with what they come to."""
        self._found = found
        self._lines = {held.id: held for held in (found.periods if found else ())}
        self.table.show_ids(array("q", self._lines))
        self.totals.retranslate()
        self.totals.setVisible(bool(self.totals.text()))

    def _total_words(self) -> str:
        if self._found is None:
            return ""
        said = [
            f"{label(Branch, total.branch.value, language())}: "
            + contributing.length(total.together, language())
            for total in self._found.totals
        ]
        if self._found.overlaps:
            days = sum(one.stretch.days for one in self._found.overlaps)
            said.append(say("Insured", "%n day(s) insured twice, counted once", "", days))
        return " · ".join(said)


def _period_columns() -> list[Column[Held]]:
    def mark(held: Held) -> tuple[str, str]:
        if held.wrong:
            return "circle-x", "error"
        return ("home", "muted") if held.row is None else ("file-text", "muted")

    return [
        Column(
            lambda: say("Insured", "Country"), lambda h: h.period.country, 0, sample=lambda: "WW", mark=mark
        ),
        Column(lambda: say("Insured", "Institution"), lambda h: h.period.institution, 2, rank=1),
        Column(
            lambda: say("Insured", "Branch"), lambda h: label(Branch, h.period.branch.value, language()), 1
        ),
        Column(
            lambda: say("Insured", "From"),
            lambda h: short_date(h.period.stretch.from_on),
            0,
            sample=lambda: "00/00/0000",
        ),
        Column(
            lambda: say("Insured", "Until"),
            lambda h: short_date(h.period.stretch.until_on),
            0,
            sample=lambda: "00/00/0000",
        ),
        Column(
            lambda: say("Insured", "Counts"),
            lambda h: say("Insured", "no") if h.wrong else say("Insured", "yes"),
            0,
            rank=2,
        ),
    ]
