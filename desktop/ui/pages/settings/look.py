"""The look of the window on this computer: language, light or dark, size of the text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.language.figures import percent
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.parts.card import Card
from desktop.ui.remembered import TEXT_SIZES, Remembered
from desktop.ui.speech import ENDONYMS, Spoken, language, say


class LookCard(Spoken, Card):
    """Each choice is seen at once: ``language_chosen`` and ``redressed`` ask the window for it."""

    language_chosen = Signal(str)
    redressed = Signal()

    def __init__(self, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Settings", "The window"), parent)
        self._remembered = remembered
        self.language = ListField(lambda: say("Settings", "&Language"), _languages, parent=self)
        self.theme = OptionsField(lambda: say("Settings", "&Colours"), _themes, parent=self)
        self.text_size = ListField(lambda: say("Settings", "&Size of the text"), _sizes, parent=self)
        for field in (self.language, self.theme, self.text_size):
            self.body.addWidget(field)
        self.show_chosen()
        self.language.changed.connect(self._chose_language)
        self.theme.changed.connect(self._chose_theme)
        self.text_size.changed.connect(self._chose_size)

    def show_chosen(self) -> None:
        """Shows what is worn and spoken now."""
        self.language.set_value(language().code)
        self.theme.set_value(self._remembered.theme)
        self.text_size.set_value(str(self._remembered.text_size))

    def _chose_language(self) -> None:
        self.language_chosen.emit(self.language.value())

    def _chose_theme(self) -> None:
        self._remembered.theme = "dark" if self.theme.value() == "dark" else "light"
        self.redressed.emit()

    def _chose_size(self) -> None:
        self._remembered.text_size = int(self.text_size.value() or 100)
        self.redressed.emit()

    def retranslate(self) -> None:
        self.language.set_value(language().code)


def _languages() -> dict[str, str]:
    return {str(code): words for code, words in ENDONYMS.items()}


def _themes() -> dict[str, str]:
    return {"light": say("Settings", "Light"), "dark": say("Settings", "Dark")}


def _sizes() -> dict[str, str]:
    return {str(size): percent(size / 100, language().code) for size in TEXT_SIZES}
