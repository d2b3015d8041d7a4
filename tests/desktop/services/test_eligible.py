"""Eligibility from the file: ten births known to different precisions, children counted, unknown schemes."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.services.desk import Desk
from desktop.services.eligible import facts, for_household, for_register
from desktop.services.show import household
from domain.problems import Refused
from tests.desktop.models.offices import add, child, member


@pytest.fixture
def home(desk: Desk) -> str:
    """A woman and a child."""
    return add(desk, member(), child()).code


def _born(desk: Desk, home: str, precision: str, on: str | None, age: int | None, told: str | None) -> str:
    code = household(desk, home).members[0].code
    fields = {"birth_precision": precision, "birth_on": on, "estimated_age": age, "estimated_on": told}
    with desk.writing() as writer:
        writer.set("person", desk.person_row(code), fields)
    return code


@pytest.mark.parametrize(
    ("birth", "on", "answer"),
    [
        pytest.param(("day", "1927-06-01", None, None), "2017-06-01", "yes", id="T1"),
        pytest.param(("day", "1927-06-02", None, None), "2017-06-01", "no", id="T2"),
        pytest.param(("year", "1927", None, None), "2017-06-01", "verify", id="T3"),
        pytest.param(("year", "1927", None, None), "2018-01-01", "yes", id="T4"),
        pytest.param(("year", "1928", None, None), "2017-12-31", "no", id="T5"),
        pytest.param(("month", "1927-06", None, None), "2017-06-15", "verify", id="T6"),
        pytest.param(("estimated_age", None, 92, "2017-01-01"), "2017-06-01", "verify", id="T7"),
        pytest.param(("estimated_age", None, 97, "2017-01-01"), "2017-06-01", "yes", id="T8"),
        pytest.param(("unknown", None, None, None), "2017-06-01", "verify", id="T9"),
        pytest.param(("day", "1928-02-29", None, None), "2018-02-28", "no", id="T10 the eve"),
        pytest.param(("day", "1928-02-29", None, None), "2018-03-01", "yes", id="T10 on 1 March"),
    ],
)
def test_a_pension_from_ninety(
    desk: Desk, home: str, birth: tuple[str, str | None, int | None, str | None], on: str, answer: str
) -> None:
    code = _born(desk, home, *birth)
    (verdict,) = for_household(desk, code, date.fromisoformat(on), ["sch-03"])
    assert (verdict.person_code, verdict.answer) == (code, answer)
    assert ("birth_date" in verdict.missing) is (answer == "verify")


def test_every_scheme_answers_with_its_reasons(desk: Desk, home: str) -> None:
    verdicts = for_household(desk, home)
    assert {one.scheme.code for one in verdicts} == {one.code for one in desk.catalogue.schemes}
    assert all(one.reasons for one in verdicts if one.answer != "yes")
    assert next(for_register(desk)) == (home, verdicts)


def test_who_may_be_old_is_counted_as_perhaps_old(desk: Desk, home: str) -> None:
    row = desk.household_row(home)
    before = facts(desk, row, desk.today()).values
    assert (before["household.elderly_count"], before["household.size"]) == ((0, 0), (2, 2))
    _born(desk, home, "unknown", None, None, None)
    after = facts(desk, row, desk.today()).values
    assert (after["household.elderly_count"], after["household.size"]) == ((0, 1), (2, 2))


def test_an_unknown_scheme_is_named(desk: Desk, home: str) -> None:
    with pytest.raises(Refused) as refused:
        for_household(desk, home, None, ["SCH-03", "SCH-99"])
    assert [(one.code, one.facts["code"]) for one in refused.value.problems] == [("scheme_unknown", "SCH-99")]
