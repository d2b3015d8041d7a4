"""Where a list comes in: chosen, or dropped on the card; what it is, and its first rows as they were read."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.bulk.preview import Preview
from desktop.ui import files, theme
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.text import TextField
from desktop.ui.messages import explain
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.speech import say
from desktop.ui.tables.rows import Column
from desktop.ui.tables.table import Table
from domain.problems import Problem

SUFFIXES = "*.xlsx *.csv *.tsv *.txt"
_SHOWN = 5
_MOST_COLUMNS = 8


@dataclass(frozen=True)
class _First:
    """One of the first rows."""

    id: int
    cells: tuple[str, ...]


class DropCard(Card):
    """``chosen`` carries the path, ``sheet_chosen`` the name of another sheet of the same workbook."""

    chosen = Signal(object)
    sheet_chosen = Signal(str)
    source_said = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Bulk", "The list"), parent)
        self.setAcceptDrops(True)
        self._preview: Preview | None = None
        self._path: Path | None = None
        self.choose = Button(lambda: say("Bulk", "C&hoose a file…"), icon="upload", parent=self)
        self.choose.clicked.connect(self._ask)
        self._name = Words(self._name_words, wrap=True, parent=self)
        self.source = TextField(
            lambda: say("Bulk", "&Where the list is from"),
            required=True,
            hint=lambda: say("Bulk", "The columns are remembered under this name."),
            longest=120,
            parent=self,
        )
        self.source.settled.connect(self.source_said)
        self.sheet = ListField(lambda: say("Bulk", "&Sheet of the workbook"), self._sheets, parent=self)
        self.sheet.changed.connect(lambda: self.sheet_chosen.emit(self.sheet.value() or ""))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.HALF)
        self.first = QVBoxLayout()
        self._arrange()
        self.show_nothing()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.choose)
        row.addWidget(self._name, 1)
        self.body.addLayout(row)
        fields = QHBoxLayout()
        fields.setSpacing(theme.MARGIN)
        fields.addWidget(self.source, 2)
        fields.addWidget(self.sheet, 1)
        self.body.addLayout(fields)
        self.body.addLayout(self._notes)
        self.body.addLayout(self.first)

    def _name_words(self) -> str:
        if self._path is None or self._preview is None:
            return say("Bulk", "Or drop it here: a workbook (XLSX) or a text file (CSV).")
        told = self._preview.told
        if told.kind == "XLSX":
            return say("Bulk", "{name}: sheet {sheet}, {count} columns").format(
                name=self._path.name, sheet=told.sheet, count=len(self._preview.headings)
            )
        sign = {"\t": say("Bulk", "tab")}.get(told.delimiter, told.delimiter)
        return say("Bulk", "{name}: {encoding}, columns parted by {sign}, {count} columns").format(
            name=self._path.name, encoding=told.encoding, sign=sign, count=len(self._preview.headings)
        )

    def _sheets(self) -> dict[str, str]:
        return {name: name for name in self._preview.told.sheets} if self._preview else {}

    def show_nothing(self) -> None:
        """No list yet."""
        self.source.hide()
        self.sheet.hide()

    def show_preview(self, path: Path, seen: Preview) -> None:
        """How the file was read, what is doubtful in it, and its first rows."""
        self._path, self._preview = path, seen
        self._name.retranslate()
        self.source.show()
        if not self.source.value():
            self.source.set_value(path.stem)
        self.sheet.setVisible(len(seen.told.sheets) > 1)
        self.sheet.offer(self._sheets)
        self.sheet.set_value(seen.told.sheet)
        _empty(self._notes)
        for note in seen.told.notes:
            self._notes.addWidget(_note(note, self))
        self._show_rows(seen)

    def _show_rows(self, seen: Preview) -> None:
        _empty(self.first)
        rows = [_First(place, row.cells) for place, row in enumerate(seen.rows[:_SHOWN])]
        columns = [
            Column[_First](
                lambda name=name: name,  # type: ignore[misc]
                lambda row, place=place: row.cells[place] if place < len(row.cells) else "",  # type: ignore[misc]
            )
            for place, name in enumerate(seen.headings[:_MOST_COLUMNS])
        ]

        def fetch(places: Sequence[int]) -> list[_First]:
            return [rows[place] for place in places]

        table: Table[_First] = Table(
            columns,
            fetch,
            name=lambda: say("Bulk", "First rows of the list"),
            empty=lambda: say("Bulk", "The list has headings and no rows."),
            parent=self,
        )
        table.show_ids(array("q", range(len(rows))))
        table.setFixedHeight(theme.grown(44) * (len(rows) + 1) + 8)
        self.first.addWidget(table)

    def _ask(self) -> None:
        kinds = say("Bulk", "Lists") + f" ({SUFFIXES})"
        files.ask_open(self, say("Bulk", "Choose a list"), kinds, self.chosen.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))


def _note(problem: Problem, parent: QWidget) -> Words:
    return Words(lambda: " ".join(explain(problem)), tone="attention", size="small", wrap=True, parent=parent)


def _empty(box: QVBoxLayout) -> None:
    while (item := box.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
