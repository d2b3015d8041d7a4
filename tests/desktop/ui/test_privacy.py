"""A confidential household in the window: closed until a reason is given; the sheet for its people."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import access_log, confidential, register
from desktop.services.desk import Desk
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.window import Window
from domain.registration import parse
from tests.desktop.ui.registering import AREA, HEAD

REASON = "home visit"


@pytest.fixture
def desk(signed_in: Window) -> Desk:
    assert signed_in.frame is not None
    return signed_in.frame.sitting.desk


@pytest.fixture
def code(desk: Desk) -> str:
    form = {
        "household": {"area": AREA, "village": "Pir Sabaq"},
        "legal_basis": "public_interest",
        "members": [{"role": "head", **HEAD}],
    }
    return register.register(desk, parse(form)).code


def opened(window: Window, code: str) -> HouseholdPage:
    assert window.frame is not None
    window.frame.go("household", code)
    page = window.frame.page()
    assert isinstance(page, HouseholdPage)
    return page


def test_a_confidential_file_opens_with_a_reason_typed(
    signed_in: Window, desk: Desk, code: str, qtbot: QtBot
) -> None:
    confidential.mark(desk, code, True, "threatened")
    desk.opened.clear()
    page = opened(signed_in, code)
    assert page.closed.isVisible()
    assert not page.receipt.isVisible()
    qtbot.keyClick(page.closed.reason.line, Qt.Key.Key_Return)
    assert page.closed.reason.problem() is not None
    qtbot.keyClicks(page.closed.reason.line, REASON)
    qtbot.keyClick(page.closed.reason.line, Qt.Key.Key_Return)
    assert page.view is not None
    assert page.receipt.isVisible()
    assert REASON in page.privacy.text()
    assert opened(signed_in, code).view is not None  # asked once a sitting


def test_a_file_is_closed_and_opened_again_from_its_page(
    signed_in: Window, desk: Desk, code: str, qtbot: QtBot
) -> None:
    page = opened(signed_in, code)
    page.privacy.mark.click()
    qtbot.keyClick(page.privacy.reason.line, Qt.Key.Key_Return)
    assert page.privacy.reason.problem() is not None
    qtbot.keyClicks(page.privacy.reason.line, "threatened")
    qtbot.keyClick(page.privacy.reason.line, Qt.Key.Key_Return)
    assert page.view is not None
    assert page.view.fields["confidential"] is True
    assert page.privacy.reason.isHidden() or not page.privacy.reason.isVisible()
    page.privacy.mark.click()
    assert page.back()
    assert not page.privacy.reason.isVisible()


def test_the_sheet_is_shown_and_written_down(signed_in: Window, desk: Desk, code: str) -> None:
    page = opened(signed_in, code)
    page.privacy.sheet.click()
    assert page.paper.has_pages()
    assert not page.hand.isEnabled()
    [line] = access_log.of_household(desk, desk.household_row(code))
    assert line.access == "my_data"


def test_identity_numbers_are_masked_until_somebody_asks(signed_in: Window, desk: Desk, code: str) -> None:
    page = opened(signed_in, code)
    number = HEAD["identifiers"][0]["value"]
    assert number not in page.members.text()
    assert number[-3:] in page.members.text()
    page.members.numbers.click()
    assert number in page.members.text()
    assert not page.members.numbers.isVisible()
    [line] = access_log.of_household(desk, desk.household_row(code))
    assert line.access == "identifier_shown"
