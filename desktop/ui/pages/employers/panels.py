"""What can be done with an employer: its facts, who works there, visits, statements filed and money."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.language.contributing import money, scheme_name
from desktop.language.dates import short_date
from desktop.language.terms import label, labels
from desktop.services.contributing import employers
from desktop.services.contributing.employers import EmployerForm, EmployerLine, VisitLine, WorkerLine
from desktop.services.contributing.statements import StatementLine
from desktop.services.desk import Desk
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.text import LongTextField, TextField
from desktop.ui.pages.campaigns.panels import Panel
from desktop.ui.pages.register.place_step import places
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.contributions.terms import EmployerStatus, Sector, StatementStatus


def scheme_choices(desk: Desk) -> dict[str, str]:
    """The schemes with contributions, by code."""
    return {
        scheme.code: f"{scheme.code} · {scheme_name(scheme, language())}"
        for scheme in employers.contributory_schemes(desk)
    }


def day_of(panel: Panel, name: str) -> date | None:
    """The day written in a field; None where there is none."""
    field = panel.fields[name]
    return field.day() if isinstance(field, DayField) else None


class FactsPanel(Panel):
    """An employer's facts, to register or to correct."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: EmployerLine | None = None
        self.state = Words(lambda: self._state_words(), tone="muted", wrap=True, parent=self)
        self.column.addWidget(self.state)
        name = TextField(lambda: say("Employers", "&Name"), required=True, parent=self)
        sector = ListField(
            lambda: say("Employers", "S&ector"),
            lambda: labels(Sector, language()),
            required=True,
            parent=self,
        )
        area = AreaField(lambda: say("Employers", "&Area"), places(desk.programme, desk.office), parent=self)
        registration = TextField(lambda: say("Employers", "&Registration number"), longest=60, parent=self)
        tax_number = TextField(lambda: say("Employers", "Ta&x number"), longest=60, parent=self)
        workers = TextField(lambda: say("Employers", "Number of &workers"), longest=6, parent=self)
        contact = TextField(lambda: say("Employers", "&Contact"), parent=self)
        phone = TextField(lambda: say("Employers", "Tele&phone"), longest=40, parent=self)
        registered_on = DayField(lambda: say("Employers", "Registered &on"), parent=self)
        self.pair(name=name, sector=sector)
        self.pair(area=area, registered_on=registered_on)
        self.pair(registration=registration, tax_number=tax_number)
        self.pair(workers=workers, contact=contact)
        self.pair(phone=phone)
        self.column.addStretch(1)

    def _state_words(self) -> str:
        known = self._known
        if known is None:
            return say("Employers", "A new employer gets its code when it is kept.")
        status = label(EmployerStatus, known.status.value, language())
        people = say("Employers", "%n worker(s) registered", "", known.employed)
        return f"{known.code} · {status} · {people}"

    def show_employer(self, known: EmployerLine | None) -> None:
        """Its facts; empty for a new one."""
        self._known = known
        for name, field in self.fields.items():
            value = getattr(known, name) if known else None
            field.set_value(str(value) if value not in (None, "") else None)
        if known is None:
            self.fields["sector"].set_value(Sector.private.value)
        self.state.retranslate()

    def form(self) -> EmployerForm:
        """What is written."""
        figures = self.text("workers")
        return EmployerForm(
            name=self.text("name"),
            sector=Sector(self.text("sector") or Sector.private.value),
            area=self.text("area"),
            registration=self.text("registration"),
            tax_number=self.text("tax_number"),
            workers=int(figures) if figures.isdigit() else None if not figures else -1,
            contact=self.text("contact"),
            phone=self.text("phone"),
            registered_on=day_of(self, "registered_on"),
        )


