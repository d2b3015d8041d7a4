"""Searching at a desk: what a question may ask, and what is refused."""

from __future__ import annotations

import pytest

from desktop.services import search
from desktop.services.desk import Desk
from desktop.services.search import Field, Question, Status, Why
from domain.problems import Refused
from tests.desktop.models.offices import add, child, member


@pytest.mark.parametrize(
    ("question", "code"),
    [(Question(area="PK-KP-ATLANTIS"), "area_unknown"), (Question(age_from=60, age_to=18), "ages_reversed")],
)
def test_a_question_that_makes_no_sense_is_refused(desk: Desk, question: Question, code: str) -> None:
    for ask in (search.people, search.households):
        with pytest.raises(Refused) as refused:
            ask(desk, question)
        assert [problem.code for problem in refused.value.problems] == [code]


def test_an_area_has_everything_below_it(desk: Desk) -> None:
    add(desk, member())
    for area in ("PK-KP-NOWSHERA-PAB-01", "PK-KP-NOWSHERA-PAB", "PK-KP-NOWSHERA", "PK"):
        assert len(search.people(desk, Question(area=area))) == 1, area
        assert len(search.households(desk, Question(area=area))) == 1, area
    assert len(search.people(desk, Question(area="PK-KP-NOWSHERA-NSH"))) == 0
    assert len(search.households(desk, Question(area="PK-KP-NOWSHERA-NSH"))) == 0


def test_households_follow_the_filters_of_people(desk: Desk) -> None:
    young = add(desk, member(birth_date="2001-05-05"), child())
    add(desk, member(birth_date="1950-05-05", sex="male"))
    lines = search.household_lines(desk, search.households(desk, Question(age_from=18, age_to=30)))
    assert [line.code for line in lines] == [young.code]
    assert len(search.households(desk, Question(status=Status.verified))) == 0
    assert len(search.households(desk, Question(status=Status.active))) == 2


def test_so_many_and_no_more(desk: Desk) -> None:
    for _ in range(3):
        add(desk, member())
    first = search.find(desk, "awa", at_most=2)
    assert (len(first.ids), first.complete) == (2, False)
    whole = search.find(desk, "awa")
    assert (len(whole.ids), whole.complete) == (3, True)
    assert whole.ids[:2] == first.ids
    assert whole.why(whole.ids[0]) == Why(Field.name)


def test_steps_may_be_left_and_work_done_in_between(desk: Desk) -> None:
    for _ in range(3):
        add(desk, member())
    steps = search.person_steps(desk, "awa")
    begun = next(steps)
    add(desk, member())
    assert len(begun.ids) == 3
    steps.close()
    assert len(search.people(desk, "awa")) == 4


def test_words_are_learned_a_stretch_at_a_time(desk: Desk) -> None:
    add(desk, member())
    assert search.learn_words(desk)
    assert len(desk.search_register.vocabulary) == 2
