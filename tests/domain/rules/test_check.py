"""All the rules together: their order, what stops, what a person confirms."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.problems import Refused, Severity
from domain.registration import HouseholdForm, parse
from domain.rules.check import check, errors, unconfirmed
from domain.rules.context import Context
from packs.reading import find
from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import TODAY, body, child, head


def test_a_good_form_has_no_problem(problems: Ask) -> None:
    assert problems(body(head(), child())) == []


def test_an_empty_form_is_refused_field_by_field(problems: Ask) -> None:
    found = problems({})
    assert {rule for rule, *_ in found} == {"V06", "V19", "V21"}
    assert {severity for *_, severity in found} == {"error"}


def test_every_rule_speaks_of_its_own_member(problems: Ask) -> None:
    found = problems(body(head(), child(sex=None), child(given_name=None), child(birth_precision=None)))
    assert [where for _, _, where, _ in found] == [
        "members.1.sex",
        "members.2.given_name",
        "members.3.birth_precision",
    ]


def context() -> Context:
    programme = find("kp-one-window")
    office = programme.office("NSR")
    assert office is not None
    return Context(programme, office, TODAY)


def test_a_warning_is_confirmed_by_its_rule_and_place() -> None:
    form = parse(
        body(head(phones=["1"]), household_phone="2", confirmed=["V17@household.phone", "V17@elsewhere"])
    )
    found = check(form, context())
    assert errors(found) == []
    assert [p.where for p in unconfirmed(found, form)] == ["members.0.phones.0"]


TEXTS = st.none() | st.text(max_size=12)
MEMBERS = st.fixed_dictionaries(
    {},
    optional={
        "role": st.none() | st.sampled_from(["head", "spouse", "child", "guest"]),
        "given_name": TEXTS,
        "family_name": TEXTS,
        "single_name": st.booleans(),
        "sex": st.none() | st.sampled_from(["female", "male", "not_known"]),
        "birth_date": st.none() | st.text("0123456789-/.x", max_size=10) | st.dates().map(str),
        "birth_precision": st.none() | st.sampled_from(["day", "month", "year", "estimated_age", "unknown"]),
        "estimated_age": st.none() | st.integers(),
        "estimated_on": st.none() | st.dates().map(str),
        "phones": st.lists(st.text(max_size=40), max_size=2),
        "start_on": st.none() | st.dates().map(str),
        "end_on": st.none() | st.dates().map(str),
        "vital_status": st.none() | st.sampled_from(["alive", "deceased"]),
        "pregnancy": st.none() | st.sampled_from(["pregnant", "unknown"]),
    },
)


@given(st.lists(MEMBERS, max_size=4), TEXTS, TEXTS)
def test_no_form_breaks_the_rules(members: list[dict[str, Any]], area: str | None, phone: str | None) -> None:
    """Whatever is entered is either unreadable, field by field, or judged."""
    try:
        form: HouseholdForm = parse({"household": {"area": area, "phone": phone}, "members": members})
    except Refused as refusal:
        assert all(problem.where for problem in refusal.problems)
        return
    for problem in check(form, context()):
        assert problem.code
        assert problem.rule
        assert problem.where
        assert problem.severity in Severity


@pytest.mark.parametrize("code", ["kp-one-window", "cv-single-register"])
def test_facts_of_problems_are_words_and_whole_numbers(code: str) -> None:
    """They are written with the household, whose canonical bytes know no fractions."""
    programme = find(code)
    form = parse(body(head(birth_date="1905-11-24", phones=["1"]), child(birth_date="1990-01-01")))
    for problem in check(form, Context(programme, programme.offices[0], TODAY)):
        assert all(isinstance(fact, str | int) for fact in problem.facts.values())