class WorkersPanel(Panel):
    """Who works there, and somebody more."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, WorkerLine] = {}
        self.table: Table[WorkerLine] = Table(
            _worker_columns(),
            lambda rows: [self._lines[row] for row in rows],
            name=lambda: say("Employers", "Workers"),
            empty=lambda: say("Employers", "Nobody is down as working there yet."),
            empty_icon="users",
            parent=self,
        )
        self.column.addWidget(self.table, 1)
        code = TextField(
            lambda: say("Employers", "Code of the perso&n"),
            hint=lambda: say("Employers", "As it stands on the card or the receipt."),
            required=True,
            parent=self,
        )
        number = TextField(lambda: say("Employers", "Number of &insurance"), longest=60, parent=self)
        scheme = ListField(lambda: say("Employers", "Sc&heme"), lambda: scheme_choices(desk), parent=self)
        from_on = DayField(lambda: say("Employers", "Works there sin&ce"), parent=self)
        self.pair(person=code, number=number)
        self.pair(scheme=scheme, from_on=from_on)

    def show_workers(self, lines: Sequence[WorkerLine]) -> None:
        """Lists them."""
        self._lines = {line.id: line for line in lines}
        self.table.show_ids(array("q", self._lines))


def _worker_columns() -> list[Column[WorkerLine]]:
    return [
        Column(lambda: say("Employers", "Name"), lambda w: w.name or say("Employers", "(confidential)"), 2),
        Column(
            lambda: say("Employers", "Code"),
            lambda w: w.code,
            0,
            rank=2,
            sample=lambda: "NSR-AAAA-26-000000-A",
        ),
        Column(lambda: say("Employers", "Number"), lambda w: w.number, 1),
        Column(lambda: say("Employers", "Scheme"), lambda w: w.scheme, 0, rank=1, sample=lambda: "SCH-00"),
        Column(lambda: say("Employers", "Since"), lambda w: _day(w.from_on), 0, sample=lambda: "00/00/0000"),
        Column(lambda: say("Employers", "Until"), lambda w: _day(w.until_on), 0, sample=lambda: "00/00/0000"),
    ]


class FiledPanel(Panel):
    """The statements of an employer, and money received on one of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, StatementLine] = {}
        self.table: Table[StatementLine] = Table(
            _statement_columns(),
            lambda rows: [self._lines[row] for row in rows],
            name=lambda: say("Employers", "Statements"),
            empty=lambda: say("Employers", "No statement yet. File one under “Month”."),
            empty_icon="file-text",
            parent=self,
        )
        self.column.addWidget(self.table, 1)
        self.owing = Words(lambda: self._owing_words(), tone="accent", wrap=True, parent=self)
        self.column.addWidget(self.owing)
        amount = TextField(
            lambda: say("Employers", "&Amount received"), required=True, longest=30, parent=self
        )
        paid_on = DayField(lambda: say("Employers", "Received &on"), parent=self)
        reference = TextField(lambda: say("Employers", "Re&ference"), longest=60, parent=self)
        self.pair(amount=amount, paid_on=paid_on, reference=reference)
        self.table.selected.connect(lambda _line: self.owing.retranslate())

    def show_statements(self, lines: Sequence[StatementLine]) -> None:
        """Lists them; the latest is chosen."""
        self._lines = {line.id: line for line in lines}
        self.table.show_ids(array("q", self._lines))
        if lines:
            self.table.selectRow(0)
        self.owing.retranslate()

    def statement(self) -> StatementLine | None:
        """The one that is chosen."""
        return self.table.current() if self._lines else None

    def _owing_words(self) -> str:
        line = self.statement()
        if line is None:
            return ""
        if line.status is StatementStatus.replaced:
            return say("Employers", "This statement was replaced by a later one.")
        if line.owing <= 0:
            return say("Employers", "Paid in full.")
        words = say("Employers", "Still to be paid: {amount}")
        return words.format(amount=money(line.owing, line.currency, language()))


def _statement_columns() -> list[Column[StatementLine]]:
    def mark(line: StatementLine) -> tuple[str, str]:
        if line.status is StatementStatus.replaced:
            return "history", "muted"
        return ("clock", "attention") if line.owing > 0 else ("check", "accent")

    return [
        Column(
            lambda: say("Employers", "Month"),
            lambda s: f"{s.month[5:]}/{s.month[:4]}",
            0,
            sample=lambda: "00/0000",
        ),
        Column(lambda: say("Employers", "Scheme"), lambda s: s.scheme, 0, rank=1, sample=lambda: "SCH-00"),
        Column(
            lambda: say("Employers", "Standing"),
            lambda s: label(StatementStatus, s.status.value, language()),
            1,
            mark=mark,
        ),
        Column(
            lambda: say("Employers", "Workers"),
            lambda s: str(s.workers),
            0,
            figures=True,
            sample=lambda: say("Employers", "Workers"),
            rank=2,
        ),
        Column(
            lambda: say("Insured", "Due"),
            lambda s: money(s.due, s.currency, language()),
            1,
            figures=True,
            sample=lambda: money(9_999_999, "KHR", language()),
        ),
        Column(
            lambda: say("Insured", "Paid"),
            lambda s: money(s.paid, s.currency, language()),
            1,
            figures=True,
            sample=lambda: money(9_999_999, "KHR", language()),
        ),
    ]


class VisitsPanel(Panel):
    """Visits to an employer and what they found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[int, VisitLine] = {}
        self.table: Table[VisitLine] = Table(
            _visit_columns(),
            lambda rows: [self._lines[row] for row in rows],
            name=lambda: say("Employers", "Visits"),
            empty=lambda: say("Employers", "No visit yet."),
            empty_icon="eye",
            parent=self,
        )
        self.column.addWidget(self.table, 1)
        on = DayField(lambda: say("Employers", "Visited &on"), parent=self)
        again = DayField(lambda: say("Employers", "Visit &again on"), parent=self)
        finding = LongTextField(lambda: say("Employers", "What was &found"), required=True, parent=self)
        self.pair(on=on, follow_up_on=again)
        self.pair(finding=finding)

    def show_visits(self, lines: Sequence[VisitLine]) -> None:
        """Lists them."""
        self._lines = {line.id: line for line in lines}
        self.table.show_ids(array("q", self._lines))


def _visit_columns() -> list[Column[VisitLine]]:
    return [
        Column(lambda: say("Employers", "Day"), lambda v: _day(v.on), 0, sample=lambda: "00/00/0000"),
        Column(lambda: say("Employers", "Finding"), lambda v: v.finding, 2),
        Column(
            lambda: say("Employers", "Again"), lambda v: _day(v.follow_up_on), 0, sample=lambda: "00/00/0000"
        ),
    ]


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text)) if text else ""


def employer_columns() -> list[Column[EmployerLine]]:
    """The columns of the list of employers."""

    def mark(line: EmployerLine) -> tuple[str, str]:
        active = line.status is EmployerStatus.active
        return ("check", "accent") if active else ("lock", "muted")

    return [
        Column(lambda: say("Employers", "Name"), lambda line: line.name, 2, mark=mark),
        Column(
            lambda: say("Employers", "Sector"),
            lambda line: label(Sector, line.sector.value, language()),
            1,
            rank=1,
        ),
        Column(
            lambda: say("Employers", "Workers"),
            lambda line: str(line.employed),
            0,
            figures=True,
            sample=lambda: say("Employers", "Workers"),
        ),
    ]
