"""Bad days of the wizard: a full disk, a power cut at the worst moment, a letter no font has."""

from __future__ import annotations

import pytest

from desktop.services import drafts, search, show
from desktop.services.desk import Desk
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.register.answers import CHECK, PLACE, RECEIPT, Answers
from desktop.ui.pages.register.finishing import finish
from desktop.ui.window import Window
from domain.problems import Fault
from guichet.sample.portrait import portrait
from tests.desktop.ui.registering import SPOUSE, fill, kept, page_of, type_into


@pytest.fixture
def page(signed_in: Window) -> RegisterPage:
    return page_of(signed_in)


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
    assert kept(page)["members"][0]["given_name"] == "Zarghuna"
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
    assert kept(page)["household"]["village"] == "Akora Khattak"


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
