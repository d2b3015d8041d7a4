"""Qt's view of the rows of a form: one a member, and always an empty one to go on in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.services.backlog import PaperForm, Row
from desktop.ui.messages import explain
from desktop.ui.pages.backlog.columns import COLUMNS, editable, read, shown
from desktop.ui.speech import say
from domain.problems import Problem, Severity

Index = QModelIndex | QPersistentModelIndex
PROBLEM = Qt.ItemDataRole.UserRole
AT_FIRST = 6


class MemberRows(QAbstractTableModel):
    """``typed`` comes after each cell; ``problems`` are shown for rows that were left."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._form = PaperForm()
        self._problems: dict[int, dict[str, Problem]] = {}

    def show_form(self, form: PaperForm) -> None:
        """Shows another form; what is typed goes into it."""
        self.beginResetModel()
        self._form = form
        self._problems = {}
        self.endResetModel()

    def row(self, number: int) -> Row:
        """What is typed in a row; nothing in one that was not begun."""
        return self._form.rows[number] if 0 <= number < len(self._form.rows) else {}

    def above(self, number: int) -> list[Row]:
        """The rows above one."""
        return self._form.rows[: max(0, number)]

    def show_problems(self, problems: dict[int, dict[str, Problem]]) -> None:
        """What is wrong, by row and column."""
        self._problems = problems
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def problem(self, row: int, column: int) -> Problem | None:
        """What is wrong with a cell."""
        return self._problems.get(row, {}).get(COLUMNS[column].key)

    def message(self, row: int, here: int) -> tuple[str, Severity] | None:
        """What is wrong with a row in words; where the keyboard is (``here``), only of filled cells."""
        cells = self._problems.get(row, {})
        if row == here:
            cells = {key: problem for key, problem in cells.items() if self.row(row).get(key)}
        if not cells:
            return None
        headings = {column.key: column.heading() for column in COLUMNS}
        ordered = sorted(cells.items(), key=lambda one: one[1].severity.value)
        words = "   ".join(f"{headings[key]}: {explain(problem)[0]}" for key, problem in ordered)
        return words, ordered[0][1].severity

    def clear_row(self, number: int) -> None:
        """Takes a row away; those below move up."""
        if 0 <= number < len(self._form.rows):
            self.beginResetModel()
            self._form.rows.pop(number)
            self._problems = {}
            self.endResetModel()
            self.typed.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else max(AT_FIRST, len(self._form.rows) + 1)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = COLUMNS[index.column()]
        kept = self.row(index.row()).get(column.key, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(column, kept)
        if role == Qt.ItemDataRole.EditRole:
            return editable(column, kept)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            problem = self.problem(index.row(), index.column())
            words = shown(column, kept) or say("Backlog", "empty")
            return f"{words}. {explain(problem)[0]}" if problem else words
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        column = COLUMNS[index.column()]
        text = read(column, str(value))
        if text == self.row(index.row()).get(column.key, ""):
            return True
        before = self.rowCount()
        needed = max(AT_FIRST, index.row() + 2)
        if needed > before:
            self.beginInsertRows(QModelIndex(), before, needed - 1)
        while len(self._form.rows) <= index.row():
            self._form.rows.append({})
        self._form.rows[index.row()][column.key] = text
        if needed > before:
            self.endInsertRows()
        self.dataChanged.emit(index, index)
        self.typed.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignLeft
                if orientation == Qt.Orientation.Horizontal
                else Qt.AlignmentFlag.AlignHCenter
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return COLUMNS[section].heading() if orientation == Qt.Orientation.Horizontal else str(section + 1)
