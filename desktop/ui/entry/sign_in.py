"""Sign in: which office file, who, and the password; a wrong one is answered alike, and waits grow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from desktop.ui import icons, theme
from desktop.ui.background import Failure, Runner
from desktop.ui.entry.step import Given, Step
from desktop.ui.fields.text import TextField
from desktop.ui.messages import explain, problems_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.path_words import PathWords
from desktop.ui.parts.secret import SecretLine
from desktop.ui.parts.words import Words
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say
from domain.problems import Problem

if TYPE_CHECKING:
    from desktop.application import Application
    from desktop.services.desk import Desk

_WAITS = ("wrong_credentials", "wrong_credentials_wait")


def open_desk(application: Application, path: Path, username: str, password: str) -> Desk:
    """Signs in, off the screen's thread. Raises Refused or Fault."""
    from desktop.services import sign_in  # noqa: PLC0415 - the store is read once the window stands

    return sign_in.sign_in(path, password, username or None, application.clock)


class SignIn(Step):
    """``signed_in`` carries the desk."""

    signed_in = Signal(object)

    def __init__(self, runner: Runner, remembered: Remembered, application: Given, path: Path | None) -> None:
        super().__init__(runner, remembered, application, lambda: say("Entry", "Sign in"))
        self._path: Path | None = None
        self._wait: Problem | None = None
        self._left = 0
        self._second = QTimer(self)
        # A coarse timer may end a moment before the file's own wait does.
        self._second.setTimerType(Qt.TimerType.PreciseTimer)
        self._second.setInterval(1010)
        self._second.timeout.connect(self._tick)
        self._add_file()
        self.user = TextField(lambda: say("Entry", "&User"), parent=self)
        self.password = TextField(lambda: say("Entry", "&Password"), secret=True, parent=self)
        self.add("username", self.user)
        self.add("password", self.password)
        self._add_capitals()
        self.forgotten = Button(lambda: say("Entry", "&Forgotten password"), kind="quiet", parent=self)
        self.forgotten.clicked.connect(lambda: self.went.emit("recover"))
        self.add_button(self.forgotten, first=True)
        self.enter = Button(lambda: say("Entry", "&Sign in"), kind="primary", parent=self)
        self.enter.clicked.connect(self.sign_in)
        self.add_button(self.enter)
        self.user.line.returnPressed.connect(self.password.setFocus)
        self.password.line.returnPressed.connect(self.sign_in)
        self.choose(path or next(iter(remembered.files), None))

    def _add_file(self) -> None:
        box = QFrame(self)
        box.setProperty("surface", "well")
        self._picture, self._name, self._folder = QLabel(box), PathWords(box), PathWords(box)
        self._name.setProperty("weight", "strong")
        self._folder.setProperty("type", "small")
        self._folder.setProperty("tone", "muted")
        self.other = Button(lambda: say("Entry", "&Other file…"), parent=box)
        self.other.clicked.connect(self._ask_file)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._folder)
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.GAP, theme.STEP, theme.STEP, theme.STEP)
        row.setSpacing(12)
        row.addWidget(self._picture)
        row.addLayout(names, 1)
        row.addWidget(self.other)
        self.body.addWidget(box)

    def _add_capitals(self) -> None:
        self.capitals = Words(
            lambda: say("Entry", "The capital-letter key is on."), tone="attention", parent=self
        )
        self.capitals.hide()
        self.body.addWidget(self.capitals)
        if isinstance(self.password.line, SecretLine):
            self.password.line.capitals.connect(self.capitals.setVisible)

    @property
    def path(self) -> Path | None:
        """The file chosen."""
        return self._path

    def choose(self, path: Path | None) -> None:
        """Takes this file, and proposes who opened it last."""
        self._path = path
        if path is not None:
            self.user.set_value(self.remembered.username(path))
        self.notice.clear()
        self.retranslate()

    def begin(self) -> None:
        self.password.set_value("")
        (self.password if self.user.value() else self.user).setFocus()

    def retranslate(self) -> None:
        path = self._path
        self._picture.setPixmap(icons.pixmap("file-text", theme.palette().accent, theme.grown(24)))
        self._name.show_path(path.stem if path else say("Entry", "No office file chosen"))
        folder = str(path.parent) if path else say("Entry", "Choose one, or create one below.")
        self._folder.show_path(folder)
        if self._wait is not None and self._left > 0:
            self._say_wait()

    def _ask_file(self) -> None:
        from desktop.ui import files  # noqa: PLC0415 - the file dialog is seldom wanted

        kinds = (
            say("Entry", "Office files") + f" (*{files.OFFICE_SUFFIX});;" + say("Entry", "All files") + " (*)"
        )
        start = self._path.parent if self._path else None
        files.ask_open(self, say("Entry", "Choose the office file"), kinds, self.choose, start)

    def sign_in(self) -> None:
        """Tries; the window stays alive while the password is turned into the key."""
        if self._left > 0 or not self.enter.isEnabled():
            return
        if self._path is None:
            self._ask_file()
            return
        path, username, password = self._path, self.user.value(), self.password.line.text()
        self._busy(True)
        self.runner.run(
            lambda _progress: open_desk(self.application(), path, username, password),
            done=self._entered,
            failed=self.failed,
            owner=self,
        )

    def _busy(self, busy: bool) -> None:
        self.enter.setEnabled(not busy)
        self.enter.tell((lambda: say("Entry", "Opening…")) if busy else (lambda: say("Entry", "&Sign in")))

    def _entered(self, desk: Desk) -> None:
        self._busy(False)
        self.password.set_value("")
        self.capitals.hide()
        self.notice.clear()
        self.remembered.opened(desk.path, desk.user.username)
        self.signed_in.emit(desk)

    def failed(self, failure: Failure) -> None:
        self._busy(False)
        self.password.line.selectAll()
        self.password.setFocus()
        problem = problems_of(failure)[0]
        if problem.code not in _WAITS:
            super().failed(failure)
            return
        self._wait, self._left = problem, int(problem.facts.get("seconds", 0))
        self._say_wait()
        if self._left > 0:
            self.enter.setEnabled(False)
            self._second.start()

    def _tick(self) -> None:
        self._left -= 1
        self._say_wait()
        if self._left <= 0:
            self._second.stop()
            self.enter.setEnabled(True)

    def _say_wait(self) -> None:
        problem, left = self._wait, self._left
        if problem is None:
            return
        if left > 0:
            counted = replace(problem, facts={"seconds": left})
            self.notice.show_words(lambda: explain(counted), "error")
        else:
            self.notice.show_words(self._wrong, "error")

    def _wrong(self) -> tuple[str, str]:
        return (
            say("Entry", "The user or the password is not right."),
            say("Entry", "Check the spelling and the capital-letter key, then try again."),
        )
