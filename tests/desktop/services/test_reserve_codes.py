"""Blank forms carry codes of their own: nobody else gets them, and each is used once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.models import records
from desktop.services import reserve_codes
from desktop.services.desk import Desk
from desktop.services.register import check, register
from desktop.services.show import household
from domain import codes
from domain.problems import Refused
from domain.registration import parse
from tests.desktop.models.offices import add, child, form, make_office, member


def refusal(act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code, caught.value.problems[0].where


def test_reserved_codes_are_new_and_right_and_nobody_else_gets_them(desk: Desk) -> None:
    before = add(desk).code
    taken = reserve_codes.reserve(desk, 3, "fr")
    after = add(desk)
    given = {before, after.code, *after.persons}
    assert len({*taken, *given}) == 3 + len(given)
    assert [codes.normal(code) for code in taken] == taken
    [stack] = reserve_codes.stacks(desk)
    assert (list(stack.batch.codes), stack.batch.language, list(stack.unused)) == (taken, "fr", taken)


@pytest.mark.parametrize("count", [0, -1, 201])
def test_a_stack_has_one_to_two_hundred_forms(desk: Desk, count: int) -> None:
    assert refusal(lambda: reserve_codes.reserve(desk, count, "en")) == ("forms_count", "count")
    assert reserve_codes.stacks(desk) == []


def test_a_paper_form_is_registered_under_its_own_code_once(desk: Desk) -> None:
    first, second = reserve_codes.reserve(desk, 2, "en")
    done = add(desk, member(), child(), code=first.lower().replace("-", " "), source="backlog")
    assert done.code == first
    assert first not in done.persons
    assert household(desk, first).fields["source"] == "backlog"
    assert refusal(lambda: add(desk, code=first)) == ("form_code_used", "code")
    assert [code for code, _ in reserve_codes.unused(desk)] == [second]


def test_a_code_used_names_the_household_that_has_it(desk: Desk) -> None:
    [code] = reserve_codes.reserve(desk, 1, "en")
    add(desk, code=code)
    problem = reserve_codes.code_problem(desk, code)
    assert problem is not None
    assert problem.facts == {"code": code, "name": "Awa N'Diaye", "date": "2026-11-23"}


def test_a_mistyped_code_and_one_nobody_reserved_are_told_apart(desk: Desk) -> None:
    [code] = reserve_codes.reserve(desk, 1, "en")
    mistyped = code[:-1] + ("A" if code[-1] != "A" else "B")
    elsewhere = codes.make("NSR", "ZZZZ", 2026, 1)
    assert refusal(lambda: add(desk, code=mistyped)) == ("form_code_mistyped", "code")
    assert refusal(lambda: add(desk, code=elsewhere)) == ("form_code_not_reserved", "code")
    assert [p.code for p in check(desk, parse(form(code=elsewhere)))] == ["form_code_not_reserved"]
    person = add(desk).persons[0]
    assert refusal(lambda: add(desk, code=person)) == ("form_code_not_reserved", "code")


def test_a_form_sent_twice_is_one_household(desk: Desk) -> None:
    [code] = reserve_codes.reserve(desk, 1, "en")
    line = parse(form(code=code, id="paper-1"))
    assert register(desk, line).code == code
    assert register(desk, line).already


def test_codes_another_laptop_reserved_are_known_once_its_record_came(desk: Desk) -> None:
    code = codes.make("NSR", "ZZZZ", 2026, 7)
    problem = reserve_codes.code_problem(desk, code)
    assert problem is not None and problem.code == "form_code_not_reserved"
    fields: Any = {"codes": [code], "language": "pt", "at": "2026-11-20T08:00:00Z"}
    with desk.store.transaction() as connection:  # as a round writes what another device made
        records.insert(connection, "reserved_codes", (9 << 40) + 1, desk.office.areas[0], fields)
    assert reserve_codes.code_problem(desk, code) is None
    assert reserve_codes.unused(desk) == [(code, 3)]


def test_the_age_of_a_stack_is_counted_in_days(tmp_path: Path) -> None:
    now = [datetime(2026, 11, 23, 7, 0, tzinfo=UTC)]
    desk = make_office(tmp_path / "office.guichet", clock=lambda: now[0])
    reserve_codes.reserve(desk, 1, "en")
    now[0] += timedelta(days=12)
    reserve_codes.reserve(desk, 1, "pt")
    assert [days for _, days in reserve_codes.unused(desk)] == [12, 0]
    assert [stack.days for stack in reserve_codes.stacks(desk)] == [0, 12]
    desk.close()
