"""Somebody already registered: who they are and where they belong, instead of the questions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import birth_in_words
from desktop.language.terms import label
from desktop.ui import icons, theme
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from domain.birth import Birth
from domain.vocabulary import Sex


class KnownCard(Spoken, QFrame):
    """``compound_wanted`` asks to group both households under this name; ``household_wanted`` to see theirs.

    ``another_wanted``: it is not this person, the questions are wanted back with what was typed.
    """

    compound_wanted = Signal(str)
    household_wanted = Signal(str)
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "well")
        self._about: dict[str, Any] = {}
        self._picture = QLabel(self)
        self._name = Words(lambda: str(self._about.get("name", "")), size="lead", parent=self)
        self._lines = Words(self._line_words, tone="muted", wrap=True, parent=self)
        self.group = Button(self._group_words, icon="users-group", parent=self)
        self.group.clicked.connect(lambda: self.compound_wanted.emit(str(self._about.get("compound") or "")))
        self.home = Button(
            lambda: say("Register", "Open their household"), icon="users-group", kind="quiet", parent=self
        )
        self.home.clicked.connect(lambda: self.household_wanted.emit(str(self._about.get("household") or "")))
        self.another = Button(
            lambda: say("Register", "Not this person after all"),
            icon="arrow-back-up",
            kind="quiet",
            parent=self,
        )
        self.another.clicked.connect(self.another_wanted)
        words = QVBoxLayout()
        words.setSpacing(theme.HALF)
        for widget in (self._name, self._lines):
            words.addWidget(widget)
        for button in (self.group, self.home, self.another):
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def show_person(self, about: dict[str, Any], compound: str | None, *, typed: bool = False) -> None:
        """``about`` as it was kept when the person was picked; ``compound`` is this household's.

        ``typed``: they had been typed as somebody new before.
        """
        self._about = about
        self.home.setVisible(bool(about.get("household")))
        self.another.setVisible(typed)
        theirs = about.get("compound")
        self.group.setVisible(bool(theirs) and theirs != compound)
        self.retranslate()

    def _line_words(self) -> str:
        about = self._about
        if not about:
            return ""
        birth = Birth.model_validate(about["birth"])
        who = (
            f"{label(Sex, about['sex'], language())} · {birth_in_words(birth, language())} · {about['code']}"
        )
        home = say("Register", "Already a member of household {code}, {place}.")
        where = home.format(code=about["household"], place=about["place"]) if about.get("household") else ""
        return f"{who}\n{where}".strip()

    def _group_words(self) -> str:
        name = str(self._about.get("compound") or "")
        return say("Register", "Same compound: {name}").format(name=name)

    def retranslate(self) -> None:
        self._picture.setPixmap(icons.pixmap("user", theme.palette().accent, 32))
        for widget in (self._name, self._lines, self.group):
            widget.retranslate()
