"""Who of this household is insured and entitled today, at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import contributing
from desktop.services.contributing import insured
from desktop.services.contributing.insured import Glance
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.pages.insured.panels import MARKS, answer_in_words
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.entry import Entry
from desktop.ui.speech import Spoken, language, say


class InsuredCard(Spoken, Card):
    """``wanted`` carries the printed code whose insurance is to be looked at."""

    wanted = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "Insurance"), parent)
        self._desk, self._runner = desk, runner
        self._code = ""
        self._found: Sequence[Glance] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.STEP)
        self.body.addLayout(self._rows)
        self.open = Button(lambda: say("Household", "Contributions and periods…"), parent=self)
        self.open.clicked.connect(lambda: self.wanted.emit(self._code))
        self.body.addWidget(self.open)
        self.retranslate()

    def read(self, code: str) -> None:
        """Reads the insurance of a household again."""
        self._code = code
        self._runner.run(
            lambda _progress: insured.at_a_glance(self._desk, code),
            done=self._show,
            failed=self.failed.emit,
            owner=self,
        )

    def _show(self, found: Sequence[Glance]) -> None:
        self._found = found
        self.retranslate()

    def retranslate(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        for glance in self._found:
            answer = answer_in_words(glance.standing.answer)
            who = glance.name or say("Household", "The whole household")
            scheme = contributing.scheme_name(glance.scheme, language())
            icon = MARKS[glance.standing.answer][0]
            title = f"{answer} · {who} · {scheme}"
            entry = Entry(icon, title, contributing.why(glance.standing, language()), self)
            self._rows.addWidget(entry)
        if not self._found:
            nobody = Entry(
                "id", say("Household", "Nobody is insured in a scheme with contributions"), "", self
            )
            self._rows.addWidget(nobody)
