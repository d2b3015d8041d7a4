"""A household moves to another district: it leaves one office's files and enters another's."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from desktop.models import moves, photos
from desktop.services import acting, look_alikes, moved_away, show
from desktop.services.changes import answer, request
from desktop.services.desk import Desk
from desktop.services.search import people as found_people
from desktop.services.settling import settle
from domain.problems import Refused
from domain.vocabulary import ChangeKind, UserRole
from guichet.__main__ import main
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines
from tests.journeys.test_changes import ENTRY, PAPER

AWAY = "PK-KP-LOWERDIR-TMG-02"
HOME = "PK-KP-NOWSHERA-PAB-01"


def move(laptop: Laptop, code: str, area: str = AWAY, village: str = "Timergara") -> None:
    """Asked for and agreed to by the only user there is."""
    with laptop.sit() as desk:
        asked = request.request(desk, code, ChangeKind.move_area, {"area": area, "village": village}, PAPER)
        acting.take(desk, UserRole.supervisor, "nobody else is here", 5)
        answer.approve(desk, asked.request)


def codes(desk: Desk, home: str) -> list[str]:
    return [member.code for member in show.household(desk, home).members]


def mentions(desk: Desk, word: str) -> set[str]:
    """The tables in which a word stands; the journal and what is typed in drafts are one's own."""
    found = set()
    with desk.store.reading() as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
        ).fetchall()
        for (table,) in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                if any(isinstance(value, str) and word in value for value in row):
                    found.add(table)
    return found - {"change", "draft", "programme"}


def bytes_of(seed: int) -> bytes:
    return b"\xff\xd8\xff" + bytes([seed]) * 900


def with_portrait(laptop: Laptop, code: str, data: bytes) -> str:
    """A portrait of the head, as the register keeps it."""
    with laptop.sit() as desk:
        person = desk.person_row(codes(desk, code)[0])
        with desk.writing() as writer:
            name = photos.keep(writer.connection, data)
            district = "PK-KP-NOWSHERA"
            writer.create("photo", district, {"person": person, "sha256": name, "size": len(data)})
    return name


@pytest.fixture
def three(server: Running, make: Make) -> tuple[Laptop, Laptop, Laptop]:
    """Two laptops of one district, and one of another."""
    return make("first").join(server), make("second").join(server), make("third", "LDR").join(server)


def test_it_enters_the_other_office_whole_and_leaves_nothing_behind(
    three: tuple[Laptop, Laptop, Laptop], server: Running
) -> None:
    first, second, third = three
    [code] = first.register([ENTRY | {"members": [ENTRY["members"][0] | {"family_name": "Quartey"}]}])
    portrait = with_portrait(first, code, bytes_of(7))
    first.sync_fully()
    second.sync_fully()
    with second.sit() as desk:
        look_alikes.catch_up(desk)
        assert mentions(desk, "Quartey") >= {"person", "match_profile"}
        assert found_people(desk, "quartey")
        [person] = codes(desk, code)
    move(first, code)
    for laptop in three:
        laptop.sync_fully()
        laptop.check()

    for laptop in (first, second):
        with laptop.sit() as desk:
            assert mentions(desk, "Quartey") <= {"name_word"}
            assert not found_people(desk, "quartey")
            with desk.store.reading() as connection:
                assert connection.execute("SELECT count(*) FROM photo_bytes").fetchone() == (0,)
                assert connection.execute("SELECT count(*) FROM leaving").fetchone() == (0,)
    with first.sit() as desk:
        assert [(line.code, line.district) for line in moved_away.everyone(desk)] == [(code, "Lower Dir")]
        for one in (code, person):
            assert refused(lambda one=one: desk.household_row(one)) == "household_moved_away"
    with second.sit() as desk:
        assert refused(lambda: desk.household_row(code)) == "code_moved_away"
    with third.sit() as desk:
        view = show.household(desk, code)
        assert (view.fields["area"], view.fields["village"]) == (AWAY, "Timergara")
        assert [member.code for member in view.present] == [person]
        with desk.store.reading() as connection:
            assert photos.read(connection, portrait) == bytes_of(7)
    with server.database.transaction(["PK-KP-NOWSHERA"]) as connection:
        assert connection.execute(text("SELECT count(*) FROM photo")).scalar() == 0


def refused(act: Any) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code


def test_edits_and_portraits_in_flight_reach_it_where_it_is(three: tuple[Laptop, Laptop, Laptop]) -> None:
    first, second, third = three
    [code] = first.register([ENTRY])
    first.sync_fully()
    second.sync_fully()
    move(first, code)
    first.sync_fully()
    with second.sit() as desk:  # written before it heard of the move
        request.request(desk, code, ChangeKind.correct_details, {"fields": {"landmark": "the mill"}}, PAPER)
        baby = {"given_name": "Dila", "sex": "female", "birth_date": "2026-11-01", "birth_precision": "day"}
        baby = {**baby, "role": "child", "family_name": "Sy"}
        request.request(desk, code, ChangeKind.report_birth, {"member": baby, "on": "2026-11-01"}, PAPER)
    portrait = with_portrait(second, code, bytes_of(9))
    second.sync_fully()
    second.sync_fully()
    third.sync_fully()
    with second.sit() as desk:
        assert refused(lambda: desk.household_row(code)) == "code_moved_away"
        with desk.store.reading() as connection:
            assert connection.execute("SELECT count(*) FROM photo_bytes").fetchone() == (0,)
        assert mentions(desk, "Dila") <= {"name_word"}
    with third.sit() as desk:
        view = show.household(desk, code)
        assert {member.name.split()[0] for member in view.present} == {"Awa", "Moussa", "Dila"}
        with desk.store.reading() as connection:
            assert photos.read(connection, portrait) == bytes_of(9)
            # The landmark was said of the old place: a person decides.
            [(kept, other)] = connection.execute("SELECT kept, other FROM conflict").fetchall()
        assert "the mill" in other
        assert "null" in kept


