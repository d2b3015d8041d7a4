"""One object says every word of the product: on screen, on paper and on the terminal."""

from __future__ import annotations

import warnings
from functools import cache

from PySide6.QtCore import QTranslator

from desktop.language.figures import grouped
from domain.languages import LANGUAGES, LanguageCode
from packs.places import translations


class Untranslated(UserWarning):
    """Words that the catalogue does not hold: tests fail on it, an office reads the English."""


class Language:
    """The words of one language, wherever they are read: a window, a paper, a terminal.

    A paper takes its own ``Language``, so that a clerk whose screen is French prints in Portuguese.
    Making one is cheap: the catalogue behind it is loaded once a process, and needs no application.
    """

    def __init__(self, code: LanguageCode) -> None:
        if code not in LANGUAGES:
            raise ValueError(f"no catalogue for {code!r}")
        self.code = code
        self._catalogue = _catalogue(code)

    def say(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str:
        """The words for an English ``source`` in a ``context`` (``Receipt``, ``Sync``, …).

        The three texts are written literally where this is called: ``desktop.language.update`` reads
        them from the code. With ``n``, the plural form is chosen and ``%n`` becomes the number.
        """
        return self.find(context, source, disambiguation, n)

    def find(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str:
        """The same for words that a table holds, each ``mark``-ed where it is written."""
        words = self._catalogue.translate(context, source, disambiguation, n)
        if not words:
            warnings.warn(f"{self.code}: {context}: {source!r}", Untranslated, stacklevel=3)
            words = source
        return words.replace("%n", grouped(n, self.code)) if n >= 0 else words

    def __repr__(self) -> str:
        return f"Language({self.code!r})"


def mark(context: str, source: str, disambiguation: str = "") -> str:
    """Names words in a table, to be found later; gives back the source."""
    return source


@cache
def _catalogue(code: LanguageCode) -> QTranslator:
    catalogue = QTranslator()
    path = translations() / f"guichet_{code}.qm"
    if not catalogue.load(str(path)):
        warnings.warn(f"no catalogue at {path}", Untranslated, stacklevel=3)
    return catalogue
