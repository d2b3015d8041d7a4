"""What is to settle of a household: two values for a field, what the server refused."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.language.fields import field_in_words
from desktop.services.desk import Desk
from desktop.services.settling import listed, refused
from desktop.services.settling.listed import ConflictLine
from desktop.services.settling.refused import RefusedLine
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say

Found = tuple[list[ConflictLine], list[RefusedLine]]


class SettleCard(Card):
    """``wanted`` carries what to open on the page To decide: a tab's name and a row."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Household", "To settle"), parent)
        self._desk, self._runner = desk, runner
        self._rows: list[QWidget] = []
        self.acts: list[Button] = []
        self.hide()

    def read(self, code: str) -> None:
        """Looks again what is to settle."""

        def find(_progress: object) -> Found:
            waiting = [line for line in refused.waiting(self._desk) if line.household == code]
            return listed.of_household(self._desk, code), waiting

        self._runner.run(find, done=self._show, owner=self)

    def _show(self, found: Found) -> None:
        conflicts, waiting = found
        for row in self._rows:
            discard(row)
        self._rows, self.acts = [], []
        for line in conflicts:
            self._add(partial(_two, line), ("conflicts", line.id))
        for one in waiting:
            self._add(partial(_refused, one), ("refused", one.change))
        self.setVisible(bool(self._rows))

    def _add(self, words: partial[str], subject: tuple[str, int]) -> None:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.STEP)
        line.addWidget(Words(words, tone="attention", wrap=True, parent=row), 1)
        act = Button(
            lambda: say("Household", "Look and settle"), icon="arrows-split", description=words, parent=row
        )
        act.clicked.connect(lambda: self.wanted.emit(subject))
        line.addWidget(act)
        self.body.addWidget(row)
        self._rows.append(row)
        self.acts.append(act)


def _two(line: ConflictLine) -> str:
    fields = ", ".join(field_in_words(name, language()) for name in line.fields)
    pattern = say("Household", "Two versions: {fields}, {name}")
    return pattern.format(fields=fields, name=line.name or line.person or line.household)


def _refused(line: RefusedLine) -> str:
    pattern = say("Household", "The server refused: {field}, {name}")
    field = field_in_words(line.where, language())
    return pattern.format(field=field, name=line.name or line.person or line.household)
