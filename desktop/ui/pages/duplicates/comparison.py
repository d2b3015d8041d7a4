"""Two persons side by side, field by field; agreement is told by an icon and by words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.compare_persons import Agreement, Side, agreement
from desktop.ui import icons, theme
from desktop.ui.pages.duplicates.words import LINES, MARKS, NOT_COMPARED, agreement_words, value_words
from desktop.ui.parts.words import rule
from desktop.ui.speech import Spoken, Telling, say
from domain.programme import Programme

_PORTRAIT = (72, 90)


class Comparison(Spoken, QWidget):
    """``show_sides`` fills it; what neither side says is left out."""

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self._sides: tuple[Side, Side] | None = None
        self._heads: tuple[Telling, Telling] = (lambda: "", lambda: "")
        self._body = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._body)

    def show_sides(self, left: Side, right: Side, heads: tuple[Telling, Telling]) -> None:
        """Two persons, and what stands over each column."""
        self._sides, self._heads = (left, right), heads
        self.retranslate()

    def text(self) -> str:
        """What is shown, cell by cell."""
        return "\n".join(label.text() for label in self._body.findChildren(QLabel) if label.text())

    def clear(self) -> None:
        """Shows nobody."""
        self._sides = None
        self.retranslate()

    def retranslate(self) -> None:
        fresh = QWidget(self)
        if self._sides is not None:
            self._fill(fresh, *self._sides)
        self._column.replaceWidget(self._body, fresh)
        fresh.show()
        # Hidden, not orphaned: a show that its layout has posted would open it as a window of its own.
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def _fill(self, body: QWidget, left: Side, right: Side) -> None:
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.STEP)
        for column, share in ((0, 4), (1, 5), (2, 5)):
            grid.setColumnStretch(column, share)
        for column, (side, head) in enumerate(zip((left, right), self._heads, strict=True), 1):
            grid.addWidget(_head(side, head()), 0, column, Qt.AlignmentFlag.AlignTop)
        row = 1
        for line in LINES:
            values = [value_words(side, line.key, self._programme) for side in (left, right)]
            if not any(values):
                continue
            found = Agreement.neither if line.key in NOT_COMPARED else agreement(left, right, line.key)
            grid.addWidget(rule(), row, 0, 1, 3)
            grid.addWidget(_name(line.words(), values, found), row + 1, 0, Qt.AlignmentFlag.AlignTop)
            for column, value in enumerate(values, 1):
                grid.addWidget(_cell(value or "–"), row + 1, column, Qt.AlignmentFlag.AlignTop)
            row += 2
        grid.setRowStretch(row, 1)


def _head(side: Side, words: str) -> QWidget:
    """Over a column: whose it is, the code, the photo or that there is none."""
    shown = QWidget()
    row = QHBoxLayout(shown)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.STEP)
    picture = QLabel()
    if side.photo:
        image = QPixmap.fromImage(QImage.fromData(side.photo))
        scaled = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        picture.setPixmap(image.scaled(theme.grown(_PORTRAIT[0]), theme.grown(_PORTRAIT[1]), *scaled))
        picture.setAccessibleName(say("Compare", "Photo of {name}").format(name=side.name))
    else:
        picture.setPixmap(icons.pixmap("user", theme.palette().muted, theme.grown(32)))
        picture.setAccessibleName(say("Compare", "No photo"))
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(_cell(words, tone="muted", size="small"))
    lines.addWidget(_cell(side.name or "–", size="lead"))
    if side.confidential:
        words = say("Compare", "A confidential file: ask somebody who may open it.")
        lines.addWidget(_cell(words, tone="attention"))
    if side.code:
        lines.addWidget(_cell(side.code, tone="muted"))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(lines, 1)
    return shown


def _name(words: str, values: list[str], found: Agreement) -> QWidget:
    """The field, and under it how the two agree; a screen reader hears the whole line here."""
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    name = _cell(words, tone="muted")
    spoken = say("Compare", "{field}: {left} and {right}, {agreement}")
    told = agreement_words(found)
    name.setAccessibleName(
        spoken.format(field=words, left=values[0] or "–", right=values[1] or "–", agreement=told)
    )
    column.addWidget(name)
    if found in MARKS:
        icon, tone = MARKS[found]
        row = QHBoxLayout()
        row.setSpacing(theme.HALF)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, getattr(theme.palette(), tone), theme.grown(16)))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_cell(told, tone=tone, size="small"), 1)
        column.addLayout(row)
    return shown


def _cell(words: str, *, tone: str = "", size: str = "body") -> QLabel:
    shown = QLabel(words)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    shown.setProperty("tone", tone)
    shown.setProperty("type", size)
    return shown
