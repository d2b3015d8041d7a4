"""The bundles of a stick: whose, of when, how large, how far they have come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import short_moment
from desktop.language.sticks import state_in_words
from desktop.services.regional import Found, State
from desktop.ui import theme
from desktop.ui.messages import explain
from desktop.ui.pages.sync_centre.words import bytes_in_words
from desktop.ui.parts.discard import discard
from desktop.ui.parts.pill import Mood, Pill
from desktop.ui.speech import Spoken, language, say

_LOOKS: dict[State, tuple[str, Mood]] = {
    State.to_send: ("clock", "plain"),
    State.sent: ("cloud-upload", "attention"),
    State.answered: ("cloud-check", "calm"),
    State.refused: ("alert-circle", "error"),
}


class BundleList(Spoken, QWidget):
    """A line for each; one that was refused says why beneath."""

    def __init__(
        self, office_name: Callable[[str], str], zone: tzinfo, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name_of, self._zone = office_name, zone
        self._found: Sequence[Found] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)

    def show_found(self, found: Sequence[Found]) -> None:
        """Shows these."""
        if list(found) != list(self._found) or not self._column.count():
            self._found = found
            self.retranslate()

    def lines(self) -> list[str]:
        """What each line says, for whoever cannot see it."""
        return [" · ".join(filter(None, (*self._words(one), self._why(one)))) for one in self._found]

    def retranslate(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        for one in self._found:
            self._column.addWidget(self._line(one))
        self.setAccessibleName("; ".join(self.lines()))

    def _line(self, one: Found) -> QWidget:
        line = QFrame(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, theme.HALF, 0, theme.HALF)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        name, under, _ = self._words(one)
        lines.addWidget(_label(name, weight="strong"))
        lines.addWidget(_label(under, tone="muted", type="small"))
        if why := self._why(one):
            lines.addWidget(_label(why, tone="error", type="small"))
        row.addLayout(lines, 1)
        icon, mood = _LOOKS[one.state]
        words = state_in_words(one.state.value, language())
        row.addWidget(Pill(icon, lambda: words, mood, line), 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _words(self, one: Found) -> tuple[str, str, str]:
        state = state_in_words(one.state.value, language())
        if not one.name:
            return one.path.name, bytes_in_words(one.size), state
        name = say("Sticks", "{office}, laptop {laptop}").format(
            office=self._name_of(one.office), laptop=one.laptop
        )
        at = short_moment(datetime.fromisoformat(one.at).astimezone(self._zone), language())
        parts = [at, say("Sync", "%n change(s)", "", one.brought.get("changes", 0))]
        if photos := one.brought.get("photos", 0):
            parts.append(say("Sticks", "%n photo(s)", "", photos))
        parts.append(bytes_in_words(one.size))
        if one.answer:
            arrived = say("Sticks", "%n arrived", "changes", one.answer.get("changes", 0))
            parts.append(arrived)
        return name, " · ".join(parts), state

    def _why(self, one: Found) -> str:
        return " ".join(explain(one.problem)) if one.problem is not None else ""


def _label(words: str, **properties: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    for name, value in properties.items():
        label.setProperty(name, value)
    return label
