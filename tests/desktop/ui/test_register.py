"""The wizard on a real office file: drafts, problems, the read-back, the receipt, and bad days."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import drafts, register, search, show, sign_in, today
from desktop.services.desk import Desk
from desktop.ui import speech
from desktop.ui.messages import Question
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.register.answers import CHECK, LANGUAGE, MEMBERS, PLACE, RECEIPT, Answers
from desktop.ui.pages.register.finishing import finish
from desktop.ui.window import Window
from domain.problems import Fault
from domain.registration import parse
from domain.vocabulary import MilestoneStatus
from guichet.sample.portrait import portrait
from tests.desktop.ui.conftest import PASSWORD, USER
from tests.desktop.ui.registering import AREA, HEAD, SPOUSE, fill, page_of

SOON_MS = 300


@pytest.fixture
def page(signed_in: Window) -> RegisterPage:
    return page_of(signed_in)


def kept(page: RegisterPage) -> dict[str, object]:
    """The draft of this page, as the file has it."""
    draft = page.keeper.draft()
    assert draft is not None
    body = drafts.load(page.desk, draft)
    assert body is not None
    return body


def type_into(page: RegisterPage, step: int, key: str, value: object) -> None:
    """As if it had been typed there."""
    page.steps.build(step).fields[key].set_value(value)
    page.steps.build(step).put(key)


# Drafts


def test_every_answer_is_in_the_file_within_moments(page: RegisterPage, qtbot: QtBot) -> None:
    type_into(page, PLACE, "household.village", "Akora")
    with qtbot.waitSignal(page.keeper.kept, timeout=SOON_MS):
        pass
    assert kept(page)["household"]["village"] == "Akora"  # type: ignore[index]


def test_steady_typing_is_kept_without_a_pause(page: RegisterPage, qtbot: QtBot) -> None:
    for letters in range(8):
        type_into(page, PLACE, "household.village", "Akora Kha"[: letters + 2])
        qtbot.wait(60)
    assert kept(page)["household"]["village"]  # type: ignore[index]


def test_leaving_keeps_at_once_and_nothing_untouched_is_kept(signed_in: Window, page: RegisterPage) -> None:
    assert signed_in.frame is not None
    before = len(drafts.waiting(page.desk))
    signed_in.frame.go("today")
    assert len(drafts.waiting(page.desk)) == before
    signed_in.frame.go("register")
    type_into(page, PLACE, "household.landmark", "Mill")
    signed_in.frame.go("today")
    assert kept(page)["household"]["landmark"] == "Mill"  # type: ignore[index]


def test_a_draft_is_offered_and_opened_where_it_was_left(signed_in: Window, page: RegisterPage) -> None:
    assert "Gul Zaman" in page.notice.words()
    page.notice.action.click()
    assert page.answers.members[0]["given_name"] == "Gul"
    page.show_step(MEMBERS)
    page.leave()
    page.new()
    assert signed_in.frame is not None
    signed_in.frame.go("register", drafts.waiting(page.desk)[0].id)
    assert page.step() == MEMBERS
    assert page.steps.members.form.fields["given_name"].value() == "Gul"
    assert page.answers.get("legal_basis") == "public_interest"


def test_typing_withdraws_the_offer(page: RegisterPage) -> None:
    assert page.notice.words()
    type_into(page, LANGUAGE, "language", "fr")
    assert not page.notice.words()


def test_a_draft_that_is_gone_says_so(signed_in: Window, page: RegisterPage) -> None:
    assert signed_in.frame is not None
    signed_in.frame.go("register", 999)
    assert "finished" in page.notice.words()


def test_discarding_is_asked_and_takes_the_draft_away(page: RegisterPage) -> None:
    type_into(page, PLACE, "household.village", "Akora")
    page.leave()
    draft = page.keeper.draft()
    assert draft is not None
    page.ask_discard()
    [question] = page.findChildren(Question)
    assert drafts.load(page.desk, draft) is not None
    question.accept()
    assert drafts.load(page.desk, draft) is None
    assert page.answers.get("household.village") is None


TYPED_AND_KILLED = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.application import Application
from desktop.services import sign_in
from desktop.ui.background import Background
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window

path = Path(sys.argv[1])
app = QApplication(sys.argv[:1])
window = Window(Background(), Remembered(path.with_suffix(".ini")), lambda: Application())
window.enter(sign_in.sign_in(path, sys.argv[2], sys.argv[3]))
window.show()
window.frame.go("register")
page = window.frame.page()
page.keeper.kept.connect(lambda: print("kept", flush=True))
page.steps.place.fields["household.village"].set_value("Typed before the power cut")
page.steps.place.put("household.village")
app.exec()
"""


