"""A new document: which kind, of whom, of which day, and the scan itself from a file or the camera."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language.figures import grouped
from desktop.language.terms import labels
from desktop.services import documents, pictures, scans
from desktop.services.desk import Desk
from desktop.services.pictures import Pixels
from desktop.services.scans import Scan
from desktop.ui import files, theme
from desktop.ui.background import Failure, Runner
from desktop.ui.camera.picture_dialog import Framed, PictureDialog, as_bytes
from desktop.ui.camera.source import MakeSource, computer_camera
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.text import TextField
from desktop.ui.messages import explain, problems_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import Words
from desktop.ui.remembered import Remembered
from desktop.ui.speech import language, say
from domain.problems import Fault, Problem
from domain.vocabulary import DocumentKind

_HOUSEHOLD = "household"


@dataclass(frozen=True)
class Opened:
    """A file that was read: ``pixels`` of a picture to be framed, none of a PDF."""

    data: bytes
    name: str
    pixels: Pixels | None


def opened(path: Path) -> Opened:
    """Reads a picture or a PDF. Raises Refused with its name."""
    data = pictures.read_file(path)
    is_pdf = data[:1024].lstrip().startswith(b"%PDF")
    return Opened(data, path.name, None if is_pdf else pictures.for_screen(data, path.name))


class DocumentsForm(QFrame):
    """``kept`` comes when a document was written; ``failed`` with what belongs to no field."""

    kept = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, remembered: Remembered, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self._desk, self._runner, self._remembered = desk, runner, remembered
        self.camera: MakeSource = computer_camera
        self._code = ""
        self._names: Mapping[str, str] = {}
        self._scans: Sequence[Scan] = ()
        self._name = ""
        self._problem: Problem | None = None
        self._make_fields()
        self._make_buttons()
        self._arrange()
        self.hide()

    def _make_fields(self) -> None:
        self.kind = ListField(
            lambda: say("Documents", "Kind of document"),
            lambda: labels(DocumentKind, language()),
            required=True,
            parent=self,
        )
        self.whose = ListField(lambda: say("Documents", "Of whom"), self._whose, required=True, parent=self)
        self.title = TextField(
            lambda: say("Documents", "Title"),
            hint=lambda: say("Documents", "A few words to find it again"),
            parent=self,
        )
        self.on = DayField(lambda: say("Documents", "Made on"), required=True, parent=self)
        for field in (self.kind, self.whose, self.title, self.on):
            field.changed.connect(self._tidy)

    def _whose(self) -> Mapping[str, str]:
        return {_HOUSEHOLD: say("Documents", "The whole household"), **self._names}

    def _make_buttons(self) -> None:
        self.pick = Button(lambda: say("Documents", "Choose a file…"), icon="photo", parent=self)
        self.shoot = Button(lambda: say("Documents", "Take a picture…"), icon="camera", parent=self)
        self.keep = Button(lambda: say("Documents", "Keep this document"), icon="check", parent=self)
        self.cancel = Button(lambda: say("Messages", "Cancel"), kind="quiet", parent=self)
        self.pick.clicked.connect(self._choose)
        self.shoot.clicked.connect(self.open_camera)
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.leave)
        self.state = Words(self._state_words, wrap=True, parent=self)

    def _arrange(self) -> None:
        first, second = Columns(520, self), Columns(520, self)
        for columns, fields in ((first, (self.kind, self.whose)), (second, (self.title, self.on))):
            for field in fields:
                columns.add(field, 1)
        sources = QWidget(self)
        flow = Flow(sources, theme.STEP)
        flow.addWidget(self.pick)
        flow.addWidget(self.shoot)
        foot = QHBoxLayout()
        foot.addWidget(self.keep)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(12)
        for widget in (first, second, sources, self.state):
            column.addWidget(widget)
        column.addLayout(foot)

    # Coming and going

    def ask(self, code: str, names: Mapping[str, str], path: Path | None = None) -> None:
        """Opens for a household; ``names`` are its people by code."""
        if self.isHidden():
            self._code, self._names = code, names
            self._take((), "")
            self.whose.offer(self._whose)
            self.whose.set_value(_HOUSEHOLD)
            self.kind.set_value(self._remembered.document_kind or None)
            self.title.set_value("")
            self.on.set_value(self._desk.today().isoformat())
            self._tidy()
            self.show()
        self.pick.setFocus(Qt.FocusReason.TabFocusReason)
        if path is not None:
            self.read(path)

    def leave(self) -> bool:
        """Closes, and forgets what was not kept; whether it was open."""
        was_open = not self.isHidden()
        self.hide()
        self._take((), "")
        return was_open

    # The scan

    def _choose(self) -> None:
        kinds = say("Documents", "Pictures and PDF")
        kinds += " (*.pdf *.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif *.heic)"
        files.ask_open(self, say("Documents", "Choose a scan"), kinds, self.read, self._remembered.scans)

    def read(self, path: Path) -> None:
        """Reads a file; a picture is framed next."""
        self._remembered.scans = path.parent
        self._runner.run(lambda _progress: opened(path), done=self._opened, failed=self._refused, owner=self)

    def _opened(self, found: Opened) -> None:
        if found.pixels is None:
            self._make(found, None, 0)
            return
        pixels = found.pixels
        image = QImage(
            pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888
        ).copy()
        dialog = self._dialog(image=image)
        dialog.kept.connect(lambda framed: self._make(found, framed.box, framed.turns))

    def open_camera(self) -> PictureDialog:
        """Opens the camera; the frame kept there becomes the scan."""
        dialog = self._dialog(source=self.camera(self))
        dialog.kept.connect(self._taken)
        return dialog

    def _taken(self, framed: Framed) -> None:
        name = say("Documents", "The picture taken")
        self._make(Opened(as_bytes(framed.part()), name, None), None, 0)

    def _dialog(self, **given: object) -> PictureDialog:
        title = lambda: say("Documents", "The part to keep")  # noqa: E731
        dialog = PictureDialog(self, title, shape=None, remembered=self._remembered, **given)  # type: ignore[arg-type]
        dialog.open()
        return dialog

    def _make(self, found: Opened, crop: pictures.Box | None, turns: int) -> None:
        self._runner.run(
            lambda _progress: scans.from_bytes(found.data, found.name, crop, turns),
            done=lambda made: self._take(made, found.name),
            failed=self._refused,
            owner=self,
        )

    def _take(self, made: Sequence[Scan], name: str) -> None:
        self._scans, self._name, self._problem = made, name, None
        if made and not self.title.value():
            self.title.set_value(Path(name).stem if "." in name else "")
        self._tell("")
        self.keep.setEnabled(bool(made))
        if made:
            self.keep.setFocus()

    def _state_words(self) -> str:
        """What was read and what it lost, or why nothing was."""
        if self._problem is not None:
            return "\n".join(explain(self._problem))
        if not self._scans:
            return say("Documents", "A picture or a PDF; it can be dropped here too.")
        size = grouped(sum(len(scan.data) for scan in self._scans) / 1000, language().code)
        lines = [say("Documents", "{name}: {size} kB").format(name=self._name, size=size)]
        lines += [" ".join(explain(note)) for scan in self._scans for note in scan.notes]
        return "\n".join(lines)

    def _tell(self, tone: str) -> None:
        noted = any(scan.notes for scan in self._scans)
        theme.tone(self.state, tone=tone or ("attention" if noted else "muted"))
        self.state.retranslate()

    def _refused(self, failure: Failure) -> None:
        self._scans, self._problem = (), problems_of(failure)[0]
        self.keep.setEnabled(False)
        self._tell("error")

    # Keeping

    def _tidy(self) -> None:
        for field in (self.kind, self.whose, self.title, self.on):
            field.set_problem(None)

    def _keep(self) -> None:
        missing = [field for field in (self.kind, self.whose) if not field.value()]
        on = self.on.day()
        for field in missing:
            field.set_problem(Problem("field_missing"))
        if on is None:
            self.on.set_problem(Problem("field_wrong", "taken_on", facts={"expected": "day"}))
        if missing or on is None or not self._scans:
            wrong = missing[0] if missing else self.on
            wrong.setFocus()
            return
        self._write(str(self.kind.value()), str(self.whose.value()), on)

    def _write(self, kind: str, whose: str, on: date) -> None:
        person = whose != _HOUSEHOLD
        code, title, made = whose if person else self._code, self.title.value(), self._scans
        self._remembered.document_kind = kind
        self._runner.run(
            lambda _progress: documents.attach(self._desk, code, DocumentKind(kind), made, title, on, person),
            done=lambda _row: self._written(),
            failed=self._not_written,
            owner=self,
        )

    def _written(self) -> None:
        self.leave()
        self.kept.emit()

    def _not_written(self, failure: Failure) -> None:
        problem = problems_of(failure)[0]
        if isinstance(failure, Fault) or problem.where != "taken_on":
            self.failed.emit(failure)
        else:
            self.on.set_problem(problem)
            self.on.setFocus()
