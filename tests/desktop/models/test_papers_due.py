"""What is still to print, to hand over and to reach: counts and lists that agree."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from desktop.models import due, papers
from desktop.services import print_papers, show, update_milestone
from desktop.services.desk import Desk
from domain.vocabulary import MilestoneStatus as S
from tests.desktop.models.offices import add, child, member

TODAY = date(2026, 11, 23)


def counts(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as connection:
        found = due.counts(connection)
        assert found["receipts_due"] == len(papers.receipts_due(connection, 99))
        assert found["cards_due"] == len(papers.cards_due(connection, 99))
        assert found["to_hand_over"] == len(papers.not_handed_over(connection, 99))
    return found


def give(desk: Desk, paper: str, household: int, person: int | None = None) -> int:
    with desk.writing() as writer:
        fields: Any = {"household": household, "person": person, "paper": paper, "language": "fr"}
        fields |= {"copy_number": 1, "at": "2026-11-23T10:00:00Z"}
        return writer.create("print", "PK-KP-NOWSHERA", fields, about=household)


def test_each_household_wants_a_receipt_and_each_head_a_card(desk: Desk) -> None:
    assert counts(desk) == dict.fromkeys(
        ("households", "persons", "receipts_due", "cards_due", "to_hand_over"), 0
    )
    first = add(desk, member(), child())
    add(desk, member(given_name="Ali"))
    assert counts(desk) == {
        "households": 2,
        "persons": 3,
        "receipts_due": 2,
        "cards_due": 2,
        "to_hand_over": 0,
    }
    with desk.store.reading() as connection:
        [receipt, _] = papers.receipts_due(connection, 9)
        [card, _] = papers.cards_due(connection, 9)
        assert papers.receipts_due(connection, 1) == [receipt]
    assert (receipt.code, receipt.name, receipt.registered_on) == (first.code, "Awa N'Diaye", "2026-11-23")
    assert (card.code, card.household_code) == (first.persons[0], first.code)
    give(desk, "receipt", first.household)
    assert counts(desk)["receipts_due"] == 1
    assert counts(desk)["to_hand_over"] == 1


def test_the_head_of_two_households_wants_one_card(desk: Desk) -> None:
    first = add(desk, member(sex="male", given_name="Ali"), place={"compound": "Khan"})
    second = add(desk, {"role": "head", "person": first.persons[0]}, child(), place={"compound": "Khan"})
    assert counts(desk)["receipts_due"] == 2
    assert counts(desk)["cards_due"] == 1
    [due_card] = [line for line in print_papers.due(desk) if line.paper == "card"]
    assert due_card.household_code == first.code
    with desk.store.reading() as connection:
        (person,) = connection.execute("SELECT id FROM person WHERE code = ?", (first.persons[0],)).fetchone()
    give(desk, "card", second.household, person)
    assert counts(desk)["cards_due"] == 0
    with desk.store.reading() as connection:
        assert papers.copies(connection, "card", first.household, person) == 1
        assert papers.copies(connection, "receipt", first.household, None) == 0


# -- overdue


def overdue(desk: Desk, today: date, limit: int = 99) -> tuple[int, list[str]]:
    with desk.store.reading() as connection:
        total, lines = due.overdue(connection, [("C3", 15), ("C5", 35)], today, limit)
    return total, [item for _, _, item, _ in lines]


def test_what_is_open_after_its_day_is_listed_earliest_first(desk: Desk) -> None:
    add(desk)
    assert overdue(desk, TODAY + timedelta(days=15)) == (0, [])
    assert overdue(desk, TODAY + timedelta(days=16)) == (1, ["C3"])
    assert overdue(desk, TODAY + timedelta(days=36)) == (2, ["C3", "C5"])
    add(desk, member(given_name="Ali"))
    total, items = overdue(desk, TODAY + timedelta(days=36), limit=3)
    assert (total, items) == (4, ["C3", "C3", "C5"])


@pytest.mark.parametrize(
    ("told", "late"),
    [
        ([S.in_progress], True),
        ([S.achieved], False),
        ([S.achieved, S.verified], False),
        ([S.achieved, S.retracted], True),
        ([S.achieved, S.retracted, S.achieved], False),
        ([S.dropped], False),
        ([S.dropped, S.in_progress], True),
        ([S.delayed], True),
    ],
)
def test_the_list_agrees_with_what_stands(desk: Desk, told: list[S], late: bool) -> None:
    registered = add(desk)
    for status in told:
        update_milestone.update(desk, registered.code, "C3", status, TODAY, note="Said so")
    later = TODAY + timedelta(days=16)
    assert overdue(desk, later)[0] == int(late)
    journey = show.household(desk, registered.code).journey
    [step] = [step for step in journey if step.item.code == "C3"]
    assert step.status is told[-1]


def test_a_correction_is_counted_and_what_it_corrects_is_not(desk: Desk) -> None:
    registered = add(desk)
    wrong = update_milestone.update(desk, registered.code, "C3", S.achieved, TODAY)
    update_milestone.update(desk, registered.code, "C3", S.planned, TODAY, corrects=wrong)
    assert overdue(desk, TODAY + timedelta(days=16))[0] == 1


def test_a_delay_to_a_promised_day_is_late_after_it(desk: Desk) -> None:
    registered = add(desk)
    promised = TODAY + timedelta(days=30)
    update_milestone.update(desk, registered.code, "C3", S.delayed, promised, note="Committee meets then")
    assert overdue(desk, promised) == (0, [])
    assert overdue(desk, promised + timedelta(days=1)) == (1, ["C3"])


def test_who_registered_today_is_counted(desk: Desk) -> None:
    add(desk)
    with desk.store.reading() as connection:
        assert due.registered_on(connection, "2026-11-23") == 1
        assert due.registered_on(connection, "2026-11-22") == 0
