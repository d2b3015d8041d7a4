"""The language on screen: one for the whole window, changed without a restart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QWidget

from desktop.language.catalogue import Language

if TYPE_CHECKING:
    from domain.languages import LanguageCode

Telling = Callable[[], str]
"""Words asked for again at each change of language: ``lambda: say("Today", "New household")``."""

ENDONYMS: dict[LanguageCode, str] = {"en": "English", "fr": "Français", "pt": "Português"}

# Qt's own translators are application-wide too: a process shows one language at a time.
_spoken: list[Language] = []


def language() -> Language:
    """The language on screen; English until somebody chooses."""
    if not _spoken:
        _spoken.append(Language("en"))
    return _spoken[0]


def say(context: str, source: str, disambiguation: str = "", n: int = -1) -> str:
    """The words on screen for an English source; the texts are literal where this is called."""
    return language().say(context, source, disambiguation, n)


def speak(code: LanguageCode) -> None:
    """Changes the language on screen and tells every widget to say its words again."""
    _spoken[:] = [Language(code)]
    QLocale.setDefault(QLocale({"en": "en_GB", "fr": "fr_FR", "pt": "pt_PT"}[code]))
    retell()


def retell() -> None:
    """Has every widget say its words and draw its icons again; Qt hands the event down to children."""
    for widget in QApplication.topLevelWidgets():
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Spoken(_Widget):
    """Mixed in before a Qt widget: ``retranslate`` is called at each change of language or theme."""

    def retranslate(self) -> None:
        """Says the widget's own words again. Parts with a ``Telling`` look after themselves."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
