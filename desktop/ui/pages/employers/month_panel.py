"""A month's statement as it is typed: scheme, month, wages, and what is due in all while one types."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.language.contributing import money, rate
from desktop.language.problems import explain
from desktop.services.contributing import begun, employers, lists, statements
from desktop.services.contributing.begun import Begun
from desktop.services.contributing.statements import Wage, WorkedOut
from desktop.services.desk import Desk
from desktop.ui.background import Runner
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.text import TextField
from desktop.ui.messages import problems_of
from desktop.ui.pages.campaigns.panels import Panel
from desktop.ui.pages.employers.panels import scheme_choices
from desktop.ui.pages.employers.wages import PARTS, WAGE, Cells, WagesGrid
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from domain import codes
from domain.contributions.rates import month_of, next_month
from domain.payments.money import major
from domain.problems import Facts, Problem, Severity

_WAIT_MS = 400
_SHOWN = 4


@dataclass(frozen=True)
class _Worked:
    """What the service made of the cells; problems by the cell they stand in."""

    worked: WorkedOut | None
    problems: dict[tuple[int, int], Problem]
    whole: tuple[Problem, ...]


class MonthPanel(Panel):
    """``worked_out`` when what is due was worked out anew."""

    worked_out = Signal()

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._employer = desk, runner, ""
        self.found: _Worked | None = None
        scheme = ListField(
            lambda: say("Employers", "Sc&heme"), lambda: scheme_choices(desk), required=True, parent=self
        )
        month = TextField(
            lambda: say("Employers", "&Month"),
            placeholder=lambda: say("Employers", "2018-01"),
            required=True,
            longest=7,
            parent=self,
        )
        self.pair(scheme=scheme, month=month)
        self.rate = Words(lambda: self._rate_words(), size="small", tone="muted", wrap=True, parent=self)
        self.grid = WagesGrid(self)
        self.total = Words(lambda: self._total_words(), size="lead", wrap=True, parent=self)
        self.wrong = Words(lambda: self._wrong_words(), tone="attention", wrap=True, parent=self)
        for words in (self.rate, self.grid, self.total, self.wrong):
            self.column.addWidget(words, 1 if words is self.grid else 0)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.work_out)
        self.grid.rows.typed.connect(self._typed)
        scheme.changed.connect(self._typed)
        month.changed.connect(self._typed)

    # What is typed

    def show_employer(self, code: str, scheme: str) -> None:
        """What was begun for an employer, else last month's lines for the month that is due."""
        if code == self._employer:
            return
        self._employer = code
        kept = begun.load(self._desk, code) if code else None
        if kept is None:
            due = next_month(month_of(self._desk.today()), -1)
            known = scheme_choices(self._desk)
            chosen = scheme if scheme in known else next(iter(known), "")
            kept = Begun(chosen, due, self._usual(code, chosen, due))
        self.fields["scheme"].set_value(kept.scheme)
        self.fields["month"].set_value(kept.month)
        self.grid.rows.put(kept.rows)
        self.work_out()

    def _usual(self, code: str, scheme: str, month: str) -> tuple[Cells, ...]:
        if not code or not scheme:
            return ()
        currency = employers.contributory(self._desk, scheme).contributions[-1].currency
        return tuple(cells_of(w, currency) for w in statements.begun_from(self._desk, code, scheme, month))

    def begin_anew(self) -> None:
        """Throws away what is typed: last month's lines again."""
        code, self._employer = self._employer, ""
        begun.discard(self._desk, code)
        self.show_employer(code, self.text("scheme"))

    def _typed(self) -> None:
        if self._employer:
            cells = tuple(row for _, row in self.grid.rows.cells())
            begun.keep(self._desk, self._employer, Begun(self.text("scheme"), self.text("month"), cells))
        self._timer.start()

    def read_list(self, path: Path) -> tuple[Problem, ...]:
        """Puts the wages of a list in the grid; gives back what could not be read. Raises Refused."""
        scheme = employers.contributory(self._desk, self.text("scheme"))
        currency = scheme.contributions[-1].currency
        found = lists.read(path, currency)
        self.grid.rows.put([cells_of(wage, currency) for wage in found.wages])
        self._typed()
        return found.problems

    # What comes of it

    def work_out(self) -> None:
        """Works out what is due on what is typed."""
        code, scheme, month = self._employer, self.text("scheme"), self.text("month")
        rows = self.grid.rows.cells()
        if not code:
            self._show(_Worked(None, {}, ()))
            return
        self._runner.run(
            lambda _progress: _work_out(self._desk, code, scheme, month, rows),
            done=self._show,
            failed=lambda failure: self._show(_Worked(None, {}, tuple(problems_of(failure)))),
            owner=self,
        )

    def _show(self, found: _Worked) -> None:
        self.found = found
        self.grid.rows.show_worked(found.worked, found.problems)
        self.clear_problems()
        for problem in found.whole:
            if problem.where in self.fields:
                self.fields[problem.where].set_problem(problem)
        for words in (self.rate, self.total, self.wrong):
            words.retranslate()
            words.setVisible(bool(words.text()))
        self.worked_out.emit()

    def ready(self) -> bool:
        """Whether it can be filed as it stands."""
        found = self.found
        return (
            found is not None
            and found.worked is not None
            and not found.worked.errors
            and not any(p.severity is Severity.error for p in found.problems.values())
        )

    def wages(self) -> list[Wage]:
        """The lines as they are typed. Raises Refused for an amount that is none."""
        scheme = employers.contributory(self._desk, self.text("scheme"))
        return [_wage(row, scheme.contributions[-1].currency) for _, row in self.grid.rows.cells()]

    def _rate_words(self) -> str:
        worked = self.found.worked if self.found else None
        if worked is None:
            return ""
        words = say("Employers", "Rate of this month: {rate}")
        return words.format(rate=rate(worked.rate, language()))

    def _total_words(self) -> str:
        worked = self.found.worked if self.found else None
        if worked is None or not worked.lines:
            return ""
        words = say("Employers", "{workers}, due {amount}")
        people = say("Employers", "%n line(s)", "", len(worked.lines))
        return words.format(workers=people, amount=money(worked.due, worked.rate.currency, language()))

    def _wrong_words(self) -> str:
        if self.found is None:
            return ""
        said = []
        if self.found.worked is not None and self.found.worked.standing is not None:
            words = say("Employers", "This month has statement {code}; filing this one replaces it.")
            said.append(words.format(code=self.found.worked.standing.code))
        line = say("Employers", "Line {number}: {problem}")
        for (row, _column), problem in sorted(self.found.problems.items())[:_SHOWN]:
            said.append(line.format(number=row + 1, problem=explain(problem, language()).title))
        more = len(self.found.problems) - _SHOWN
        if more > 0:
            said.append(say("Employers", "and %n more", "", more))
        others = [p for p in self.found.whole if p.where not in self.fields]
        return "\n".join([*said, *(explain(problem, language()).title for problem in others)])


