"""Words in three languages, without an application."""

from __future__ import annotations

import subprocess
import sys
from typing import cast

import pytest

from desktop.language.catalogue import Language, Untranslated
from domain.languages import LanguageCode


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "Registration receipt"),
        ("fr", "Récépissé d'enregistrement"),
        ("pt", "Comprovativo de registo"),
    ],
)
def test_words_in_each_language(code: LanguageCode, words: str) -> None:
    assert Language(code).say("Paper", "Registration receipt") == words


@pytest.mark.parametrize(
    ("code", "none", "one", "many"),
    [
        ("en", "0 days", "1 day", "12,480 days"),
        ("fr", "0 jour", "1 jour", "12\u202f480 jours"),
        ("pt", "0 dias", "1 dia", "12.480 dias"),  # European Portuguese: zero takes the plural
    ],
)
def test_plurals_and_numbers_follow_the_language(code: LanguageCode, none: str, one: str, many: str) -> None:
    language = Language(code)
    assert language.say("Dates", "%n day(s)", "", 0) == none
    assert language.say("Dates", "%n day(s)", "", 1) == one
    assert language.say("Dates", "%n day(s)", "", 12480) == many


def test_the_same_english_in_two_senses() -> None:
    assert Language("fr").say("Dates", "unknown", "a date of birth") == "inconnue"


def test_missing_words_are_noticed_and_read_in_english() -> None:
    with pytest.warns(Untranslated, match="Nowhere: 'Never written'"):
        assert Language("fr").find("Nowhere", "Never written") == "Never written"


def test_a_language_without_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="'ff'"):
        Language(cast("LanguageCode", "ff"))


def test_needs_no_application_and_no_widgets() -> None:
    """Papers are printed by the command line on servers without a screen."""
    code = (
        "import sys; from desktop.language.catalogue import Language;"
        "from PySide6.QtCore import QCoreApplication;"
        "assert QCoreApplication.instance() is None;"
        "assert Language('pt').say('Sex', 'Female') == 'Feminino';"
        "assert not [m for m in sys.modules if m in ('PySide6.QtGui', 'PySide6.QtWidgets')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
