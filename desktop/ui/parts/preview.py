"""Pages of a PDF on screen, and what is shown while there are none."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QStackedLayout

from desktop.ui import theme
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, Telling, say


class Preview(Spoken, QFrame):
    """Shows the bytes of a PDF, page after page; ``clear`` says why there is nothing to show."""

    def __init__(self, empty: Telling, parent: QFrame | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self._kept: tuple[QByteArray, QBuffer] | None = None
        self.document = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = Words(empty, tone="muted", wrap=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.setMinimumHeight(theme.grown(240))
        self.retranslate()

    def show_pdf(self, pdf: bytes) -> None:
        """Shows these pages from the first."""
        self.document.close()
        kept = QByteArray(pdf)
        buffer = QBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        # The document reads from the buffer as pages come into view: both are kept as long as it.
        self._kept = (kept, buffer)
        self.document.load(buffer)
        self._stack.setCurrentWidget(self.view)

    def clear(self, words: Telling | None = None) -> None:
        """Shows no page, and says why."""
        if words is not None:
            self._empty.tell(words)
        self._stack.setCurrentWidget(self._empty)
        self.document.close()

    def pages(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount() if self._stack.currentWidget() is self.view else 0

    def retranslate(self) -> None:
        self.view.setAccessibleName(say("Print", "Preview"))
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Dark, QColor(theme.palette().line))
        self.view.setPalette(colours)
