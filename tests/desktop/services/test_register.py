"""Registering: everything entered is in the file, once, with what was confirmed and what was not."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from desktop.models import households, journal, records
from desktop.services import register, search, show
from desktop.services.desk import Desk
from domain import codes
from domain.problems import Refused
from domain.records import KINDS
from domain.registration import parse
from guichet.sample.households import households as sample
from tests.desktop.models.offices import (
    AREA,
    DISTRICT,
    NOON,
    add,
    child,
    form,
    make_office,
    member,
    programme,
)


def rows(desk: Desk, kind: str) -> list[dict[str, Any]]:
    with desk.store.reading() as connection:
        found = connection.execute(f"SELECT id FROM {kind} ORDER BY id").fetchall()
        return [dict(records.read(connection, kind, row) or {}) for (row,) in found]


def total(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as connection:
        return {kind: records.count(connection, kind) for kind in KINDS}


def refusal(desk: Desk, *members: dict[str, Any], **changed: Any) -> list[tuple[str, str]]:
    before = total(desk)
    with pytest.raises(Refused) as caught:
        add(desk, *members, **changed)
    assert total(desk) == before
    return [(problem.code, problem.where) for problem in caught.value.problems]


# -- what is written


def test_all_that_was_entered_is_in_the_file(desk: Desk) -> None:
    head = member(
        phones=["0300 1234567", "ask the teacher"],
        identifiers=[{"scheme": "national_id", "value": "17201-1234567-1"}],
        mother_name="Oumou",
        other_names="Mame",
    )
    guest = member(
        role="guest",
        given_name="Ali",
        family_name=None,
        single_name=True,
        sex="not_known",
        sex_reason="Absent",
        birth_date=None,
        birth_precision="estimated_age",
        estimated_age=40,
        estimated_on="2026-11-23",
        start_on="2026-01-02",
    )
    place = {
        "phone": "+92 912 345678",
        "address": "Street 4",
        "landmark": "Mill",
        "latitude": 34.0151234,
        "longitude": 71.9747,
        "compound": "Khan",
    }
    notice = {"version": "7", "language": "fr", "given": "read_aloud"}
    registered = add(desk, head, guest, place=place, language="fr", notice=notice, guardian="Moussa", id="k1")
    [household] = rows(desk, "household")
    assert household == {
        "code": registered.code,
        "kind": "household",
        "area": AREA,
        "village": "Pabbi",
        "address": "Street 4",
        "landmark": "Mill",
        "latitude_e6": 34_015_123,
        "longitude_e6": 71_974_700,
        "compound": "Khan",
        "language": "fr",
        "registered_on": "2026-11-23",
        "warnings": [
            {
                "rule": "V17",
                "code": "phone_invalid",
                "where": "members.0.phones.1",
                "facts": {},
                "confirmed": False,
            }
        ],
    }
    first, second = rows(desk, "person")
    assert first == {
        "code": registered.persons[0],
        "given_name": "Awa",
        "family_name": "N'Diaye",
        "other_names": "Mame",
        "mother_name": "Oumou",
        "sex": "female",
        "birth_precision": "day",
        "birth_on": "1987-04-12",
    }
    assert second == {
        "code": registered.persons[1],
        "given_name": "Ali",
        "single_name": True,
        "sex": "not_known",
        "sex_reason": "Absent",
        "birth_precision": "estimated_age",
        "estimated_age": 40,
        "estimated_on": "2026-11-23",
    }
    assert [(m["role"], m["start_on"]) for m in rows(desk, "membership")] == [
        ("head", "2026-11-23"),
        ("guest", "2026-01-02"),
    ]
    assert [p["number"] for p in rows(desk, "phone")] == ["+92912345678", "+923001234567", "ask the teacher"]
    [identifier] = rows(desk, "identifier")
    assert (identifier["country"], identifier["value"]) == ("PK", "17201-1234567-1")
    [consent] = rows(desk, "consent")
    assert consent["notice_version"] == "7"
    assert (consent["given"], consent["language"], consent["guardian"]) == ("read_aloud", "fr", "Moussa")
    assert consent["at"] == "2026-11-23T07:00:00Z"
    [update] = rows(desk, "milestone_update")
    assert (update["item"], update["status"], update["event"]) == ("C1", "achieved", "notice.given")


def test_without_a_notice_the_file_says_that_giving_it_was_not_recorded(desk: Desk) -> None:
    add(desk)
    [consent] = rows(desk, "consent")
    assert consent["given"] == "not_recorded"
    assert consent["notice_version"] == programme().notice.version
    assert rows(desk, "milestone_update") == []


def test_codes_are_made_here_valid_and_never_twice(desk: Desk) -> None:
    made: list[str] = []
    for _ in range(12):
        registered = add(desk, member(), child())
        made += [registered.code, *registered.persons]
    assert len(set(made)) == 36
    assert all(codes.normal(code) == code for code in made)
    assert {code.split("-")[0] for code in made} == {"NSR"}
    assert {code.split("-")[2] for code in made} == {"26"}
    assert [int(code.split("-")[3]) for code in made] == list(range(1, 37))


def test_a_household_belongs_to_the_district_of_its_area(desk: Desk) -> None:
    add(desk)
    with desk.store.reading() as connection:
        for kind in ("household", "person", "membership", "consent"):
            assert connection.execute(f"SELECT DISTINCT district FROM {kind}").fetchall() == [(DISTRICT,)]


def test_somebody_who_left_before_did_not_come_after(desk: Desk) -> None:
    gone = {"end_on": "2020-05-01", "end_reason": "left"}
    add(desk, member(), child(**gone), child(**gone, start_on="2019-01-01"))
    assert [(m["start_on"], m.get("end_on")) for m in rows(desk, "membership")] == [
        ("2026-11-23", None),
        ("2020-05-01", "2020-05-01"),
        ("2019-01-01", "2020-05-01"),
    ]


def test_empty_lines_of_a_list_are_nobodys_phone(desk: Desk) -> None:
    add(desk, member(phones=["", "  "]), place={"phone": " "})
    assert rows(desk, "phone") == []


@pytest.mark.parametrize("pack", ["kp-one-window", "cv-single-register"])
def test_drawn_households_of_both_countries_go_in(tmp_path: Any, pack: str) -> None:
    from packs.reading import find  # noqa: PLC0415

    chosen = find(pack)
    office = chosen.offices[0].code
    desk = make_office(tmp_path / "office.guichet", office, pack=chosen)
    lines = list(sample(chosen, 40, seed=3, office=office))
    for line in lines:
        register.register(desk, parse(line))
    described = [m for line in lines for m in line["members"] if "same_person_as" not in m]
    assert total(desk)["household"] == 40
    assert total(desk)["person"] == len(described)
    assert total(desk)["membership"] == sum(len(line["members"]) for line in lines)
    with desk.store.reading() as connection:
        assert journal.broken_links(connection) == []
    desk.close()


# -- warnings and errors


def test_every_error_is_told_at_once_and_nothing_is_written(desk: Desk) -> None:
    assert refusal(desk, member(sex=None, birth_precision=None), legal_basis=None, place={"area": None}) == [
        ("legal_basis_missing", "legal_basis"),
        ("area_missing", "household.area"),
        ("sex_missing", "members.0.sex"),
        ("precision_missing", "members.0.birth_precision"),
    ]


def test_warnings_are_recorded_confirmed_or_not(desk: Desk) -> None:
    confirmed = ["V17@household.phone"]
    registered = add(desk, member(phones=["2"]), place={"phone": "1"}, confirmed=confirmed)
    assert [w.where for w in registered.warnings] == ["household.phone", "members.0.phones.0"]
    [household] = rows(desk, "household")
    assert [(w["where"], w["confirmed"]) for w in household["warnings"]] == [
        ("household.phone", True),
        ("members.0.phones.0", False),
    ]


def test_checking_writes_nothing(desk: Desk) -> None:
    before = total(desk)
    assert register.check(desk, parse(form())) == []
    assert [p.code for p in register.check(desk, parse(form(member(sex=None))))] == ["sex_missing"]
    assert total(desk) == before


@pytest.mark.parametrize("where", ["given_name", "mother_name"])
def test_what_no_office_could_keep_is_refused_here(desk: Desk, where: str) -> None:
    assert refusal(desk, member(**{where: "A\0wa"})) == [("field_wrong", where)]


# -- once


def test_the_same_form_twice_registers_once(desk: Desk) -> None:
    first = add(desk, member(), child(), id="import-1")
    before = total(desk)
    again = add(desk, member(), child(), id="import-1")
    assert (again.code, again.persons, again.already) == (first.code, first.persons, True)
    assert total(desk) == before
    assert not add(desk, member(), child(), id="import-2").already
    assert not add(desk, member(), child()).already


def test_two_windows_at_once_register_one_form_once(desk: Desk) -> None:
    done: list[str] = []

    def work() -> None:
        done.append(add(desk, member(), child(), id="import-1").code)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 6
    assert len(set(done)) == 1
    assert total(desk)["household"] == 1


def test_a_refused_form_may_be_set_right_under_its_own_key(desk: Desk) -> None:
    refusal(desk, member(sex=None), id="import-1")
    assert not add(desk, member(), id="import-1").already


# -- somebody registered before


def test_a_man_with_wives_in_two_households_belongs_to_both(desk: Desk) -> None:
    man = member(id="man", sex="male", given_name="Ali")
    first = add(desk, man, child(), place={"compound": "Khan"})
    second = add(desk, {"role": "head", "same_person_as": "man"}, child(), place={"compound": "Khan"})
    assert second.persons[0] == first.persons[0]
    assert total(desk)["person"] == 3
    assert show.household(desk, second.code).compound_with == (first.code,)
    with desk.store.reading() as connection:
        (row,) = connection.execute("SELECT id FROM person WHERE code = ?", (first.persons[0],)).fetchone()
        assert len(households.homes_of(connection, row)) == 2


@pytest.mark.parametrize("compound", [None, "Shah"])
def test_nobody_has_two_homes_outside_a_compound(desk: Desk, compound: str | None) -> None:
    first = add(desk, member(), child(), place={"compound": "Khan"})
    again = {"role": "head", "person": first.persons[0]}
    assert refusal(desk, again, place={"compound": compound}) == [("two_households", "members.0.person")]
    typed = {"role": "head", "person": first.persons[0].lower().replace("-", " ")}
    assert refusal(desk, typed, place={"compound": compound}) == [("two_households", "members.0.person")]


def test_somebody_unknown_is_named(desk: Desk) -> None:
    code = codes.make("NSR", "ZZZZ", 2026, 9)
    assert refusal(desk, member(), {"role": "child", "person": code}) == [
        ("code_unknown", "members.1.person")
    ]
    mistyped = {"role": "child", "person": "NSR-ZZZZ-26-000009-Q0"}
    assert refusal(desk, member(), mistyped) == [("code_unknown", "members.1.person")]
    assert refusal(desk, member(), {"role": "child", "same_person_as": "nobody"}) == [
        ("code_unknown", "members.1.person")
    ]


def test_numbers_given_for_somebody_known_are_added_to_them(desk: Desk) -> None:
    first = add(desk, member(), place={"kind": "family"})
    add(
        desk,
        {"role": "head", "person": first.persons[0], "phones": ["0300 7654321"]},
        place={"kind": "family"},
    )
    [line] = search.person_lines(desk, search.people(desk, "0300 7654321"))
    assert line.code == first.persons[0]


def test_the_year_and_the_day_are_those_of_the_office(tmp_path: Any) -> None:
    """At half past seven in the evening of Greenwich it is past midnight in Nowshera."""
    late = NOON.replace(month=12, day=31, hour=19, minute=30)
    desk = make_office(tmp_path / "office.guichet", clock=lambda: late)
    registered = add(desk)
    [household] = rows(desk, "household")
    assert household["registered_on"] == "2027-01-01"
    assert registered.code.split("-")[2] == "27"
    desk.close()
