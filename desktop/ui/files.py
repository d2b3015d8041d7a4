"""Choosing a file to open or a place to save to; the answer comes by a callback, the window never stops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], None]
OFFICE_SUFFIX = ".guichet"


def documents() -> Path:
    """The person's documents folder."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def free(path: Path) -> Path:
    """The path, or the first one numbered after it that is free."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found


def ask_open(
    parent: QWidget, title: str, kinds: str, chosen: Chosen, start: Path | None = None
) -> QFileDialog:
    """Asks for an existing file; ``kinds`` as Qt writes them: ``Pictures (*.png *.jpg)``."""
    dialog = QFileDialog(parent, title, str(start or documents()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _ask(dialog, kinds, chosen)


def ask_save(parent: QWidget, title: str, kinds: str, chosen: Chosen, start: Path) -> QFileDialog:
    """Asks where to save; ``start`` is the folder and the name proposed."""
    dialog = QFileDialog(parent, title, str(start.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix.lstrip("."))
    dialog.selectFile(start.name)
    return _ask(dialog, kinds, chosen)


def ask_folder(parent: QWidget, title: str, chosen: Chosen, start: Path | None = None) -> QFileDialog:
    """Asks for a folder: a stick, or one on a disk."""
    there = start if start is not None and start.is_dir() else documents()
    dialog = QFileDialog(parent, title, str(there))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _ask(dialog: QFileDialog, kinds: str, chosen: Chosen) -> QFileDialog:
    dialog.setNameFilter(kinds)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
