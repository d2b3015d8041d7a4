"""From a scan to the page it is about: by a scanner that types, or by the camera."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.services import scanned
from desktop.services.scanned import Found
from desktop.ui.camera.scan_dialog import ScanDialog
from desktop.ui.camera.source import MakeSource, computer_camera
from desktop.ui.scanner import Scanner
from desktop.ui.sitting import Sitting


class CodeReader(QObject):
    """``opened`` carries the code of a household or a person here, ``failed`` why a scan led nowhere."""

    opened = Signal(str)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self.camera: MakeSource = computer_camera
        self.scanner = Scanner(self)
        self.scanner.found.connect(self.open)
        self.scanner.foreign.connect(self.open)

    def watch(self, widget: QWidget) -> None:
        """Listens to the window a widget stands in."""
        self.scanner.watch(widget)

    def with_camera(self, parent: QWidget) -> ScanDialog:
        """Opens the camera, until it has read a code of ours."""
        sitting = self._sitting
        dialog = ScanDialog(parent, sitting.runner, self.camera(self), sitting.remembered)
        dialog.found.connect(self.open)
        dialog.open()
        return dialog

    def open(self, text: str) -> None:
        """Looks whose code it is."""
        self._sitting.runner.run(
            lambda _progress: scanned.find(self._sitting.desk, text),
            done=self._known,
            failed=self.failed.emit,
            owner=self,
        )

    def _known(self, found: Found) -> None:
        self.opened.emit(found.code)
