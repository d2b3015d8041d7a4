"""What the one button of the employers page does on each of its tabs."""

from __future__ import annotations

from collections.abc import Callable

from desktop.services.contributing import employers, receiving, statements
from desktop.services.contributing.lists import amount
from desktop.services.desk import Desk
from desktop.ui.pages.employers.month_panel import MonthPanel
from desktop.ui.pages.employers.panels import FactsPanel, FiledPanel, VisitsPanel, WorkersPanel, day_of
from desktop.ui.remembered import Remembered
from desktop.ui.speech import Telling, say
from domain.problems import Facts, Problem, Refused

FACTS, WORKERS, MONTH, FILED, VISITS, NEW = range(6)
Panels = tuple[FactsPanel, WorkersPanel, MonthPanel, FiledPanel, VisitsPanel, FactsPanel]
Act = tuple[Callable[[], object], Telling]


class EmployerActs:
    """Takes what is written on a panel and makes an act of it, with the words to say when it is done."""

    def __init__(
        self,
        desk: Desk,
        remembered: Remembered,
        facts: FactsPanel,
        workers: WorkersPanel,
        month: MonthPanel,
        filed: FiledPanel,
        visits: VisitsPanel,
        new: FactsPanel,
    ) -> None:
        self._desk, self._remembered = desk, remembered
        self.facts, self.workers, self.month = facts, workers, month
        self.filed, self.visits, self.new = filed, visits, new
        self._code = ""

    def of(self, tab: int, code: str) -> Act:
        """The act of a tab for the employer of a code. Raises Refused for what cannot be read."""
        self._code = code
        acts: dict[int, Callable[[], Act]] = {
            FACTS: self._edit,
            WORKERS: self._employ,
            MONTH: self._file,
            FILED: self._pay,
            VISITS: self._visit,
            NEW: self._register,
        }
        return acts[tab]()

    def _register(self) -> Act:
        form = self.new.form()
        return (
            lambda: employers.register(self._desk, form),
            lambda: say("Employers", "The employer is registered."),
        )

    def _edit(self) -> Act:
        form, code = self.facts.form(), self._code
        return (lambda: employers.edit(self._desk, code, form)), lambda: say(
            "Employers", "The corrections are kept."
        )

    def _employ(self) -> Act:
        code, panel = self._code, self.workers
        person, scheme, number = panel.text("person"), panel.text("scheme"), panel.text("number")
        if not person:
            raise Refused(Problem("worker_code_missing", "person"))
        day = day_of(panel, "from_on")
        self._remembered.contribution_scheme = scheme
        return (
            lambda: employers.employ(self._desk, code, person, scheme, day, number),
            lambda: say("Employers", "The worker is on the list."),
        )

    def _file(self) -> Act:
        panel, code = self.month, self._code
        scheme, month, wages = panel.text("scheme"), panel.text("month"), panel.wages()
        found = panel.found
        replace = found is not None and found.worked is not None and found.worked.standing is not None
        return (
            lambda: statements.file(self._desk, code, scheme, month, wages, replace=replace),
            lambda: say("Employers", "The statement is filed."),
        )

    def _pay(self) -> Act:
        panel, line = self.filed, self.filed.statement()
        if line is None:
            raise Refused(Problem("amount_missing", "amount"))
        try:
            received = amount(panel.text("amount"), line.currency)
        except ValueError:
            facts: Facts = {"given": panel.text("amount"), "currency": line.currency}
            code = "amount_unreadable" if panel.text("amount") else "amount_missing"
            raise Refused(Problem(code, "amount", facts=facts)) from None
        day, reference = day_of(panel, "paid_on"), panel.text("reference")
        return (
            lambda: receiving.on_statement(self._desk, line.code, received, day, reference),
            lambda: say("Employers", "The payment is kept."),
        )

    def _visit(self) -> Act:
        panel, code = self.visits, self._code
        on, again = day_of(panel, "on"), day_of(panel, "follow_up_on")
        finding = panel.text("finding")
        return (
            lambda: employers.visit(self._desk, code, finding, on, again),
            lambda: say("Employers", "The visit is kept."),
        )
