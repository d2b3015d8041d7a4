"""What a change rests on: a paper named in words, and its scan where there is one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services import documents
from desktop.services.desk import Desk
from desktop.ui import files, theme
from desktop.ui.fields.text import TextField
from desktop.ui.parts.button import Button
from desktop.ui.parts.path_words import PathWords
from desktop.ui.speech import Spoken, say
from domain.rights import NEEDS_EVIDENCE
from domain.vocabulary import ChangeKind, DocumentKind


class Evidence(Spoken, QWidget):
    """``text`` is the answer, ``scan`` a file chosen; ``keep`` files it and gives the document's row."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._filed: int | None = None
        self.text = TextField(
            lambda: say("Changes", "&Evidence"),
            hint=lambda: say("Changes", "Which paper was seen, its number and date, or who said it."),
            longest=2000,
            parent=self,
        )
        self.text.changed.connect(self._edited)
        self.attach = Button(lambda: say("Changes", "Add a s&can…"), icon="paperclip", parent=self)
        self.attach.clicked.connect(self.ask_scan)
        self._name = PathWords(self)
        self.drop = Button(lambda: say("Changes", "Take the scan away"), icon="x", kind="icon", parent=self)
        self.drop.clicked.connect(lambda: self.take(None))
        row = QHBoxLayout()
        row.setSpacing(theme.STEP)
        row.addWidget(self.attach)
        row.addWidget(self._name, 1)
        row.addWidget(self.drop)
        row.setAlignment(self.attach, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.text)
        column.addLayout(row)
        self.take(None)

    def begin(self, kind: ChangeKind) -> None:
        """Empties it for another change; some kinds cannot be believed on the word alone."""
        self.text.set_value("")
        self.text.set_problem(None)
        self.text.require(kind in NEEDS_EVIDENCE)
        self.take(None)

    def ask_scan(self) -> None:
        """Asks for a picture or a PDF."""
        kinds = say("Changes", "Scans and pictures") + " (*.jpg *.jpeg *.png *.pdf *.tif *.tiff *.webp)"
        files.ask_open(self, say("Changes", "Add a scan"), kinds, self.take)

    def take(self, path: Path | None) -> None:
        """A file to be filed with the change, or none."""
        self._path, self._filed = path, None
        self._name.show_path(path.name if path else "")
        self._name.setVisible(path is not None)
        self.drop.setVisible(path is not None)
        self.changed.emit()

    def scan(self) -> Path | None:
        """The file chosen."""
        return self._path

    def keep(self, desk: Desk, household: str) -> int | None:
        """Files the scan once, however often saving is tried; runs on the store lane. Raises Refused."""
        if self._path is not None and self._filed is None:
            self._filed = documents.attach(
                desk, household, DocumentKind.evidence, self._path, self.text.value()[:200]
            )
        return self._filed

    def _edited(self) -> None:
        self.text.set_problem(None)
        self.changed.emit()