def test_it_comes_back(three: tuple[Laptop, Laptop, Laptop]) -> None:
    first, second, third = three
    [code] = first.register([ENTRY])
    for laptop in (first, second):
        laptop.sync_fully()
    move(first, code)
    for laptop in three:
        laptop.sync_fully()
    move(third, code, HOME, "Pabbi")
    for laptop in (third, first, second):
        laptop.sync_fully()
        laptop.check()
    assert third.households() == []
    for laptop in (first, second):
        assert laptop.households() == [code]
        with laptop.sit() as desk:
            assert len(show.household(desk, code).present) == 2
            assert moved_away.everyone(desk) == []


def test_two_who_move_it_elsewhere_at_once_leave_it_to_a_person(three: tuple[Laptop, Laptop, Laptop]) -> None:
    first, second, third = three
    [code] = first.register([ENTRY])
    first.sync_fully()
    second.sync_fully()
    move(first, code)
    move(second, code, "PK-KP-LOWERDIR-TMG-01")
    first.sync_fully()
    assert second.sync_fully().conflicts == 1
    third.sync_fully()
    assert second.households() == []
    with second.sit() as desk, desk.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM move").fetchone() == (0,)
    with third.sit() as desk, desk.store.reading() as connection:
        [(kept, other)] = connection.execute("SELECT kept, other FROM conflict").fetchall()
        assert AWAY in kept
        assert "PK-KP-LOWERDIR-TMG-01" in other


def test_to_settle_for_a_place_in_another_district_is_to_move_there(
    three: tuple[Laptop, Laptop, Laptop],
) -> None:
    """While one moved the household away, another wrote that it lives elsewhere in the old district."""
    first, second, third = three
    [code] = first.register([ENTRY])
    first.sync_fully()
    second.sync_fully()
    move(first, code)
    with second.sit() as desk:
        place = {"area": "PK-KP-NOWSHERA-PAB-02", "village": "Taru"}
        request.request(desk, code, ChangeKind.move_area, place, PAPER)
    first.sync_fully()
    second.sync_fully()
    third.sync_fully()
    with third.sit() as desk:
        with desk.store.reading() as connection:
            [(conflict,)] = connection.execute("SELECT id FROM conflict").fetchall()
        acting.take(desk, UserRole.supervisor, "nobody else is here", 5)
        settle.settle(desk, conflict, settle.Side.other)
    for laptop in (third, first, second):
        laptop.sync_fully()
        laptop.check()
    assert third.households() == []
    with second.sit() as desk:
        view = show.household(desk, code)
        assert (view.fields["area"], view.fields["village"]) == ("PK-KP-NOWSHERA-PAB-02", "Taru")
        with desk.store.reading() as connection:
            assert connection.execute("SELECT state FROM conflict").fetchall() == [("settled",)]


def test_whoever_sat_at_the_office_before_has_nothing_waiting(three: tuple[Laptop, Laptop, Laptop]) -> None:
    first, *_ = three
    [code] = first.register([ENTRY])
    first.sync_fully()
    move(first, code)
    with first.sit() as desk, desk.store.reading() as connection:
        assert moves.waiting(connection, desk.household_row(code))
    first.sync_fully()
    with first.sit() as desk:
        assert refused(lambda: desk.household_row(code)) == "household_moved_away"


def test_what_moved_away_is_listed_by_a_command(
    three: tuple[Laptop, Laptop, Laptop], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, _ = three
    [code, stays] = first.register([ENTRY, *lines(1)])
    for laptop in (first, second):
        laptop.sync_fully()
    monkeypatch.setenv("GUICHET_PASSWORD", PASSWORD)
    monkeypatch.setenv("GUICHET_LANG", "en")

    def said(laptop: Laptop, *words: str) -> str:
        capsys.readouterr()
        name, *rest = words
        assert main([name, str(laptop.path), "--user", USER, *rest], laptop.application) == 0
        return capsys.readouterr().out

    assert "No household has moved" in said(first, "moved")
    move(first, code)
    assert "Moving to Lower Dir" in said(first, "show", code)
    assert "Moving" not in said(first, "show", stays)
    first.sync_fully()
    second.sync_fully()
    assert f"{code}  to Lower Dir on " in said(first, "moved")
    assert f"{code}  moved by another office" in said(second, "moved")
    assert stays not in said(first, "moved") + said(second, "moved")
