"""The grid of a month's wages: one worker a row, what is due beside it, a row to go on with at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.language.contributing import figure
from desktop.services.contributing.statements import WorkedOut
from desktop.ui import theme
from desktop.ui.speech import Spoken, language, say
from domain.problems import Problem, Severity

Index = QModelIndex | QPersistentModelIndex
Cells = tuple[str, str, str, str]
NAME, WHO, DAYS, WAGE, DUE = range(5)
EMPTY: Cells = ("", "", "", "")
# The column each part of a line is typed in, by what problems call it.
PARTS = {"name": NAME, "person": WHO, "number": WHO, "days": DAYS, "base": WAGE}


class WageRows(QAbstractTableModel):
    """What is typed, and what was worked out of it. ``typed`` when a cell has another content."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[list[str]] = [list(EMPTY)]
        self._dues: dict[int, str] = {}
        self._problems: dict[tuple[int, int], Problem] = {}

    def cells(self) -> list[tuple[int, Cells]]:
        """Every row somebody typed in, with its place."""
        filled = [(place, (row[0], row[1], row[2], row[3])) for place, row in enumerate(self._rows)]
        return [(place, cells) for place, cells in filled if any(cell.strip() for cell in cells)]

    def put(self, rows: Sequence[Cells]) -> None:
        """Other rows in the place of these."""
        self.beginResetModel()
        self._rows = [*map(list, rows), list(EMPTY)]
        self._dues, self._problems = {}, {}
        self.endResetModel()

    def show_worked(self, worked: WorkedOut | None, problems: dict[tuple[int, int], Problem]) -> None:
        """What is due on each row, and what is wrong with it."""
        self._problems, self._dues = problems, {}
        if worked is not None:
            places = [place for place, _ in self.cells()]
            for place, line in zip(places, worked.lines, strict=False):
                due = line.due
                self._dues[place] = figure(due.total, due.currency, language()) if due else ""
        last = self.index(self.rowCount() - 1, DUE)
        self.dataChanged.emit(self.index(0, 0), last)

    def problem(self, row: int, column: int) -> Problem | None:
        """What is wrong with a cell."""
        return self._problems.get((row, column))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() == DUE else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._dues.get(row, "") if column == DUE else self._rows[row][column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (DAYS, WAGE, DUE):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.BackgroundRole and (problem := self.problem(row, column)):
            colours = theme.palette()
            error = problem.severity is Severity.error
            return QBrush(QColor(colours.error_soft if error else colours.attention_soft))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() == DUE:
            return False
        self._rows[index.row()][index.column()] = str(value).strip()
        if index.row() == len(self._rows) - 1 and any(self._rows[-1]):
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
            self._rows.append(list(EMPTY))
            self.endInsertRows()
        self.dataChanged.emit(index, index)
        self.typed.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return _headings()[section]()


def _headings() -> tuple[Callable[[], str], ...]:
    return (
        lambda: say("Insured", "Name"),
        lambda: say("Employers", "Code or number"),
        lambda: say("Insured", "Days"),
        lambda: say("Insured", "Wage"),
        lambda: say("Insured", "Due"),
    )


class WagesGrid(Spoken, QTableView):
    """Typing fills a cell, Enter and Tab go on to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = WageRows()
        self.setModel(self.rows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(theme.grown(34))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        for column, mode in (
            (NAME, QHeaderView.ResizeMode.Stretch),
            (WHO, QHeaderView.ResizeMode.Stretch),
            (DAYS, QHeaderView.ResizeMode.ResizeToContents),
            (WAGE, QHeaderView.ResizeMode.ResizeToContents),
            (DUE, QHeaderView.ResizeMode.ResizeToContents),
        ):
            header.setSectionResizeMode(column, mode)
        header.setMinimumSectionSize(theme.grown(64))
        self.setMinimumHeight(theme.grown(150))
        self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next cell; Delete empties this one."""
        here = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            column = here.column() + 1
            going = (here.row(), column) if column <= WAGE else (here.row() + 1, NAME)
            self.setCurrentIndex(self.rows.index(min(going[0], self.rows.rowCount() - 1), going[1]))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and here.isValid():
            self.rows.setData(here, "")
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.setAccessibleName(say("Employers", "Workers and wages of the month"))
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DUE)
