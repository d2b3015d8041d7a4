"""One field of a conflict: both values side by side, who wrote them, and which is right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.language.fields import field_in_words
from desktop.services.settling.listed import Contested, Writing
from desktop.services.settling.settle import Choice, Side, Typed
from desktop.ui import theme
from desktop.ui.fields.choice import OptionsField
from desktop.ui.pages.conflicts.typing import typed_field
from desktop.ui.pages.conflicts.words import value_words, writing_words
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from domain.programme import Programme
from domain.records import Json, references
from domain.settling import typed_value

KEPT, OTHER, TYPED = "kept", "other", "typed"


class FieldQuestion(QWidget):
    """``choice`` is the answer, None before one is given; ``answered`` when it changes."""

    answered = Signal()

    def __init__(
        self, kind: str, one: Contested, programme: Programme, zone: tzinfo, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.kind, self.one = kind, one
        self._programme, self._zone = programme, zone
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(Words(self._name, size="lead", parent=self))
        sides = QHBoxLayout()
        sides.setSpacing(theme.GAP)
        for value, by, stands in self._sides():
            sides.addWidget(self._side(value, by, stands=stands), 1)
        column.addLayout(sides)
        self.options = OptionsField(
            lambda: say("Conflicts", "Right is, for {field}").format(field=self._name()),
            self._choices,
            required=True,
            parent=self,
        )
        self.typed = typed_field(kind, one.name, lambda: say("Conflicts", "The right value"), self)
        self.typed.hide()
        self.options.changed.connect(self._chose)
        self.typed.changed.connect(self.answered)
        column.addWidget(self.options)
        column.addWidget(self.typed)

    def _name(self) -> str:
        return field_in_words(self.one.name, language())

    def _order(self) -> tuple[str, str]:
        """What was written here stands at the left."""
        return (OTHER, KEPT) if self.one.mine == OTHER else (KEPT, OTHER)

    def _sides(self) -> list[tuple[Json, Writing, bool]]:
        told: dict[str, tuple[Json, Writing, bool]] = {
            KEPT: (self.one.kept, self.one.kept_by, True),
            OTHER: (self.one.other, self.one.other_by, False),
        }
        return [told[side] for side in self._order()]

    def _side(self, value: Json, by: Writing, *, stands: bool) -> QWidget:
        box = QFrame(self)
        box.setProperty("surface", "well")
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.GAP, theme.STEP, theme.GAP, theme.STEP)
        column.setSpacing(theme.HALF)

        def words() -> str:
            return value_words(self.kind, self.one.name, value, self._programme)

        shown = Words(words, strong=True, wrap=True, parent=box)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(shown)
        column.addWidget(
            Words(lambda: writing_words(by, self._zone), tone="muted", size="small", wrap=True, parent=box)
        )
        if stands:
            column.addWidget(Words(self._stands_words, tone="accent", size="small", wrap=True, parent=box))
        column.addStretch(1)
        return box

    def _stands_words(self) -> str:
        if self.one.stands == self.one.kept:
            return say("Conflicts", "Stands for now")
        now = value_words(self.kind, self.one.name, self.one.stands, self._programme)
        return say("Conflicts", "Stood then; by now it is: {value}").format(value=now)

    def _choices(self) -> Mapping[str, str]:
        mine, theirs = say("Conflicts", "mine"), say("Conflicts", "theirs")
        if not self.one.mine:
            mine, theirs = say("Conflicts", "the left one"), say("Conflicts", "the right one")
        found = dict(zip(self._order(), (mine, theirs), strict=True))
        if self.one.name not in references(self.kind):
            found[TYPED] = say("Conflicts", "neither: I type it")
        return found

    def _chose(self) -> None:
        typing = self.options.value() == TYPED
        self.typed.setVisible(typing)
        if typing:
            self.typed.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit()

    def choose(self, side: str) -> None:
        """Answers for it: ``kept`` or ``other``."""
        self.options.set_value(side)
        self.typed.hide()
        self.answered.emit()

    def ask_again(self) -> None:
        """The keyboard goes where the answer is missing: to the line to type in, or to the choices."""
        asked = self.typed if self.options.value() == TYPED else self.options
        asked.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def at_left(self) -> str:
        """Which value stands in the left column."""
        return self._order()[0]

    def choice(self) -> Choice | None:
        """The answer; None before one is given. Nothing typed is none: it would empty the field unasked."""
        chosen = self.options.value()
        if chosen == TYPED:
            value = typed_value(self.kind, self.one.name, str(self.typed.value() or ""))
            return None if value is None else Typed(value)
        return Side(chosen) if chosen else None
