"""A place of the administrative tree: type any part of its path, choose from what matches."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.ui.fields.choice import grow
from desktop.ui.fields.field import Field
from desktop.ui.speech import Telling, say

Place = tuple[str, str]
"""A P-code with its path, deepest first: ``("PK-KP-NSR-07", "Akbarpura › Pabbi › Nowshera")``."""
_SHOWN = 50
_AT_ONCE = 8


def folded(text: str) -> str:
    """Lower case without accents or apostrophes: what a search compares."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’ʼ")


class AreaField(Field):
    """Type-ahead on ``village › council › district``. ``value`` is the P-code, None until one is chosen."""

    def __init__(
        self,
        label: Telling,
        places: Sequence[Place],
        *,
        required: bool = False,
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, required=required, hint=hint, parent=parent)
        self._code: str | None = None
        self._places: list[tuple[str, str, str]] = []
        self.line = QLineEdit(self)
        self._matches = QStringListModel(self)
        self._completer = QCompleter(self._matches, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_AT_ONCE)
        self._popup = QListView()
        self._popup.setProperty("kind", "popup")
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self.line)
        self._completer.activated.connect(self._chose)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._left)
        self.install(self.line)
        self.offer(places)

    def offer(self, places: Sequence[Place]) -> None:
        """Offers other places; keeps the answer if it is still among them."""
        self._places = [(code, path, folded(path)) for code, path in places]
        self.set_value(self._code)

    def value(self) -> str | None:
        return self._code

    def set_value(self, value: str | None) -> None:
        path = next((path for code, path, _ in self._places if code == value), "")
        self._code = value if path else None
        self.line.setText(path)

    def matching(self, text: str) -> list[str]:
        """The paths that contain every word typed, those that begin with it first."""
        words = folded(text).split()
        found = [
            (not key.startswith(folded(text)), path)
            for _, path, key in self._places
            if all(w in key for w in words)
        ]
        return [path for _, path in sorted(found)][:_SHOWN]

    def _typed(self, text: str) -> None:
        self._code = None
        self._suggest(text)
        self.changed.emit()

    def _suggest(self, text: str) -> None:
        self._matches.setStringList(self.matching(text))
        if self._matches.rowCount():
            self._completer.complete()
            self._show_whole_rows()
            # Enter takes the first match: the hand need not leave the letters.
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._popup.hide()

    def _show_whole_rows(self) -> None:
        """Up to eight places whole, none cut; above the field where there is no room beneath."""
        above = self._popup.geometry().bottom() <= self.line.mapToGlobal(QPoint(0, 0)).y()
        bottom = self._popup.geometry().bottom()
        grow(self._popup, min(self._matches.rowCount(), _AT_ONCE), within=self._popup)
        if above:
            place = self._popup.geometry()
            place.moveBottom(bottom)
            self._popup.setGeometry(place)

    def _chose(self, path: str) -> None:
        self._take(path)
        self.changed.emit()
        self.settled.emit()

    def _take(self, path: str) -> None:
        self._code = next((code for code, known, _ in self._places if known == path), None)
        self.line.setText(path)

    def _left(self) -> None:
        """One match left, or the path typed in full, is the answer: no need to choose it in the list."""
        if self._popup.isVisible():
            return
        found = self.matching(self.line.text()) if self.line.text().strip() else []
        if self._code is None and len(found) == 1:
            self._take(found[0])
            self.changed.emit()
        self.settled.emit()

    def retranslate(self) -> None:
        super().retranslate()
        self.line.setPlaceholderText(say("Field", "Type a few letters"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The down arrow shows every place when nothing was typed yet."""
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self._suggest("" if self._code else self.line.text())
        else:
            super().keyPressEvent(event)
