"""Campaigns: expected and done by village and team, and the visits that check the work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.services import campaigns
from desktop.services.desk import Desk
from desktop.services.register import Registered
from domain.problems import Refused
from domain.sampling import drawn
from domain.vocabulary import BackCheck
from tests.desktop.models.offices import AREA, DISTRICT, add

FROM, UNTIL = date(2026, 11, 2), date(2026, 12, 11)


def refusal(act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code, caught.value.problems[0].where


@pytest.fixture
def code(desk: Desk) -> str:
    return campaigns.create(desk, "Pabbi 2026", FROM, UNTIL).code


def registered(desk: Desk, code: str, team: str, village: str, on: str = "2026-11-20") -> Registered:
    return add(desk, campaign=code, team=team, place={"village": village}, registered_on=on)


def test_a_campaign_gets_a_code_of_its_own(desk: Desk, code: str) -> None:
    other = campaigns.create(desk, "Nowshera 2026", FROM, UNTIL)
    assert code != other.code and code.startswith("C26-")
    assert campaigns.named(desk, code.lower()).name == "Pabbi 2026"
    assert {line.code for line in campaigns.every(desk)} == {code, other.code}


def test_a_campaign_is_refused_what_it_cannot_be(desk: Desk, code: str) -> None:
    create = campaigns.create
    assert refusal(lambda: create(desk, " ", FROM, UNTIL)) == ("campaign_name_missing", "name")
    assert refusal(lambda: create(desk, "X", UNTIL, FROM)) == ("campaign_dates", "until")
    assert refusal(lambda: create(desk, "X", FROM, UNTIL, code=code.lower())) == (
        "campaign_code_taken",
        "code",
    )
    target = campaigns.target
    assert refusal(lambda: target(desk, "NONE", AREA, "", "1", 5)) == ("campaign_unknown", "campaign")
    assert refusal(lambda: target(desk, code, "XX", "", "1", 5)) == ("area_unknown", "area")
    assert refusal(lambda: target(desk, code, AREA, "", " ", 5)) == ("campaign_team_missing", "team")
    assert refusal(lambda: target(desk, code, AREA, "", "1", -1)) == ("field_wrong", "expected")
    assert campaigns.progress(desk, code).targets == ()


def test_done_is_counted_from_the_households_themselves(desk: Desk, code: str) -> None:
    campaigns.target(desk, code, AREA, "Pabbi", "Team 1", 10)
    campaigns.target(desk, code, AREA, "", "Team 1", 30)
    campaigns.target(desk, code, DISTRICT, "", "Team 2", 40)
    registered(desk, code, "team 1", "PABBI")
    registered(desk, code, "Team 1", "Elsewhere", on="2026-11-21")
    registered(desk, code, "Team 2", "Pabbi", on="2026-11-21")
    registered(desk, code, "Team 3", "Pabbi", on="2026-11-21")
    add(desk)
    found = campaigns.progress(desk, code)
    assert [(t.village, t.team, t.expected, t.done) for t in found.targets] == [
        ("Pabbi", "Team 1", 10, 1),
        ("", "Team 1", 30, 1),
        ("", "Team 2", 40, 1),
        ("Pabbi", "Team 3", 0, 1),
    ]
    assert (found.expected, found.done) == (80, 4)
    assert found.by_day == (
        (date(2026, 11, 20), "team 1", 1),
        (date(2026, 11, 21), "Team 1", 1),
        (date(2026, 11, 21), "Team 2", 1),
        (date(2026, 11, 21), "Team 3", 1),
    )


def test_a_target_said_again_replaces_the_first(desk: Desk, code: str) -> None:
    first = campaigns.target(desk, code, AREA, "Pabbi", "Team 1", 10)
    assert campaigns.target(desk, code, AREA, "pabbi ", "TEAM 1", 25) == first
    [target] = campaigns.progress(desk, code).targets
    assert target.expected == 25


def test_nothing_is_registered_for_a_closed_or_unknown_campaign(desk: Desk, code: str) -> None:
    assert refusal(lambda: add(desk, campaign="NONE", team="1")) == ("campaign_unknown", "campaign")
    campaigns.close(desk, code)
    assert campaigns.named(desk, code).closed
    assert refusal(lambda: add(desk, campaign=code, team="1")) == ("campaign_closed", "campaign")
    assert refusal(lambda: campaigns.close(desk, code)) == ("campaign_closed", "campaign")


def test_work_is_remembered_until_the_campaign_closes(desk: Desk, code: str) -> None:
    assert campaigns.work(desk) is None
    assert refusal(lambda: campaigns.work_for(desk, code, " ")) == ("campaign_team_missing", "team")
    chosen = campaigns.work_for(desk, code, "Team 1")
    assert chosen == campaigns.work(desk) == campaigns.Work(code, "Pabbi 2026", "Team 1")
    campaigns.close(desk, code)
    assert campaigns.work(desk) is None
    other = campaigns.create(desk, "B", FROM, UNTIL).code
    campaigns.work_for(desk, other, "2")
    assert campaigns.work_for(desk, "", "") is None


def test_the_sample_is_what_the_codes_say_and_visits_are_kept(desk: Desk, code: str) -> None:
    ones = [registered(desk, code, "Team 1", "Pabbi").code for _ in range(30)]
    twos = [registered(desk, code, "Team 2", "Pabbi").code for _ in range(3)]
    visits = campaigns.sample(desk, code)
    assert [v.code for v in visits] == [*drawn(code, ones), *drawn(code, twos)]
    assert {(v.head_name, v.area, v.village) for v in visits} == {("Awa N'Diaye", AREA, "Pabbi")}
    left = next(one for one in ones if one not in drawn(code, ones))
    check = campaigns.check
    assert refusal(lambda: check(desk, code, left, BackCheck.agrees)) == ("check_not_in_sample", "household")
    seen = visits[0].code
    assert refusal(lambda: check(desk, code, seen, BackCheck.differs)) == ("check_note_missing", "note")
    assert refusal(lambda: check(desk, code, seen, BackCheck.agrees, on=date(2026, 11, 24))) == (
        "check_date_future",
        "on",
    )
    check(desk, code, seen, BackCheck.not_found, "Nobody by that name", date(2026, 11, 21))
    check(desk, code, seen, BackCheck.differs, "Five members, not six", date(2026, 11, 22))
    again = campaigns.sample(desk, code)
    assert again[0].found is not None
    assert (again[0].found.result, again[0].found.note) == (BackCheck.differs, "Five members, not six")
    rates = campaigns.rates(again)
    assert [(r.team, r.visited, r.agrees, r.differs, r.not_found) for r in rates] == [
        ("Team 1", 1, 0, 1, 0),
        ("Team 2", 0, 0, 0, 0),
    ]
    assert sum(r.drawn for r in rates) == len(again)


def test_visits_go_on_after_the_campaign_is_closed(desk: Desk, code: str) -> None:
    one = registered(desk, code, "Team 1", "Pabbi").code
    campaigns.close(desk, code)
    campaigns.check(desk, code, one, BackCheck.agrees)
    assert campaigns.rates(campaigns.sample(desk, code))[0].agrees == 1
