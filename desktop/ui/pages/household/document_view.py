"""One document over the page: large, turned, printed, saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent, QTransform
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.services import documents
from desktop.services.desk import Desk
from desktop.services.documents import DocumentLine
from desktop.ui import files, theme
from desktop.ui.background import Failure, Runner
from desktop.ui.messages import NoticeBar
from desktop.ui.parts.button import Button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.preview import Preview
from desktop.ui.parts.words import Words
from desktop.ui.speech import say
from domain.problems import Fault

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_STEP, _LEAST, _MOST = 1.25, 0.2, 5.0


class DocumentView(QDialog):
    """+ and − change the size, 0 shows the whole, R turns, Ctrl+P prints, Esc closes."""

    shown = Signal()

    def __init__(self, desk: Desk, runner: Runner, line: DocumentLine, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._desk, self._runner, self._line = desk, runner, line
        self._picture = QPixmap()
        self._data = b""
        self.turns, self.scale = 0, 0.0  # a scale of nothing fits the whole picture
        self.notice = NoticeBar(self)
        self._make_body()
        self._make_buttons()
        self._arrange(title)
        room = parent.window().size()
        self.resize(room.width() - 2 * theme.MARGIN, room.height() - 2 * theme.MARGIN)
        runner.run(
            lambda _progress: documents.data(desk, line.row),
            done=self._show,
            failed=self.notice.show_failure,
            owner=self,
        )

    def _make_body(self) -> None:
        self._label = QLabel(self)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea(self)
        self.area.setWidget(self._label)
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(say("Documents", "The document"))
        self.pdf = Preview(lambda: say("Paper", "The pages could not be made."))
        self.pdf.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.pdf.hide()

    def _make_buttons(self) -> None:
        self.nearer = Button(lambda: say("Documents", "Larger"), icon="plus", kind="icon", parent=self)
        self.farther = Button(lambda: say("Documents", "Smaller"), icon="minus", kind="icon", parent=self)
        self.whole = Button(lambda: say("Documents", "Whole"), parent=self)
        self.turn = Button(lambda: say("Camera", "Turn"), icon="refresh", parent=self)
        self.print = Button(lambda: say("Paper", "&Print…"), icon="printer", parent=self)
        self.save = Button(lambda: say("Documents", "&Save…"), icon="download", parent=self)
        self.shut = Button(lambda: say("Messages", "Close"), kind="primary", parent=self)
        self.nearer.clicked.connect(lambda: self.zoom(_STEP))
        self.farther.clicked.connect(lambda: self.zoom(1 / _STEP))
        self.whole.clicked.connect(self.fit)
        self.turn.clicked.connect(self.rotate)
        self.print.clicked.connect(self.ask_printer)
        self.save.clicked.connect(self._ask_place)
        self.shut.clicked.connect(self.accept)

    def _arrange(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.STEP)
        heading = Words(lambda: title, size="head", wrap=True, parent=self)
        column.addWidget(heading)
        column.addWidget(self.notice)
        column.addWidget(self.area, 1)
        column.addWidget(self.pdf, 1)
        left = Flow(None, theme.STEP)
        for button in (self.nearer, self.farther, self.whole, self.turn, self.print, self.save):
            left.addWidget(button)
        foot = QHBoxLayout()
        foot.addLayout(left, 1)
        foot.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    def _show(self, data: bytes) -> None:
        self._data = data
        pages = self._line.mime == "application/pdf"
        self.area.setVisible(not pages)
        self.pdf.setVisible(pages)
        self.turn.setVisible(not pages)
        if pages:
            self.pdf.show_pdf(data)
            self.pdf.view.setFocus()
        else:
            self._picture.loadFromData(data)
            self.fit()
            self.area.setFocus()
        self.shown.emit()

    # Size and side

    def zoom(self, factor: float) -> None:
        """Makes it larger above 1, smaller below."""
        if self.pdf.isVisible():
            view = self.pdf.view
            view.setZoomMode(QPdfView.ZoomMode.Custom)
            view.setZoomFactor(min(_MOST, max(_LEAST, view.zoomFactor() * factor)))
            return
        self.scale = min(_MOST, max(_LEAST, (self.scale or self._fitting()) * factor))
        self._draw()

    def fit(self) -> None:
        """Shows the whole of it."""
        self.scale = 0.0
        self.pdf.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole of it stays whole, once the room it has is known."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._draw)

    def rotate(self) -> None:
        """A quarter turn clockwise on the screen; what is kept stays as it is."""
        self.turns = (self.turns + 1) % 4
        self._draw()

    def _fitting(self) -> float:
        size = self._turned().size()
        room = self.area.viewport().size()
        if size.isEmpty():
            return 1.0
        return min(room.width() / size.width(), room.height() / size.height())

    def _turned(self) -> QPixmap:
        return self._picture.transformed(QTransform().rotate(90 * self.turns))

    def _draw(self) -> None:
        turned = self._turned()
        if turned.isNull():
            return
        size = turned.size() * (self.scale or self._fitting())
        smooth = Qt.TransformationMode.SmoothTransformation
        self._label.setPixmap(turned.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As the class says."""
        acts = {"+": lambda: self.zoom(_STEP), "-": lambda: self.zoom(1 / _STEP), "0": self.fit}
        acts |= {"r": self.rotate, "R": self.rotate}
        if event.text() in acts:
            acts[event.text()]()
        elif event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.ask_printer()
        else:
            super().keyPressEvent(event)

    # Out of the window

    def ask_printer(self) -> None:
        """Asks for a printer and sends the pages."""
        from desktop.ui import spooling  # noqa: PLC0415 - the printing library is read with the first paper

        try:
            spooling.ask_printer(self, self._spool)
        except Fault as failure:
            self.notice.show_failure(failure)

    def _spool(self, printer: QPrinter) -> None:
        from desktop.ui import spooling  # noqa: PLC0415 - as above

        def made(pdf: bytes) -> None:
            try:
                pages = spooling.spool(pdf, printer)
            except Fault as failure:
                self.notice.show_failure(failure)
                return
            self.notice.show_words(lambda: (say("Print", "%n page(s) sent to the printer.", "", pages), ""))

        row = self._line.row
        self._runner.run(
            lambda _progress: documents.as_pdf(self._desk, row),
            done=made,
            failed=self.notice.show_failure,
            owner=self,
        )

    def _ask_place(self) -> None:
        pdf = self._line.mime == "application/pdf"
        kinds = "PDF (*.pdf)" if pdf else "JPEG (*.jpg)"
        start = files.documents() / f"{self.windowTitle().replace('/', '-')}.{'pdf' if pdf else 'jpg'}"
        files.ask_save(self, say("Documents", "Save the document"), kinds, self.save_to, start)

    def save_to(self, path: Path) -> None:
        """Writes the document to a file."""
        data = self._data

        def done(_size: int) -> None:
            self.notice.show_words(lambda: (say("Print", "Saved as {name}.").format(name=path.name), ""))

        self._runner.run(lambda _progress: _write(path, data), done=done, failed=self._not_saved, owner=self)

    def _not_saved(self, failure: Failure) -> None:
        self.notice.show_failure(failure)


def _write(path: Path, data: bytes) -> int:
    try:
        return path.write_bytes(data)
    except OSError:
        raise Fault("file_not_written", name=path.name) from None