def test_a_draft_survives_being_killed(office: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", TYPED_AND_KILLED, str(office), PASSWORD, USER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "kept\n"
        typing.send_signal(signal.SIGKILL)
    desk = sign_in.sign_in(office, PASSWORD, USER)
    body = drafts.load(desk, drafts.waiting(desk)[0].id)
    desk.close()
    assert body is not None and body["household"]["village"] == "Typed before the power cut"


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
            "members": [{"role": "head", **HEAD, "given_name": "Jamal", "sex": "male"}],
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
    assert kept(page)["window"]["portraits"]  # type: ignore[index]
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


# Bad days


def fill_the_disk(desk: Desk) -> None:
    """The file may not grow by a page any more, and has none left: the engine answers as on a full disk."""
    with desk.store.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    for size in (100_000, 10_000, 3_000, 300):
        while True:
            try:
                drafts.save(desk, None, {"members": [], "filling": "x" * size})
            except Fault as fault:
                assert fault.problem.code == "disk_full"
                break


def empty_the_disk(desk: Desk) -> None:
    with desk.store.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1073741823")


def test_a_full_disk_loses_nothing_and_says_what_to_do(page: RegisterPage) -> None:
    fill(page)
    for number in range(20):
        key = page.answers.add_member("other_relative")
        page.answers.member(key).update(SPOUSE, role="other_relative", other_names=f"{number} " * 30)
    type_into(page, PLACE, "household.landmark", "Mill")
    page.show_step(CHECK)
    page.leave()
    fill_the_disk(page.desk)
    page.go_on()
    assert "disk is full" in page.notice.words()
    assert page.step() == CHECK and page.foot.primary.isEnabled()
    assert kept(page)["members"][0]["given_name"] == "Zarghuna"  # type: ignore[index]
    empty_the_disk(page.desk)
    page.go_on()
    assert page.step() == RECEIPT
    assert not page.notice.words()


def test_a_full_disk_while_typing_is_said_and_the_next_letter_is_kept(page: RegisterPage) -> None:
    type_into(page, PLACE, "household.village", "Akora")
    page.leave()
    fill_the_disk(page.desk)
    page.answers.set_portrait(page.answers.members[0]["id"], bytes(20_000))
    type_into(page, PLACE, "household.village", "Akora Khattak")
    page.leave()
    assert "disk is full" in page.notice.words()
    empty_the_disk(page.desk)
    type_into(page, PLACE, "household.landmark", "Mill")
    page.leave()
    assert kept(page)["household"]["village"] == "Akora Khattak"  # type: ignore[index]


def test_the_power_cut_between_registering_and_the_draft_registers_once(page: RegisterPage) -> None:
    fill(page)
    answers = Answers(page.answers.dump())
    answers.set_portrait(answers.members[1]["id"], portrait(4, "male"))
    first = finish(page.desk, answers, "a5")
    again = finish(page.desk, answers, "a5")
    assert again.registered.already and again.registered.code == first.registered.code
    view = show.household(page.desk, first.registered.code)
    assert len(view.papers) == 1 and again.printed is not None
    assert again.printed.prints == (view.papers[0].print_id,)
    assert [bool(member.photo) for member in view.members] == [False, True]
    assert len(search.households(page.desk, "Zarghuna")) == 1


def test_a_letter_no_font_has_leaves_the_household_registered(page: RegisterPage) -> None:
    fill(page)
    page.answers.put(f"members.{page.answers.members[0]['id']}.given_name", "漢")
    page.show_step(CHECK)
    page.go_on()
    assert page.step() == RECEIPT
    assert page.notice.words()
    assert not page.steps.receipt.paper.has_pages()
    assert page.foot.primary.text().strip() == "&New household"
