"""Three figures in a row with arrows between: waiting, sent, arrived."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.figures import grouped
from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling, language


@dataclass(frozen=True)
class Stage:
    """A name with its icon."""

    icon: str
    words: Telling


class Stages(Spoken, QWidget):
    """``show_counts`` gives one figure to each stage, in order."""

    def __init__(self, stages: tuple[Stage, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages = stages
        self._counts = [0] * len(stages)
        self._figures = [QLabel(self) for _ in stages]
        self._names = [QLabel(self) for _ in stages]
        self._pictures = [QLabel(self) for _ in stages]
        self._arrows = [QLabel(self) for _ in stages[1:]]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.STEP, 0, theme.STEP)
        for number in range(len(stages)):
            if number:
                self._arrows[number - 1].setAlignment(Qt.AlignmentFlag.AlignCenter)
                row.addWidget(self._arrows[number - 1])
            row.addLayout(self._stage(number), 1)
        self.retranslate()

    def _stage(self, number: int) -> QVBoxLayout:
        figure, name, picture = self._figures[number], self._names[number], self._pictures[number]
        figure.setProperty("type", "display")
        name.setProperty("tone", "muted")
        for label in (picture, figure, name):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout()
        column.setSpacing(2)
        for label in (picture, figure, name):
            column.addWidget(label)
        return column

    def show_counts(self, *counts: int) -> None:
        """One figure a stage."""
        self._counts = list(counts)
        self.retranslate()

    def retranslate(self) -> None:
        colours = theme.palette()
        for stage, figure, name, picture, count in zip(
            self._stages, self._figures, self._names, self._pictures, self._counts, strict=True
        ):
            figure.setText(grouped(count, language().code))
            name.setText(stage.words())
            picture.setPixmap(icons.pixmap(stage.icon, colours.accent, theme.grown(24)))
        for arrow in self._arrows:
            arrow.setPixmap(icons.pixmap("arrow-right", colours.muted, theme.grown(20)))
        said = (f"{stage.words()}: {count}" for stage, count in zip(self._stages, self._counts, strict=True))
        self.setAccessibleName(", ".join(said))
