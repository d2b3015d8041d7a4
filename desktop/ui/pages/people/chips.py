"""Filters that are on, each a word one can take away with one key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import theme
from desktop.ui.parts.button import Button
from desktop.ui.parts.flow import Flow
from desktop.ui.speech import Spoken, say

_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Chip(Button):
    """One filter: Enter, Space, Delete or a click takes it away."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(lambda: words, icon="x", kind="chip", parent=parent)

    def retranslate(self) -> None:
        super().retranslate()
        words = self._telling()
        # A name may hold an ampersand, which is no mnemonic.
        self.setText(f" {words}".replace("&", "&&"))
        self.setAccessibleName(say("Filters", "Remove the filter: {filter}").format(filter=words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _REMOVING:
            self.click()
        else:
            super().keyPressEvent(event)


class Chips(Spoken, QWidget):
    """``removed`` carries the name of the filter taken away; empty, the row takes no room."""

    removed = Signal(str)

    def __init__(self, told: Callable[[], Mapping[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._told = told
        self._flow = Flow(self, theme.STEP)
        self._chips: dict[str, Chip] = {}
        self.renew()

    def chips(self) -> dict[str, Chip]:
        """The filters shown, by name."""
        return dict(self._chips)

    def renew(self) -> None:
        """Shows the filters that are on now."""
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {name: self._made(name, words) for name, words in self._told().items()}
        self.setVisible(bool(self._chips))

    def _made(self, name: str, words: str) -> Chip:
        chip = Chip(words, self)
        chip.clicked.connect(lambda: self.removed.emit(name))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def retranslate(self) -> None:
        self.renew()
