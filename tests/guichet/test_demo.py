"""The demonstration: a tour whose counts must agree, and an office that is made once for the window."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.application import Application, hold_window
from desktop.commands.call import Call
from desktop.commands.terminal import Terminal
from desktop.language.catalogue import Language
from desktop.models.vault import Hardness
from desktop.services import today
from domain.problems import Fault
from guichet.__main__ import main
from guichet.demo.desk_work import register_all
from guichet.demo.laptops import PASSWORD, USER
from guichet.demo.summary import WORDS, Summary
from guichet.demo.tour import Tour
from guichet.demo.window import demo_office, open_demo

FAST = Hardness(1024, 1, 1)
pytestmark = pytest.mark.filterwarnings("ignore::desktop.language.catalogue.Untranslated")


@pytest.fixture
def call(tmp_path: Path) -> Call:
    application = Application(FAST, data=tmp_path / "data")
    return Call(Namespace(), Language("en"), Terminal(), application, "en")


def test_the_tour_does_everything_and_its_counts_agree(
    tmp_path: Path, call: Call, qapp: QApplication
) -> None:
    told: list[str] = []
    summary = Tour(tmp_path, call.application, Language("fr"), told.append, an_office=12).walk()
    document = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert document == summary.document()
    assert document["counts_agree"], document["comparisons"]
    assert {one["name"] for one in document["comparisons"]} == WORDS.keys()
    found = {one["name"]: one["found"] for one in document["comparisons"]}
    assert found["households_registered"] == 24
    assert found["second_laptop_households"] == 12
    assert found["changes_at_server"] > 300
    assert found["second_laptop_portraits"] > 0
    papers = [path for path in document["files"] if path.endswith(".pdf")]
    assert {path[-6:-4] for path in papers} == {"en", "fr", "pt"}
    for path in papers:
        pdf = pypdfium2.PdfDocument(tmp_path / path)
        assert len(pdf) > 0
        pdf.close()
    assert all((tmp_path / path).stat().st_size > 0 for path in document["files"])
    assert "Tous les comptes concordent." in (tmp_path / "summary.txt").read_text(encoding="utf-8")
    assert any("Nowshera" in line for line in told)


def test_a_count_that_differs_is_said_and_fails(tmp_path: Path) -> None:
    summary = Summary(tmp_path)
    assert not summary.agrees, "nothing compared is nothing shown"
    summary.compare("second_laptop_households", 150, 150)
    assert summary.agrees
    summary.compare("second_laptop_persons", 1960, 1959)
    assert not summary.agrees
    summary.write(Language("en"))
    told = (tmp_path / "summary.txt").read_text(encoding="utf-8")
    assert "✗ People on the second laptop of Nowshera, as on the first: 1,959 instead of 1,960" in told
    assert "Some counts do NOT agree." in told
    assert json.loads((tmp_path / "summary.json").read_text())["counts_agree"] is False


def test_a_tour_never_touches_a_folder_with_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.odt").write_text("years of work")
    assert main(["demo", "--headless", "--output", str(tmp_path), "--lang", "en"]) == 1
    assert "already holds something else" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_the_office_of_the_window_is_made_once(call: Call) -> None:
    path = demo_office(call, count=12)
    made = path.stat().st_mtime_ns
    assert demo_office(call, count=12) == path
    assert path.stat().st_mtime_ns == made
    with call.application.desk(path, PASSWORD, USER) as desk:
        waits = today.today(desk)
    assert waits.households == 12
    assert len(waits.drafts) == 1
    assert waits.receipts_due > 0
    assert waits.to_hand_over > 0


def test_it_is_made_again_when_it_is_damaged_or_of_another_edition(call: Call) -> None:
    path = demo_office(call, count=6)
    for spoilt, content in ((path, b"damaged"), (path.with_name("edition.json"), b'{"edition": 0}')):
        spoilt.write_bytes(content)
        assert demo_office(call, count=6) == path
        with call.application.desk(path, PASSWORD, USER) as desk:
            assert today.today(desk).households == 6


def test_the_window_opens_on_it_with_somebody_signed_in(
    call: Call, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    demo_office(call, count=6)
    titles: list[str] = []

    def look() -> None:
        titles.extend(window.windowTitle() for window in qapp.topLevelWidgets() if window.isVisible())
        qapp.closeAllWindows()

    QTimer.singleShot(500, look)
    assert open_demo(call).code == 0
    assert any(title.startswith("NSR · ") for title in titles), titles
    told = capsys.readouterr().err
    assert PASSWORD in told
    assert str(call.application.data / "demo" / "NSR.guichet") in told


def test_making_it_says_what_it_does(call: Call, capsys: pytest.CaptureFixture[str]) -> None:
    demo_office(call, count=6)
    told = capsys.readouterr().err
    steps = ("Making the demonstration", "registering 6 households", "printing", "following journeys")
    assert [told.index(step) for step in steps] == sorted(told.index(step) for step in steps)


def test_two_demonstrations_do_not_collide(call: Call) -> None:
    path = demo_office(call, count=6)
    before = path.stat().st_ino
    held = hold_window(call.application.data / "demo")
    path.with_name("edition.json").write_text("{}", encoding="ascii")  # it would be made anew
    with pytest.raises(Fault, match="file_open_elsewhere"):
        open_demo(call)
    held.release()
    assert path.stat().st_ino == before


def test_the_month_of_work_is_spread_over_a_month(call: Call) -> None:
    path = demo_office(call, count=12)
    with call.application.desk(path, PASSWORD, USER) as desk, desk.store.reading() as connection:
        days = [day for (day,) in connection.execute("SELECT registered_on FROM household ORDER BY id")]
        assert days == sorted(days)
        assert len(set(days)) > 6
        assert days[-1] == desk.today().isoformat()
    assert register_all(desk, []) == []
