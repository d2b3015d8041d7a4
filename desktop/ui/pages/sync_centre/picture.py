"""The journey of changes as a picture: waiting, on their way, arrived, or turned back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.language.figures import grouped
from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling, language

_FIGURE = 34  # pixels at 100 %: read from where a supervisor stands


@dataclass(frozen=True)
class Stage:
    """A name with its icon; ``tone`` and ``ground`` are colours of ``theme.Palette``."""

    icon: str
    words: Telling
    tone: str
    ground: str


class Basin(Spoken, QWidget):
    """One state: a large figure over its name, on a ground that shows whether there is something."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage, self._count = stage, 0
        self._picture, self._figure, self._name = (QLabel(self) for _ in range(3))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.STEP, theme.STEP, theme.STEP, theme.STEP)
        column.setSpacing(theme.HALF)
        for label in (self._picture, self._figure, self._name):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.retranslate()

    def show_count(self, count: int) -> None:
        """Another figure."""
        self._count = count
        self.retranslate()

    def count(self) -> int:
        """The figure on screen."""
        return self._count

    def retranslate(self) -> None:
        tone = getattr(theme.palette(), self._stage.tone if self._count else "muted")
        self._picture.setPixmap(icons.pixmap(self._stage.icon, tone, theme.grown(22)))
        size = theme.grown(_FIGURE)
        self._figure.setStyleSheet(f"font-size: {size}px; font-weight: 600; color: {tone};")
        self._figure.setText(grouped(self._count, language().code))
        self._name.setText(self._stage.words())
        self._name.setProperty("tone", "muted")
        self.setAccessibleName(f"{self._stage.words()}: {self._count}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(getattr(colours, self._stage.ground) if self._count else colours.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        painter.end()


class Picture(Spoken, QWidget):
    """Basins in a row, with an arrow before each but the first; ``show_counts`` fills them in order."""

    def __init__(self, stages: tuple[Stage, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.basins = [Basin(stage, self) for stage in stages]
        self._arrows = [QLabel(self) for _ in stages[1:]]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP)
        for number, basin in enumerate(self.basins):
            if number:
                row.addWidget(self._arrows[number - 1])
            row.addWidget(basin, 1)
        self.retranslate()

    def show_counts(self, *counts: int) -> None:
        """One figure a basin."""
        for basin, count in zip(self.basins, counts, strict=True):
            basin.show_count(count)
        self.retranslate()

    def retranslate(self) -> None:
        muted = theme.palette().muted
        for place, arrow in enumerate(self._arrows):
            last = place == len(self._arrows) - 1
            arrow.setPixmap(icons.pixmap("arrows-split" if last else "arrow-right", muted, theme.grown(18)))
        self.setAccessibleName(", ".join(basin.accessibleName() for basin in self.basins))
