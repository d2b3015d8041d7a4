"""Eligibility: ten ages known to different precisions, households asked member by member, what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.schemes import ages
from domain.schemes.deciding import decide
from domain.schemes.facts import Facts, Value
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer

PENSION = {
    "all": [
        {"fact": "person.age_years", "op": ">=", "value": 90},
        {"fact": "person.vital_status", "op": "=", "value": "alive"},
    ]
}


def scheme(eligibility: dict[str, Any], **more: Any) -> Scheme:
    given = {
        "code": "SCH-X",
        "names": {"en": "X", "fr": "X", "pt": "X"},
        "status": "active",
        "type": "non_contributory",
        "branches": ["old_age"],
        "guarantee": "older",
        "unit": "person",
        "eligibility": eligibility,
    }
    return Scheme.model_validate(given | more)


def facts(on: str, members: tuple[Facts, ...] = (), code: str | None = None, **values: Value) -> Facts:
    return Facts(
        date.fromisoformat(on), {path.replace("__", "."): v for path, v in values.items()}, members, code
    )


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
        pytest.param(("day", "1928-02-29", None, None), "2018-02-28", "no", id="T10 the day before"),
        pytest.param(("day", "1928-02-29", None, None), "2018-03-01", "yes", id="T10 on 1 March"),
        pytest.param(("month", "1927-05", None, None), "2017-06-01", "yes", id="a month that has passed"),
        pytest.param(("year", "1926", None, None), "2017-01-01", "yes", id="90 by the end of the year"),
        pytest.param(("day", "1927-06-01", None, None), "2017-05-31", "no", id="the eve of the birthday"),
    ],
)
def test_an_age_known_roughly_is_yes_or_no_only_where_every_day_of_birth_says_so(
    birth: tuple[str, str | None, int | None, str | None], on: str, answer: str
) -> None:
    day = date.fromisoformat(on)
    known: dict[str, Value] = {"person.vital_status": "alive"}
    age = ages.years(ages.of_birth(*birth), day)
    outcome = decide(scheme(PENSION), Facts(day, known | ({"person.age_years": age} if age else {})), day)
    assert outcome.answer is Answer(answer)
    assert outcome.missing == (("birth_date",) if answer == "verify" else ())


def test_months_are_whole_only_once_the_day_has_come() -> None:
    born = ages.of_birth("day", "2017-01-31", None, None)
    assert ages.months(born, date(2017, 2, 28)) == (0, 0)
    assert ages.months(born, date(2017, 3, 1)) == (1, 1)
    assert ages.months(ages.of_birth("month", "2015-06", None, None), date(2017, 6, 15)) == (23, 24)
    assert ages.years(ages.of_birth("day", "2018-01-01", None, None), date(2017, 6, 1)) is None


def test_the_reasons_of_a_no_are_the_lines_that_say_no() -> None:
    outcome = decide(
        scheme(PENSION),
        facts("2017-06-01", person__age_years=(40, 40), person__vital_status="alive"),
        date(2017, 6, 1),
    )
    assert [(one.fact, one.found, one.answer) for one in outcome.reasons] == [
        ("person.age_years", [40, 40], Answer.no)
    ]


def test_a_household_is_eligible_when_the_whole_rule_holds_for_one_and_the_same_member() -> None:
    rule = {
        "all": [
            {"fact": "person.age_years", "op": ">=", "value": 60},
            {"fact": "person.disability_certified", "op": "true"},
        ]
    }
    old = facts("2020-01-01", code="OLD", person__age_years=(70, 70), person__disability_certified=False)
    ill = facts("2020-01-01", code="ILL", person__age_years=(30, 30), person__disability_certified=True)
    both = facts("2020-01-01", code="TWO", person__age_years=(61, 61), person__disability_certified=True)
    home, on = scheme(rule, unit="household"), date(2020, 1, 1)
    assert decide(home, facts("2020-01-01", (old, ill)), on).answer is Answer.no
    found = decide(home, facts("2020-01-01", (old, ill, both)), on)
    assert found.answer is Answer.yes
    assert {one.person for one in found.reasons} == {"TWO"}


def test_a_scheme_of_some_areas_asks_where_the_household_lives() -> None:
    local = scheme(PENSION, areas=["AA01"])
    here = facts("2017-06-01", person__age_years=(95, 95), person__vital_status="alive")
    there = Facts(here.on, here.values | {"household.area": frozenset({"AA02", "AA"})})
    inside = Facts(here.on, here.values | {"household.area": frozenset({"AA0101", "AA01", "AA"})})
    answers = [decide(local, one, here.on).answer for one in (here, there, inside)]
    assert answers == [Answer.verify, Answer.no, Answer.yes]


def test_missing_papers_are_named_unless_the_answer_is_no() -> None:
    asked = scheme(PENSION, documents_required=["identity_card", "birth_certificate"])
    old = Facts(
        date(2017, 6, 1),
        {"person.age_years": (95, 95), "person.vital_status": "alive"},
        documents=frozenset({"identity_card"}),
    )
    young = Facts(old.on, {"person.age_years": (9, 9), "person.vital_status": "alive"})
    assert decide(asked, old, old.on).missing == ("birth_certificate",)
    assert decide(asked, young, old.on).missing == ()


def test_facts_of_another_day_are_not_decided_on() -> None:
    with pytest.raises(ValueError, match="facts of 2017-06-01"):
        decide(scheme(PENSION), facts("2017-06-01"), date(2018, 1, 1))


def test_a_snapshot_names_what_was_asked_for_and_not_known() -> None:
    known = facts("2017-06-01", person__age_years=(89, 90), household__area=frozenset({"B", "A"}))
    assert known.snapshot(["person.age_years", "person.sex"]) == {
        "on": "2017-06-01",
        "person.age_years": [89, 90],
        "person.sex": None,
    }
    assert known.snapshot()["household.area"] == ["A", "B"]
