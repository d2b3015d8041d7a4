"""Households that move: what goes, what stays, what is still on its way, and who sees what of it."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from domain.ids import RecordId
from domain.records import Fields
from server import store
from server.database import Database
from server.going import Register
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, household, person, verdicts

DAY = "2026-11-23"


class Home:
    """A household that a device has written down, with a head."""

    def __init__(self, device: Device, district: str = DISTRICT, **changed: object) -> None:
        self.device, self.district = device, district
        self.name = device.create("household", household(area=district, **changed), district)
        self.head = self.member("head")

    def member(self, role: str = "child", person_: RecordId | None = None, **changed: object) -> RecordId:
        made = person_ or self.device.create("person", person(), self.district)
        fields: Fields = {"household": str(self.name), "person": str(made), "role": role, "start_on": DAY}
        self.membership = self.device.create("membership", fields | changed, self.district)  # type: ignore[arg-type]
        return made


def move(
    device: Device, home: RecordId, to: str, base: RecordId | None = None, **changed: object
) -> RecordId:
    """A move, as a device writes it; ``base`` is what it saw as the last word on the household's area."""
    here = ELSEWHERE if to == DISTRICT else DISTRICT
    fields: Fields = {
        "household": str(home),
        "from_district": here,
        "to_district": to,
        "area": to,
        "village": "Timergara",
        "on": DAY,
        "at": "2026-11-23T10:00:00Z",
    }
    name = device.create("move", fields | changed, here)  # type: ignore[arg-type]
    if base:
        last = device.journal[-1]
        device.journal[-1] = type(last)(**{**last.__dict__, "base": {"area": base}})
    return name


def kinds(device: Device) -> dict[str, int]:
    """How many of each kind the device has been given, those that left not counted."""
    found: dict[str, int] = {}
    for row in device.rows.values():
        found[row.kind] = found.get(row.kind, 0) + 1
    return found


@pytest.fixture
def carol(joined: Joined) -> Device:
    """A device of an office in another district."""
    return joined("LDR")


def test_a_household_goes_with_every_record_about_it(
    awa: Device, binta: Device, carol: Device, database: Database
) -> None:
    home, other = Home(awa), Home(awa)
    child = home.member()
    both = other.member("spouse", person_=home.member("spouse"))
    left = home.member(end_on=DAY, end_reason="left")
    awa.create("identifier", {"person": str(child), "scheme": "tax", "country": "PK", "value": "1"})
    awa.create("identifier", {"person": str(both), "scheme": "tax", "country": "PK", "value": "2"})
    awa.create("phone", {"household": str(home.name), "number": "+923001234567"})
    awa.create("photo", {"person": str(child), "sha256": "a" * 64, "size": 9})
    awa.create("visit", {"household": str(home.name), "of_a_newer_office": True})
    said: Fields = {"decision": "different", "at": "2026-11-23T10:00:00Z"}
    awa.create("duplicate_judgement", said | {"person": str(child), "other": str(home.head)})
    awa.create("duplicate_judgement", said | {"person": str(child), "other": str(both)})
    awa.push()
    binta.pull()
    given = dict(binta.rows)
    move(awa, home.name, ELSEWHERE)
    assert verdicts(awa.push(len(awa.journal)).answers) == ["accepted"]

    binta.pull()
    carol.pull()
    assert all(carol.rows[name].district == ELSEWHERE for name in carol.rows)
    assert kinds(carol) == {
        **{"household": 1, "person": 3, "membership": 4, "identifier": 1, "phone": 1, "photo": 1},
        **{"visit": 1, "duplicate_judgement": 1, "move": 1},
    }
    assert carol.rows[home.name].fields["village"] == "Timergara"
    assert carol.rows[left].fields == given[left].fields
    gone = {name for name, row in binta.rows.items() if row.kind == "leaving"}
    assert gone == set(carol.rows)
    assert all(not binta.rows[name].fields and not binta.rows[name].revisions for name in gone)
    assert {both, other.name, other.head} <= binta.rows.keys() - gone
    for device in (awa, carol):
        tallies = device.pull().tallies
        held = {row.kind: 0 for row in device.rows.values()}
        assert {kind: n for kind, n in tallies.items() if n} == _counted(database, device), held


def _counted(database: Database, device: Device) -> dict[str, int]:
    district = ELSEWHERE if any(row.district == ELSEWHERE for row in device.rows.values()) else DISTRICT
    with database.transaction([district]) as connection:
        rows = connection.execute(
            text(
                "SELECT kind, count(*) AS n FROM record WHERE district = :d AND kind <> 'leaving' GROUP BY 1"
            ),
            {"d": district},
        )
        return {row.kind: row.n for row in rows}


def test_what_was_on_its_way_reaches_the_record_where_it_is(
    awa: Device, binta: Device, carol: Device
) -> None:
    home = Home(awa)
    awa.push()
    binta.pull()
    move(awa, home.name, ELSEWHERE)
    awa.push(len(awa.journal))
    # Binta has not heard of it.
    binta.edit("person", home.head, {"given_name": "Awo"})
    binta.edit("household", home.name, {"village": "Akora"})
    binta.edit("household", home.name, {"language": "ps"})
    said = binta.create(
        "milestone_update", {"household": str(home.name), "item": "x", "status": "planned", "on": DAY}
    )
    baby = binta.create("person", person(given_name="Baby"))
    born: Fields = {"household": str(home.name), "person": str(baby), "role": "child", "start_on": DAY}
    binta.create("membership", born)
    binta.create("identifier", {"person": str(baby), "scheme": "tax", "country": "PK", "value": "3"})
    answers = binta.push().answers
    assert verdicts(answers) == ["accepted", "conflict", *["accepted"] * 5]
    assert all(row.district == DISTRICT for row in binta.rows.values())
    left = {name for name, row in binta.rows.items() if row.kind == "leaving"}
    assert {said, baby, home.name, home.head} <= left
    carol.pull()
    assert carol.rows[home.head].fields["given_name"] == "Awo"
    assert carol.rows[home.name].fields["language"] == "ps"
    assert carol.rows[home.name].fields["village"] == "Timergara"
    assert carol.rows[baby].fields["given_name"] == "Baby"
    assert carol.of_kind("milestone_update")
    assert [row.fields["other"] for row in carol.of_kind("conflict")] == [{"village": "Akora"}]
    assert not binta.of_kind("conflict")
    assert {kind: n for kind, n in binta.pull().tallies.items() if n} == {}


