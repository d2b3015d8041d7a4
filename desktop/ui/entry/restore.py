"""Restore a backup: it becomes a new office file, opened with the passwords it had."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from desktop.ui import files, theme
from desktop.ui.background import Failure, Runner
from desktop.ui.entry.step import Given, Step
from desktop.ui.fields.text import TextField
from desktop.ui.parts.button import Button
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say
from domain.problems import Problem, Refused


def restore_backup(path: Path, backup: Path, password: str, username: str) -> str:
    """The new device code; off the screen's thread. Raises Refused or Fault."""
    from desktop.services import back_up  # noqa: PLC0415 - as in ``open_desk``

    return back_up.restore(path, backup, password, username or None)


class Restore(Step):
    """``restored`` carries the path of the new office file, the user and the password."""

    restored = Signal(object, str, str)

    def __init__(self, runner: Runner, remembered: Remembered, application: Given) -> None:
        super().__init__(
            runner,
            remembered,
            application,
            lambda: say("Entry", "Restore a backup"),
            lambda: say(
                "Entry",
                "The backup becomes a new office file; no file is overwritten. What was sent since "
                "comes back with the next synchronisation.",
            ),
        )
        self._backup: Path | None = None
        self._target: Path | None = None
        self._add_files()
        self.user = TextField(lambda: say("Entry", "&User"), required=True, parent=self)
        self.password = TextField(lambda: say("Entry", "&Password"), required=True, secret=True, parent=self)
        self.add("username", self.user)
        self.add("password", self.password)
        self.back = Button(lambda: say("Entry", "&Back"), icon="arrow-left", kind="quiet", parent=self)
        self.back.clicked.connect(lambda: self.went.emit("sign_in"))
        self.add_button(self.back, first=True)
        self.act = Button(lambda: say("Entry", "&Restore"), kind="primary", parent=self)
        self.act.clicked.connect(self.restore)
        self.add_button(self.act)
        self.retranslate()

    def _add_files(self) -> None:
        box = QFrame(self)
        box.setProperty("surface", "well")
        self._from, self._to = QLabel(box), QLabel(box)
        self.pick = Button(lambda: say("Entry", "&Choose the backup…"), parent=box)
        self.pick.clicked.connect(self._ask_backup)
        self.place = Button(lambda: say("Entry", "C&hange place…"), parent=box)
        self.place.clicked.connect(self._ask_place)
        grid = QGridLayout(box)
        grid.setContentsMargins(theme.GAP, theme.STEP, theme.STEP, theme.STEP)
        grid.setColumnStretch(0, 1)
        for row, (label, button) in enumerate(((self._from, self.pick), (self._to, self.place))):
            label.setWordWrap(True)
            grid.addWidget(label, row, 0)
            grid.addWidget(button, row, 1)
        self.body.addWidget(box)

    def begin(self) -> None:
        (self.pick if self._backup is None else self.user).setFocus()

    def retranslate(self) -> None:
        self._from.setText(self._backup.name if self._backup else say("Entry", "No backup chosen yet"))
        self._to.setText(str(self._target) if self._target else "")
        self.place.setVisible(self._target is not None)

    def _ask_backup(self) -> None:
        kinds = say("Entry", "Backups") + " (*.guichet-backup *.zip)"
        files.ask_open(self, say("Entry", "Choose the backup"), kinds, self.take)

    def take(self, backup: Path) -> None:
        """This backup; a free name beside the documents is proposed for the file it becomes."""
        self._backup = backup
        self.keep_at(files.free(files.documents() / f"{backup.stem}{files.OFFICE_SUFFIX}"))

    def _ask_place(self) -> None:
        kinds = say("Entry", "Office files") + f" (*{files.OFFICE_SUFFIX})"
        start = self._target or files.documents() / f"office{files.OFFICE_SUFFIX}"
        files.ask_save(self, say("Entry", "Where to keep the office file"), kinds, self.keep_at, start)

    def keep_at(self, path: Path) -> None:
        """The file will be made here."""
        self._target = path
        self.retranslate()

    def restore(self) -> None:
        """Tries; the file appears only when the password opens it."""
        if self._backup is None or self._target is None:
            self.failed(Refused(Problem("answer_missing")))
            return
        backup, path = self._backup, self._target
        username, password = self.user.value(), self.password.line.text()
        self.act.setEnabled(False)
        self.runner.run(
            lambda _progress: restore_backup(path, backup, password, username),
            done=lambda _device: self._restored(path, username, password),
            failed=self.failed,
            owner=self,
        )

    def _restored(self, path: Path, username: str, password: str) -> None:
        self.act.setEnabled(True)
        self.password.set_value("")
        self.restored.emit(path, username, password)

    def failed(self, failure: Failure) -> None:
        self.act.setEnabled(True)
        super().failed(failure)
