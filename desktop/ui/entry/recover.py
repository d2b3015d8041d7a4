"""Come back in with the recovery code: a new password, and a new code in place of the one spent."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from desktop.ui.background import Failure, Runner
from desktop.ui.entry.create_office import NewOffice
from desktop.ui.entry.step import Given, Step
from desktop.ui.fields.text import TextField
from desktop.ui.parts.button import Button
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say
from domain.problems import Problem, Refused


class Recover(Step):
    """``made`` carries the file with its new password and its new recovery code."""

    made = Signal(object)

    def __init__(self, runner: Runner, remembered: Remembered, application: Given) -> None:
        super().__init__(
            runner,
            remembered,
            application,
            lambda: say("Entry", "Forgotten password"),
            lambda: say(
                "Entry",
                "A supervisor who can still sign in can give you a new password, in Settings. Otherwise take "
                "the office’s recovery code, printed when the file was made.",
            ),
        )
        self._path: Path | None = None
        self.code = TextField(lambda: say("Entry", "&Recovery code"), required=True, longest=60, parent=self)
        self.user = TextField(lambda: say("Entry", "&User"), required=True, parent=self)
        self.password = TextField(
            lambda: say("Entry", "New &password"), required=True, secret=True, parent=self
        )
        self.again = TextField(lambda: say("Entry", "Once &more"), required=True, secret=True, parent=self)
        self.add("code", self.code)
        self.add("username", self.user)
        self.add_pair(("password", self.password), ("again", self.again))
        self.back = Button(lambda: say("Entry", "&Back"), icon="arrow-left", kind="quiet", parent=self)
        self.back.clicked.connect(lambda: self.went.emit("sign_in"))
        self.add_button(self.back, first=True)
        self.give = Button(lambda: say("Entry", "&Give the new password"), kind="primary", parent=self)
        self.give.clicked.connect(self.recover)
        self.add_button(self.give)

    def about(self, path: Path | None, username: str) -> None:
        """Which file, and who was about to sign in."""
        self._path = path
        self.user.set_value(username)

    def begin(self) -> None:
        self.code.setFocus()

    def recover(self) -> None:
        """Tries the code."""
        if self._path is None:
            self.failed(Refused(Problem("file_missing")))
            return
        if self.password.line.text() != self.again.line.text():
            self.failed(Refused(Problem("passwords_differ", "again")))
            return
        path, code, username = self._path, self.code.value(), self.user.value()
        password = self.password.line.text()
        self.give.setEnabled(False)
        self.runner.run(
            lambda _progress: self.application().recover(path, code, username, password),
            done=lambda new: self._made(NewOffice(path, username, password, new)),
            failed=self.failed,
            owner=self,
        )

    def _made(self, office: NewOffice) -> None:
        self.give.setEnabled(True)
        for field in (self.code, self.password, self.again):
            field.set_value("")
        self.made.emit(office)

    def failed(self, failure: Failure) -> None:
        self.give.setEnabled(True)
        super().failed(failure)
