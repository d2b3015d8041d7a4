"""Who is entitled on a day, by the months paid for."""

from __future__ import annotations

from datetime import date

from domain.contributions.entitlement import Why, contributing, standing
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer
from packs.catalogue import shipped

ON = date(2018, 6, 15)


def scheme(waiting: int | None = None) -> Scheme:
    found = shipped("").scheme("SCH-01")
    assert found is not None
    return found.model_copy(update={"waiting_months": waiting})


def test_a_month_paid_for_covers_the_three_after_it() -> None:
    found = standing(scheme(), {"2018-03"}, (), ON)
    assert (found.answer, found.why, found.until) == (Answer.yes, Why.paid, date(2018, 6, 30))
    assert standing(scheme(), {"2018-02"}, (), ON).why is Why.lapsed


def test_months_only_declared_are_to_be_verified() -> None:
    found = standing(scheme(), {"2017-01"}, {"2018-05"}, ON)
    assert (found.answer, found.why) == (Answer.verify, Why.declared_unpaid)
    assert (found.paid, found.declared) == (1, 2)


def test_waiting_months_have_to_be_paid_first() -> None:
    found = standing(scheme(6), {"2018-04", "2018-05"}, (), ON)
    assert (found.answer, found.why, found.needed) == (Answer.no, Why.waiting, 4)


def test_nobody_is_covered_by_a_month_to_come() -> None:
    assert standing(scheme(), {"2018-07"}, (), ON).why is Why.never_paid
    assert not contributing({"2018-07"}, ON)


def test_what_the_enrolment_says_stands_where_contributions_say_less() -> None:
    found = standing(scheme(), (), (), ON, date(2018, 12, 31))
    assert (found.answer, found.why, found.until) == (Answer.yes, Why.said_until, date(2018, 12, 31))
