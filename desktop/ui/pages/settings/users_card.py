"""The people who may open this office file: add one, close an account, give a new password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.terms import label
from desktop.services import rights, users
from desktop.ui import icons, theme
from desktop.ui.background import Failure
from desktop.ui.messages import Question
from desktop.ui.pages.settings.user_form import UserForm
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Spoken, language, say
from domain.rights import Right
from domain.vocabulary import UserRole

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class Person(Protocol):
    """A user of the file."""

    @property
    def username(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def active(self) -> bool: ...


def read_users(desk: Desk) -> Sequence[Person]:
    """Everybody of the file; runs on the store lane."""
    return users.everyone(desk)


class UsersCard(Card):
    """``done`` carries words for the notice bar, ``failed`` a failure."""

    done = Signal(str)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Settings", "People of this office"), parent)
        self._sitting = sitting
        self.may_manage = rights.may(sitting.desk, Right.manage_users)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.form = UserForm(sitting, self)
        self.form.hide()
        self.form.done.connect(self._done)
        self.form.failed.connect(self.failed)
        self.add = Button(lambda: say("Settings", "&Add a person"), icon="user-plus", parent=self)
        self.add.clicked.connect(lambda: self.form.ask_new())
        self.form.opened.connect(lambda opened: self.add.setVisible(self.may_manage and not opened))
        self.add.setVisible(self.may_manage)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def read(self) -> None:
        """Reads the list again."""
        self._sitting.runner.run(
            lambda _progress: read_users(self._sitting.desk), done=self._show, owner=self
        )

    def _show(self, everyone: Sequence[Person]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        for person in everyone:
            self._rows.addWidget(self._row(person))

    def _row(self, person: Person) -> QWidget:
        mine = person.username == self._sitting.desk.user.username
        row = _PersonRow(person, self)
        if mine or self.may_manage:
            row.add(
                Button(lambda: say("Settings", "New password"), kind="quiet", parent=row),
                person.full_name,
                lambda: self.form.ask_password(person.username, person.full_name),
            )
        if self.may_manage and not mine and person.active:
            row.add(
                Button(lambda: say("Settings", "Close account"), kind="quiet", parent=row),
                person.full_name,
                lambda: self.ask_disable(person.username, person.full_name),
            )
        return row

    def ask_disable(self, username: str, name: str) -> Question:
        """Asks first: the person cannot sign in any more."""
        question = Question(
            self,
            lambda: say("Settings", "Close the account of {name}?").format(name=name),
            lambda: say(
                "Settings",
                "{name} can no longer open this file. What they registered keeps their name. "
                "A new password opens the account again.",
            ).format(name=name),
            lambda: say("Settings", "Close the account"),
        )
        question.ask(lambda: self.disable(username))
        return question

    def disable(self, username: str) -> None:
        """Closes an account."""
        self._sitting.runner.run(
            lambda _progress: users.disable(self._sitting.desk, username),
            done=lambda _none: self._done(say("Settings", "The account is closed.")),
            failed=self._failed,
            owner=self,
        )

    def _failed(self, failure: Failure) -> None:
        self.failed.emit(failure)

    def _done(self, words: str) -> None:
        self.read()
        self.done.emit(words)


class _PersonRow(Spoken, QFrame):
    """Name, role, whether the account is closed; what can be done at the right."""

    def __init__(self, person: Person, parent: QWidget) -> None:
        super().__init__(parent)
        self._person = person
        self._picture, self._name, self._role = QLabel(self), QLabel(self), QLabel(self)
        self._name.setProperty("weight", "strong")
        self._role.setProperty("type", "small")
        self._role.setProperty("tone", "muted")
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._role)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, theme.STEP, 0, theme.STEP)
        self._line.setSpacing(12)
        self._line.addWidget(self._picture)
        self._line.addLayout(names, 1)
        self.retranslate()

    def add(self, button: Button, name: str, act: Callable[[], object]) -> None:
        """An act upon this person, said with their name to whoever cannot see the row."""
        button.setAccessibleDescription(name)
        button.clicked.connect(lambda: act())
        self._line.addWidget(button)

    def retranslate(self) -> None:
        person = self._person
        role = label(UserRole, person.role, language())
        closed = "" if person.active else " · " + say("Settings", "account closed")
        self._name.setText(person.full_name)
        self._role.setText(f"{person.username} · {role}{closed}")
        colours = theme.palette()
        self._picture.setPixmap(
            icons.pixmap("user", colours.accent if person.active else colours.muted, theme.grown(24))
        )
