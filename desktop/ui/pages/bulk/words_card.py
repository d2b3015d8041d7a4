"""Words of a list that nobody knows yet: what each stands for."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.language.terms import labels
from desktop.ui import theme
from desktop.ui.fields.choice import Choices, ListField
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.speech import ENDONYMS, language, say
from domain.matching.names import fold
from domain.vocabulary import Role, Sex

_ACROSS = 3
_VOCABULARIES: dict[str, Choices] = {
    "sex": lambda: labels(Sex, language()),
    "role": lambda: labels(Role, language()),
    "language": lambda: {str(code): words for code, words in ENDONYMS.items()},
    "single_name": lambda: {"true": say("Lists", "Yes"), "false": say("Lists", "No")},
}


class WordsCard(Card):
    """Shown when a check has met words it does not know; the answers are remembered with the source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Bulk", "Words to explain"), parent)
        self.body.addWidget(
            Words(
                lambda: say("Bulk", "Say what they stand for, then check the list again."),
                tone="muted",
                wrap=True,
                parent=self,
            )
        )
        self.fields: dict[tuple[str, str], ListField] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.MARGIN)
        self._grid.setVerticalSpacing(theme.GAP)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self.hide()

    def ask(self, unknown: Mapping[str, Mapping[str, int]], known: Mapping[str, Mapping[str, str]]) -> None:
        """Asks about these words, by field, with how often each was met."""
        for field in self.fields.values():
            self._grid.removeWidget(field)
            field.hide()
            field.deleteLater()
        self.fields = {}
        for key, words in unknown.items():
            for word, count in sorted(words.items(), key=lambda pair: -pair[1]):
                self._add(key, word, count, known.get(key, {}).get(fold(word)))
        self.setVisible(bool(self.fields))

    def _add(self, key: str, word: str, count: int, meaning: str | None) -> None:
        if key not in _VOCABULARIES or (key, fold(word)) in self.fields:
            return
        field = ListField(
            lambda: f"“{word}”".replace("&", "&&"),
            _VOCABULARIES[key],
            hint=lambda: say("Bulk", "in %n row(s)", "", count),
            parent=self,
        )
        field.set_value(meaning)
        place = len(self.fields)
        self._grid.addWidget(field, place // _ACROSS, place % _ACROSS)
        self.fields[key, fold(word)] = field

    def words(self) -> dict[str, dict[str, str]]:
        """What was explained."""
        found: dict[str, dict[str, str]] = {}
        for (key, word), field in self.fields.items():
            if value := field.value():
                found.setdefault(key, {})[word] = value
        return found
