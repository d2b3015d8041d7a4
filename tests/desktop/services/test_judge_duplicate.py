"""What is said of two look-alikes stays, the latest word of a pair stands, and the rest waits."""

from __future__ import annotations

import pytest

from desktop.models import records
from desktop.services import judge_duplicate, users
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Refused
from domain.vocabulary import DuplicateDecision, UserRole
from tests.desktop.models.offices import EASY, PASSWORD, add, member
from tests.desktop.services.test_merge_persons import merge

SAME, DIFFERENT = DuplicateDecision.same, DuplicateDecision.different
UNSURE, PENDING = DuplicateDecision.unsure, DuplicateDecision.pending


@pytest.fixture
def pair(desk: Desk) -> tuple[int, int]:
    codes = [add(desk, member(given_name=name)).persons[0] for name in ("Awa", "Aua")]
    return desk.person_row(codes[0]), desk.person_row(codes[1])


def test_the_latest_word_of_a_pair_stands_either_way_round(desk: Desk, pair: tuple[int, int]) -> None:
    first, second = pair
    judge_duplicate.judge(desk, None, first, second, PENDING)
    judge_duplicate.judge(desk, None, second, first, DIFFERENT, note="two sisters")
    with desk.store.reading() as connection:
        assert judge_duplicate.judged(connection, first, second) == "different"
        assert judge_duplicate.judged(connection, second, first) == "different"
        assert judge_duplicate.judged(connection, first, first) == ""
        assert records.count(connection, "duplicate_judgement") == 2
    assert not judge_duplicate.pending(desk)


@pytest.mark.parametrize("decision", [PENDING, UNSURE, SAME])
def test_what_is_not_settled_waits(desk: Desk, pair: tuple[int, int], decision: DuplicateDecision) -> None:
    row = judge_duplicate.judge(desk, None, *pair, decision)
    assert list(judge_duplicate.pending(desk)) == [row]
    assert judge_duplicate.of_person(desk, pair[1])[0].decision is decision


def test_a_pair_that_was_merged_waits_no_more(desk: Desk) -> None:
    one, two, three = (add(desk, member(given_name=name)).persons[0] for name in ("Awa", "Aua", "Hawa"))
    rows = [desk.person_row(code) for code in (one, two, three)]
    judge_duplicate.judge(desk, None, rows[0], rows[1], PENDING)
    judge_duplicate.judge(desk, None, rows[1], rows[2], UNSURE)
    merge(desk, one, two)
    [line] = judge_duplicate.lines(desk, judge_duplicate.pending(desk))
    assert {line.person_code, line.other_code} == {one, three}


def test_pending_pairs_come_before_unsure_ones(desk: Desk) -> None:
    rows = [desk.person_row(add(desk, member(given_name=name)).persons[0]) for name in ("Awa", "Aua", "Hawa")]
    unsure = judge_duplicate.judge(desk, None, rows[0], rows[1], UNSURE)
    pending = judge_duplicate.judge(desk, None, rows[0], rows[2], PENDING)
    assert list(judge_duplicate.pending(desk)) == [pending, unsure]


def test_a_judgement_nobody_made_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(Refused, match="judgement_unknown"):
        judge_duplicate.line(desk, 17)


def test_who_may_only_read_does_not_judge(desk: Desk, pair: tuple[int, int]) -> None:
    users.add(desk, "omar", PASSWORD, "Omar", UserRole.auditor, EASY)
    reader = sign_in(desk.path, PASSWORD, "omar")
    with pytest.raises(Refused, match="not_permitted"):
        judge_duplicate.judge(reader, None, *pair, DIFFERENT)
    judge_duplicate.judge(reader, None, *pair, PENDING)  # the program's own word
    reader.close()
