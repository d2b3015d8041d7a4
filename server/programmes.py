"""The installed programmes in the database: their offices, and the districts each office may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

from domain.problems import Problem, Refused
from domain.programme import Office, Programme
from server.database import Database


def install(database: Database, programmes: Iterable[Programme]) -> None:
    """Writes the packs shipped with the server as they are now; one that is no longer shipped stays.

    One that was added by hand stays as it was added, whatever is shipped.
    Raises ``Refused("office_twice")`` when two programmes have an office of one code: it opens human codes.
    """
    with database.transaction() as connection:
        by_hand = set(connection.execute(text("SELECT code FROM programme WHERE added")).scalars())
        for programme in programmes:
            if programme.code not in by_hand:
                _write(connection, programme, added=False)


def add(database: Database, programme: Programme) -> dict[str, Any]:
    """Installs a pack by hand, over the one of its code: ``programme``, ``version``, ``offices``.

    Offices that the pack no longer names keep their devices. Raises ``Refused("office_twice")``.
    """
    with database.transaction() as connection:
        _write(connection, programme, added=True)
    offices = [office.code for office in programme.offices]
    return {"programme": programme.code, "version": programme.version, "offices": offices}


def _write(connection: Connection, programme: Programme, *, added: bool) -> None:
    connection.execute(
        text(
            "INSERT INTO programme (code, version, pack, added)"
            " VALUES (:code, :version, CAST(:pack AS jsonb), :added)"
            " ON CONFLICT (code) DO UPDATE SET version = excluded.version, pack = excluded.pack,"
            " added = excluded.added, installed_at = now()"
            " WHERE programme.pack <> excluded.pack OR programme.added <> excluded.added"
        ),
        {
            "code": programme.code,
            "version": programme.version,
            "pack": programme.model_dump_json(),
            "added": added,
        },
    )
    for office in programme.offices:
        _write_office(connection, programme, office)


def _write_office(connection: Connection, programme: Programme, office: Office) -> None:
    districts = programme.districts_of(office)
    written = connection.execute(
        text(
            "INSERT INTO office (code, programme, districts, watches)"
            " VALUES (:code, :programme, :districts, :watches)"
            " ON CONFLICT (code) DO UPDATE SET districts = excluded.districts, watches = excluded.watches"
            " WHERE office.programme = excluded.programme RETURNING 1"
        ),
        {
            "code": office.code,
            "programme": programme.code,
            "districts": districts,
            "watches": list(office.watches),
        },
    ).first()
    if written is None:
        owner = connection.execute(
            text("SELECT programme FROM office WHERE code = :code"), {"code": office.code}
        ).scalar_one()
        raise Refused(Problem("office_twice", where=office.code, facts={"programme": owner}))
    connection.execute(
        text("INSERT INTO district (code) SELECT unnest(CAST(:codes AS text[])) ON CONFLICT DO NOTHING"),
        {"codes": districts},
    )
