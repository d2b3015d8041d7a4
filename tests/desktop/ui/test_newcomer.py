"""What somebody new to the window stumbled over: the order of Tab, the mark of the focus, cut lists."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.language.catalogue import Language
from desktop.language.fields import field_in_words
from desktop.services import fill_papers, register, search
from desktop.services.desk import Desk
from desktop.ui import speech, theme
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.birth import BirthField
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.month import MonthBox
from desktop.ui.fields.text import TextField
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.pages.register.answers import LANGUAGE, MEMBERS
from desktop.ui.pages.register.members_step import MembersStep
from desktop.ui.pages.sync_centre.page import SyncCentrePage
from desktop.ui.parts.columns import Columns
from desktop.ui.parts.scroll import scrolling
from desktop.ui.window import Window
from domain.languages import LanguageCode
from domain.problems import Problem
from domain.registration import parse
from tests.desktop.ui.looking import cut_words, letters_used_twice
from tests.desktop.ui.registering import AREA, HEAD, SPOUSE, fill, page_of, wider_than_shown

TAB = Qt.Key.Key_Tab
# The offscreen platform has no keyboard that an open list could take for itself.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


def at_work(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


@pytest.fixture
def birth(qtbot: QtBot) -> BirthField:
    field = BirthField(lambda: "Birth", lambda: date(2026, 1, 15))
    at_work(qtbot, field)
    return field


# A birth


@pytest.mark.parametrize(
    ("precision", "order"), [("day", ["day", "month", "year"]), ("month", ["month", "year"])]
)
def test_tab_goes_through_a_birth_as_it_is_drawn(
    birth: BirthField, qtbot: QtBot, precision: str, order: list[str]
) -> None:
    birth.set_value({"birth_precision": precision})
    QApplication.processEvents()
    getattr(birth, order[0]).setFocus()
    for here, following in pairwise(order):
        qtbot.keyClick(getattr(birth, here), TAB)
        assert QApplication.focusWidget() is getattr(birth, following)


@pytest.mark.parametrize("code", ["en", "fr", "pt"])
@pytest.mark.parametrize(
    ("typed", "month"),
    [("2", "02"), ("02", "02"), ("12", "12"), ("1", "01"), ("13", "03"), ("0", None), ("112", "02")],
)
def test_a_month_is_chosen_by_its_number(
    birth: BirthField, qtbot: QtBot, code: LanguageCode, typed: str, month: str | None
) -> None:
    speech.speak(code)
    birth.set_value({"birth_precision": "month"})
    birth.month.setFocus()
    qtbot.keyClicks(birth.month, typed)
    assert birth.month.chosen() == month


def test_a_month_is_chosen_by_its_letters_still(birth: BirthField, qtbot: QtBot) -> None:
    birth.set_value({"birth_precision": "month"})
    birth.month.setFocus()
    qtbot.keyClicks(birth.month, "ap")
    assert birth.month.chosen() == "04"
    qtbot.keyClick(birth.month, "2")
    assert birth.month.chosen() == "02"


def test_the_open_list_of_months_takes_figures_too(birth: BirthField, qtbot: QtBot) -> None:
    birth.set_value({"birth_precision": "month"})
    birth.month.setFocus()
    birth.month.showPopup()
    qtbot.keyClicks(birth.month.view(), "12")
    qtbot.keyClick(birth.month.view(), Qt.Key.Key_Return)
    assert birth.month.chosen() == "12"


# The focus where something is wrong


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("kind", ["text", "list"])
def test_the_focus_is_seen_in_a_field_that_is_wrong(
    qapp: QApplication, qtbot: QtBot, name: theme.ThemeName, kind: str
) -> None:
    theme.wear(qapp, name)
    field = TextField(lambda: "Name") if kind == "text" else ListField(lambda: "Role", lambda: {"a": "A"})
    at_work(qtbot, field)
    field.set_problem(Problem("field_missing", "name"))
    control = field.controls()[0]
    control.clearFocus()
    calm = edge(control)
    control.setFocus()
    QApplication.processEvents()
    assert control.hasFocus()
    focused = edge(control)
    colours = theme.palette()
    assert calm[:2] == [colours.error] * 2 and colours.error not in calm[2:]
    assert focused[:3] == [colours.accent] * 3


def edge(control: QWidget) -> list[str]:
    """The colours of the first pixels from the upper edge inwards, in the middle of a control."""
    drawn: QImage = control.grab().toImage()
    return [QColor(drawn.pixel(drawn.width() // 2, row)).name() for row in range(4)]


# A member with one name


def test_tab_meets_the_one_name_where_it_is_drawn(signed_in: Window, qtbot: QtBot) -> None:
    form = members(signed_in)
    fields = form.form.fields
    fields["given_name"].controls()[0].setFocus()
    seen = []
    for key in ("family_name", "single_name"):
        qtbot.keyClick(QApplication.focusWidget(), TAB)
        assert fields[key].isAncestorOf(QApplication.focusWidget())
        seen.append(fields[key].mapTo(form, fields[key].rect().topLeft()).y())
    assert seen[1] > seen[0]


def test_one_name_says_what_becomes_of_the_other(signed_in: Window, qtbot: QtBot) -> None:
    form = members(signed_in)
    given, family, tick = (form.form.fields[key] for key in ("given_name", "family_name", "single_name"))
    assert family.value() == "Khattak" and family._mark.text()
    qtbot.keyClick(tick.controls()[0], Qt.Key.Key_Space)
    assert family.isVisible() and family.value() == "Khattak" and not family._mark.text()
    assert "Both names" in tick._beneath.text() and tick._beneath.isVisible()
    for _ in "Khattak":
        qtbot.keyClick(family.controls()[0], Qt.Key.Key_Backspace)
    assert "may stay empty" in tick._beneath.text() and given._mark.text()
    qtbot.keyClick(tick.controls()[0], Qt.Key.Key_Space)
    assert family._mark.text() and not tick._beneath.text()


def members(window: Window) -> MembersStep:
    page = page_of(window)
    fill(page)
    page.show_step(MEMBERS)
    window.activateWindow()
    QApplication.processEvents()
    return page.steps.members


# Lists that open


def test_every_language_is_seen_in_the_header(signed_in: Window) -> None:
    assert signed_in.frame is not None
    box = signed_in.frame.header.strip.languages
    box.showPopup()
    QApplication.processEvents()
    view = box.view()
    last = view.visualRect(view.model().index(box.count() - 1, 0))
    assert last.bottom() <= view.viewport().rect().bottom(), (view.viewport().rect(), last)
    assert view.sizeHintForColumn(0) <= view.viewport().width()
    assert last.height() >= 36
    box.hidePopup()


@pytest.mark.parametrize("count", [3, 8, 30])
def test_up_to_eight_places_are_seen_whole(qtbot: QtBot, count: int) -> None:
    field = AreaField(lambda: "Area", [(f"C{n}", f"Place {n:02d} › Nowshera") for n in range(count)])
    at_work(qtbot, field)
    field.line.setFocus()
    qtbot.keyClicks(field.line, "place")
    QApplication.processEvents()
    popup = field._popup
    assert popup.isVisible()
    last = popup.visualRect(popup.model().index(min(count, 8) - 1, 0))
    assert popup.viewport().rect().contains(last), (popup.viewport().rect(), last)
    popup.hide()


# A household opened for a person


@pytest.fixture
def code(signed_in: Window) -> str:
    assert signed_in.frame is not None
    child = {**SPOUSE, "role": "child", "given_name": "Palwasha", "sex": "female", "estimated_age": 9}
    form = {
        "household": {"area": AREA, "village": "Pir Sabaq"},
        "language": "en",
        "legal_basis": "public_interest",
        "notice": {"version": "1", "language": "en", "given": "read_aloud"},
        "members": [{"role": "head", **HEAD}, SPOUSE, *[child] * 5],
    }
    return register.register(signed_in.frame.sitting.desk, parse(form)).code


def opened(window: Window, code: str) -> HouseholdPage:
    assert window.frame is not None
    window.frame.go("household", code)
    page = window.frame.page()
    assert isinstance(page, HouseholdPage)
    return page


def test_the_member_a_household_was_opened_for_is_in_sight(
    signed_in: Window, code: str, qtbot: QtBot
) -> None:
    page = opened(signed_in, code)
    assert page.members.marked is None and page.view is not None
    last = page.view.members[-1]
    opened(signed_in, last.code)
    marked = page.members.marked
    assert marked is not None and last.name in marked.accessibleName()
    qtbot.wait(200)
    assert whole(page, page.members.marked)
    assert page._scroll.verticalScrollBar().value() > 0
    beneath = page.members.marked.parentWidget().children()[0]
    assert beneath is page.members.marked, "drawn beneath the words and buttons of its row"
    names = [w for w in page.members.findChildren(QLabel) if w.text() == last.code]
    assert marked.geometry().contains(names[0].parentWidget().geometry())
    opened(signed_in, code)
    assert page.members.marked is None


def whole(page: HouseholdPage, row: QWidget | None) -> bool:
    port = page._scroll.viewport()
    return row is not None and port.rect().contains(
        row.rect().translated(row.mapTo(port, row.rect().topLeft()))
    )


def test_a_person_found_leads_to_their_row(signed_in: Window, code: str) -> None:
    assert signed_in.frame is not None
    desk = signed_in.frame.sitting.desk
    person = search.person_lines(desk, search.people(desk, "Abdul Rahman"))[0]
    signed_in.frame.go("people", "Abdul Rahman")
    signed_in.frame.page()._open_current()  # type: ignore[attr-defined]
    page = signed_in.frame.page()
    assert isinstance(page, HouseholdPage) and page.members.marked is not None
    assert person.name in page.members.marked.accessibleName()


# A milestone


def test_a_labelled_button_opens_the_stop_that_is_next(signed_in: Window, code: str, qtbot: QtBot) -> None:
    signed_in.activateWindow()
    page = opened(signed_in, code)
    assert page.milestone.isVisible() and page.milestone.focusPolicy() & Qt.FocusPolicy.TabFocus
    following = next(stop for stop in page.journey.stops if stop.following)
    qtbot.keyClick(signed_in, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(page.panel.isVisible)
    assert following.isChecked()
    assert page.panel.status.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Update a milestone"), ("fr", "Mettre à jour un jalon"), ("pt", "Atualizar um marco")],
)
def test_its_letter_is_its_own(signed_in: Window, code: str, language: LanguageCode, words: str) -> None:
    speech.speak(language)
    page = opened(signed_in, code)
    page.milestone.click()
    assert page.milestone.text().replace("&", "").strip() == words and "&" in page.milestone.text()
    assert not letters_used_twice(signed_in)


# Joining


def test_a_desk_that_has_not_joined_is_asked_for_the_address(signed_in: Window, qtbot: QtBot) -> None:
    signed_in.activateWindow()
    assert signed_in.frame is not None
    signed_in.frame.go("synchronise")
    page = signed_in.frame.page()
    assert isinstance(page, SyncCentrePage)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.join_form.url.line)


# A page at 150 %


@pytest.mark.parametrize("code", ["en", "fr", "pt"])
@pytest.mark.parametrize("place", ["backlog", "bulk", "campaigns", "export", "forms", "held", "import"])
def test_nothing_lies_beyond_the_edge_of_a_magnified_window(
    signed_in: Window, place: str, code: LanguageCode
) -> None:
    speech.speak(code)
    signed_in.resize(911, 512)
    assert signed_in.frame is not None
    signed_in.frame.go(place)
    for _ in range(3):
        QApplication.processEvents()
    assert wider_than_shown(signed_in.frame) == []
    assert cut_words(signed_in.frame) == []


def test_columns_stand_beside_one_another_again_when_there_is_room(qtbot: QtBot) -> None:
    columns = Columns(100)
    one, other = QLabel("o" * 30), QLabel("o" * 30)
    columns.add(one)
    columns.add(other)
    page = scrolling(columns)
    at_work(qtbot, page)
    page.resize(columns.minimumSizeHint().width() + 60, 200)
    qtbot.waitUntil(lambda: other.y() > one.y())
    page.resize(900, 200)
    qtbot.waitUntil(lambda: other.x() > one.x() and other.y() == one.y())


# An answer just given


def test_an_answer_just_given_is_never_called_missing(signed_in: Window) -> None:
    page = page_of(signed_in)
    page.resuming.withdraw()
    page.checker.check()
    notice = page.steps.build(LANGUAGE)
    field = notice.fields["language"]
    field.set_value("fr")
    notice.put("language")
    assert page.checker.is_behind(), "the check follows when the hand rests"
    page.steps.left.emit("language")
    assert field.problem() is None


# Words


def test_a_district_named_as_its_tehsil_is_said_once(desk: Desk) -> None:
    names = [area.name for area in desk.programme.lineage(AREA)]
    assert names.count("Nowshera") > 1, "the sample has a tehsil and a district of one name"
    place = fill_papers._place(desk, {"area": AREA})
    assert place.endswith("Nowshera") and place.count("Nowshera") == 1


def test_the_head_of_a_household_says_a_name_once(signed_in: Window, code: str) -> None:
    page = opened(signed_in, code)
    assert page.view is not None
    assert page.head._place_words(page.view).count("Nowshera") == 1


def test_how_the_notice_was_given_is_called_so() -> None:
    codes: tuple[LanguageCode, ...] = ("en", "fr", "pt")
    found = {code: field_in_words("notice.given", Language(code)) for code in codes}
    assert found == {
        "en": "How the privacy notice was given",
        "fr": "Comment la notice d’information a été donnée",
        "pt": "Como foi dado o aviso de privacidade",
    }


def test_a_month_box_is_what_a_birth_asks_with(birth: BirthField) -> None:
    assert isinstance(birth.month, MonthBox)
