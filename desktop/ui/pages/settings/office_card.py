"""This office's file: where it is, whether it is sound, and what the product is."""

from __future__ import annotations

from importlib import metadata

from PySide6.QtCore import Signal, qVersion
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.language.figures import grouped
from desktop.services import check_file, synchronise
from desktop.services.check_file import Checked
from desktop.ui import theme
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.sitting import Sitting
from desktop.ui.speech import Telling, language, say


class Facts(QWidget):
    """Names at the left, values at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.MARGIN)
        self._grid.setVerticalSpacing(theme.STEP)
        self._grid.setColumnStretch(1, 1)

    def add(self, name: Telling, value: Telling) -> Words:
        """One more line."""
        row = self._grid.rowCount()
        shown = Words(value, wrap=True, parent=self)
        self._grid.addWidget(Words(name, tone="muted", parent=self), row, 0)
        self._grid.addWidget(shown, row, 1)
        return shown


class OfficeCard(Card):
    """``checked`` carries the answer of a check; ``failed`` why there is none."""

    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Settings", "This office"), parent)
        self._sitting = sitting
        self._server = ""
        desk = sitting.desk
        facts = Facts(self)
        facts.add(
            lambda: say("Settings", "Office"),
            lambda: f"{desk.office.names[language().code]} ({desk.office.code})",
        )
        facts.add(
            lambda: say("Settings", "Programme"), lambda: desk.programme.letterhead.programme[language().code]
        )
        facts.add(lambda: say("Settings", "File"), lambda: str(desk.path))
        self._server_words = facts.add(lambda: say("Settings", "Server"), self._server_name)
        self.body.addWidget(facts)
        self.check = Button(lambda: say("Settings", "Chec&k the file"), icon="circle-check", parent=self)
        self.check.clicked.connect(self.check_now)
        row = QHBoxLayout()
        row.addWidget(self.check)
        row.addStretch(1)
        self.body.addLayout(row)

    def _server_name(self) -> str:
        return self._server or say("Settings", "none joined yet")

    def read(self) -> None:
        """Reads which server is joined."""
        self._sitting.runner.run(
            lambda _progress: synchronise.state(self._sitting.desk).server_url, done=self._show, owner=self
        )

    def _show(self, server: str) -> None:
        self._server = server
        self._server_words.retranslate()

    def check_now(self) -> None:
        """Reads every page and every change; takes seconds on a large file."""
        self.check.setEnabled(False)
        self.check.tell(lambda: say("Settings", "Checking…"))
        self._sitting.runner.run(
            lambda _progress: check_file.check_file(self._sitting.desk),
            done=self._checked,
            failed=self._failed,
            owner=self,
        )

    def _checked(self, found: Checked) -> None:
        self._over()
        self.checked.emit(found)

    def _failed(self, failure: object) -> None:
        self._over()
        self.failed.emit(failure)

    def _over(self) -> None:
        self.check.setEnabled(True)
        self.check.tell(lambda: say("Settings", "Chec&k the file"))


def check_words(found: Checked) -> tuple[str, str]:
    """What a check found, as a title and what to do."""
    code = language().code
    counts = say("Settings", "Households: {households}. Persons: {persons}. Changes: {changes}.").format(
        households=grouped(found.households, code),
        persons=grouped(found.persons, code),
        changes=grouped(found.changes, code),
    )
    if found.sound:
        return say("Settings", "The file is sound."), counts
    return (
        say("Settings", "The file is damaged."),
        say("Settings", "Synchronise now, so that what can be read is safe; then restore the latest backup."),
    )


class AboutCard(Card):
    """The product's name, version and licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Settings", "About"), parent)
        facts = Facts(self)
        facts.add(lambda: say("Settings", "Product"), lambda: f"Guichet {_version()}")
        facts.add(lambda: say("Settings", "Licence"), lambda: "Apache-2.0")
        facts.add(
            lambda: say("Settings", "Made with"), lambda: f"Qt {qVersion()} (LGPL), Inter, Noto Sans, Tabler"
        )
        self.body.addWidget(facts)


def _version() -> str:
    try:
        return metadata.version("guichet")
    except metadata.PackageNotFoundError:
        return ""
