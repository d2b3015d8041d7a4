"""The table on screen: fixed rows, an honest scroll bar, and words when there is nothing to list."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Generic, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling
from desktop.ui.tables.pages import Fetch, L
from desktop.ui.tables.rows import Column, Rows

ROW = 44
_PAD = 12
_PICTURE = 16
# Widths of text are rounded down to whole pixels; a cell a fraction too narrow would lose its last letters.
_ROUNDING = 2


class _Cell(QStyledItemDelegate):
    """Draws a cell: its icon, its words, a hairline beneath; the selected row has a bar at its left."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = theme.palette()
        area: QRect = option.rect
        view = cast(QTableView, option.widget)
        chosen = view.selectionModel().isRowSelected(index.row())
        painter.save()
        painter.fillRect(area, QColor(colours.accent_soft if chosen else colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if index.row() == view.currentIndex().row() and index.column() == 0 and view.hasFocus():
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), QColor(colours.accent))
        self._words(painter, area, index, view.font())
        painter.restore()

    def _words(
        self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex, font: QFont
    ) -> None:
        inner = area.adjusted(_PAD, 0, -_PAD, -1)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if picture is not None:
            side = theme.grown(_PICTURE)
            painter.drawPixmap(inner.left(), inner.center().y() - side // 2, picture)
            inner.setLeft(inner.left() + side + 8)
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(brush.color() if brush is not None else QColor(theme.palette().text))
        painter.setFont(font)
        text = str(index.data())
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = option.fontMetrics.horizontalAdvance(str(index.data())) + 2 * _PAD
        if index.data(Qt.ItemDataRole.DecorationRole) is not None:
            width += theme.grown(_PICTURE) + 8
        return QSize(width, theme.grown(ROW))


class Table(Spoken, QTableView, Generic[L]):
    """Ids in, rows on screen. Enter or a double click emits ``opened`` with the row.

    With ``many``, several rows can be chosen with Shift, Ctrl, and all of them with Ctrl+A.
    """

    opened = Signal(object)
    selected = Signal(object)
    chosen_changed = Signal()

    def __init__(
        self,
        columns: list[Column[L]],
        fetch: Fetch[L],
        *,
        name: Telling,
        empty: Telling,
        empty_icon: str = "search",
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._empty, self._empty_icon = name, empty, empty_icon
        self.rows: Rows[L] = Rows(columns, fetch)
        self.setModel(self.rows)
        self.setItemDelegate(_Cell(self))
        self._nothing = _Nothing(self.viewport())
        self._dress()
        if many:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen_changed.emit())
        self.rows.modelReset.connect(self._listed)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _old: self.selected.emit(self.rows.line(now.row()))
        )
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.retranslate()

    def _dress(self) -> None:
        font = self.font()
        # Figures of one width: codes and numbers stand under one another.
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setMinimumSectionSize(theme.grown(48))

    def show_ids(self, ids: array[int]) -> None:
        """Lists these rows, the first one current so that Enter opens it."""
        self.rows.show(ids)

    def add_ids(self, ids: array[int]) -> None:
        """Lists these rows after the others."""
        if not self.rows.rowCount():
            self.show_ids(ids)
            return
        self.rows.append(ids)
        self._share_width()

    def refresh(self) -> None:
        """Reads the rows on screen again."""
        self.rows.refresh()

    def current(self) -> L | None:
        """The row the person stands on."""
        return self.rows.line(self.currentIndex().row())

    def select_rows(self, positions: Sequence[int]) -> None:
        """Chooses these rows, and shows the first of them."""
        self.clearSelection()
        rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for position in positions:
            self.selectionModel().select(self.rows.index(position, 0), rows)
        if positions:
            first = self.rows.index(positions[0], 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def chosen(self) -> list[L]:
        """The rows selected, from top to bottom."""
        positions = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [line for line in map(self.rows.line, positions) if line is not None]

    def _listed(self) -> None:
        self._nothing.tell(self._empty_icon, self._empty())
        self._nothing.setVisible(not self.rows.rowCount())
        self._share_width()
        if self.rows.rowCount():
            self.selectRow(0)

    def _open(self, row: int) -> None:
        line = self.rows.line(row)
        if line is not None:
            self.opened.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._nothing.setGeometry(self.viewport().rect())
        self._share_width()

    def _share_width(self) -> None:
        """Columns of weight 0 take what they need; the others share the rest by their weights."""
        columns = self.rows.columns
        needs = [self._needed(n) if column.wanted() else 0 for n, column in enumerate(columns)]
        for number in sorted(range(len(columns)), key=lambda number: -columns[number].rank):
            crowded = columns[number].rank > 0 and sum(needs) > self.viewport().width()
            left_out = crowded or not columns[number].wanted()
            self.setColumnHidden(number, left_out)
            if left_out:
                needs[number] = 0
        weights = [column.weight if needs[number] else 0 for number, column in enumerate(columns)]
        spare = max(0, self.viewport().width() - sum(needs))
        total = sum(weights) or 1
        for number, (need, weight) in enumerate(zip(needs, weights, strict=True)):
            self.setColumnWidth(number, need + spare * weight // total)

    def _needed(self, number: int) -> int:
        column = self.rows.columns[number]
        self.ensurePolished()
        metrics = QFontMetrics(self.font())
        # The hint of a section that is hidden is nothing; what it holds still needs its room.
        heading = self.horizontalHeader().sectionSizeFromContents(number).width() + 8
        picture = theme.grown(_PICTURE) + 8 if column.mark is not None else 0
        return max(heading, metrics.horizontalAdvance(column.sample()) + 2 * _PAD + _ROUNDING + picture)

    def retranslate(self) -> None:
        self.setAccessibleName(self._name())
        self.verticalHeader().setDefaultSectionSize(theme.grown(ROW))
        self._nothing.tell(self._empty_icon, self._empty())
        self.rows.refresh()
        self._share_width()
        self._nothing.setVisible(not self.rows.rowCount())

    def say_when_empty(self, empty: Telling) -> None:
        """Says something else when there is nothing to list."""
        self._empty = empty
        self._nothing.tell(self._empty_icon, empty())


class _Nothing(QWidget):
    """What an empty table says: what to do first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture, self._words = QLabel(self), QLabel(self)
        self._words.setProperty("tone", "muted")
        self._words.setWordWrap(True)
        for label in (self._picture, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addSpacing(8)
        column.addWidget(self._words)
        column.addStretch(3)

    def text(self) -> str:
        return self._words.text()

    def tell(self, picture: str, words: str) -> None:
        self._picture.setPixmap(icons.pixmap(picture, theme.palette().muted, theme.grown(32)))
        self._words.setText(words)
