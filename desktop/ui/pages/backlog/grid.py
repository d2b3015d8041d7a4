"""The grid itself: typing fills a cell, Enter goes on, what is wrong stands beneath the row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.pages.backlog.columns import COLUMNS, editable
from desktop.ui.pages.backlog.rows import MemberRows
from desktop.ui.scanner import TAKES
from desktop.ui.speech import Spoken, say
from domain.problems import Severity

Index = QModelIndex | QPersistentModelIndex
_ROW, _WORDS = 36, 20
_COMMON = (Qt.Key.Key_F9, Qt.Key.Key_F10, Qt.Key.Key_F11)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Cell(QStyledItemDelegate):
    """A cell's words and its editor; both leave room beneath for what is wrong with the row."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("kind", "cell")
        if COLUMNS[index.column()].key == "number":
            line.setProperty(TAKES, "identifier")
        line.setAccessibleName(COLUMNS[index.column()].heading())
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        area: QRect = option.rect
        editor.setGeometry(area.left(), area.top(), area.width() - 1, theme.grown(_ROW) - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and self._grid.takes(event, watched)
        ):
            return True
        return super().eventFilter(watched, event)

    def finish(self, editor: QLineEdit) -> None:
        """Takes what was typed into the cell."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.palette()
        area = QRect(option.rect)
        area.setHeight(theme.grown(_ROW))
        problem = self._grid.rows.problem(index.row(), index.column())
        told = problem is not None and self._grid.tells(index.row(), index.column())
        here = self._grid.currentIndex() == index
        painter.save()
        ground = colours.surface
        if told and problem is not None:
            ground = colours.error_soft if problem.severity is Severity.error else colours.attention_soft
        painter.fillRect(area, QColor(ground))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.topRight(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if here:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        inner = area.adjusted(8, 0, -6, 0)
        painter.setPen(QColor(colours.text))
        painter.setFont(self._grid.font())
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(theme.grown(40), theme.grown(_ROW))


class Grid(Spoken, QTableView):
    """``ended`` when Enter is pressed in an empty row: the form has no more members.

    ``moved`` when another cell has the keyboard; ``backed`` when Shift+Tab leaves the first cell.
    """

    ended = Signal()
    backed = Signal()
    entered_by_keyboard = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = MemberRows()
        self.setModel(self.rows)
        self._cell = _Cell(self)
        self.setItemDelegate(self._cell)
        self._dress()
        self.selectionModel().currentChanged.connect(lambda _now, _old: self._moved())
        self.rows.modelReset.connect(self._fit)
        self.rows.rowsInserted.connect(lambda _parent, _first, _last: self._fit())
        self.retranslate()

    def _dress(self) -> None:
        font = self.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(theme.grown(40))
        self.setMinimumHeight(theme.grown(200))

    # Keys

    def event(self, event: QEvent) -> bool:
        """Tab walks through the cells; it leaves after the last one, and before the first."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
            if Qt.Key(event.key()) in tabs and self.takes(event, None):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes(event, None):
            super().keyPressEvent(event)

    def takes(self, event: QKeyEvent, editor: QLineEdit | None) -> bool:
        """Whether the grid does something of its own with a key, while a cell is being typed or not."""
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key == Qt.Key.Key_D:
            self._write(self.shown_above(), editor)
        elif control and key == Qt.Key.Key_Delete:
            self._remove(editor)
        elif key in _COMMON:
            values = self.common()
            place = _COMMON.index(key)
            if place < len(values):
                self._write(values[place], editor)
        elif key in _ENTER or key == Qt.Key.Key_Tab:
            self._go_on(editor, enter=key in _ENTER)
        elif key == Qt.Key.Key_Backtab:
            self._go_back(editor)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and editor is not None:
            self._finish(editor)
            self.stand_in(self.currentIndex().row() + (1 if key == Qt.Key.Key_Down else -1), self._column())
        elif key == Qt.Key.Key_Backspace and editor is None:
            self._correct()
        elif key == Qt.Key.Key_Delete and editor is None:
            self.rows.setData(self.currentIndex(), "")
        else:
            return False
        return True

    def _correct(self) -> None:
        """What stands in the cell is corrected at its end, not typed anew."""
        self.edit(self.currentIndex())
        editor = QApplication.focusWidget()
        if isinstance(editor, QLineEdit):
            editor.end(False)

    def _column(self) -> int:
        return self.currentIndex().column()

    def _finish(self, editor: QLineEdit | None) -> None:
        if editor is not None:
            self._cell.finish(editor)
            self.setFocus()

    def finish(self) -> None:
        """Takes in what is being typed, before the form is saved or left."""
        editor = self.indexWidget(self.currentIndex()) or self.findChild(QLineEdit)
        if isinstance(editor, QLineEdit) and self.state() == QAbstractItemView.State.EditingState:
            self._finish(editor)

    def _go_on(self, editor: QLineEdit | None, *, enter: bool) -> None:
        self._finish(editor)
        row, column = self.currentIndex().row(), self._column()
        empty = not any(self.rows.row(row).values())
        if empty and (enter or column == len(COLUMNS) - 1):
            self.ended.emit()
        elif column + 1 < len(COLUMNS):
            self.stand_in(row, column + 1)
        else:
            self.stand_in(row + 1, 0)

    def _go_back(self, editor: QLineEdit | None) -> None:
        self._finish(editor)
        row, column = self.currentIndex().row(), self._column()
        if column > 0:
            self.stand_in(row, column - 1)
        elif row > 0:
            self.stand_in(row - 1, len(COLUMNS) - 1)
        else:
            self.backed.emit()

    def _write(self, kept: str, editor: QLineEdit | None) -> None:
        """Puts a value into the cell and goes on, as if it had been typed."""
        if not kept:
            return
        words = editable(COLUMNS[self._column()], kept)
        if editor is not None:
            editor.setText(words)
        else:
            self.rows.setData(self.currentIndex(), words)
        self._go_on(editor, enter=True)

    def _remove(self, editor: QLineEdit | None) -> None:
        self._finish(editor)
        row = self.currentIndex().row()
        self.rows.clear_row(row)
        self.stand_in(row, 0)

    def common(self) -> list[str]:
        """What F9 to F11 write in this cell."""
        row, column = self.currentIndex().row(), max(0, self._column())
        return list(COLUMNS[column].common(self.rows.above(row)))[: len(_COMMON)]

    def shown_above(self) -> str:
        """What stands in the cell above."""
        row, column = self.currentIndex().row(), self._column()
        return self.rows.row(row - 1).get(COLUMNS[column].key, "") if row > 0 else ""

    def stand_in(self, row: int, column: int) -> None:
        """Gives a cell the keyboard."""
        row = max(0, min(row, self.rows.rowCount() - 1))
        self.setCurrentIndex(self.rows.index(row, column))
        self.setFocus()
        self.entered_by_keyboard.emit()

    # Looks

    def tells(self, row: int, column: int) -> bool:
        """Whether a cell's problem is shown yet: while its row is being typed, only once it is filled."""
        return row != self.currentIndex().row() or bool(self.rows.row(row).get(COLUMNS[column].key))

    def _moved(self) -> None:
        self._fit()
        self.moved.emit()

    def show_problems(self) -> None:
        """Gives each row the room for what is wrong with it."""
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        here = self.currentIndex().row()
        for row in range(self.rows.rowCount()):
            told = self.rows.message(row, here) is not None
            high = theme.grown(_ROW) + (theme.grown(_WORDS) if told else 0)
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        font = QFont(self.font())
        font.setPixelSize(theme.pixels("small"))
        painter.setFont(font)
        here = self.currentIndex().row()
        for row in range(self.rows.rowCount()):
            told = self.rows.message(row, here)
            if told is not None:
                self._tell(painter, row, *told)
        painter.end()

    def _tell(self, painter: QPainter, row: int, words: str, severity: Severity) -> None:
        colours = theme.palette()
        wrong = severity is Severity.error
        colour = colours.error if wrong else colours.attention
        top = self.rowViewportPosition(row) + theme.grown(_ROW)
        area = QRect(0, top, self.viewport().width(), theme.grown(_WORDS))
        painter.fillRect(area, QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        side = theme.grown(14)
        picture = icons.pixmap("alert-circle" if wrong else "alert-triangle", colour, side)
        painter.drawPixmap(8, area.center().y() - side // 2, picture)
        inner = area.adjusted(14 + side, 0, -8, 0)
        painter.setPen(QColor(colour))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        metrics = QFontMetrics(self.horizontalHeader().font())
        least = [metrics.horizontalAdvance(column.heading()) + 28 for column in COLUMNS]
        spare = max(0, self.viewport().width() - sum(least))
        total = sum(column.share for column in COLUMNS)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, least[number] + spare * column.share // total)

    def retranslate(self) -> None:
        self.setAccessibleName(say("Backlog", "Members, one a row"))
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self._share_width()
        self._fit()
        self.viewport().update()
