"""Lists in the window: chosen, explained, checked, registered; and nothing leaves without a purpose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.models import records
from desktop.ui import speech
from desktop.ui.pages.bulk.entry import BulkPage
from desktop.ui.pages.bulk.export_page import ExportPage
from desktop.ui.pages.bulk.import_page import ImportPage
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless

LIST = """Matricule;Nom;Prénoms;Sexe;Date de naissance;Lieu
001;Khan;Gul;F;25/04/1987;Akbarpura
002;Khan;Zaman;Hb;1985;Akbarpura
003;Shah;Bibi;F;29/02/2023;Akbarpura
"""


@pytest.fixture
def page(signed_in: Window, tmp_path: Path) -> ImportPage:
    assert signed_in.frame is not None
    signed_in.frame.go("import")
    shown = signed_in.frame.page()
    assert isinstance(shown, ImportPage)
    path = tmp_path / "Employés.csv"
    path.write_bytes(LIST.encode("cp1252"))
    shown.open(path)
    return shown


def persons(page: ImportPage) -> int:
    with page.desk.store.reading() as connection:
        return records.count(connection, "person")


def test_a_list_is_explained_checked_and_registered(page: ImportPage, tmp_path: Path) -> None:
    before = persons(page)
    assert page.drop.source.value() == "Employés"
    assert page.columns.columns["Lieu"].value() == "area"
    assert page.columns.orders["Date de naissance"].value() == "dmy"
    page.act.click()
    assert page.result.counts().startswith("1 household can be registered")
    assert persons(page) == before
    page.words.fields["sex", "hb"].set_value("male")
    page.again.click()
    assert page.result.counts().startswith("2 households can be registered")
    page.save_to(tmp_path / "refused.xlsx")
    assert (tmp_path / "refused.xlsx").is_file()
    page.act.click()
    assert page.result.counts().startswith("2 households registered")
    assert persons(page) == before + 2


def test_the_source_recalls_what_its_columns_hold(page: ImportPage) -> None:
    page.columns.columns["Matricule"].set_value("-")
    page.check()
    page.act.click()
    path = page._path
    assert path is not None
    page.open(path)
    assert page.columns.chosen()["Matricule"] == ""


def test_what_a_person_must_say_is_pointed_at(page: ImportPage) -> None:
    page.columns.columns["Sexe"].set_value("-")
    page.check()
    assert "Sex" in page.notice.words()


def test_a_file_that_is_no_list_is_named(page: ImportPage, tmp_path: Path) -> None:
    (tmp_path / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    page.open(tmp_path / "photo.csv")
    assert "PNG" in page.notice.words()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_check_fits_in_every_language(signed_in: Window, page: ImportPage, code: LanguageCode) -> None:
    speech.speak(code)
    page.check()
    for _ in range(3):
        QCoreApplication.processEvents()
    assert [line for line in cut_words(page) if not line.startswith("column")] == []
    assert nameless(page) == []
    assert letters_used_twice(page) == {}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", ["bulk", "held", "export"])
def test_the_other_pages_fit_in_every_language(signed_in: Window, place: str, code: LanguageCode) -> None:
    speech.speak(code)
    assert signed_in.frame is not None
    signed_in.frame.go(place)
    shown = signed_in.frame.page()
    assert (cut_words(shown), nameless(shown), letters_used_twice(shown)) == ([], [], {})


def test_an_export_asks_what_for_and_to_whom(signed_in: Window, tmp_path: Path) -> None:
    assert signed_in.frame is not None
    signed_in.frame.go("export")
    page = signed_in.frame.page()
    assert isinstance(page, ExportPage)
    page.save_to(tmp_path / "a.csv")
    assert page.purpose.problem() is not None
    assert page.recipient.problem() is not None
    page.purpose.set_value("audit")
    page.recipient.set_value("Ministry")
    page.protocol.set_value("MoU 7")
    page.save_to(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").is_file()
    assert "a.csv" in page.notice.words()


def test_the_entry_leads_to_each_work(signed_in: Window) -> None:
    assert signed_in.frame is not None
    signed_in.frame.go("bulk")
    page = signed_in.frame.page()
    assert isinstance(page, BulkPage)
    page.rows["import"].click()
    assert isinstance(signed_in.frame.page(), ImportPage)
