"""A paper just recorded as given out: its pages, and what is done with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services import print_papers
from desktop.services.desk import Desk
from desktop.services.print_papers import Printed
from desktop.ui import files
from desktop.ui.background import Runner
from desktop.ui.parts.preview import Preview
from desktop.ui.speech import Spoken, Telling, say
from domain.problems import Fault

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class GivenPaper(Spoken, QWidget):
    """``handed`` comes when the citizen holds it, ``said`` with good news, ``failed`` with a failure."""

    handed = Signal()
    said = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._printed: Printed | None = None
        self._name = ""
        self.in_hand = False
        self.preview = Preview(lambda: say("Paper", "The pages could not be made."), None)
        # The whole page at a glance: what is read on it was read back before.
        self.preview.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.preview)

    def show_paper(self, printed: Printed | None, name: str) -> None:
        """Shows the pages; ``name`` is proposed as the file's name."""
        self._printed, self._name, self.in_hand = printed, name, False
        if printed is None:
            self.preview.clear()
        else:
            self.preview.show_pdf(printed.pdf)
            one = self.preview.pages() == 1
            self.preview.view.setPageMode(
                QPdfView.PageMode.SinglePage if one else QPdfView.PageMode.MultiPage
            )

    def has_pages(self) -> bool:
        """Whether there is something to print, save and hand over."""
        return self._printed is not None

    def send(self, *, quietly: bool = False) -> None:
        """Asks for a printer and sends the pages; ``quietly`` does nothing where there is no printer."""
        from desktop.ui import spooling  # noqa: PLC0415 - the printing library is read with the first paper

        try:
            spooling.ask_printer(self, self._spool)
        except Fault as failure:
            if not quietly:
                self.failed.emit(failure)

    def _spool(self, printer: QPrinter) -> None:
        from desktop.ui import spooling  # noqa: PLC0415 - as above

        if self._printed is None:
            return
        try:
            pages = spooling.spool(self._printed.pdf, printer)
        except Fault as failure:
            self.failed.emit(failure)
            return
        self.said.emit(lambda: say("Print", "%n page(s) sent to the printer.", "", pages))

    def ask_place(self) -> None:
        """Asks where to save the pages."""
        start = files.documents() / f"{self._name}.pdf"
        files.ask_save(self, say("Paper", "Save as PDF"), "PDF (*.pdf)", self.save_to, start)

    def save_to(self, path: Path) -> None:
        """Writes the pages to a file."""
        if self._printed is None:
            return
        pdf = self._printed.pdf
        words: Telling = lambda: say("Print", "Saved as {name}.").format(name=path.name)  # noqa: E731
        self._runner.run(
            lambda _progress: _write(path, pdf),
            done=lambda _none: self.said.emit(words),
            failed=self.failed.emit,
            owner=self,
        )

    def hand_over(self) -> None:
        """The citizen holds the paper: its milestone is reached."""
        if self._printed is None or self.in_hand:
            return
        rows = self._printed.prints
        act: Callable[[object], None] = lambda _progress: _hand_over(self._desk, rows)  # noqa: E731
        self._runner.run(act, done=lambda _none: self._handed(), failed=self.failed.emit, owner=self)

    def _handed(self) -> None:
        self.in_hand = True
        self.handed.emit()


def _hand_over(desk: Desk, rows: tuple[int, ...]) -> None:
    for row in rows:
        print_papers.hand_over(desk, row)


def _write(path: Path, pdf: bytes) -> None:
    try:
        path.write_bytes(pdf)
    except OSError:
        raise Fault("file_not_written", name=path.name) from None
