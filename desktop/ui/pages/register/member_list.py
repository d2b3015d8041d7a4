"""The members entered so far, one card each; arrows choose whose questions stand at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, say

_CARD = 76
_PICTURE = QSize(36, 45)
_PAD = 8


@dataclass(frozen=True)
class MemberCard:
    """What a card says; ``under`` has a line or two. ``mood`` is empty, ``attention`` or ``error``."""

    key: str
    name: str
    under: str
    portrait: bytes | None = None
    mood: str = ""


class MemberList(Spoken, QListWidget):
    """``chosen`` carries the id of the member one stands on; ``dropped`` comes with the Delete key."""

    chosen = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Card(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.currentItemChanged.connect(self._moved)
        self.retranslate()

    def show_cards(self, cards: Sequence[MemberCard], current: str) -> None:
        """Shows these cards, standing on one of them, without telling anybody."""
        self.blockSignals(True)
        while self.count() > len(cards):
            self.takeItem(self.count() - 1)
        while self.count() < len(cards):
            self.addItem(QListWidgetItem())
        for row, card in enumerate(cards):
            item = self.item(row)
            if item.data(Qt.ItemDataRole.UserRole) != card:
                item.setData(Qt.ItemDataRole.UserRole, card)
                item.setText(self._spoken(card))
            if card.key == current and self.currentRow() != row:
                self.setCurrentRow(row)
        self.blockSignals(False)
        self.viewport().update()

    def _spoken(self, card: MemberCard) -> str:
        moods = {"error": say("Register", "something to correct"), "attention": say("Register", "to look at")}
        return ", ".join(
            part for part in (card.name, *card.under.split("\n"), moods.get(card.mood, "")) if part
        )

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            card = cast(MemberCard, item.data(Qt.ItemDataRole.UserRole))
            self.chosen.emit(card.key)

    def retranslate(self) -> None:
        self.setAccessibleName(say("Register", "Members of the household"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.dropped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._moved(self.currentItem())
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Card(QStyledItemDelegate):
    """Portrait, name, role and age; a sign when something is to be corrected."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.grown(160), theme.grown(_CARD))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(card, MemberCard):
            return
        view = cast(QListWidget, option.widget)
        colours = theme.palette()
        area = QRect(option.rect).adjusted(0, 2, -2, -2)
        here = view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent), 2) if here and view.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft) if here else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)
        self._portrait(painter, area, card)
        self._words(painter, area, card)
        painter.restore()

    def _portrait(self, painter: QPainter, area: QRect, card: MemberCard) -> None:
        size = QSize(theme.grown(_PICTURE.width()), theme.grown(_PICTURE.height()))
        frame = QRect(area.left() + _PAD, area.center().y() - size.height() // 2, size.width(), size.height())
        colours = theme.palette()
        path = QPainterPath()
        path.addRoundedRect(QRectF(frame), 6, 6)
        painter.fillPath(path, QColor(colours.surface if card.portrait else colours.raised))
        picture = QPixmap()
        if card.portrait and picture.loadFromData(card.portrait):
            painter.save()
            painter.setClipPath(path)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(frame, picture)
            painter.restore()
            return
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawPath(path)
        painter.drawPixmap(frame.center() - QPoint(9, 9), icons.pixmap("user", colours.muted, 20))

    def _words(self, painter: QPainter, area: QRect, card: MemberCard) -> None:
        colours = theme.palette()
        left = area.left() + 2 * _PAD + theme.grown(_PICTURE.width()) + 4
        right = area.right() - _PAD - (26 if card.mood else 0)
        font = QFont(painter.font())
        lines = [(card.name, "body", QFont.Weight.DemiBold, colours.text)]
        lines += [
            (line, "small", QFont.Weight.Normal, colours.muted) for line in card.under.split("\n") if line
        ]
        high = theme.grown(19)
        top = area.center().y() - high * len(lines) // 2
        for text, size, weight, colour in lines:
            font.setPixelSize(theme.pixels(size))
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            space = QRect(left, top, right - left, high)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, space.width())
            painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, shown)
            top += high
        if card.mood:
            name = "alert-circle" if card.mood == "error" else "alert-triangle"
            picture = icons.pixmap(name, getattr(colours, card.mood), 20)
            painter.drawPixmap(area.right() - _PAD - 20, area.center().y() - 10, picture)