def cells_of(wage: Wage, currency: str) -> Cells:
    """A line as one types it."""
    base = str(major(wage.base, currency).normalize()) if wage.base else ""
    plain = f"{major(wage.base, currency):f}" if wage.base else base
    return (wage.name, wage.person or wage.number, "" if wage.days is None else str(wage.days), plain)


def _wage(row: Cells, currency: str) -> Wage:
    name, who, days, base = row
    person = who if codes.normal(who) or who.count("-") == 4 else ""
    amount = lists.amount(base, currency) if base else 0
    return Wage(name, amount, "" if person else who, person, int(days) if days else None)


def _work_out(desk: Desk, code: str, scheme: str, month: str, rows: list[tuple[int, Cells]]) -> _Worked:
    """Cells that cannot be read are named where they stand; the rest is worked out without them."""
    currency = employers.contributory(desk, scheme).contributions[-1].currency
    wages: list[Wage] = []
    problems: dict[tuple[int, int], Problem] = {}
    places: list[int] = []
    for place, row in rows:
        try:
            wages.append(_wage(row, currency))
        except ValueError:
            days = bool(row[2]) and not row[2].isdigit()
            code_of = "list_days_unreadable" if days else "list_wage_unreadable"
            column = PARTS["days"] if days else WAGE
            facts: Facts = {"row": place + 1, "name": row[0] or row[1], "given": row[column]}
            problems[place, column] = Problem(code_of, facts=facts)
            wages.append(Wage(row[0], 0, row[1]))
        places.append(place)
    worked = statements.work_out(desk, code, scheme, month, wages)
    whole = []
    for problem in worked.problems:
        parts = problem.where.split(".")
        if len(parts) == 3:
            problems.setdefault((places[int(parts[1])], PARTS.get(parts[2], 0)), problem)
        else:
            whole.append(problem)
    return _Worked(worked, problems, tuple(whole))
