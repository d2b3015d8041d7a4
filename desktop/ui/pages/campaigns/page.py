"""The campaigns page: the list at the left, what is expected, done and checked at the right."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QTabBar

from desktop.language.dates import short_date
from desktop.services import campaigns, rights
from desktop.services.campaigns import CampaignLine, Progress, Visit, Work
from desktop.services.rights import Right
from desktop.ui.background import Failure
from desktop.ui.messages import Question, problems_of
from desktop.ui.pages.campaigns.panels import NewPanel, Panel, ProgressPanel, TargetPanel, VisitsPanel
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.problems import Problem, Refused
from domain.vocabulary import BackCheck

PROGRESS, TARGETS, VISITS, NEW = range(4)


@dataclass(frozen=True)
class _Read:
    lines: list[CampaignLine]
    chosen: str
    progress: Progress | None
    visits: list[Visit]
    work: Work | None


class CampaignsPage(Page):
    """``arrive`` takes a campaign's code, or nothing."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._lines: list[CampaignLine] = []
        self._code = ""
        columns = Columns(1000, self)
        self.body.addWidget(columns, 1)
        columns.add(self._list(), 2)
        columns.add(self._side(), 3)
        self._buttons()
        self.tabs.currentChanged.connect(self._turned)
        self.retranslate()

    def _list(self) -> Card:
        card = Card(parent=self)
        self.table: Table[CampaignLine] = Table(
            _columns(),
            lambda rows: [line for row in rows for line in self._lines if line.id == row],
            name=lambda: say("Campaign", "Campaigns"),
            empty=lambda: say("Campaign", "No campaign yet. Begin one at the right."),
            empty_icon="flag",
            parent=card,
        )
        self.table.selected.connect(self._chose)
        card.body.addWidget(self.table, 1)
        return card

    def _side(self) -> Card:
        card = Card(parent=self)
        self.tabs = QTabBar(card)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(4):
            self.tabs.addTab("")
        self.progress = ProgressPanel(self.desk, card)
        self.target = TargetPanel(self.desk, card)
        self.visits = VisitsPanel(self.desk, card)
        self.new = NewPanel(card)
        self._stack = QStackedWidget(card)
        for panel in self._panels():
            self._stack.addWidget(panel)
        card.body.addWidget(self.tabs)
        card.body.addWidget(self._stack, 1)
        return card

    def _panels(self) -> tuple[Panel, ...]:
        return self.progress, self.target, self.visits, self.new

    def _buttons(self) -> None:
        self.close_button = Button(lambda: say("Campaign", "Close the &campaign…"), parent=self)
        self.close_button.clicked.connect(self.ask_close)
        self.stop = Button(lambda: say("Campaign", "&Register for no campaign"), kind="quiet", parent=self)
        self.stop.clicked.connect(lambda: self._do(lambda: campaigns.work_for(self.desk, "", "")))
        self.add_secondary(self.close_button)
        self.add_secondary(self.stop)
        self.act = Button(self._act_words, icon="check", kind="primary", parent=self)
        self.act.clicked.connect(self._act)
        self.add_primary(self.act)

    # Coming and going

    def title(self) -> str:
        return say("Campaign", "Campaigns")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk")]

    def arrive(self, subject: object) -> None:
        if isinstance(subject, str):
            self._code = subject
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        """Reads everything again."""
        code = self._code
        self.runner.run(lambda _progress: self._read(code), done=self._show, owner=self)

    def _read(self, code: str) -> _Read:
        lines = campaigns.every(self.desk)
        work = campaigns.work(self.desk)
        wanted = code or (work.campaign if work else "")
        chosen = next((line.code for line in lines if line.code == wanted), lines[0].code if lines else "")
        progress = campaigns.progress(self.desk, chosen) if chosen else None
        visits = campaigns.sample(self.desk, chosen) if chosen else []
        return _Read(lines, chosen, progress, visits, work)

    def _show(self, found: _Read) -> None:
        self._code = found.chosen
        if found.lines != self._lines:
            self._lines = found.lines
            self.table.show_ids(array("q", (line.id for line in found.lines)))
        rows = [number for number, line in enumerate(self._lines) if line.code == found.chosen]
        if rows and self.table.currentIndex().row() != rows[0]:
            self.table.selectRow(rows[0])
        self.progress.show_progress(found.progress, found.work)
        self.visits.show_visits(found.visits)
        self.stop.setVisible(found.work is not None)
        if not found.lines:
            self.tabs.setCurrentIndex(NEW)
        self._turned(self.tabs.currentIndex())

    def _chose(self, line: object) -> None:
        if isinstance(line, CampaignLine) and line.code != self._code:
            self._code = line.code
            self.read()

    def _line(self) -> CampaignLine | None:
        return next((line for line in self._lines if line.code == self._code), None)

    def _turned(self, tab: int) -> None:
        self._stack.setCurrentIndex(tab)
        self.act.tell(self._act_words)
        line = self._line()
        going = line is not None and not line.closed
        leads = rights.may(self.desk, Right.run_campaign)
        allowed = {
            PROGRESS: going,
            TARGETS: going and leads,
            VISITS: line is not None and bool(self.visits.table.rows.ids),
            NEW: leads,
        }
        self.act.setEnabled(allowed[tab])
        self.close_button.setVisible(going and leads)

    # Acting

    def _act_words(self) -> str:
        words = {
            PROGRESS: say("Campaign", "Register &for this team"),
            TARGETS: say("Campaign", "&Set the target"),
            VISITS: say("Campaign", "&Keep what was found"),
            NEW: say("Campaign", "&Begin the campaign"),
        }
        return words[self.tabs.currentIndex()]

    def _act(self) -> None:
        acts = {
            PROGRESS: self._work,
            TARGETS: self._target,
            VISITS: self._visit,
            NEW: self._create,
        }
        for field in self._panels()[self.tabs.currentIndex()].fields.values():
            field.set_problem(None)
        try:
            act = acts[self.tabs.currentIndex()]()
        except Refused as refusal:
            self._refused(refusal)
            return
        self._do(act)

    def _work(self) -> Callable[[], object]:
        code, team = self._code, self.progress.text("team")
        return lambda: campaigns.work_for(self.desk, code, team)

    def _target(self) -> Callable[[], object]:
        code, text = self._code, self.target.text
        area, village, team = text("area"), text("village"), text("team")
        if not area:
            raise Refused(Problem("area_missing", "area"))
        if not text("expected").isdigit():
            raise Refused(Problem("field_wrong", "expected", facts={"expected": "int_type"}))
        expected = int(text("expected"))
        return lambda: campaigns.target(self.desk, code, area, village, team, expected)

    def _visit(self) -> Callable[[], object]:
        visit, code = self.visits.table.current(), self._code
        said = self.visits.text("result")
        if visit is None or not said:
            raise Refused(Problem("field_missing", "result"))
        result, note = BackCheck(said), self.visits.text("note")
        return lambda: campaigns.check(self.desk, code, visit.code, result, note)

    def _create(self) -> Callable[[], object]:
        text = self.new.text
        first, last = _written(text("from"), "from"), _written(text("until"), "until")
        name, code = text("name"), text("code")
        return lambda: campaigns.create(self.desk, name, first, last, code=code)

    def _do(self, act: Callable[[], object]) -> None:
        self.runner.run(lambda _progress: act(), done=self._done, failed=self._refused, owner=self)

    def _done(self, made: object) -> None:
        words: dict[int, Telling] = {
            PROGRESS: lambda: say("Campaign", "Kept: what is registered from now on carries it."),
            TARGETS: lambda: say("Campaign", "The target is set."),
            VISITS: lambda: say("Campaign", "What was found is kept."),
            NEW: lambda: say("Campaign", "The campaign has begun. Now say who is expected where."),
        }
        here = words[self.tabs.currentIndex()]
        self.notice.show_words(lambda: (here(), ""))
        if isinstance(made, CampaignLine):
            self._code = made.code
            self.tabs.setCurrentIndex(TARGETS)
        self.target.fields["village"].set_value(None)
        self.target.fields["expected"].set_value(None)
        self.visits.fields["result"].set_value(None)
        self.visits.fields["note"].set_value(None)
        self.wrote.emit()
        self.read()

    def _refused(self, failure: Failure) -> None:
        panel = self._panels()[self.tabs.currentIndex()]
        if not panel.show_problem(problems_of(failure)[0]):
            self.failed(failure)

    def ask_close(self) -> None:
        """Closes the campaign, after asking."""
        code = self._code
        Question(
            self,
            lambda: say("Campaign", "Close this campaign?"),
            lambda: say("Campaign", "Nothing more is registered for it. Visits may still be noted."),
            lambda: say("Campaign", "&Close it"),
        ).ask(lambda: self._do(lambda: campaigns.close(self.desk, code)))

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Campaign", "What to look at"))
        words = (
            say("Campaign", "Progress"),
            say("Campaign", "Targets"),
            say("Campaign", "Visits"),
            say("Campaign", "New campaign"),
        )
        for tab, text in enumerate(words):
            self.tabs.setTabText(tab, text)


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text))


def _written(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Problem("field_wrong", where, facts={"expected": "day"})) from None


def _under_way() -> str:
    return say("Campaign", "under way")


def _state(line: CampaignLine) -> str:
    return say("Campaign", "closed") if line.closed else _under_way()


def _columns() -> list[Column[CampaignLine]]:
    def widest() -> str:
        return "00/00/0000"

    return [
        Column(lambda: say("Campaign", "Campaign"), lambda line: line.name, 2),
        Column(lambda: say("Campaign", "From"), lambda line: _day(line.from_on), 0, rank=2, sample=widest),
        Column(lambda: say("Campaign", "Until"), lambda line: _day(line.until_on), 0, rank=1, sample=widest),
        Column(lambda: say("Campaign", "State"), _state, 0, sample=_under_way),
    ]
