"""The settings page: each choice acts at once; the primary button saves a backup."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from desktop.services import back_up
from desktop.services.check_file import Checked
from desktop.ui import files
from desktop.ui.background import Failure
from desktop.ui.pages.page import Page
from desktop.ui.pages.settings.acting_card import ActingCard
from desktop.ui.pages.settings.look import LookCard
from desktop.ui.pages.settings.office_card import AboutCard, OfficeCard, check_words
from desktop.ui.pages.settings.users_card import UsersCard
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import say

BACKUP_SUFFIX = ".guichet-backup"
_NARROW = 900


class SettingsPage(Page):
    """Two columns of cards."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self.look = LookCard(sitting.remembered, self)
        self.look.language_chosen.connect(lambda code: self.wish.emit("language", code))
        self.look.redressed.connect(lambda: self.wish.emit("look", None))
        self.users = UsersCard(sitting, self)
        self.users.done.connect(self._said)
        self.users.failed.connect(self.failed)
        self.acting = ActingCard(sitting, self)
        self.acting.done.connect(self._said)
        self.acting.failed.connect(self.failed)
        self.office = OfficeCard(sitting, self)
        self.office.checked.connect(self._checked)
        self.office.failed.connect(self.failed)
        columns = Columns(_NARROW, self)
        columns.add_stack(self.users, self.acting, self.look)
        columns.add_stack(self.office, self._backup_card(), AboutCard(self))
        self.body.addWidget(columns)
        self.body.addStretch(1)
        lock = Button(lambda: say("Settings", "L&ock the window"), icon="lock", parent=self)
        lock.clicked.connect(lambda: self.wish.emit("lock", None))
        self.add_secondary(lock)
        self.save = Button(
            lambda: say("Settings", "Save a &backup…"), icon="device-floppy", kind="primary", parent=self
        )
        self.save.clicked.connect(self._ask_place)
        self.add_primary(self.save)

    def _backup_card(self) -> Card:
        card = Card(lambda: say("Settings", "Backups"), self)
        card.body.addWidget(
            Words(
                lambda: say(
                    "Settings",
                    "A backup is one encrypted file, opened with the same passwords. Keep it on a key or a "
                    "disk away from this computer, and make a new one each week.",
                ),
                tone="muted",
                wrap=True,
                parent=card,
            )
        )
        restore = Button(lambda: say("Settings", "R&estore a backup…"), icon="history", parent=card)
        restore.clicked.connect(lambda: self.wish.emit("restore", None))
        row = QHBoxLayout()
        row.addWidget(restore)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def title(self) -> str:
        return say("Rail", "Settings")

    def arrive(self, subject: object) -> None:
        self.look.show_chosen()
        self.users.read()
        self.acting.read()
        self.office.read()

    def _ask_place(self) -> None:
        name = f"{self.desk.path.stem}-{datetime.now().date().isoformat()}{BACKUP_SUFFIX}"
        kinds = say("Settings", "Backups") + f" (*{BACKUP_SUFFIX})"
        files.ask_save(
            self, say("Settings", "Save a backup"), kinds, self.back_up_to, files.documents() / name
        )

    def back_up_to(self, path: Path) -> None:
        """Writes a backup; an existing file is never overwritten."""
        self.save.setEnabled(False)
        self.runner.run(
            lambda _progress: back_up.back_up(self.desk, path),
            done=lambda made: self._backed_up(made),
            failed=self._not_backed_up,
            owner=self,
        )

    def _backed_up(self, path: Path) -> None:
        self.save.setEnabled(True)
        self.notice.show_words(
            lambda: (
                say("Settings", "The backup is saved as {name}.").format(name=path.name),
                say("Settings", "Take it away from this computer."),
            )
        )

    def _not_backed_up(self, failure: Failure) -> None:
        self.save.setEnabled(True)
        self.failed(failure)

    def _said(self, words: str) -> None:
        self.notice.show_words(lambda: (words, ""))
        self.wrote.emit()

    def _checked(self, found: Checked) -> None:
        self.notice.show_words(lambda: check_words(found), "information" if found.sound else "error")
