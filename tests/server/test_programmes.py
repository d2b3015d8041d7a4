"""Programmes in the database: which districts an office may see, whatever level its areas have."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from domain.problems import Refused
from domain.programme import Area, Office, Programme, Text
from packs.reading import installed
from server.database import Database
from server.programmes import add, install


def areas() -> tuple[Area, ...]:
    """A country of two regions; the first has two districts, each with two villages."""
    found = [Area(code="XX", level=0, name="Country")]
    for region, districts in (("XX-A", 2), ("XX-B", 1)):
        found.append(Area(code=region, level=1, name=region, parent="XX"))
        for d in range(districts):
            found.append(Area(code=f"{region}{d}", level=2, name="", parent=region))
            found += [Area(code=f"{region}{d}-{v}", level=3, name="", parent=f"{region}{d}") for v in (1, 2)]
    return tuple(found)


@pytest.fixture
def programme() -> Programme:
    """A shipped programme moved to another country."""
    moved = {"code": "elsewhere", "areas": areas(), "district_level": 2, "offices": (office("XX-A0"),)}
    return Programme.model_validate(dict(installed()[0]) | moved)


def office(*codes: str) -> Office:
    named = Text(en="Office", fr="Bureau", pt="Balcão")
    return Office(
        code="XXA",
        names=named,
        areas=codes,
        address="",
        phone="",
        languages=("fr",),
        time_zone="Africa/Bamako",
    )


@pytest.mark.parametrize(
    ("given", "districts"),
    [
        (("XX-A0",), ["XX-A0"]),
        (("XX-A0-1",), ["XX-A0"]),
        (("XX-A0-1", "XX-A0-2", "XX-B0-1"), ["XX-A0", "XX-B0"]),
        (("XX-A",), ["XX-A0", "XX-A1"]),
        (("XX",), ["XX-A0", "XX-A1", "XX-B0"]),
        (("XX-B", "XX-A1"), ["XX-A1", "XX-B0"]),
    ],
)
def test_an_office_sees_the_districts_around_and_inside_its_areas(
    programme: Programme, given: tuple[str, ...], districts: list[str]
) -> None:
    assert programme.districts_of(office(*given)) == districts


@pytest.fixture
def kept(database: Database) -> Iterator[Database]:
    """The session's programmes come back afterwards."""
    yield database
    with database.transaction() as connection:
        connection.execute(text("DELETE FROM office WHERE programme = 'elsewhere'"))
        connection.execute(text("DELETE FROM programme WHERE code = 'elsewhere'"))
        connection.execute(text("DELETE FROM district WHERE code LIKE 'XX%'"))
    install(database, installed())


def test_a_pack_installed_anew_moves_its_offices(kept: Database, programme: Programme) -> None:
    moved = programme.model_copy(update={"offices": (office("XX-B"),), "version": "2"})
    for given, expected in ((programme, ["XX-A0"]), (programme, ["XX-A0"]), (moved, ["XX-B0"])):
        install(kept, [given])
        with kept.transaction() as connection:
            row = connection.execute(
                text(
                    "SELECT office.districts, programme.version FROM office"
                    " JOIN programme ON programme.code = office.programme WHERE office.code = 'XXA'"
                )
            ).one()
        assert (row.districts, row.version) == (expected, given.version)


def test_two_programmes_with_one_office_code_are_refused(kept: Database, programme: Programme) -> None:
    taken = programme.model_copy(update={"offices": (office("XX-A0").model_copy(update={"code": "NSR"}),)})
    with pytest.raises(Refused, match="NSR: office_twice"):
        install(kept, [taken])
    with kept.transaction() as connection:
        codes = connection.execute(text("SELECT code FROM programme")).scalars().all()
    assert "elsewhere" not in codes


def test_the_shipped_programmes_are_installed_with_the_server(database: Database) -> None:
    with database.transaction() as connection:
        stored = {row.code: row.pack for row in connection.execute(text("SELECT code, pack FROM programme"))}
    assert stored == {pack.code: pack.model_dump(mode="json") for pack in installed()}


def test_a_pack_added_by_hand_stays_whatever_is_shipped(database: Database, programme: Programme) -> None:
    shipped = programme.model_copy(update={"code": "by-hand", "version": "1"})
    added = shipped.model_copy(update={"version": "2"})
    version = text("SELECT version FROM programme WHERE code = 'by-hand'")
    install(database, [shipped])
    assert add(database, added) == {"programme": "by-hand", "version": "2", "offices": ["XXA"]}
    install(database, [shipped])
    with database.transaction() as connection:
        assert connection.execute(version).scalar_one() == "2"
        connection.execute(text("DELETE FROM office WHERE programme = 'by-hand'"))
        connection.execute(text("DELETE FROM programme WHERE code = 'by-hand'"))
