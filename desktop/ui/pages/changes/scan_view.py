"""The scan a change rests on, shown in the page: no copy of it ever leaves the encrypted file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.services import documents
from desktop.services.desk import Desk
from desktop.services.documents import DocumentLine
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.parts.button import Button
from desktop.ui.parts.preview import Preview
from desktop.ui.speech import say

_HIGH = 420


class ScanView(QWidget):
    """``show_document`` takes a document's row, or None; its picture comes when the button is pressed."""

    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._row: int | None = None
        self.button = Button(lambda: say("Decide", "Show the scan"), icon="paperclip", parent=self)
        self.button.clicked.connect(self.open_scan)
        self.picture = QLabel(self)
        self.pages = Preview(lambda: "")
        self.pages.setFixedHeight(theme.grown(_HIGH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.picture)
        column.addWidget(self.pages)
        self.show_document(None)

    def show_document(self, row: int | None) -> None:
        """The scan of another request, or none."""
        self._row = row
        self.setVisible(row is not None)
        self.button.show()
        self.picture.hide()
        self.pages.hide()

    def open_scan(self) -> None:
        """Reads it and shows it beneath."""
        row = self._row
        if row is not None:
            self._runner.run(
                lambda _progress: (documents.line(self._desk, row), documents.data(self._desk, row)),
                done=lambda found: self._show(*found),
                failed=self.failed.emit,
                owner=self,
            )

    def _show(self, line: DocumentLine, data: bytes) -> None:
        if line.mime == "application/pdf":
            self.pages.show()
            self.pages.show_pdf(data)
        else:
            picture = QPixmap()
            picture.loadFromData(data)
            wide = min(picture.width(), max(theme.grown(200), self.width()))
            smooth = Qt.TransformationMode.SmoothTransformation
            self.picture.setPixmap(picture.scaledToWidth(wide, smooth) if wide else picture)
            self.picture.setAccessibleName(line.title or say("Decide", "The scan"))
            self.picture.show()
        self.button.hide()
