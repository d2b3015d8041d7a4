"""The rail at the left: the places of the window, icon above name, settings at its foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.places import PLACES, Place
from desktop.ui.speech import Spoken, say

_MOST_COUNTED = 99


class Rail(Spoken, QFrame):
    """Emits ``chosen`` with a place's key; ``show_place`` marks where the window is."""

    chosen = Signal(str)

    def __init__(self, office: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._buttons: dict[str, _RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._brand = QLabel(self)
        self._brand.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._brand.setText(office)
        self._brand.setContentsMargins(0, 12, 0, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(2)
        column.addWidget(self._brand)
        for place in PLACES:
            if place.icon and not place.at_foot:
                column.addWidget(self._add(place))
        column.addStretch(1)
        for place in PLACES:
            if place.icon and place.at_foot:
                column.addWidget(self._add(place))
        self.retranslate()

    def _add(self, place: Place) -> QToolButton:
        button = _RailButton(place, self)
        self._group.addButton(button)
        self._buttons[place.key] = button
        button.clicked.connect(lambda: self.chosen.emit(place.key))
        return button

    def show_place(self, key: str) -> None:
        """Marks a place; one that is not on the rail leaves none marked."""
        self._group.setExclusive(False)
        for known, button in self._buttons.items():
            button.setChecked(known == key)
        self._group.setExclusive(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, the office's name gives its room to the places: it stands in the title too."""
        super().resizeEvent(event)
        places = sum(button.sizeHint().height() + theme.HALF for button in self._buttons.values())
        self._brand.setVisible(self.height() >= places + self._brand.sizeHint().height() + theme.MARGIN * 2)

    def show_count(self, key: str, count: int) -> None:
        """A small number at a place: how much waits there; none for nothing."""
        if key in self._buttons:
            self._buttons[key].show_count(count)

    def retranslate(self) -> None:
        self.setAccessibleName(say("Rail", "Places"))
        colours = theme.palette()
        self._brand.setStyleSheet(
            f"color: {colours.on_rail_active}; font-size: {theme.pixels('lead')}px; font-weight: 700;"
        )


class _RailButton(Spoken, QToolButton):
    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self._count = 0
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width() + 8, theme.grown(88)), max(hint.height(), theme.grown(60)))

    def retranslate(self) -> None:
        words = self._place.words()
        colours = theme.palette()
        self.setText(words)
        waits = say("Rail", "%n to decide", "", self._count) if self._count else ""
        self.setAccessibleName(f"{words}, {waits}" if waits else words)
        self.setToolTip(f"{words} ({self._place.shortcut})" if self._place.shortcut else words)
        side = theme.grown(24)
        drawn = QIcon(icons.pixmap(self._place.icon, colours.rail_text, side))
        chosen = icons.pixmap(self._place.icon, colours.on_rail_active, side)
        drawn.addPixmap(chosen, QIcon.Mode.Normal, QIcon.State.On)
        self.setIconSize(QSize(side, side))
        self.setIcon(drawn)

    def show_count(self, count: int) -> None:
        """How much waits there."""
        if count != self._count:
            self._count = count
            self.retranslate()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button as ever, the number in a small round field beside the icon."""
        super().paintEvent(event)
        if not self._count:
            return
        colours = theme.palette()
        text = str(self._count) if self._count <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(theme.pixels("small"))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        high = theme.grown(18)
        wide = max(high, painter.fontMetrics().horizontalAdvance(text) + theme.grown(10))
        field = QRectF(self.width() / 2 + theme.grown(8), theme.grown(4), wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.attention_soft))
        painter.drawRoundedRect(field, high / 2, high / 2)
        painter.setPen(QColor(colours.attention))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
