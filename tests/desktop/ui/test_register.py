"""The wizard on a real office file: problems, compounds, the citizen's language, the receipt."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import drafts, register, show, today
from desktop.ui import speech
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.register.answers import CHECK, MEMBERS, PLACE, RECEIPT
from desktop.ui.window import Window
from domain.registration import parse
from domain.vocabulary import MilestoneStatus
from guichet.sample.portrait import portrait
from tests.desktop.ui.registering import AREA, HEAD, fill, kept, page_of, type_into


@pytest.fixture
def page(signed_in: Window) -> RegisterPage:
    return page_of(signed_in)


# Problems


def test_only_what_was_left_complains(signed_in: Window, page: RegisterPage, qtbot: QtBot) -> None:
    signed_in.activateWindow()
    page.show_step(MEMBERS)
    form = page.steps.members.form.fields
    form["given_name"].setFocus()
    qtbot.wait(250)
    assert [key for key, field in form.items() if field.problem()] == []
    form["family_name"].setFocus()
    page.checker.check()
    assert [key for key, field in form.items() if field.problem()] == ["given_name"]
    assert form["sex"].problem() is None


def test_the_last_step_tells_everything_and_leads_there(page: RegisterPage) -> None:
    page.show_step(CHECK)
    codes = {point.problem.code for point in page.steps.check.summary.points()}
    assert {"notice_missing", "area_missing", "name_missing", "sex_missing", "precision_missing"} <= codes
    page.register()
    assert page.step() == CHECK
    missing = next(p for p in page.problems() if p.code == "sex_missing")
    page.go_to(missing)
    assert page.step() == MEMBERS
    assert page.steps.members.fields["sex"].isAncestorOf(QApplication.focusWidget())


def test_a_warning_is_confirmed_and_recorded(page: RegisterPage) -> None:
    fill(page)
    type_into(page, PLACE, "household.phone", "12345")
    page.show_step(CHECK)
    [point] = page.steps.check.summary.points()
    assert (point.problem.code, point.confirmed) == ("phone_invalid", False)
    page.go_on()
    assert page.step() == CHECK, "an open warning is looked at first"
    page.steps.check.summary.confirmed.emit(point.problem, True)
    page.go_on()
    assert page.step() == RECEIPT
    fields = show.household(page.desk, page.steps.receipt.household_code()).fields
    [warning] = fields["warnings"]  # type: ignore[misc]
    assert (warning["rule"], warning["confirmed"]) == ("V17", True)


def test_a_confirmed_warning_is_asked_again_after_a_change(page: RegisterPage) -> None:
    fill(page)
    type_into(page, PLACE, "household.phone", "12345")
    page.answers.touched.add("household.phone")
    page.checker.check()
    phone = page.steps.place.fields["household.phone"]
    assert phone.problem() is not None
    phone._beneath.confirm.click()
    assert phone.problem() is None
    type_into(page, PLACE, "household.phone", "123456")
    page.checker.check()
    assert phone.problem() is not None


def test_a_guardian_is_asked_where_the_head_is_surely_a_minor(page: RegisterPage) -> None:
    fill(page)
    page.show_step(MEMBERS)
    form = page.steps.members.form.fields
    assert not form["guardian"].isVisibleTo(page)
    year = page.desk.today().year
    form["birth"].set_value({"birth_precision": "year", "birth_date": str(year - 12)})
    page.steps.members.put("birth")
    assert form["guardian"].isVisibleTo(page)
    page.checker.check()
    assert {p.code for p in page.problems()} >= {"guardian_missing", "head_young"}
    type_into(page, MEMBERS, "guardian", "Bibi Amna")
    type_into(page, MEMBERS, "household.child_headed", True)
    page.checker.check()
    assert not {p.code for p in page.problems()} & {"guardian_missing", "head_young"}


def test_removing_a_member_can_be_undone(page: RegisterPage) -> None:
    fill(page)
    page.show_step(MEMBERS)
    page.steps.members.choose(page.answers.members[1]["id"])
    page.steps.members.remove()
    assert len(page.answers.members) == 1 and "Abdul Rahman" in page.notice.words()
    page.notice.action.click()
    assert [m.get("given_name") for m in page.answers.members] == ["Zarghuna", "Abdul Rahman"]
    assert page.steps.members.form.fields["given_name"].value() == "Abdul Rahman"
    page.steps.members.choose(page.answers.members[1]["id"])
    page.steps.members.remove()
    page.steps.members.remove()
    assert len(page.answers.members) == 1, "a household keeps at least one member"


# A man with wives in two households


def test_a_man_of_two_households_is_found_and_grouped(page: RegisterPage) -> None:
    first = parse(
        {
            "household": {"area": AREA, "compound": "Khattak court"},
            "legal_basis": "public_interest",
            "members": [{"role": "head", **HEAD, "given_name": "Jamal", "sex": "male", "identifiers": []}],
        }
    )
    done = register.register(page.desk, first)
    fill(page)
    page.show_step(MEMBERS)
    members = page.steps.members
    members.search()
    members.finding.box.setText(done.persons[0])
    members.finding.search()
    line = members.finding.table.current()
    assert line is not None and line.name == "Jamal Khattak"
    members.finding.found.emit(line)
    known = page.answers.members[-1]
    type_into(page, MEMBERS, "role", "spouse")
    page.checker.check()
    assert [p.code for p in page.problems()] == ["two_households"]
    members.form.known.group.click()
    assert page.answers.get("household.compound") == "Khattak court"
    page.show_step(CHECK)
    assert page.problems() == []
    assert "Jamal Khattak" in page.steps.check.text()
    page.go_on()
    second = show.household(page.desk, page.steps.receipt.household_code())
    assert second.compound_with == (done.code,)
    assert known["person"] in {member.code for member in second.members}


# The citizen's language


def test_the_notice_and_the_read_back_are_in_the_citizens_language(page: RegisterPage) -> None:
    speech.speak("en")
    fill(page, "fr")
    said = page.steps.notice._text.accessibleName()
    assert "Guichet unique de Nowshera" in said and "{office}" not in said
    page.show_step(CHECK)
    text = page.steps.check.text()
    assert "12 avril 1987" in text and "Féminin" in text and "Chef de ménage" in text
    assert "vers 1974 (estimé)" in text
    assert "+92 300 1234567" in text and "17201-1234567-2" in text
    speech.speak("pt")
    assert "12 avril 1987" in page.steps.check.text(), "the screen changed its language, the citizen did not"
    assert page.foot.primary.text().strip().replace("&", "") == "Validar e imprimir o comprovativo"


def test_the_next_household_is_proposed_the_same_place(page: RegisterPage) -> None:
    type_into(page, PLACE, "household.area", AREA)
    page.new()
    assert page.answers.get("household.area") == AREA
    assert page.answers.get("household.village") is None


# Photo and receipt


def test_a_portrait_is_in_the_draft_and_then_in_the_register(page: RegisterPage, tmp_path: Path) -> None:
    fill(page)
    page.show_step(MEMBERS)
    (tmp_path / "face.png").write_bytes(portrait(3, "female"))
    page.steps.members.form.fields["portrait"].take(tmp_path / "face.png")  # type: ignore[attr-defined]
    page.leave()
    assert kept(page)["window"]["portraits"]
    page.show_step(CHECK)
    page.go_on()
    view = show.household(page.desk, page.steps.receipt.household_code())
    photos = {member.name: member.photo for member in view.members}
    jpeg = photos["Zarghuna Khattak"]
    assert jpeg is not None and len(jpeg) <= 25_000
    assert photos["Abdul Rahman Khattak"] is None


def test_the_receipt_is_shown_saved_and_handed_over(page: RegisterPage, tmp_path: Path, qtbot: QtBot) -> None:
    fill(page)
    before = today.today(page.desk)
    page.show_step(CHECK)
    page.go_on()
    assert page.step() == RECEIPT
    assert len(drafts.waiting(page.desk)) == 1, "only the one that was there before"
    receipt = page.steps.receipt
    qtbot.waitUntil(lambda: receipt.paper.preview.pages() == 1)
    receipt.paper.save_to(tmp_path / "receipt.pdf")
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")
    assert "receipt.pdf" in page.notice.words()
    page.go_on()
    view = show.household(page.desk, receipt.household_code())
    steps = {step.item.code: step.status for step in view.journey}
    assert steps["C2"] is MilestoneStatus.achieved
    assert today.today(page.desk).households == before.households + 1
    orders: list[object] = []
    page.go.connect(lambda place, subject: orders.append((place, subject)))
    page.foot.card.click()
    assert orders[0][0] == "print" and len(orders[0][1].codes) == 2  # type: ignore[index,union-attr]


def test_the_sheet_of_the_receipt_is_chosen_before_it_is_printed(page: RegisterPage, qtbot: QtBot) -> None:
    fill(page)
    page.show_step(CHECK)
    page.foot._sheet.setCurrentIndex(page.foot._sheet.findData("roll80"))
    page.go_on()
    preview = page.steps.receipt.paper.preview
    qtbot.waitUntil(lambda: preview.pages() == 1)
    assert preview.document.pagePointSize(0).width() == pytest.approx(80 / 25.4 * 72, abs=2)
