"""The catalogues are whole, agree with the code, and can be filled from a table."""

from __future__ import annotations

import csv
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTranslator

from desktop.language import tsfile, update
from desktop.language.extraction import Words, words_under
from domain.languages import LANGUAGES, LanguageCode

ROOT = Path(__file__).parents[3]
TRANSLATIONS = ROOT / "translations"
CATALOGUES = {code: tsfile.read(TRANSLATIONS / f"guichet_{code}.ts") for code in LANGUAGES}

# Written so in Brazil, or before the agreement of 1990.
NOT_EUROPEAN = re.compile(
    r"\b(usuári\w*|senhas?|salv(?:ar|o)|telas?|celular\w*|registro\w*|cadastrad\w*|equipe|"
    r"acç\w*|actual\w*|direct\w*|projecto\w*|object\w*|correct\w*|activ\w*|recepç\w*|efectu\w*|contacte-nos)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_catalogue_holds_the_words_of_the_code_and_no_others(code: LanguageCode) -> None:
    in_code = words_under([ROOT / "desktop", ROOT / "guichet"])
    in_file = set(CATALOGUES[code])
    assert not in_code - in_file, "run python -m desktop.language.update"
    assert not in_file - in_code, "run python -m desktop.language.update"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_entry_is_translated(code: LanguageCode) -> None:
    """All in one: a test for each of ten thousand entries takes a minute to say the same."""
    wrong = {words: list(faults(code, words, found)) for words, found in CATALOGUES[code].items()}
    assert {words: said for words, said in wrong.items() if said} == {}


def faults(code: LanguageCode, words: Words, found: tsfile.Translation) -> Iterator[str]:
    if found.state != "":
        yield f"is {found.state}"
    if len(found.forms) != (2 if words.plural else 1):
        yield "has too many forms, or too few"
    for form in found.forms:
        if not form.strip():
            yield "is empty"
        elif (form[0] == " ", form[-1] == " ") != (words.source[0] == " ", words.source[-1] == " "):
            yield "begins or ends otherwise"
        if blanks(form) != blanks(words.source):
            yield "has other blanks"
        if code == "fr" and form != update.french_spaces(form):
            yield "no-break spaces before : ; ! ? and inside « »"
        if code == "pt":
            yield from _not_as_in_portugal(words, form)


def _not_as_in_portugal(words: Words, form: str) -> Iterator[str]:
    if NOT_EUROPEAN.search(form):
        yield "is not European Portuguese"
    if "file" in words.source.lower() and "arquivo" in form:
        yield "a file is a ficheiro"
    if re.search(r"« | »| [:;!?]", form):
        yield "Portuguese has no space there"


def test_a_fault_of_a_translation_is_seen() -> None:
    words = Words("Rail", "To decide: {n}")
    for code, form in (
        ("fr", "À décider : {n}"),
        ("pt", "Por decidir : {n}"),
        ("pt", "Telas: {n}"),
        ("pt", "{m}"),
    ):
        assert list(faults(cast(LanguageCode, code), words, tsfile.Translation((form,), ""))), form
    assert not list(faults("pt", words, tsfile.Translation(("Por decidir: {n}",), "")))


def blanks(text: str) -> Counter[str]:
    names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    return Counter(names + re.findall("%n", text))


def test_registration_is_never_called_enrolment() -> None:
    """*Inscription* and *inscrição* mean enrolment in a scheme, which is a decision; registration is not."""
    for code in ("fr", "pt"):
        for words, found in CATALOGUES[code].items():
            if re.search(r"regist", words.source, re.IGNORECASE):
                assert not re.search(r"inscri", " ".join(found.forms), re.IGNORECASE), words


def test_the_files_are_as_qt_writes_them(tmp_path: Path) -> None:
    for code in LANGUAGES:
        (tmp_path / f"guichet_{code}.ts").write_bytes((TRANSLATIONS / f"guichet_{code}.ts").read_bytes())
    assert update.update(tmp_path) == []
    for code in LANGUAGES:
        name = f"guichet_{code}.ts"
        assert (tmp_path / name).read_text("utf-8") == (TRANSLATIONS / name).read_text("utf-8")


def test_an_empty_folder_is_filled_from_a_table(tmp_path: Path) -> None:
    table = tmp_path / "words.csv"
    rows = [
        ("context", "source", "comment", "fr", "pt", "fr plural", "pt plural"),
        ("Dates", "%n day(s)", "", "%n jour", "%n dia", "%n jours", "%n dias"),
        ("Sex", "Female", "", "Féminin : « oui » ?", "Feminino", "", ""),
        ("Nowhere", "Never said", "", "Jamais dit", "Nunca dito", "", ""),
    ]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert update.update(tmp_path, [table]) == [Words("Nowhere", "Never said")]

    french = tsfile.read(tmp_path / "guichet_fr.ts")
    assert french[Words("Dates", "%n day(s)", "", plural=True)] == tsfile.Translation(("%n jour", "%n jours"))
    assert french[Words("Sex", "Female")].forms == ("Féminin\u00a0: «\u00a0oui\u00a0»\u202f?",)
    assert french[Words("Sex", "Male")].state == "unfinished"
    assert Words("Sex", "Male") in update.unfinished(tmp_path)
    english = tsfile.read(tmp_path / "guichet_en.ts")
    assert english[Words("Dates", "%n day(s)", "", plural=True)].forms == ("%n day", "%n days")

    read = QTranslator()
    assert read.load(str(tmp_path / "guichet_pt.qm"))
    assert read.translate("Dates", "%n day(s)", None, 0) == "%n dias"
