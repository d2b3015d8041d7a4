"""The journey: which step may follow which, what stands when updates arrive out of order, what is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.milestones import COUNTS, WANT_REASON, Step, Update, check_update, journey, standing
from domain.problems import Refused
from domain.programme import MilestoneItem, MilestoneTemplate, Text
from domain.vocabulary import MilestoneStatus as S

TODAY = date(2026, 11, 23)
BEGUN = date(2026, 11, 1)
NAME = Text(en="x", fr="x", pt="x")
LEGAL = {
    S.planned: {S.in_progress, S.achieved, S.delayed, S.dropped},
    S.in_progress: {S.achieved, S.delayed, S.dropped},
    S.delayed: {S.in_progress, S.achieved, S.dropped},
    S.achieved: {S.verified, S.retracted},
    S.verified: {S.retracted},
    S.retracted: {S.in_progress, S.achieved},
    S.dropped: {S.in_progress},
}
WAY_TO: dict[S, list[S]] = {
    S.planned: [],
    S.in_progress: [S.in_progress],
    S.delayed: [S.delayed],
    S.achieved: [S.achieved],
    S.verified: [S.achieved, S.verified],
    S.retracted: [S.achieved, S.retracted],
    S.dropped: [S.dropped],
}


def item(**changed: Any) -> MilestoneItem:
    return MilestoneItem.model_validate(
        {"code": "C3", "step": 1, "names": NAME, "default_days": 15} | changed
    )


def template(*items: MilestoneItem) -> MilestoneTemplate:
    return MilestoneTemplate(
        code="MT-C", version="1", level="household", names=NAME, steps=(NAME,), items=items or (item(),)
    )


def update(id: int, status: S, day: int, **changed: Any) -> Update:
    """``day`` of November; written at noon of that day unless told, in the order of ids."""
    at = changed.pop("at", f"2026-11-{day:02d}T12:00:{id:02d}Z")
    return Update(id, "C3", status, date(2026, 11, day), at=at, **changed)


def step(*updates: Update, of: MilestoneItem | None = None, today: date = TODAY) -> Step:
    [found] = journey(template(of or item()), updates, BEGUN, today)
    return found


def ask(before: Step, status: S, day: int = 23, note: str = "Said by the head", **changed: Any) -> None:
    given: dict[str, Any] = {"at": "2026-11-23T15:00:00Z"} | changed
    check_update(before, Update(0, "C3", status, date(2026, 11, day), note, **given), TODAY)


def refusal(before: Step, status: S, day: int = 23, **changed: Any) -> tuple[str, Any]:
    with pytest.raises(Refused) as caught:
        ask(before, status, day, **changed)
    [problem] = caught.value.problems
    return problem.code, dict(problem.facts)


# -- the state machine


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_every_passage_is_legal_or_refused(before: S, after: S) -> None:
    here = step(*(update(i, status, i) for i, status in enumerate(WAY_TO[before], 1)))
    assert here.status is before
    if after in LEGAL[before]:
        ask(here, after)
    else:
        facts = {"from": before.value, "to": after.value}
        assert refusal(here, after) == ("milestone_transition", facts)


@pytest.mark.parametrize("status", sorted(WANT_REASON))
def test_what_went_otherwise_wants_a_reason(status: S) -> None:
    before = step(update(1, S.achieved, 5)) if status is S.retracted else step()
    assert refusal(before, status, note="  ") == ("milestone_reason_missing", {})
    ask(before, status, note="Moved away")


@pytest.mark.parametrize("status", sorted(COUNTS))
def test_nothing_is_reached_on_a_day_to_come(status: S) -> None:
    before = step(update(1, S.achieved, 5)) if status is S.verified else step()
    assert refusal(before, status, day=24) == ("milestone_date_future", {})
    ask(before, status, day=23)


# -- what stands


def test_nothing_written_is_planned() -> None:
    here = step()
    assert (here.status, here.on, here.due_on) == (S.planned, None, date(2026, 11, 16))


def test_the_latest_date_stands_in_whatever_order_updates_arrive() -> None:
    """What arrives later about an earlier day adds to the history; it does not undo what came after."""
    told = [update(1, S.in_progress, 8), update(2, S.achieved, 10), update(3, S.verified, 12)]
    for order in permutations(told):
        here = step(*order)
        assert (here.status, here.on) == (S.verified, date(2026, 11, 12))
        assert here.updates == order


def test_on_one_day_the_later_written_stands() -> None:
    first = update(9, S.in_progress, 8, at="2026-11-08T09:00:00Z")
    then = update(2, S.achieved, 8, at="2026-11-08T16:00:00Z")
    assert step(first, then).status is S.achieved
    assert step(then, first).status is S.achieved


def test_a_date_to_come_is_a_promise_and_outweighs_nothing_that_happens() -> None:
    promised = update(1, S.delayed, 30, at="2026-11-10T12:00:00Z")
    assert step(promised).status is S.delayed
    assert step(promised).due_on == date(2026, 11, 30)
    assert not step(promised).overdue
    assert step(promised, update(2, S.achieved, 20)).status is S.achieved
    ask(step(promised), S.achieved, day=20)


@given(st.permutations(range(6)), st.data())
def test_what_stands_does_not_depend_on_the_order_of_arrival(order: list[int], data: st.DataObject) -> None:
    statuses = data.draw(st.lists(st.sampled_from(list(S)), min_size=6, max_size=6))
    days = data.draw(st.lists(st.integers(1, 4), min_size=6, max_size=6))
    corrects = data.draw(st.lists(st.none() | st.integers(1, 6), min_size=6, max_size=6))
    told = [
        update(i + 1, statuses[i], days[i], corrects=corrects[i] if corrects[i] != i + 1 else None)
        for i in range(6)
    ]
    assert standing([told[i] for i in order]) == standing(told)


# -- an earlier day, added later


def test_an_earlier_fact_may_be_added_where_the_journey_allows_it() -> None:
    here = step(update(1, S.achieved, 10))
    ask(here, S.in_progress, day=8)
    after = step(*here.updates, update(2, S.in_progress, 8))
    assert (after.status, after.on) == (S.achieved, date(2026, 11, 10))


def test_an_update_that_would_change_nothing_that_stands_is_refused_not_swallowed() -> None:
    here = step(update(1, S.in_progress, 8), update(2, S.achieved, 10))
    transition = ("milestone_transition", {"from": "in_progress", "to": "retracted"})
    assert refusal(here, S.retracted, day=9) == transition
    assert refusal(here, S.dropped, day=9) == ("milestone_transition", {"from": "dropped", "to": "achieved"})


def test_two_offices_that_wrote_at_once_do_not_block_a_third_update() -> None:
    here = step(update(1, S.dropped, 10), update(2, S.achieved, 11))  # each had seen neither
    assert here.status is S.achieved
    ask(here, S.in_progress, day=10)
    ask(here, S.verified, day=12)


# -- corrections


def test_a_correction_replaces_what_it_corrects() -> None:
    wrong = update(1, S.achieved, 10)
    here = step(wrong, update(2, S.achieved, 12, corrects=1))
    assert (here.status, here.on) == (S.achieved, date(2026, 11, 12))
    assert len(here.updates) == 2


def test_a_correction_is_judged_where_it_stands() -> None:
    here = step(update(1, S.in_progress, 5), update(2, S.achieved, 10), update(3, S.verified, 12))
    ask(here, S.achieved, day=9, corrects=2)
    facts = {"from": "dropped", "to": "verified"}
    assert refusal(here, S.dropped, day=10, corrects=2) == ("milestone_transition", facts)
    ask(here, S.retracted, day=12, corrects=3)


def test_a_correction_takes_the_place_in_time_of_what_it_corrects() -> None:
    same_day = [update(1, S.achieved, 10), update(2, S.verified, 10)]
    corrected = step(*same_day, update(3, S.achieved, 10, corrects=1, at="2026-11-23T09:00:00Z"))
    assert corrected.status is S.verified
    ask(step(*same_day), S.achieved, day=10, corrects=1)


def test_a_correction_may_say_that_it_never_happened() -> None:
    ask(step(update(1, S.achieved, 10)), S.planned, day=10, corrects=1)
    here = step(update(1, S.in_progress, 5), update(2, S.achieved, 10))
    ask(here, S.in_progress, day=10, corrects=2)
    assert step(*here.updates, update(3, S.in_progress, 10, corrects=2)).status is S.in_progress


def test_a_correction_of_a_correction_holds_alone() -> None:
    told = [
        update(1, S.achieved, 10),
        update(2, S.in_progress, 10, corrects=1),
        update(3, S.achieved, 11, corrects=2),
    ]
    assert [u.id for u in standing(told)] == [3]
    assert step(*told).status is S.achieved
    ask(step(*told), S.achieved, day=9, corrects=3)
    assert refusal(step(*told), S.achieved, day=9, corrects=2) == ("milestone_unknown_update", {})
    assert refusal(step(*told), S.achieved, day=9, corrects=1) == ("milestone_unknown_update", {})


def test_only_what_is_in_the_journey_can_be_corrected() -> None:
    assert refusal(step(), S.achieved, corrects=77) == ("milestone_unknown_update", {})


def test_corrections_in_a_circle_are_survived() -> None:
    told = [update(1, S.achieved, 10, corrects=2), update(2, S.achieved, 10, corrects=1)]
    assert standing(told) == []
    assert step(*told).status is S.planned
    assert step(update(1, S.achieved, 10, corrects=1)).status is S.planned


def test_correcting_what_is_not_here_yet_counts_all_the_same() -> None:
    assert step(update(5, S.achieved, 10, corrects=77)).status is S.achieved


# -- due


@pytest.mark.parametrize(
    ("status", "overdue"),
    [
        (None, True),
        (S.in_progress, True),
        (S.achieved, False),
        (S.verified, False),
        (S.dropped, False),
        (S.retracted, True),
    ],
)
def test_what_is_open_after_its_day_is_overdue(status: S | None, overdue: bool) -> None:
    told = [update(i, s, i) for i, s in enumerate(WAY_TO[status] if status else [], 1)]
    assert step(*told).overdue is overdue
    assert step(*told, today=date(2026, 11, 16)).overdue is False


def test_an_item_without_days_is_never_overdue() -> None:
    here = step(of=item(default_days=None), today=TODAY + timedelta(days=5000))
    assert (here.due_on, here.overdue) == (None, False)


def test_a_yearly_item_is_due_again_and_may_be_reached_again() -> None:
    yearly = item(default_days=365, repeat="yearly")
    reached = update(1, S.achieved, 10)
    here = step(reached, of=yearly)
    assert (here.due_on, here.overdue) == (date(2027, 11, 10), False)
    assert step(reached, of=yearly, today=date(2027, 11, 11)).overdue
    ask(here, S.achieved)
    assert refusal(step(reached), S.achieved)[0] == "milestone_transition"


def test_the_journey_keeps_the_order_of_the_template_and_its_items_apart() -> None:
    two = template(item(code="C1"), item(code="C2"))
    found = journey(
        two, [Update(1, "C2", S.achieved, TODAY), Update(2, "C9", S.achieved, TODAY)], BEGUN, TODAY
    )
    assert [(s.item.code, s.status) for s in found] == [("C1", S.planned), ("C2", S.achieved)]
