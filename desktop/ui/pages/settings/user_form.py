"""A new person of the office, or a new password for one, asked in the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language.terms import labels
from desktop.ui import theme
from desktop.ui.background import Failure, Progress
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.text import TextField
from desktop.ui.messages import problems_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, language, say
from domain.problems import Problem
from domain.vocabulary import UserRole


class UserForm(QFrame):
    """``done`` carries what to say, ``failed`` what has no field, ``opened`` whether it is shown."""

    done = Signal(str)
    opened = Signal(bool)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._for: str | None = None
        self.setProperty("surface", "well")
        self._heading = Words(lambda: "", strong=True, parent=self)
        self.user = TextField(lambda: say("Settings", "&User name"), required=True, longest=60, parent=self)
        self.name = TextField(lambda: say("Settings", "&Full name"), longest=120, parent=self)
        self.role = ListField(
            lambda: say("Settings", "&Role"), lambda: labels(UserRole, language()), required=True, parent=self
        )
        self.password = TextField(
            lambda: say("Settings", "New &password"), required=True, secret=True, parent=self
        )
        self.again = TextField(lambda: say("Settings", "Once &more"), required=True, secret=True, parent=self)
        self._fields = {
            "username": self.user,
            "full_name": self.name,
            "role": self.role,
            "password": self.password,
            "again": self.again,
        }
        self._arrange()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        column.setSpacing(theme.STEP)
        column.addWidget(self._heading)
        for field in self._fields.values():
            column.addWidget(field)
            field.changed.connect(lambda field=field: field.set_problem(None))
        cancel = Button(lambda: say("Messages", "Cancel"), parent=self)
        cancel.clicked.connect(self._close)
        self.keep = Button(lambda: say("Settings", "&Keep"), parent=self)
        self.keep.clicked.connect(self.save)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.keep)
        column.addLayout(row)

    def ask_new(self) -> None:
        """Asks about a new person."""
        self._begin(None, lambda: say("Settings", "A new person of this office"))
        self.user.setFocus()

    def ask_password(self, username: str, name: str) -> None:
        """Asks for a new password."""
        self._begin(username, lambda: say("Settings", "New password for {name}").format(name=name))
        self.password.setFocus()

    def _begin(self, username: str | None, heading: Telling) -> None:
        self._for = username
        self._heading.tell(heading)
        for field in self._fields.values():
            field.set_value("")
            field.set_problem(None)
        for field in (self.user, self.name, self.role):
            field.setVisible(username is None)
        self.show()
        self.opened.emit(True)

    def _close(self) -> None:
        self.hide()
        self.opened.emit(False)

    def save(self) -> None:
        """Checks what only the screen knows, then asks the service."""
        if self.password.line.text() != self.again.line.text():
            self.again.set_problem(Problem("passwords_differ", "again"))
            self.again.setFocus()
            return
        if self._for is None and not self.role.value():
            self.role.set_problem(Problem("answer_missing", "role"))
            self.role.setFocus()
            return
        self.keep.setEnabled(False)
        self._sitting.runner.run(self._work(), done=self._saved, failed=self._failed, owner=self)

    def _work(self) -> Callable[[Progress], object]:
        application, desk = self._sitting.application, self._sitting.desk
        password, known = self.password.line.text(), self._for
        if known is not None:
            return lambda _progress: application.reset_password(desk, known, password)
        username, name, role = self.user.value(), self.name.value(), UserRole(str(self.role.value()))
        return lambda _progress: application.add_user(desk, username, password, name, role)

    def _saved(self, _answer: object) -> None:
        self.keep.setEnabled(True)
        self._close()
        for field in (self.password, self.again):
            field.set_value("")
        new = self._for is None
        self.done.emit(
            say("Settings", "The person can sign in now.")
            if new
            else say("Settings", "The password is changed.")
        )

    def _failed(self, failure: Failure) -> None:
        self.keep.setEnabled(True)
        for problem in problems_of(failure):
            field = self._fields.get(problem.where)
            if field is None:
                self.failed.emit(failure)
            else:
                field.set_problem(problem)
                field.setFocus()
