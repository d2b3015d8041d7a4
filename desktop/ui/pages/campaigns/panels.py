"""What can be done with a campaign: look how far it is, set targets, note visits, begin a new one."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.dates import short_date
from desktop.language.terms import label, labels
from desktop.services.campaigns import Progress, Target, Visit, Work, rates
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.choice import OptionsField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.field import Field
from desktop.ui.fields.text import TextField
from desktop.ui.pages.campaigns.bars import Bars
from desktop.ui.pages.register.place_step import places
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.problems import Problem
from domain.vocabulary import BackCheck


class Panel(QWidget):
    """``fields`` by the names problems use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP)

    def pair(self, **fields: Field) -> None:
        """Fields side by side."""
        row = Columns(480, self)
        for name, field in fields.items():
            self.fields[name] = field
            row.add(field, 1)
        self.column.addWidget(row)

    def text(self, name: str) -> str:
        """What is written in a field."""
        return str(self.fields[name].value() or "")

    def show_problem(self, problem: Problem) -> bool:
        """Puts a problem beneath its field; whether there is one."""
        field = self.fields.get(problem.where)
        if field is not None:
            field.set_problem(problem)
            field.setFocus()
        return field is not None

    def clear_problems(self) -> None:
        """Says nothing is wrong."""
        for field in self.fields.values():
            field.set_problem(None)


def place_of(desk: Desk) -> Callable[[Target], str]:
    """A target's place as it is read."""

    def words(target: Target) -> str:
        around = desk.programme.place_names(target.area)
        return ", ".join(part for part in (target.village, around[0] if around else target.area) if part)

    return words


class ProgressPanel(Panel):
    """Bars by village and team, the last days, and the team one registers for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Progress | None = None
        self._now: Work | None = None
        self.sum = Words(self._sum_words, size="lead", parent=self)
        self.bars = Bars(place_of(desk), self)
        self.days = Words(self._days_words, size="small", tone="muted", wrap=True, parent=self)
        self.now = Words(self._now_words, tone="accent", wrap=True, parent=self)
        team = TextField(
            lambda: say("Campaign", "&Team that is registered for on this laptop"),
            hint=lambda: say("Campaign", "New households and paper forms carry it until you change it."),
            longest=120,
            parent=self,
        )
        for widget in (self.sum, self.bars, self.days, self.now):
            self.column.addWidget(widget)
        self.pair(team=team)
        self.column.addStretch(1)

    def show_progress(self, found: Progress | None, now: Work | None) -> None:
        """Shows how far a campaign is."""
        self._found, self._now = found, now
        self.bars.show_targets(found.targets if found else ())
        here = now is not None and found is not None and now.campaign == found.campaign.code
        self.fields["team"].set_value(now.team if here and now else None)
        for words in (self.sum, self.days, self.now):
            words.retranslate()
            words.setVisible(bool(words.text()))

    def _sum_words(self) -> str:
        if self._found is None:
            return say("Campaign", "Choose a campaign, or begin one.")
        words = say("Campaign", "{done} of {expected} households")
        return words.format(done=self._found.done, expected=self._found.expected)

    def _days_words(self) -> str:
        days: dict[date, int] = {}
        for on, _team, number in self._found.by_day if self._found else ():
            days[on] = days.get(on, 0) + number
        shown = [f"{short_date(on)}: {number}" for on, number in list(days.items())[-7:]]
        return say("Campaign", "By day: {days}").format(days=" · ".join(shown)) if shown else ""

    def _now_words(self) -> str:
        if self._now is None:
            return ""
        words = say("Campaign", "This laptop registers for {campaign}, team {team}.")
        return words.format(campaign=self._now.name, team=self._now.team)


class TargetPanel(Panel):
    """How many households a team is expected to register in a village."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        area = AreaField(
            lambda: say("Campaign", "&Area"), places(desk.programme, desk.office), required=True, parent=self
        )
        village = TextField(
            lambda: say("Campaign", "&Village"),
            hint=lambda: say("Campaign", "Empty for the whole area."),
            parent=self,
        )
        team = TextField(lambda: say("Campaign", "&Team"), required=True, longest=120, parent=self)
        expected = TextField(
            lambda: say("Campaign", "Households &expected"), required=True, longest=6, parent=self
        )
        self.pair(area=area, village=village)
        self.pair(team=team, expected=expected)
        self.column.addStretch(1)


class NewPanel(Panel):
    """A new campaign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = TextField(lambda: say("Campaign", "&Name of the campaign"), required=True, parent=self)
        code = TextField(
            lambda: say("Campaign", "C&ode"),
            hint=lambda: say("Campaign", "Empty: one is made that no other laptop makes."),
            longest=40,
            parent=self,
        )
        self.pair(name=name, code=code)
        self.pair(
            **{
                "from": DayField(lambda: say("Campaign", "&First day"), required=True, parent=self),
                "until": DayField(lambda: say("Campaign", "&Last day"), required=True, parent=self),
            }
        )
        self.column.addStretch(1)


class VisitsPanel(Panel):
    """The households drawn, what was found there, and the field for one more visit."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visits: dict[int, Visit] = {}
        self.table: Table[Visit] = Table(
            _visit_columns(desk),
            lambda rows: [self._visits[row] for row in rows],
            name=lambda: say("Campaign", "Households to visit again"),
            empty=lambda: say("Campaign", "Nothing is drawn before households are registered."),
            empty_icon="home-2",
            parent=self,
        )
        self.table.setMinimumHeight(theme.grown(200))
        self.rates = Words(self._rates_words, size="small", tone="muted", wrap=True, parent=self)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.rates)
        result = OptionsField(
            lambda: say("Campaign", "What was &found"), lambda: labels(BackCheck, language()), parent=self
        )
        note = TextField(lambda: say("Campaign", "N&ote"), longest=2000, parent=self)
        self.pair(result=result, note=note)

    def show_visits(self, visits: list[Visit]) -> None:
        """Lists these."""
        self._visits = {visit.id: visit for visit in visits}
        self.table.show_ids(array("q", self._visits))
        self.rates.retranslate()
        self.rates.setVisible(bool(visits))

    def _rates_words(self) -> str:
        words = say(
            "Campaign",
            "{team}: {visited} of {drawn} visited, {agrees} agree, {differs} differ, {lost} not found",
        )
        return "\n".join(
            words.format(
                team=one.team or "–", visited=one.visited, drawn=one.drawn, agrees=one.agrees,
                differs=one.differs, lost=one.not_found,
            )
            for one in rates(list(self._visits.values()))
        )  # fmt: skip


def _visit_columns(desk: Desk) -> list[Column[Visit]]:
    def where(visit: Visit) -> str:
        around = desk.programme.place_names(visit.area)
        return ", ".join(part for part in (visit.landmark, visit.village, *around[:1]) if part)

    def found(visit: Visit) -> str:
        return label(BackCheck, visit.found.result, language()) if visit.found else ""

    return [
        Column(lambda: say("Campaign", "Code"), lambda v: v.code, 0, sample=lambda: "NSR-MWMW-26-000888-W"),
        Column(lambda: say("Campaign", "Head of household"), lambda v: v.head_name, 2),
        Column(lambda: say("Campaign", "Where"), where, 3, rank=2),
        Column(lambda: say("Campaign", "Team"), lambda v: v.team, 1, rank=1),
        Column(lambda: say("Campaign", "Found"), found, 1),
    ]
