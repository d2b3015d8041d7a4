"""Blank forms for days without power: how many, in which language; and those that have not come back."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path

from desktop.language.dates import short_date
from desktop.services import fill_forms, reserve_codes
from desktop.services.reserve_codes import MOST, Stack
from desktop.ui import files
from desktop.ui.background import Progress
from desktop.ui.fields.choice import OptionsField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.page import Page
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.preview import Preview
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import ENDONYMS, say
from desktop.ui.standing import moment
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.languages import LanguageCode
from domain.problems import Fault, Problem, Refused

_SMALL, _LARGE = "small", "large"


@dataclass(frozen=True)
class _Made:
    codes: list[str]
    pdf: bytes


class BlankFormsPage(Page):
    """The codes are reserved when the forms are made; the same stack can be printed again."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._stacks: dict[int, Stack] = {}
        self._made: _Made | None = None
        columns = Columns(1000, self)
        self.body.addWidget(columns, 1)
        columns.add(self._side(), 3)
        self._frame = Card(parent=self)
        self.shown = Preview(lambda: say("Form", "The forms are shown here once they are made."), self._frame)
        self._frame.body.addWidget(self.shown, 1)
        columns.add(self._frame, 2)
        self.again = Button(lambda: say("Form", "The chosen stack &once more"), icon="printer", parent=self)
        self.again.clicked.connect(self.make_again)
        self.save = Button(lambda: say("Form", "Sa&ve as PDF…"), icon="download", parent=self)
        self.save.clicked.connect(self._ask_place)
        self.print_button = Button(lambda: say("Form", "&Print"), icon="printer", parent=self)
        self.print_button.clicked.connect(self.print_made)
        for button in (self.again, self.save, self.print_button):
            self.add_secondary(button)
        self.make = Button(lambda: say("Form", "&Make the forms"), icon="forms", kind="primary", parent=self)
        self.make.clicked.connect(self.make_forms)
        self.add_primary(self.make)
        self._tell_made()

    def _side(self) -> Card:
        card = Card(parent=self)
        offered = self.desk.office.languages
        self.count = TextField(lambda: say("Form", "How many &forms"), required=True, longest=3, parent=card)
        self.language = OptionsField(
            lambda: say("Form", "&Language"), lambda: {code: ENDONYMS[code] for code in offered}, parent=card
        )
        self.sheets = OptionsField(lambda: say("Form", "&Size"), _sizes, parent=card)
        self.count.set_value("10")
        self.language.set_value(offered[0])
        self.sheets.set_value(_SMALL)
        why = Words(
            lambda: say("Form", "Each form has its code printed on it; nobody else is given the same."),
            tone="muted",
            wrap=True,
            parent=card,
        )
        for widget in (why, self.count, self.language, self.sheets):
            card.body.addWidget(widget)
        self.table: Table[Stack] = Table(
            _columns(),
            lambda rows: [self._stacks[row] for row in rows],
            name=lambda: say("Form", "Stacks of forms"),
            empty=lambda: say("Form", "No form has been made yet."),
            empty_icon="forms",
            parent=card,
        )
        self.table.setMinimumHeight(220)
        card.body.addWidget(self.table, 1)
        return card

    def title(self) -> str:
        return say("Form", "Blank forms")

    def trail(self) -> list[tuple[str, str]]:
        return [(say("Rail", "In bulk"), "bulk")]

    def arrive(self, subject: object) -> None:
        self.read()
        self.count.setFocus()

    def read(self) -> None:
        """Lists the stacks again."""
        self.runner.run(lambda _progress: reserve_codes.stacks(self.desk), done=self._list, owner=self)

    def _list(self, stacks: list[Stack]) -> None:
        self._stacks = {stack.id: stack for stack in stacks}
        self.table.show_ids(array("q", self._stacks))
        self.again.setEnabled(any(stack.unused for stack in stacks))

    def _rows(self) -> int:
        return fill_forms.LARGE if self.sheets.value() == _LARGE else 0

    def _spoken(self) -> LanguageCode:
        chosen = self.language.value()
        return next((code for code in ENDONYMS if code == chosen), self.desk.office.languages[0])

    def make_forms(self) -> None:
        """Reserves the codes, and shows the forms."""
        text, spoken, rows = self.count.value(), self._spoken(), self._rows()
        self.count.set_problem(None)
        if not text.isdigit() or not 1 <= int(text) <= MOST:
            self.count.set_problem(Problem("forms_count", "count", facts={"most": MOST}))
            self.count.setFocus()
            return

        def work(_progress: Progress) -> _Made:
            taken = reserve_codes.reserve(self.desk, int(text), spoken)
            return _Made(taken, fill_forms.blank_forms(self.desk, taken, spoken, rows))

        self.runner.run(work, done=self._show_made, failed=self.failed, owner=self)

    def make_again(self) -> None:
        """The forms of the chosen stack that have not come back."""
        stack, rows = self.table.current(), self._rows()
        if stack is None or not stack.unused:
            return
        spoken = next((code for code in ENDONYMS if code == stack.batch.language), self._spoken())
        codes = list(stack.unused)
        self.runner.run(
            lambda _progress: _Made(codes, fill_forms.blank_forms(self.desk, codes, spoken, rows)),
            done=self._show_made,
            failed=self.failed,
            owner=self,
        )

    def _show_made(self, made: _Made) -> None:
        self._made = made
        self.shown.show_pdf(made.pdf)
        self._tell_made()
        self.notice.show_words(
            lambda: (
                say("Form", "%n form(s) made.", "", len(made.codes)),
                say("Form", "Print them, or save them as a PDF. They can be printed again from the list."),
            )
        )
        self.wrote.emit()
        self.read()
        self.print_button.setFocus()

    def _tell_made(self) -> None:
        for button in (self.save, self.print_button):
            button.setEnabled(self._made is not None)

    def print_made(self) -> None:
        """Sends what is shown to a printer."""
        from desktop.ui import spooling  # noqa: PLC0415 - the printing library is read with the first paper

        made = self._made
        if made is None:
            return
        try:
            spooling.ask_printer(self, lambda printer: self._spooled(spooling.spool(made.pdf, printer)))
        except (Fault, Refused) as failure:
            self.failed(failure)

    def _spooled(self, pages: int) -> None:
        self.notice.show_words(lambda: (say("Print", "%n page(s) sent to the printer.", "", pages), ""))

    def _ask_place(self) -> None:
        start = files.documents() / f"{self.desk.today().isoformat()}-P-01.pdf"
        files.ask_save(self, say("Form", "Save the forms"), "PDF (*.pdf)", self.save_to, start)

    def save_to(self, path: Path) -> None:
        """Writes what is shown to a file."""
        if self._made is None:
            return
        try:
            path.write_bytes(self._made.pdf)
        except OSError:
            self.failed(Fault("file_not_written", name=path.name))
        else:
            self.notice.show_words(lambda: (say("Print", "Saved as {name}.").format(name=path.name), ""))


def _sizes() -> dict[str, str]:
    return {
        _SMALL: say("Form", "One sheet, front and back"),
        _LARGE: say("Form", "Two sheets, for large households"),
    }


def _columns() -> list[Column[Stack]]:
    return [
        Column(lambda: say("Form", "Made on"), _made_on, 0, sample=lambda: "00/00/0000"),
        Column(lambda: say("Form", "First code"), lambda stack: stack.batch.codes[0], 2),
        Column(lambda: say("Form", "Forms"), lambda stack: str(len(stack.batch.codes)), 0, figures=True),
        Column(lambda: say("Form", "Not back"), lambda stack: str(len(stack.unused)), 0, figures=True),
        Column(
            lambda: say("Form", "Age"),
            lambda stack: say("Form", "%n day(s)", "the age of a stack of forms", stack.days),
            0,
            figures=True,
            rank=1,
            sample=lambda: say("Form", "%n day(s)", "the age of a stack of forms", 120),
        ),
    ]


def _made_on(stack: Stack) -> str:
    at = moment(stack.batch.at)
    return short_date(at.date()) if at else ""