def test_two_moves_at_once_are_for_a_person_to_decide(awa: Device, binta: Device, joined: Joined) -> None:
    home = Home(awa)
    awa.push()
    binta.pull()
    move(awa, home.name, ELSEWHERE)
    awa.push(len(awa.journal))
    late = move(binta, home.name, DISTRICT, from_district=DISTRICT, area="PK-KP-NOWSHERA", village="Akora")
    binta.journal[-1] = type(binta.journal[-1])(**{**binta.journal[-1].__dict__, "district": DISTRICT})
    assert verdicts(binta.push().answers) == ["conflict"]
    carol = joined("LDR")
    carol.pull()
    (conflict,) = carol.of_kind("conflict")
    assert conflict.id == late
    assert conflict.fields["subject"] == str(home.name)
    assert (conflict.fields["kept"]["village"], conflict.fields["other"]["village"]) == ("Timergara", "Akora")
    assert carol.rows[home.name].district == ELSEWHERE
    assert binta.rows[late].kind == "leaving"


def test_a_move_back_brings_all_of_it_back(awa: Device, binta: Device, carol: Device) -> None:
    home = Home(awa)
    child = home.member()
    awa.push()
    binta.pull()
    there = move(awa, home.name, ELSEWHERE)
    awa.push(len(awa.journal))
    carol.pull()
    carol.edit("person", child, {"given_name": "Dila"})
    back = move(carol, home.name, DISTRICT, base=there)
    assert verdicts(carol.push().answers) == ["accepted"] * 2
    for device in (awa, binta):
        device.pull()
        assert device.rows[child].fields["given_name"] == "Dila"
        assert device.rows[home.name].district == DISTRICT
        assert device.rows[home.name].revisions["area"] == back
        assert "leaving" not in kinds(device)
    carol.pull()
    assert set(kinds(carol)) == {"leaving"}
    assert carol.pull().tallies == dict.fromkeys(carol.pull().tallies, 0)


def test_it_goes_only_where_an_office_receives_it(awa: Device) -> None:
    home = Home(awa)
    move(awa, home.name, "PK-NOWHERE", from_district=DISTRICT)
    awa.journal[-1] = type(awa.journal[-1])(**{**awa.journal[-1].__dict__, "district": DISTRICT})
    answers = awa.push().answers
    assert verdicts(answers)[-1] == "refused"
    assert answers[-1].problem is not None
    assert answers[-1].problem.code == "district_unserved"


def test_no_device_says_of_a_record_that_it_left(awa: Device) -> None:
    awa.create("leaving", {})
    (answer,) = awa.push().answers
    assert answer.problem is not None
    assert answer.problem.code == "made_by_server"


def test_nobody_reaches_a_record_that_never_left_their_district(
    awa: Device, carol: Device, database: Database
) -> None:
    """The household moved; the neighbour of the new district is as closed to the old one as ever."""
    home, neighbour = Home(awa), Home(carol, ELSEWHERE)
    awa.push()
    carol.push()
    move(awa, home.name, ELSEWHERE)
    awa.edit("household", neighbour.name, {"village": "Taken"})
    awa.edit("person", neighbour.head, {"given_name": "Taken"})
    awa.create("phone", {"household": str(neighbour.name), "number": "1"})
    awa.create("move", awa.journal[-4].fields | {"household": str(neighbour.name)})
    assert verdicts(awa.push(4).answers) == ["accepted", *["refused"] * 4]
    assert neighbour.name not in awa.rows
    carol.pull()
    assert carol.rows.get(neighbour.name) is None or carol.rows[neighbour.name].fields["village"] == "Pabbi"


def test_a_transaction_opened_for_one_record_sees_no_other(
    awa: Device, carol: Device, database: Database
) -> None:
    one, other = Home(carol, ELSEWHERE), Home(carol, ELSEWHERE)
    carol.push()
    with database.transaction([DISTRICT]) as connection:
        ids = sorted(store.ids_of(connection, {one.name}))
        connection.execute(text("SELECT set_config('guichet.records', :ids, true)"), {"ids": str(ids[0])})
        seen = connection.execute(text("SELECT id FROM record")).scalars().all()
        assert seen == ids
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.execute(
                text("INSERT INTO record VALUES (:d, :id, 'household', '{}', '{}', 1)"),
                {"d": ELSEWHERE, "id": ids[0] + 99},
            )
    with database.transaction([DISTRICT]) as connection:
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 0
    assert one.name != other.name


def test_the_register_of_a_request_is_its_districts_alone(
    awa: Device, carol: Device, database: Database
) -> None:
    home = Home(carol, ELSEWHERE)
    carol.push()
    with database.transaction([DISTRICT, ELSEWHERE]) as connection:
        assert Register(connection, [ELSEWHERE], {}).about("of_household", {str(home.name)})
        assert not Register(connection, [DISTRICT], {}).about("of_household", {str(home.name)})
