"""Following a journey from the desk: what is written, what events reach, what order stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.services import show, update_milestone
from desktop.services.desk import Desk, written
from domain.milestones import Step
from domain.problems import Refused
from domain.vocabulary import MilestoneStatus as S
from tests.desktop.models.offices import NOON, add, make_office

TODAY = date(2026, 11, 23)


def step(desk: Desk, code: str, item: str = "C3") -> Step:
    [found] = [one for one in show.household(desk, code).journey if one.item.code == item]
    return found


def refusal(desk: Desk, code: str, item: str, status: S, on: date = TODAY, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        update_milestone.update(desk, code, item, status, on, **given)
    [problem] = caught.value.problems
    return problem.code


def test_an_update_is_kept_with_what_was_said(desk: Desk) -> None:
    code = add(desk).code
    row = update_milestone.update(
        desk, code, " c3 ", S.achieved, TODAY - timedelta(days=2), note=" At home ", evidence="Form 7"
    )
    [update] = step(desk, code).updates
    assert (update.id, update.note, update.at) == (row, "At home", "2026-11-23T07:00:00Z")
    assert step(desk, code).on == date(2026, 11, 21)
    with desk.store.reading() as connection:
        assert connection.execute("SELECT evidence, event FROM milestone_update").fetchone() == (
            "Form 7",
            None,
        )


def test_what_the_journey_does_not_allow_is_refused_and_not_written(desk: Desk) -> None:
    code = add(desk).code
    assert refusal(desk, code, "C99", S.achieved) == "milestone_unknown"
    assert refusal(desk, code, "C3", S.verified) == "milestone_transition"
    assert refusal(desk, code, "C3", S.achieved, TODAY + timedelta(days=1)) == "milestone_date_future"
    assert refusal(desk, code, "C3", S.dropped) == "milestone_reason_missing"
    assert refusal(desk, code, "C3", S.achieved, corrects=99) == "milestone_unknown_update"
    assert refusal(desk, "NSR-ABCD-26-000001-0", "C3", S.achieved) == "code_mistyped"
    assert step(desk, code).updates == ()
    with pytest.raises(Refused):
        update_milestone.update(desk, code, "C3", S.achieved, TODAY, note="x" * 2001)
    assert step(desk, code).status is S.planned


def test_a_correction_of_a_correction_stands(desk: Desk) -> None:
    code = add(desk).code
    first = update_milestone.update(desk, code, "C3", S.achieved, TODAY)
    second = update_milestone.update(desk, code, "C3", S.in_progress, TODAY, corrects=first)
    assert step(desk, code).status is S.in_progress
    update_milestone.update(desk, code, "C3", S.achieved, TODAY - timedelta(days=1), corrects=second)
    assert (step(desk, code).status, step(desk, code).on) == (S.achieved, date(2026, 11, 22))
    assert len(step(desk, code).updates) == 3


def test_an_earlier_day_told_later_does_not_undo_what_stands(desk: Desk) -> None:
    code = add(desk).code
    update_milestone.update(desk, code, "C3", S.achieved, TODAY)
    update_milestone.update(desk, code, "C3", S.in_progress, TODAY - timedelta(days=3))
    assert step(desk, code).status is S.achieved


class Clock:
    """A laptop's clock, turned by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_a_clock_set_back_does_not_turn_the_order_of_one_day(tmp_path: Path) -> None:
    clock = Clock()
    desk = make_office(tmp_path / "office.guichet", clock=clock)
    code = add(desk).code
    update_milestone.update(desk, code, "C3", S.in_progress, TODAY)
    clock.now -= timedelta(hours=3)
    update_milestone.update(desk, code, "C3", S.achieved, TODAY)
    update_milestone.update(desk, code, "C3", S.verified, TODAY)
    assert step(desk, code).status is S.verified
    assert [u.at[-9:] for u in step(desk, code).updates] == ["07:00:00Z", "07:00:01Z", "07:00:02Z"]
    desk.close()


def test_an_event_reaches_its_items_once(desk: Desk) -> None:
    registered = add(desk)
    with desk.writing() as writer:
        assert update_milestone.reach(desk, writer, registered.household, "card.delivered") == ["C6"]
        assert update_milestone.reach(desk, writer, registered.household, "card.delivered") == []
        assert update_milestone.reach(desk, writer, registered.household, "no.such.event") == []
    assert step(desk, registered.code, "C6").updates[0].event == "card.delivered"


def test_a_yearly_item_is_reached_by_every_event(desk: Desk) -> None:
    registered = add(desk)
    with desk.writing() as writer:
        for _ in range(2):
            found = update_milestone.reach(desk, writer, registered.household, "household.verified")
            assert found == ["C8"]
    assert step(desk, registered.code, "C8").due_on == TODAY + timedelta(days=365)


def test_an_event_is_a_fact_even_where_the_item_was_dropped(desk: Desk) -> None:
    registered = add(desk)
    update_milestone.update(desk, registered.code, "C6", S.dropped, TODAY, note="Does not want one")
    with desk.writing() as writer:
        update_milestone.reach(desk, writer, registered.household, "card.delivered")
    assert step(desk, registered.code, "C6").status is S.achieved


def test_moments_are_written_in_an_order_that_texts_keep() -> None:
    early = datetime(2026, 11, 23, 7, 0, 0, 999_999, tzinfo=UTC)
    assert written(early) == "2026-11-23T07:00:00Z"
    assert written(early) < written(early + timedelta(seconds=1)) < written(early + timedelta(days=30))
