"""The preview of what is settled together: each field with what stays and what goes."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.fields import field_in_words
from desktop.services.settling.listed import ConflictView
from desktop.ui import theme
from desktop.ui.pages.conflicts.words import of_whom, value_words
from desktop.ui.parts.discard import discard
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from domain.programme import Programme


class Alike(QWidget):
    """``show_views`` fills it."""

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programme = programme
        self.views: list[ConflictView] = []
        self._lines: list[Words] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.STEP, 0)
        self._column.setSpacing(theme.STEP)
        self._column.addStretch(1)

    def show_views(self, views: list[ConflictView]) -> None:
        """One line a field."""
        self.views = views
        for line in self._lines:
            discard(line)
        self._lines = []
        for view in views:
            for place in range(len(view.fields)):
                words = Words(partial(self._words, view, place), wrap=True, parent=self)
                self._column.insertWidget(len(self._lines), words)
                self._lines.append(words)

    def _words(self, view: ConflictView, place: int) -> str:
        one = view.fields[place]
        kind = view.subject.kind
        pattern = say("Conflicts", "{who}, {field}: “{stays}” stays, “{goes}” goes")
        return pattern.format(
            who=of_whom(view.line),
            field=field_in_words(one.name, language()).lower(),
            stays=value_words(kind, one.name, one.stands, self._programme),
            goes=value_words(kind, one.name, one.other, self._programme),
        )
