"""Joining a server: its address and the one-time code on the joining sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.ui import files
from desktop.ui.background import NETWORK, Failure, Progress
from desktop.ui.fields.text import TextField
from desktop.ui.messages import problems_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import say


class JoinForm(Card):
    """``joined`` comes once the server knows this desk; ``failed`` carries what stands beside no field."""

    joined = Signal()
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Sync", "Join a server"), parent)
        self._sitting = sitting
        self._ca: Path | None = None
        why = Words(
            lambda: say(
                "Sync",
                "The regional office gives a joining sheet with an address and a code that works once. "
                "Until then everything is saved here.",
            ),
            tone="muted",
            wrap=True,
            parent=self,
        )
        self.url = TextField(
            lambda: say("Sync", "&Address of the server"),
            required=True,
            placeholder=lambda: say("Sync", "https://…"),
            parent=self,
        )
        self.code = TextField(lambda: say("Sync", "Joining &code"), required=True, longest=400, parent=self)
        self.url.line.returnPressed.connect(self.code.setFocus)
        self.code.line.returnPressed.connect(self.join)
        self._fields = {"url": self.url, "server": self.url, "code": self.code}
        self.body.addWidget(why)
        for field in (self.url, self.code):
            field.changed.connect(lambda field=field: field.set_problem(None))
            self.body.addWidget(field)
        self._add_certificate()

    def _add_certificate(self) -> None:
        self._chosen = QLabel(self)
        self._chosen.setProperty("tone", "muted")
        pick = Button(lambda: say("Sync", "Certi&ficate file…"), kind="quiet", parent=self)
        pick.clicked.connect(self._ask_certificate)
        row = QHBoxLayout()
        row.addWidget(pick)
        row.addWidget(self._chosen, 1)
        self.body.addLayout(row)

    def _ask_certificate(self) -> None:
        kinds = say("Sync", "Certificates") + " (*.pem *.crt *.cer)"
        files.ask_open(self, say("Sync", "Certificate of the server"), kinds, self.trust)

    def trust(self, path: Path) -> None:
        """The server's certificate is checked against this file."""
        self._ca = path
        self._chosen.setText(path.name)

    def join(self) -> Progress:
        """Asks the server; the answer comes later."""
        from desktop.services import join_server  # noqa: PLC0415 - brings the network library with it

        url, code, ca = self.url.value(), self.code.value(), self._ca
        self.setEnabled(False)
        return self._sitting.runner.run(
            lambda _progress: join_server.join_server(self._sitting.desk, url, code, ca),
            done=lambda _joined: self._done(),
            failed=self._failed,
            lane=NETWORK,
            owner=self,
        )

    def _done(self) -> None:
        self.setEnabled(True)
        self.code.set_value("")
        self.joined.emit()

    def _failed(self, failure: Failure) -> None:
        self.setEnabled(True)
        for problem in problems_of(failure):
            field = self._fields.get(problem.where)
            if field is None:
                self.failed.emit(failure)
            else:
                field.set_problem(problem)
                field.setFocus()
