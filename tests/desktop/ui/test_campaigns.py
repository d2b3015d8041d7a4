"""Campaigns and blank forms in the window: begun, aimed, worked for, checked, closed; forms made and kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from pytestqt.qtbot import QtBot

from desktop.services import campaigns, register, reserve_codes
from desktop.ui import speech
from desktop.ui.frame import Frame
from desktop.ui.pages.blank_forms import BlankFormsPage
from desktop.ui.pages.campaigns import CampaignsPage
from desktop.ui.pages.campaigns.page import NEW, PROGRESS, TARGETS, VISITS
from desktop.ui.pages.page import Page
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from domain.registration import parse
from domain.vocabulary import BackCheck
from guichet.sample.households import households
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless

AREA = "PK-KP-NOWSHERA-PAB-01"
SIZES = [QSize(1366, 768), QSize(911, 512)]


def visit(window: Window, place: str) -> Page:
    frame = window.frame
    assert isinstance(frame, Frame)
    frame.go(place)
    for _ in range(3):
        QCoreApplication.processEvents()
    return frame.page()


@pytest.fixture
def page(signed_in: Window) -> CampaignsPage:
    shown = visit(signed_in, "campaigns")
    assert isinstance(shown, CampaignsPage)
    return shown


def begin(page: CampaignsPage) -> str:
    page.tabs.setCurrentIndex(NEW)
    page.new.fields["name"].set_value("Pabbi 2026")
    page.new.fields["from"].set_value("2026-01-05")
    page.new.fields["until"].set_value("2026-12-20")
    page.act.click()
    [line] = campaigns.every(page.desk)
    return line.code


def fill(page: CampaignsPage, code: str, team: str = "Team 1", number: int = 4) -> None:
    for line in households(page.desk.programme, number, seed=3, office="NSR"):
        place = {**line["household"], "area": AREA, "village": "Pabbi"}
        register.register(page.desk, parse({**line, "household": place, "campaign": code, "team": team}))


def test_a_campaign_is_begun_aimed_worked_for_checked_and_closed(page: CampaignsPage) -> None:
    assert page.tabs.currentIndex() == NEW  # there is none yet
    code = begin(page)
    assert page.tabs.currentIndex() == TARGETS
    for name, value in (("area", AREA), ("village", "Pabbi"), ("team", "Team 1"), ("expected", "8")):
        page.target.fields[name].set_value(value)
    page.act.click()
    fill(page, code)
    page.read()
    page.tabs.setCurrentIndex(PROGRESS)
    [(name, figures)] = page.progress.bars.lines()
    assert name.startswith("Pabbi, ") and name.endswith("team Team 1")
    done = campaigns.progress(page.desk, code).done
    assert figures == f"{done} of 8 ({done * 100 // 8} %)"
    page.progress.fields["team"].set_value("Team 1")
    page.act.click()
    assert campaigns.work(page.desk) == campaigns.Work(code, "Pabbi 2026", "Team 1")
    page.tabs.setCurrentIndex(VISITS)
    assert len(page.visits.table.rows.ids) == len(campaigns.sample(page.desk, code)) > 0
    page.visits.fields["result"].set_value(BackCheck.differs.value)
    page.act.click()
    problem = page.visits.fields["note"].problem()
    assert problem is not None and problem.code == "check_note_missing"
    page.visits.fields["note"].set_value("Six members")
    page.act.click()
    found = campaigns.sample(page.desk, code)[0].found
    assert found is not None and (found.result, found.note) == (BackCheck.differs, "Six members")
    assert "1 differ" in page.visits.rates.text()
    campaigns.close(page.desk, code)
    page.read()
    page.tabs.setCurrentIndex(PROGRESS)
    assert not page.act.isEnabled()
    assert campaigns.work(page.desk) is None


def test_what_is_missing_is_said_beside_its_field(page: CampaignsPage) -> None:
    page.tabs.setCurrentIndex(NEW)
    page.act.click()
    problem = page.new.fields["from"].problem()
    assert problem is not None and problem.code == "field_wrong"
    begin(page)
    page.act.click()
    problem = page.target.fields["area"].problem()
    assert problem is not None and problem.code == "area_missing"


def test_a_new_household_carries_the_campaign_and_the_page_says_so(signed_in: Window) -> None:
    shown = visit(signed_in, "campaigns")
    day = shown.desk.today()
    code = campaigns.create(shown.desk, "Pabbi 2026", day, day).code
    campaigns.work_for(shown.desk, code, "Team 7")
    assert visit(signed_in, "register").title() == "New household · Pabbi 2026, Team 7"
    campaigns.work_for(shown.desk, "", "")
    assert visit(signed_in, "register").title() == "New household"


@pytest.fixture
def forms(signed_in: Window) -> BlankFormsPage:
    shown = visit(signed_in, "forms")
    assert isinstance(shown, BlankFormsPage)
    return shown


def test_forms_are_made_shown_saved_and_made_again(
    forms: BlankFormsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    assert not forms.save.isEnabled()
    forms.count.set_value("3")
    forms.make.click()
    qtbot.waitUntil(lambda: forms.shown.pages() == 6)
    [stack] = reserve_codes.stacks(forms.desk)
    assert len(stack.batch.codes) == 3
    forms.save_to(tmp_path / "forms.pdf")
    assert (tmp_path / "forms.pdf").read_bytes().startswith(b"%PDF")
    forms.sheets.set_value("large")
    forms.again.click()
    qtbot.waitUntil(lambda: forms.shown.pages() == 9)
    assert len(reserve_codes.stacks(forms.desk)) == 1


def test_a_number_nobody_can_mean_makes_no_form(forms: BlankFormsPage) -> None:
    for text in ("", "0", "500", "ten"):
        forms.count.set_value(text)
        forms.make.click()
        problem = forms.count.problem()
        assert problem is not None and problem.code == "forms_count"
    assert reserve_codes.stacks(forms.desk) == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=["laptop", "magnified"])
def test_the_pages_are_whole_named_and_lettered(signed_in: Window, code: LanguageCode, size: QSize) -> None:
    speech.speak(code)
    signed_in.resize(size)
    shown = visit(signed_in, "campaigns")
    assert isinstance(shown, CampaignsPage)
    campaign = begin(shown)
    fill(shown, campaign)
    assert signed_in.frame is not None
    for tab in range(4):
        shown.tabs.setCurrentIndex(tab)
        shown.read()
        for _ in range(3):
            QCoreApplication.processEvents()
        assert cut_words(signed_in.frame) == []
        assert nameless(signed_in.frame) == []
        assert letters_used_twice(signed_in.frame) == {}
    reserve_codes.reserve(shown.desk, 5, "fr")
    visit(signed_in, "forms")
    assert cut_words(signed_in.frame) == []
    assert nameless(signed_in.frame) == []
    assert letters_used_twice(signed_in.frame) == {}
