"""Qt's view of the ids: columns in words, rows fetched by page when painted."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from desktop.ui import icons, theme
from desktop.ui.speech import Telling
from desktop.ui.tables.pages import Fetch, L, Pages
from domain.problems import Fault, Refused

Index = QModelIndex | QPersistentModelIndex
GONE = "–"


@dataclass(frozen=True)
class Column(Generic[L]):
    """One column. ``figures`` are right-aligned; ``weight`` shares the width, 0 takes what the text needs.

    ``sample`` is the widest text usual in the column, for its width at first; ``mark`` gives an icon and
    a tone (a field of ``theme.Palette``) to a cell, beside its words. Where there is no room for all, the
    columns of the highest ``rank`` are left out first; those of rank 0 never are. A column that has nothing
    to say of this list is not ``wanted``.
    """

    heading: Telling
    text: Callable[[L], str]
    weight: int = 1
    figures: bool = False
    sample: Telling = lambda: ""
    mark: Callable[[L], tuple[str, str]] | None = None
    rank: int = 0
    wanted: Callable[[], bool] = lambda: True


class Rows(QAbstractTableModel, Generic[L]):
    """``show(ids)`` replaces what is listed; a page that cannot be read is said by ``trouble``, once."""

    trouble = Signal(object)

    def __init__(self, columns: list[Column[L]], fetch: Fetch[L]) -> None:
        super().__init__()
        self.columns = columns
        self._pages = Pages(fetch)
        self._troubled = False

    @property
    def ids(self) -> array[int]:
        return self._pages.ids

    def show(self, ids: array[int]) -> None:
        """Lists these ids, from the first."""
        self.beginResetModel()
        self._pages.show(ids)
        self._troubled = False
        self.endResetModel()

    def append(self, ids: array[int]) -> None:
        """Lists these ids after the others; what is selected, and where one reads, stay."""
        if ids:
            first = len(self._pages.ids)
            self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
            self._pages.append(ids)
            self.endInsertRows()

    def refresh(self) -> None:
        """Reads the rows on screen again, and says headings in the language of now."""
        self._pages.forget()
        self._troubled = False
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def line(self, position: int) -> L | None:
        """The row at a position, None when there is none or it cannot be read now."""
        if not 0 <= position < len(self._pages.ids) or self._troubled:
            return None
        try:
            return self._pages.row(position)
        except (Refused, Fault) as failure:
            # Painting asks again for each cell: the failure is told once, until the next refresh.
            self._troubled = True
            self.trouble.emit(failure)
            return None

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._pages.ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in _CELL_ROLES:
            return None
        line = self.line(index.row())
        if role in _TEXT_ROLES:
            # A row that cannot be shown says so; it never shows another one's words.
            return column.text(line) if line is not None else GONE
        if line is None or column.mark is None:
            return None
        picture, tone = column.mark(line)
        colour = getattr(theme.palette(), tone)
        if role == Qt.ItemDataRole.DecorationRole:
            return icons.pixmap(picture, colour, theme.grown(16))
        return QBrush(QColor(colour))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.figures else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return column.heading() if role == Qt.ItemDataRole.DisplayRole else None


_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_CELL_ROLES = (*_TEXT_ROLES, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ForegroundRole)
