"""The installed programmes in the database: their offices, and the districts each office may see."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from domain.problems import Problem, Refused
from domain.programme import Office, Programme
from server.database import Database


def install(database: Database, programmes: Iterable[Programme]) -> None:
    """Writes the packs as they are now; a pack that is no longer shipped stays.

    Raises ``Refused("office_twice")`` when two programmes have an office of one code: it opens human codes.
    """
    with database.transaction() as connection:
        for programme in programmes:
            _write_pack(connection, programme)
            for office in programme.offices:
                _write_office(connection, programme, office)


def districts_of(programme: Programme, office: Office) -> list[str]:
    """The P-codes of the districts that contain the office's areas or lie inside them, in order."""
    found: set[str] = set()
    for code in office.areas:
        containing = programme.district_of(code)
        found |= {containing} if containing else _districts_inside(programme, code)
    return sorted(found)


def _districts_inside(programme: Programme, code: str) -> set[str]:
    return {
        area.code
        for area in programme.areas
        if area.level == programme.district_level and code in {a.code for a in programme.lineage(area.code)}
    }


def _write_pack(connection: Connection, programme: Programme) -> None:
    connection.execute(
        text(
            "INSERT INTO programme (code, version, pack) VALUES (:code, :version, CAST(:pack AS jsonb))"
            " ON CONFLICT (code) DO UPDATE SET version = excluded.version, pack = excluded.pack,"
            " installed_at = now() WHERE programme.pack <> excluded.pack"
        ),
        {"code": programme.code, "version": programme.version, "pack": programme.model_dump_json()},
    )


def _write_office(connection: Connection, programme: Programme, office: Office) -> None:
    districts = districts_of(programme, office)
    owner = connection.execute(
        text(
            "INSERT INTO office (code, programme, districts) VALUES (:code, :programme, :districts)"
            " ON CONFLICT (code) DO UPDATE SET districts = CASE WHEN office.programme = excluded.programme"
            " THEN excluded.districts ELSE office.districts END RETURNING programme"
        ),
        {"code": office.code, "programme": programme.code, "districts": districts},
    ).scalar_one()
    if owner != programme.code:
        raise Refused(Problem("office_twice", where=office.code, facts={"programme": owner}))
    connection.execute(
        text("INSERT INTO district (code) SELECT unnest(CAST(:codes AS text[])) ON CONFLICT DO NOTHING"),
        {"codes": districts},
    )
