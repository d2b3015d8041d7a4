"""The household's journey as a line of stops: what is reached, what comes next, what is late."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.language.dates import long_date, short_date
from desktop.language.terms import label
from desktop.ui import icons, theme
from desktop.ui.parts.discard import discard
from desktop.ui.speech import Spoken, language, say
from domain.milestones import COUNTS, Step
from domain.vocabulary import MilestoneStatus as S

_CIRCLE = 32
_STOP = 92
_AIR = 8
_EDGE = 1
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_PICTURES = {
    S.achieved: "check",
    S.verified: "circle-check",
    S.in_progress: "dots-vertical",
    S.delayed: "clock",
    S.dropped: "x",
    S.retracted: "history",
}


def standing_words(step: Step) -> str:
    """Where a stop stands, shortly: its state with the date, or when it is due."""
    if step.overdue and step.due_on is not None:
        return say("Journey", "Late since {date}").format(date=short_date(step.due_on))
    if step.status is S.planned:
        if step.due_on is None:
            return label(S, step.status.value, language())
        return say("Journey", "Due {date}").format(date=short_date(step.due_on))
    state = label(S, step.status.value, language())
    return f"{state} {short_date(step.on)}" if step.on else state


class JourneyLine(Spoken, QWidget):
    """``chosen`` carries the code of the stop pressed. Arrows move along the line; Tab passes it once."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.stops: list[Stop] = []
        self.selected = ""
        # Measuring words is slow and layouts ask often: each width is measured once.
        self._measured: dict[int, tuple[list[list[int]], list[int]]] = {}

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Draws these; the stop that was chosen stays so, the next one to reach takes the Tab key."""
        if [stop.step.item.code for stop in self.stops] != [step.item.code for step in steps]:
            for old in self.stops:
                discard(old)
            self.stops = [Stop(step, self) for step in steps]
            for stop in self.stops:
                stop.clicked.connect(lambda _on=False, s=stop: self._chose(s))
                stop.show()
        following = next((s.item.code for s in steps if _is_open(s)), "")
        for stop, step in zip(self.stops, steps, strict=True):
            stop.show_step(step, following=step.item.code == following)
        self.select(self.selected)
        self._measured.clear()
        self._arrange()

    def select(self, code: str) -> None:
        """Marks a stop; none for an empty code."""
        self.selected = code
        anchor = code or next((s.step.item.code for s in self.stops if s.following), "")
        anchor = anchor or (self.stops[0].step.item.code if self.stops else "")
        for stop in self.stops:
            here = stop.step.item.code == anchor
            stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
            stop.setChecked(bool(code) and stop.step.item.code == code)

    def current(self) -> str:
        """The code of the stop that is open, else of the next one to reach, else of the last one."""
        following = next((stop.step.item.code for stop in self.stops if stop.following), "")
        return self.selected or following or (self.stops[-1].step.item.code if self.stops else "")

    def _chose(self, stop: Stop) -> None:
        self.select(stop.step.item.code)
        self.chosen.emit(stop.step.item.code)

    def walk(self, stop: Stop, by: int) -> None:
        """The keyboard goes to a neighbour."""
        index = self.stops.index(stop) + by
        if 0 <= index < len(self.stops):
            following = self.stops[index]
            following.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            following.setFocus(Qt.FocusReason.TabFocusReason)

    # Where each stop is

    def _shape(self, width: int) -> tuple[list[list[int]], list[int]]:
        """Line by line the width of each stop, and the height of each line."""
        if width not in self._measured:
            lines = self._lines(width)
            stops = iter(self.stops)
            highs = [max(next(stops).high(wide) for wide in line) for line in lines]
            self._measured[width] = (lines, highs)
        return self._measured[width]

    def _lines(self, width: int) -> list[list[int]]:
        """The width of each stop, line by line: as few lines as hold every word unbroken."""
        needs = [max(theme.grown(_STOP), stop.longest_word() + 2 * _EDGE) for stop in self.stops]
        for count in range(1, len(needs) + 1):
            across = -(-len(needs) // count)
            lines = [needs[at : at + across] for at in range(0, len(needs), across)]
            if all(sum(line) <= width for line in lines):
                return [_shared(line, width, across) for line in lines]
        return [[width] for _ in needs]

    def heightForWidth(self, width: int) -> int:
        highs = self._shape(width)[1]
        return sum(highs) + max(0, len(highs) - 1) * _AIR

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        width = self.width() or theme.grown(_STOP) * 8
        return QSize(theme.grown(_STOP) * 3, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.grown(_STOP), self.heightForWidth(self.width() or theme.grown(_STOP) * 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        stops = iter(self.stops)
        top = 0
        for line, high in zip(*self._shape(self.width()), strict=True):
            left = 0
            for wide in line:
                next(stops).setGeometry(left, top, wide, high)
                left += wide
            top += high + _AIR
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line between two stops; solid where both are reached."""
        painter = QPainter(self)
        colours = theme.palette()
        for one, other in zip(self.stops, self.stops[1:], strict=False):
            if one.y() != other.y():
                continue
            reached = one.step.status in COUNTS and other.step.status in COUNTS
            pen = QPen(QColor(colours.accent if reached else colours.border), 2 if reached else 1)
            painter.setPen(pen)
            side = theme.grown(_CIRCLE) // 2 + _AIR
            y = one.y() + theme.grown(_CIRCLE) // 2 + 4
            painter.drawLine(one.x() + one.width() // 2 + side, y, other.x() + other.width() // 2 - side, y)

    def retranslate(self) -> None:
        self.setAccessibleName(say("Journey", "The household’s journey"))
        for stop in self.stops:
            stop.retranslate()
        self._measured.clear()
        self._arrange()


def _shared(needs: list[int], width: int, across: int) -> list[int]:
    """Every stop of a line the same where that holds the longest word, else what is left over shared out.

    A last line of fewer stops stands under the first ones.
    """
    if max(needs) <= width // across:
        return [width // across] * len(needs)
    spare = (width - sum(needs)) // across
    return [need + spare for need in needs]


def _is_open(step: Step) -> bool:
    return step.status not in COUNTS and step.status is not S.dropped


class Stop(Spoken, QAbstractButton):
    """One item of the journey: a circle with its picture, its name, where it stands."""

    def __init__(self, step: Step, line: JourneyLine) -> None:
        super().__init__(line)
        self._line = line
        self.step, self.following = step, False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_step(self, step: Step, *, following: bool) -> None:
        """Draws the item as it stands; ``following`` is the next one to reach."""
        self.step, self.following = step, following
        self.retranslate()

    def retranslate(self) -> None:
        step = self.step
        name = step.item.names[language().code]
        self.setText(name)
        due = long_date(step.due_on, language()) if step.due_on else ""
        told = say("Journey", "{milestone}, {standing}").format(milestone=name, standing=standing_words(step))
        self.setAccessibleName(told)
        self.setAccessibleDescription(say("Journey", "Due on {date}").format(date=due) if due else "")
        self.update()

    def _name_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.pixels("small"))
        font.setWeight(QFont.Weight.DemiBold if self.following or self.isChecked() else QFont.Weight.Medium)
        return font

    def _state_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.pixels("small"))
        return font

    def _name_high(self, wide: int) -> int:
        bold = QFont(self._name_font())
        bold.setWeight(QFont.Weight.DemiBold)
        space = QRect(0, 0, wide - 2 * _EDGE, 1000)
        return QFontMetrics(bold).boundingRect(space, _WRAP, self.text()).height()

    def _state_high(self, wide: int) -> int:
        space = QRect(0, 0, wide - 2 * _EDGE, 1000)
        return QFontMetrics(self._state_font()).boundingRect(space, _WRAP, standing_words(self.step)).height()

    def longest_word(self) -> int:
        """The width of its longest word, in pixels."""
        bold = QFont(self._name_font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(bold)
        return max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)

    def high(self, wide: int) -> int:
        """The height it needs at a width."""
        return theme.grown(_CIRCLE) + 3 * _AIR + self._name_high(wide) + 2 + self._state_high(wide)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self._line.walk(self, steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.palette()
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft) if self.isChecked() else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 8, 8)
        side = theme.grown(_CIRCLE)
        self._paint_circle(painter, QRectF((self.width() - side) / 2, 4, side, side))
        top = 4 + side + _AIR
        inner = self.rect().adjusted(_EDGE, top, -_EDGE, 0)
        painter.setPen(QColor(colours.text))
        painter.setFont(self._name_font())
        painter.drawText(inner, _WRAP, self.text())
        beneath = inner.adjusted(0, self._name_high(self.width()) + 2, 0, 0)
        painter.setPen(QColor(colours.attention if self._is_late() else colours.muted))
        painter.setFont(self._state_font())
        painter.drawText(beneath, _WRAP, standing_words(self.step))

    def _is_late(self) -> bool:
        return self.step.overdue or self.step.status is S.delayed

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        colours = theme.palette()
        reached = self.step.status in COUNTS
        late = self._is_late()
        edge = colours.attention if late else colours.accent if reached or self.following else colours.border
        fill = colours.accent if reached else colours.attention_soft if late else colours.surface
        dashed = self.step.status is S.planned and not self.following and not late
        pen = QPen(QColor(edge), 2 if self.following or reached or late else 1.5)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        picture = "alert-triangle" if late else _PICTURES.get(self.step.status)
        colour = colours.on_accent if reached else colours.attention if late else colours.muted
        if picture is not None:
            size = round(circle.width() * 0.6)
            drawn = icons.pixmap(picture, colour, size)
            painter.drawPixmap(circle.center() - QPointF(size / 2, size / 2), drawn)
            return
        number = QFont(self._name_font())
        number.setWeight(QFont.Weight.DemiBold)
        painter.setFont(number)
        painter.setPen(QColor(colours.accent if self.following else colours.muted))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._line.stops.index(self) + 1))
