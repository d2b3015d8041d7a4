"""Notices when the computer's network comes back, where the system can tell."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QNetworkInformation


class Line(QObject):
    """``appeared`` comes when the network is there again; never, where the system does not tell."""

    appeared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None
        if self._known is not None:
            self._known.reachabilityChanged.connect(self._changed)

    def _changed(self, reach: QNetworkInformation.Reachability) -> None:
        if reach in (QNetworkInformation.Reachability.Site, QNetworkInformation.Reachability.Online):
            self.appeared.emit()
