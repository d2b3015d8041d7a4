"""Make an office file: programme, office, first user, password twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from desktop.ui import files, theme
from desktop.ui.background import Failure, Runner
from desktop.ui.entry.step import Given, Step
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.text import TextField
from desktop.ui.parts.button import Button
from desktop.ui.remembered import Remembered
from desktop.ui.speech import language, say
from domain.problems import Fault, Problem, Refused

if TYPE_CHECKING:
    from domain.programme import Programme


@dataclass(frozen=True)
class NewOffice:
    """A file just made: what is needed to show its recovery code, then to go in."""

    path: Path
    username: str
    password: str
    recovery_code: str


def shipped_programmes() -> tuple[Programme, ...]:
    """The programmes shipped with the product; reads them, off the screen's thread."""
    from packs import reading  # noqa: PLC0415 - parsing packs is needed here only

    return reading.installed()


class CreateOffice(Step):
    """``made`` carries a ``NewOffice``."""

    made = Signal(object)

    def __init__(self, runner: Runner, remembered: Remembered, application: Given) -> None:
        super().__init__(
            runner,
            remembered,
            application,
            lambda: say("Entry", "New office file"),
            lambda: say(
                "Entry",
                "It holds the register of one office on this computer, encrypted. Only its users can "
                "open it.",
            ),
        )
        self._programmes: dict[str, Programme] = {}
        self._path: Path | None = None
        self._add_fields()
        self.back = Button(lambda: say("Entry", "&Back"), icon="arrow-left", kind="quiet", parent=self)
        self.back.clicked.connect(lambda: self.went.emit("sign_in"))
        self.add_button(self.back, first=True)
        self.make = Button(lambda: say("Entry", "&Create the file"), kind="primary", parent=self)
        self.make.clicked.connect(self.make_file)
        self.add_button(self.make)
        self.retranslate()

    def _add_fields(self) -> None:
        self.programme = ListField(
            lambda: say("Entry", "Pro&gramme"), self._programme_names, required=True, parent=self
        )
        self.office = ListField(
            lambda: say("Entry", "&Office"), self._office_names, required=True, parent=self
        )
        self.user = TextField(lambda: say("Entry", "&User name"), required=True, longest=60, parent=self)
        self.name = TextField(lambda: say("Entry", "&Full name"), longest=120, parent=self)
        self.password = TextField(
            lambda: say("Entry", "&Password"),
            required=True,
            secret=True,
            hint=lambda: say("Entry", "At least eight characters."),
            parent=self,
        )
        self.again = TextField(lambda: say("Entry", "Once &more"), required=True, secret=True, parent=self)
        self.add("pack", self.programme)
        self.add("office", self.office)
        self._add_place()
        self.add_pair(("username", self.user), ("full_name", self.name))
        self.add_pair(("password", self.password), ("again", self.again))
        self.programme.changed.connect(lambda: self.office.offer(self._office_names))
        self.office.changed.connect(self._propose_place)

    def _add_place(self) -> None:
        box = QFrame(self)
        box.setProperty("surface", "well")
        self._where = QLabel(box)
        self._where.setWordWrap(True)
        self.place = Button(lambda: say("Entry", "C&hange place…"), parent=box)
        self.place.clicked.connect(self._ask_place)
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.GAP, theme.STEP, theme.STEP, theme.STEP)
        row.addWidget(self._where, 1)
        row.addWidget(self.place)
        self.body.addWidget(box)

    def begin(self) -> None:
        if not self._programmes:
            self.runner.run(
                lambda _progress: shipped_programmes(), done=self._offer, failed=self.failed, owner=self
            )
        self.programme.setFocus()

    def _offer(self, programmes: tuple[Programme, ...]) -> None:
        self._programmes = {programme.code: programme for programme in programmes}
        self.programme.offer(self._programme_names)
        self.office.offer(self._office_names)

    def _programme_names(self) -> dict[str, str]:
        return {
            code: programme.letterhead.programme[language().code]
            for code, programme in self._programmes.items()
        }

    def _office_names(self) -> dict[str, str]:
        programme = self._programmes.get(self.programme.value() or "")
        offices = programme.offices if programme else ()
        return {office.code: f"{office.names[language().code]} ({office.code})" for office in offices}

    def _propose_place(self) -> None:
        office = self.office.value()
        if office and (self._path is None or not self._path.is_file()):
            folder = self._path.parent if self._path else files.documents()
            self.keep_at(files.free(folder / f"{office}{files.OFFICE_SUFFIX}"))

    def _ask_place(self) -> None:
        start = self._path or files.documents() / f"office{files.OFFICE_SUFFIX}"
        kinds = say("Entry", "Office files") + f" (*{files.OFFICE_SUFFIX})"
        files.ask_save(self, say("Entry", "Where to keep the office file"), kinds, self.keep_at, start)

    def keep_at(self, path: Path) -> None:
        """The file will be made here."""
        self._path = path
        self.retranslate()

    def retranslate(self) -> None:
        if self._path is None:
            self._where.setText(say("Entry", "The file’s place is proposed once the office is chosen."))
        else:
            self._where.setText(str(self._path))

    def make_file(self) -> None:
        """Checks what only the screen knows, then makes the file."""
        missing = self._missing()
        if missing:
            self.failed(Refused(missing))
            return
        programme = self._programmes[str(self.programme.value())]
        path, office = self._path or Path(), str(self.office.value())
        username, name, password = self.user.value(), self.name.value(), self.password.line.text()
        self.make.setEnabled(False)
        self.runner.run(
            lambda _progress: self.application().create_office(
                path, programme, office, username, password, name
            ),
            done=lambda created: self._made(NewOffice(path, username, password, created.recovery_code)),
            failed=self.failed,
            owner=self,
        )

    def _missing(self) -> list[Problem]:
        problems = [
            Problem("answer_missing", where)
            for where in ("pack", "office", "username")
            if not self.fields[where].value()
        ]
        if self.password.line.text() != self.again.line.text():
            problems.append(Problem("passwords_differ", "again"))
        return problems

    def _made(self, office: NewOffice) -> None:
        self.make.setEnabled(True)
        for field in (self.password, self.again):
            field.set_value("")
        self.made.emit(office)

    def failed(self, failure: Failure) -> None:
        self.make.setEnabled(True)
        if isinstance(failure, Fault):
            self.notice.show_failure(failure)
        super().failed(failure)
