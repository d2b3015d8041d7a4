"""The print desk: choose, look at the pages, print or save them; only then they count as printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.services import print_papers
from desktop.services.print_papers import Printed
from desktop.ui import files
from desktop.ui.background import Failure, Progress
from desktop.ui.messages import problems_of
from desktop.ui.pages.page import Page
from desktop.ui.pages.print_lists import COPY, HAND_OVER, PrintLists
from desktop.ui.pages.print_options import PrintOptions
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.preview import Preview
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, say
from desktop.ui.tables.paper_lists import CounterLine, DueLine, counter_lines, due_lines
from domain.problems import Fault
from domain.vocabulary import Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.services.desk import Desk
    from desktop.services.fill_papers import Layout
    from domain.languages import LanguageCode

_PREVIEWED = 10
_WAIT_MS = 200
_NARROW = 1000
Lists = tuple[list[DueLine], list[DueLine], list[CounterLine]]


def read_lists(desk: Desk) -> Lists:
    """What waits at the print desk; runs on the store lane."""
    due = print_papers.due(desk)
    counter = counter_lines(print_papers.to_hand_over(desk))
    return due_lines(due, Paper.receipt), due_lines(due, Paper.card), counter


class PrintDeskPage(Page):
    """Lists at the left, the paper at the right."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._running: Progress | None = None
        self._columns = Columns(_NARROW, self)
        self.body.addWidget(self._columns, 1)
        self.lists = PrintLists(self)
        self._columns.add(self.lists, 3)
        self._add_preview()
        self._add_buttons()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.preview)
        self.lists.changed.connect(self._chose)
        self.options.changed.connect(self._wait.start)

    def _add_preview(self) -> None:
        self._side = Card(parent=self)
        self.options = PrintOptions(self._side)
        self.shown = Preview(lambda: say("Print", "Choose a row to see its paper."), self._side)
        self._first = Words(lambda: "", size="small", tone="muted", parent=self._side)
        self._side.body.addWidget(self.options)
        self._side.body.addWidget(self.shown, 1)
        self._side.body.addWidget(self._first)
        self._columns.add(self._side, 2)

    def _add_buttons(self) -> None:
        self.every = Button(lambda: say("Print", "Select &all"), parent=self)
        self.every.clicked.connect(lambda: self.lists.table().selectAll())
        self.save = Button(lambda: say("Print", "Sa&ve as PDF…"), icon="download", parent=self)
        self.save.clicked.connect(self._ask_place)
        self.blank = Button(lambda: say("Print", "&Blank forms…"), icon="forms", kind="quiet", parent=self)
        self.blank.clicked.connect(lambda: self.go.emit("forms", None))
        self.add_secondary(self.every)
        self.add_secondary(self.save)
        self.add_secondary(self.blank)
        self.act = Button(lambda: say("Print", "&Print"), icon="printer", kind="primary", parent=self)
        self.act.clicked.connect(self._act)
        self.add_primary(self.act)

    def title(self) -> str:
        return say("Rail", "Print desk")

    def arrive(self, subject: object) -> None:
        """``subject`` names a list (``receipts``, ``cards``, ``hand_over``) or is a ``PrintOrder``."""
        self.lists.ask(subject)
        self.read()
        self.lists.table().setFocus()

    def read(self) -> None:
        """Reads the lists again."""
        self.runner.run(
            lambda _progress: read_lists(self.desk),
            done=lambda found: self.lists.show_lists(*found),
            owner=self,
        )

    def _chose(self) -> None:
        tab = self.lists.tab()
        handing = tab == HAND_OVER
        self.options.show_paper(self.lists.paper())
        self._side.setVisible(not handing)
        self.save.setVisible(not handing)
        self.every.setVisible(tab != COPY)
        self.act.tell(
            (lambda: say("Print", "&Handed over today")) if handing else (lambda: say("Print", "&Print"))
        )
        ready = bool(self.lists.prints()) if handing else bool(self.lists.codes())
        self.act.setEnabled(ready)
        self.save.setEnabled(ready)
        self._wait.start()

    def preview(self) -> None:
        """Draws the first pages of what is chosen; nothing is recorded."""
        if self._running is not None:
            self._running.forget()
        codes = self.lists.codes()
        self._first.setVisible(len(codes) > _PREVIEWED)
        self._first.tell(
            lambda: say("Print", "The first {shown} of {all}.").format(shown=_PREVIEWED, all=len(codes))
        )
        if not codes:
            self.shown.clear()
            return
        paper, layout, spoken = self._order()
        self._running = self.runner.run(
            lambda _progress: print_papers.preview(self.desk, paper, codes[:_PREVIEWED], layout, spoken),
            done=lambda printed: self.shown.show_pdf(printed.pdf),
            failed=self._not_shown,
            owner=self,
        )

    def _order(self) -> tuple[Paper, Layout, LanguageCode | None]:
        return self.lists.paper(), self.options.layout_chosen(), self.options.language_chosen()

    def _not_shown(self, failure: Failure) -> None:
        self.shown.clear()
        self.failed(failure)

    def _act(self) -> None:
        if self.lists.tab() == HAND_OVER:
            self.hand_over()
            return
        from desktop.ui import spooling  # noqa: PLC0415 - the printing library is read with the first paper

        try:
            spooling.ask_printer(
                self, lambda printer: self._give_out(lambda made: self._spool(made, printer))
            )
        except Fault as failure:
            self.failed(failure)

    def _print_on(self, printer: QPrinter) -> None:
        self._give_out(lambda made: self._spool(made, printer))

    def _ask_place(self) -> None:
        codes = self.lists.codes()
        name = codes[0] if len(codes) == 1 else f"{self.desk.today().isoformat()}-{len(codes)}"
        start = files.documents() / f"{self.lists.paper().value}-{name}.pdf"
        files.ask_save(self, say("Print", "Save the papers"), "PDF (*.pdf)", self.save_to, start)

    def save_to(self, path: Path) -> None:
        """Records the papers as given out, and writes them to a file."""
        self._give_out(lambda made: self._write(made, path))

    def _give_out(self, deliver: Callable[[Printed], None]) -> None:
        codes = self.lists.codes()
        paper, layout, spoken = self._order()
        reason = self.lists.copy.reason.value() if self.lists.tab() == COPY else ""
        self.act.setEnabled(False)
        self.runner.run(
            lambda _progress: print_papers.print_papers(self.desk, paper, codes, layout, spoken, reason),
            done=deliver,
            failed=self._refused,
            owner=self,
        )

    def _refused(self, failure: Failure) -> None:
        self.act.setEnabled(True)
        problem = problems_of(failure)[0]
        if problem.where == "reason" and self.lists.tab() == COPY:
            self.lists.copy.reason.set_problem(problem)
            self.lists.copy.reason.setFocus()
        else:
            self.failed(failure)

    def _spool(self, made: Printed, printer: QPrinter) -> None:
        from desktop.ui import spooling  # noqa: PLC0415 - as above

        try:
            pages = spooling.spool(made.pdf, printer)
        except Fault:
            self._not_delivered(made)
        else:
            self._delivered(lambda: say("Print", "%n page(s) sent to the printer.", "", pages))

    def _write(self, made: Printed, path: Path) -> None:
        try:
            path.write_bytes(made.pdf)
        except OSError:
            self._not_delivered(made)
        else:
            self._delivered(lambda: say("Print", "Saved as {name}.").format(name=path.name))

    def _delivered(self, words: Telling) -> None:
        self.lists.copy.forget()
        self.notice.show_words(
            lambda: (words(), say("Print", "When the citizen holds the paper, mark it under To hand over."))
        )
        self.wrote.emit()
        self.read()

    def _not_delivered(self, made: Printed) -> None:
        """The copies are counted already: the same pages are offered again, without counting twice."""
        self.notice.show_words(
            lambda: (
                say("Print", "The papers were prepared but did not come out."),
                say("Print", "They are counted as printed. Save the same pages elsewhere and print that."),
            ),
            "error",
            (lambda: say("Print", "Save the same &pages…"), lambda: self._ask_again(made)),
        )
        self.wrote.emit()
        self.read()

    def _ask_again(self, made: Printed) -> None:
        start = files.documents() / f"{self.desk.today().isoformat()}.pdf"
        files.ask_save(
            self, say("Print", "Save the papers"), "PDF (*.pdf)", lambda path: self._write(made, path), start
        )

    def hand_over(self) -> None:
        """Marks the chosen papers as held by the citizen; milestones follow by themselves."""
        prints = self.lists.prints()
        self.act.setEnabled(False)

        def work(_progress: Progress) -> int:
            for row in prints:
                print_papers.hand_over(self.desk, row)
            return len(prints)

        self.runner.run(work, done=self._handed_over, failed=self._refused, owner=self)

    def _handed_over(self, count: int) -> None:
        self.notice.show_words(lambda: (say("Print", "%n paper(s) handed over.", "", count), ""))
        self.wrote.emit()
        self.read()
