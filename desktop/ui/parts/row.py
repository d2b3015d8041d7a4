"""A row one can press: icon, figure, words, a line beneath, and an arrow to where it leads."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling


class Row(Spoken, QPushButton):
    """``figure`` may be empty; ``tone`` is a field of ``theme.Palette`` for the icon."""

    def __init__(
        self,
        icon: str,
        words: Telling,
        *,
        figure: Telling | None = None,
        under: Telling | None = None,
        tone: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._drawn, self._telling, self._figure_of, self._under_of = icon, words, figure, under
        self._tone = tone
        self.setProperty("kind", "row")
        self.setProperty("high", "lines")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture, self._figure, self._words, self._under, self._arrow = (QLabel(self) for _ in range(5))
        self._figure.setProperty("type", "head")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._words.setProperty("weight", "strong")
        self._under.setProperty("type", "small")
        self._under.setProperty("tone", "muted")
        for label in (self._figure, self._words, self._under):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._picture, self._figure, self._words, self._under, self._arrow):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._arrange()
        self.retranslate()

    def _arrange(self) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._words)
        lines.addWidget(self._under)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, theme.STEP, 12, theme.STEP)
        row.setSpacing(theme.GAP)
        row.addWidget(self._picture)
        row.addWidget(self._figure)
        row.addLayout(lines, 1)
        row.addWidget(self._arrow)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        wanted = layout.sizeHint() if layout is not None else QSize()
        return QSize(wanted.width(), max(wanted.height(), theme.grown(theme.ROW)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def tell(self, words: Telling, *, figure: Telling | None = None, under: Telling | None = None) -> None:
        """Says something else from now on."""
        self._telling, self._figure_of, self._under_of = words, figure, under
        self.retranslate()

    def text_lines(self) -> list[str]:
        """What it says, for whoever cannot see it."""
        said = [self._figure.text(), self._words.text(), self._under.text()]
        return [line for line in said if line]

    def retranslate(self) -> None:
        colours = theme.palette()
        self._picture.setPixmap(icons.pixmap(self._drawn, getattr(colours, self._tone), theme.grown(24)))
        self._arrow.setPixmap(icons.pixmap("chevron-right", colours.muted, theme.grown(20)))
        self._words.setText(self._telling())
        self._figure.setText(self._figure_of() if self._figure_of else "")
        self._figure.setVisible(self._figure_of is not None)
        self._figure.setMinimumWidth(theme.grown(64))
        self._under.setText(self._under_of() if self._under_of else "")
        self._under.setVisible(bool(self._under.text()))
        self.setAccessibleName(" ".join(self.text_lines()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
