"""Paper forms typed one after another: what a row means, where a problem stands, what a power cut leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.services import backlog, campaigns, register, reserve_codes, show
from desktop.services.backlog import PaperForm
from desktop.services.desk import Desk
from domain.problems import Problem, Severity
from tests.desktop.models.offices import AREA

ON = date(2026, 11, 9)
HEAD = {"on": "2026-11-09", "language": "fr", "given": "read_aloud", "area": AREA, "village": "Pabbi"}
AWA = {"given_name": "Awa", "family_name": "Diop", "sex": "female", "role": "head", "birth": "12/4/1987"}


def found(desk: Desk, form: PaperForm) -> tuple[dict[int, dict[str, Problem]], list[Problem]]:
    read, missing = backlog.registration(desk, form)
    return backlog.problems_by_row(form, [*missing, *register.check(desk, read)])


def codes(problems: dict[int, dict[str, Problem]]) -> dict[tuple[int, str], str]:
    return {(row, cell): p.code for row, cells in problems.items() for cell, p in cells.items()}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12/4/1987", {"birth_precision": "day", "birth_date": "1987-04-12"}),
        ("12.04.1987", {"birth_precision": "day", "birth_date": "1987-04-12"}),
        ("4/1987", {"birth_precision": "month", "birth_date": "1987-04"}),
        ("1987", {"birth_precision": "year", "birth_date": "1987"}),
        ("38", {"birth_precision": "estimated_age", "estimated_age": 38, "estimated_on": "2026-11-09"}),
        ("0", {"birth_precision": "estimated_age", "estimated_age": 0, "estimated_on": "2026-11-09"}),
        ("?", {"birth_precision": "unknown"}),
        ("03/04/85", {"birth_precision": "day", "birth_date": "03/04/85"}),
        ("29/02/2023", {"birth_precision": "day", "birth_date": "29/02/2023"}),
        ("", {}),
    ],
)
def test_a_birth_is_read_as_it_is_written_on_paper(typed: str, read: dict[str, Any]) -> None:
    assert backlog.birth(typed, ON) == read


def test_a_form_is_registered_under_its_code_on_its_day(desk: Desk) -> None:
    [code] = reserve_codes.reserve(desk, 1, "fr")
    head = AWA | {"number": "17101-1980012-3", "phone": "03451234567"}
    child = {"given_name": "Fatou", "family_name": "-", "sex": "female", "role": "child", "birth": "7"}
    form = PaperForm({**HEAD, "code": code}, [head, {}, child])
    read, missing = backlog.registration(desk, form)
    assert missing == []
    done = register.register(desk, read)
    assert (done.code, len(done.persons)) == (code, 2)
    view = show.household(desk, code)
    assert (view.fields["source"], view.fields["registered_on"]) == ("backlog", "2026-11-09")
    assert [member.name for member in view.members] == ["Awa Diop", "Fatou"]
    assert register.register(desk, read).already  # the power went before the next form began


def test_what_is_wrong_stands_in_its_cell(desk: Desk) -> None:
    rows = [
        AWA | {"birth": "03/04/85", "phone": "12"},
        {"given_name": "Fatou", "sex": "not_known", "role": "child", "birth": "29/02/2023"},
        {"given_name": "Gul", "family_name": "Zaman", "sex": "xyz", "role": "child", "birth": "2030"},
    ]
    cells, rest = found(desk, PaperForm(dict(HEAD), rows))
    said = codes(cells)
    assert said[0, "birth"] == "two_digit_year"
    assert said[0, "phone"] == "phone_invalid"
    assert said[1, "family_name"] == "name_missing_one"
    assert said[1, "sex"] == "sex_reason_missing"
    assert said[1, "birth"] == "birth_form"
    assert said[2, "sex"] == "field_wrong"
    assert said[2, "birth"] == "birth_future"
    assert rest == []


def test_a_reason_may_follow_a_sex_that_is_not_known(desk: Desk) -> None:
    assert backlog.member(AWA | {"sex": "not_known unreadable"}, ON)["sex_reason"] == "unreadable"


def test_an_error_stands_before_a_warning_in_one_cell(desk: Desk) -> None:
    warning = Problem("age_unusual", "members.0.birth_date", "V03", Severity.warning)
    error = Problem("birth_form", "members.0.birth_date", "V03")
    cells, _ = backlog.problems_by_row(PaperForm(dict(HEAD), [AWA]), [warning, error])
    assert cells[0]["birth"] is error


def test_the_whole_form_has_problems_of_its_own(desk: Desk) -> None:
    cells, rest = found(desk, PaperForm({"on": "99/99/2026"}, []))
    assert cells == {}
    assert {"backlog_empty", "field_wrong", "area_missing"} <= {problem.code for problem in rest}


def test_a_number_of_a_kind_nobody_knows_is_named_and_does_not_stop_the_check(desk: Desk) -> None:
    row = AWA | {"scheme": "zzz", "number": "1"}
    cells, _ = found(desk, PaperForm(dict(HEAD), [row, {"given_name": "Ali"}]))
    assert codes(cells)[0, "scheme"] == "field_wrong"
    assert codes(cells)[1, "birth"] == "precision_missing"


def test_what_is_typed_is_kept_for_this_user_and_the_next_form_carries_the_place(desk: Desk) -> None:
    assert backlog.kept(desk) is None
    form = PaperForm({**HEAD, "code": "x", "phone": "1", "landmark": "well"}, [{"given_name": "Ŋaa"}])
    backlog.keep(desk, form)
    assert backlog.kept(desk) == form
    following = form.next()
    assert following.head == HEAD
    assert following.rows == [] and following.id != form.id


def test_a_form_carries_the_campaign_worked_for(desk: Desk) -> None:
    code = campaigns.create(desk, "Pabbi", date(2026, 11, 1), date(2026, 12, 1)).code
    campaigns.work_for(desk, code, "Team 1")
    read, _ = backlog.registration(desk, PaperForm(dict(HEAD), [AWA]))
    assert (read.campaign, read.team) == (code, "Team 1")
    register.register(desk, read)
    assert campaigns.progress(desk, code).done == 1


def test_forms_of_long_ago_want_a_supervisor(desk: Desk) -> None:
    _, rest = found(desk, PaperForm({**HEAD, "on": "2026-08-01"}, [AWA]))
    assert [problem.code for problem in rest] == ["dated_back"]
    _, rest = found(desk, PaperForm({**HEAD, "on": "2026-12-01"}, [AWA]))
    assert [problem.code for problem in rest if problem.where == "registered_on"] == ["date_future"]
