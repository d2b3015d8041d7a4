"""The insurance page of a household: at a glance, contributions of one's own, periods and P-13."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QTabBar

from desktop.services import rights
from desktop.services.contributing import employers, insured, papers, periods, receiving
from desktop.services.contributing.insured import Glance
from desktop.services.contributing.lists import amount
from desktop.services.contributing.periods import Portability
from desktop.services.contributing.receiving import Quote
from desktop.services.print_papers import Printed
from desktop.services.rights import Right
from desktop.services.show import household
from desktop.ui.background import Failure
from desktop.ui.fields.choice import ListField
from desktop.ui.messages import problems_of
from desktop.ui.pages.campaigns.panels import Panel
from desktop.ui.pages.employers.panels import day_of
from desktop.ui.pages.given_paper import GivenPaper
from desktop.ui.pages.insured.panels import GlancePanel, PayPanel, PeriodsPanel
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, say
from domain.contributions.terms import Payer
from domain.problems import Facts, Problem, Refused
from domain.schemes.terms import Branch

GLANCE, PAY, PERIODS = range(3)
_WORK, _PAPER = range(2)


@dataclass(frozen=True)
class _Read:
    household: str
    people: dict[str, str]
    person: str
    glances: list[Glance]
    found: Portability | None


class InsuredPage(Page):
    """``arrive`` takes the printed code of a household or of one of its people."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._code = self._household = ""
        self._people: dict[str, str] = {}
        card = Card(parent=self)
        self.person = ListField(lambda: say("Insured", "P&erson"), lambda: self._people, parent=card)
        self.person.changed.connect(self._chose)
        self.tabs = QTabBar(card)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _ in range(3):
            self.tabs.addTab("")
        self.glance = GlancePanel(card)
        self.pay = PayPanel(self.desk, card)
        self.periods = PeriodsPanel(card)
        self._sides = QStackedWidget(card)
        for panel in self._panels():
            self._sides.addWidget(panel)
        for widget in (self.person, self.tabs):
            card.body.addWidget(widget)
        card.body.addWidget(self._sides, 1)
        self.paper = GivenPaper(self.desk, self.runner, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(card)
        self.stack.addWidget(self.paper)
        self.body.addWidget(self.stack, 1)
        self._buttons()
        self.tabs.currentChanged.connect(self._turned)
        for name in ("scheme", "base", "from_month", "until_month", "payer"):
            field = self.pay.fields[name]
            (field.changed if isinstance(field, ListField) else field.settled).connect(self.quote)
        self.retranslate()

    def _panels(self) -> tuple[Panel, ...]:
        return self.glance, self.pay, self.periods

    def _buttons(self) -> None:
        self.open = Button(lambda: say("Insured", "&Back to the household"), icon="arrow-left", parent=self)
        self.wrong = Button(lambda: say("Insured", "Entered in e&rror"), kind="quiet", parent=self)
        self.print = Button(
            lambda: say("Insured", "Statement of periods on paper"), icon="printer", parent=self
        )
        self.shut = Button(lambda: say("Insured", "&Back to the periods"), icon="arrow-left", parent=self)
        self.send = Button(lambda: say("Paper", "&Print…"), icon="printer", parent=self)
        self.save = Button(lambda: say("Paper", "Sa&ve as PDF…"), icon="download", parent=self)
        self.open.clicked.connect(lambda: self.go.emit("household", self._household))
        self.wrong.clicked.connect(self._mark_wrong)
        self.print.clicked.connect(self._print)
        self.shut.clicked.connect(self.show_work)
        self.send.clicked.connect(lambda: self.paper.send())
        self.save.clicked.connect(self.paper.ask_place)
        self.paper.failed.connect(self.failed)
        self.paper.said.connect(lambda words: self.notice.show_words(lambda: (words(), "")))
        for button in (self.open, self.wrong, self.print, self.shut, self.send, self.save):
            self.add_secondary(button)
        self.act = Button(self._act_words, icon="check", kind="primary", parent=self)
        self.act.clicked.connect(self._act)
        self.add_primary(self.act)

    # Coming and going

    def title(self) -> str:
        return say("Insured", "Insurance")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "People"), "people")]

    def arrive(self, subject: object) -> None:
        if isinstance(subject, str) and subject:
            self._code = subject
        self.show_work()
        scheme = self.sitting.remembered.contribution_scheme
        if scheme and not self.pay.text("scheme"):
            self.pay.fields["scheme"].set_value(scheme)
        self.read()
        self.person.setFocus()

    def back(self) -> bool:
        """Esc: out of the paper."""
        if self.stack.currentIndex() == _PAPER:
            self.show_work()
            return True
        return False

    def show_work(self) -> None:
        """Out of the paper."""
        self.stack.setCurrentIndex(_WORK)
        self._turned(self.tabs.currentIndex())

    def read(self) -> None:
        """Reads the household and the person chosen again."""
        code = self._code
        if code:
            self.runner.run(
                lambda _progress: self._read(code), done=self._show, failed=self.failed, owner=self
            )

    def _read(self, code: str) -> _Read:
        view = household(self.desk, code)
        people = {member.code: member.name for member in view.members}
        person = code if code in people else next(iter(people), "")
        found = periods.portability(self.desk, person) if person else None
        return _Read(view.code, people, person, insured.at_a_glance(self.desk, view.code), found)

    def _show(self, found: _Read) -> None:
        self._household, self._people, self._code = found.household, found.people, found.person
        self.person.offer(lambda: self._people)
        self.person.set_value(found.person)
        self.glance.show_glances(found.glances)
        self.periods.show_periods(found.found)
        self._turned(self.tabs.currentIndex())

    def _chose(self) -> None:
        self._code = self.person.value() or self._code
        self.read()

    def _turned(self, tab: int) -> None:
        self._sides.setCurrentIndex(tab)
        paper = self.stack.currentIndex() == _PAPER
        self.act.tell(self._act_words)
        self.act.setVisible(not paper and tab != GLANCE)
        self.act.setEnabled(rights.may(self.desk, Right.collect if tab == PAY else Right.apply))
        self.open.setVisible(not paper)
        self.wrong.setVisible(not paper and tab == PERIODS)
        self.print.setVisible(not paper and tab != PAY and bool(self._code))
        for button in (self.shut, self.send, self.save):
            button.setVisible(paper)

    # Acting

    def _act_words(self) -> str:
        if self.tabs.currentIndex() == PERIODS:
            return say("Insured", "&Keep the period")
        return say("Insured", "&Keep the payment")

    def _act(self) -> None:
        panel = self._panels()[self.tabs.currentIndex()]
        panel.clear_problems()
        try:
            act, done = self._paying() if panel is self.pay else self._adding()
        except Refused as refusal:
            self._refused(refusal)
            return
        self._do(act, done)

    def _do(self, act: Callable[[], object], done: Telling) -> None:
        self.runner.run(
            lambda _progress: act(), done=lambda _made: self._done(done), failed=self._refused, owner=self
        )

    def _done(self, words: Telling) -> None:
        names = {PAY: ("amount", "reference"), PERIODS: ("from_on", "until_on", "evidence")}
        panel = self._panels()[self.tabs.currentIndex()]
        for name in names.get(self.tabs.currentIndex(), ()):
            panel.fields[name].set_value(None)
        self.notice.show_words(lambda: (words(), ""))
        self.wrote.emit()
        self.read()

    def quote(self) -> None:
        """Works out what is due, as soon as scheme, months and base are there."""
        panel = self.pay
        scheme, base, first = panel.text("scheme"), panel.text("base"), panel.text("from_month")
        if not (scheme and base and first):
            panel.show_quote(None)
            return
        last = panel.text("until_month") or first
        self.runner.run(
            lambda _progress: receiving.quote(self.desk, scheme, self._amount("base"), first, last),
            done=self._quoted,
            failed=self._not_quoted,
            owner=self,
        )

    def _not_quoted(self, failure: Failure) -> None:
        self.pay.show_quote(None)
        self._refused(failure)

    def _quoted(self, found: Quote) -> None:
        self.pay.clear_problems()
        self.pay.show_quote(found)

    def _amount(self, name: str) -> int:
        """An amount of the pay panel in minor units. Raises Refused."""
        text = self.pay.text(name)
        currency = employers.contributory(self.desk, self.pay.text("scheme")).contributions[-1].currency
        try:
            return amount(text, currency)
        except ValueError:
            facts: Facts = {"given": text, "currency": currency}
            code = "amount_unreadable" if text else "amount_missing"
            raise Refused(Problem(code, name, facts=facts)) from None

    def _paying(self) -> tuple[Callable[[], object], Telling]:
        panel, code = self.pay, self._code
        scheme = panel.text("scheme")
        received = self._amount("amount")
        base = self._amount("base") if panel.text("base") else None
        first = panel.text("from_month")
        last = panel.text("until_month") or first
        payer, name = Payer(panel.text("payer") or Payer.worker.value), panel.text("payer_name")
        day, reference = day_of(panel, "paid_on"), panel.text("reference")
        self.sitting.remembered.contribution_scheme = scheme
        return (
            lambda: receiving.for_person(
                self.desk, code, scheme, received, first, last,
                payer=payer, payer_name=name, base=base, paid_on=day, reference=reference,
            ),
            lambda: say("Insured", "The payment is kept."),
        )  # fmt: skip

    def _adding(self) -> tuple[Callable[[], object], Telling]:
        panel, code = self.periods, self._code
        first, last = day_of(panel, "from_on"), day_of(panel, "until_on")
        if first is None or last is None:
            raise Refused(Problem("period_dates_wrong", "from_on" if first is None else "until_on"))
        country, institution = panel.text("country"), panel.text("institution")
        branch, evidence = Branch(panel.text("branch") or Branch.old_age.value), panel.text("evidence")
        return (
            lambda: periods.add(self.desk, code, country, institution, branch, first, last, evidence),
            lambda: say("Insured", "The period is kept."),
        )

    def _mark_wrong(self) -> None:
        held, code = self.periods.table.current(), self._code
        if held is not None and held.row is not None and not held.wrong:
            row = held.row
            self._do(
                lambda: periods.mark_wrong(self.desk, code, row),
                lambda: say("Insured", "The period counts no more."),
            )

    def _print(self) -> None:
        code = self._code
        self.runner.run(
            lambda _progress: papers.periods_print(self.desk, code),
            done=lambda printed: self._show_paper(printed, code),
            failed=self.failed,
            owner=self,
        )

    def _show_paper(self, printed: Printed, code: str) -> None:
        self.paper.show_paper(printed, code)
        self.stack.setCurrentIndex(_PAPER)
        self._turned(self.tabs.currentIndex())
        self.wrote.emit()
        self.send.setFocus()

    def _refused(self, failure: Failure) -> None:
        panel = self._panels()[self.tabs.currentIndex()]
        shown = [panel.show_problem(problem) for problem in problems_of(failure)]
        if not any(shown):
            self.failed(failure)

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(say("Insured", "What to look at"))
        self.tabs.setTabText(GLANCE, say("Insured", "At a glance"))
        self.tabs.setTabText(PAY, say("Insured", "Contributions"))
        self.tabs.setTabText(PERIODS, say("Insured", "Periods"))
