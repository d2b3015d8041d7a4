"""What a file and a server say is registered, by names every machine knows; and small acts on both."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models import journal, records, settings
from desktop.models.identity import Devices
from desktop.models.vault import Vault
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from desktop.sync.report import Report
from desktop.sync.round import Round
from domain.problems import Fault, Refused
from domain.records import KINDS
from tests.desktop.models.offices import PASSWORD
from tests.desktop.sync.small_server import SmallLine, SmallServer

Told = dict[str, tuple[str, dict[str, Any]]]


def of_file(desk: Desk) -> Told:
    """Every record of the file: its kind and its fields."""
    found: Told = {}
    with desk.store.reading() as connection:
        devices = Devices(connection)
        for kind in KINDS:
            for (row,) in connection.execute(f"SELECT id FROM {kind}").fetchall():
                fields = records.read(connection, kind, row) or {}
                outward = records.row_references(kind, fields, lambda ref: str(devices.outward(ref)))
                found[f"{kind} {devices.outward(row)}"] = (kind, outward)
    return found


def of_server(server: SmallServer) -> Told:
    """Every record of the server."""
    return {
        f"{held.kind} {name}": (held.kind, {n: v for n, v in held.fields.items() if v is not None})
        for name, held in server.records.items()
    }


def revisions_of_file(desk: Desk) -> dict[str, dict[str, str]]:
    """For each record the last change of each field."""
    found = {}
    with desk.store.reading() as connection:
        devices = Devices(connection)
        for kind in KINDS:
            for (row,) in connection.execute(f"SELECT id FROM {kind}").fetchall():
                seen = records.revisions(connection, kind, row)
                if seen:
                    found[str(devices.outward(row))] = {n: str(devices.outward(c)) for n, c in seen.items()}
    return found


def states(desk: Desk) -> dict[str, int]:
    """How many changes are in each state, the arrived ones too."""
    with desk.store.reading() as connection:
        return dict(connection.execute("SELECT state, count(*) FROM change GROUP BY state").fetchall())


def sound(desk: Desk) -> bool:
    """Whether the chain holds."""
    with desk.store.reading() as connection:
        return journal.broken_links(connection) == []


def go_round(
    desk: Desk, line: SmallLine | SmallServer, batch: int = 100, at_once: int | None = None
) -> Report:
    """A whole round over a good line, or over the one given; ``at_once`` batches are in the first message."""
    way = SmallLine(line) if isinstance(line, SmallServer) else line
    if at_once is not None:
        with desk.store.transaction() as connection:
            settings.put(connection, "batches_at_once", str(at_once))
    return Round(desk.store, way, batch=batch).run()


def stopped(act: Callable[[], Any]) -> str:
    with pytest.raises((Fault, Refused)) as caught:
        act()
    error = caught.value
    return error.problem.code if isinstance(error, Fault) else error.problems[0].code


def edit(desk: Desk, kind: str, row: int, **fields: Any) -> None:
    with desk.writing() as writer:
        assert writer.set(kind, row, fields)


def person_of(desk: Desk, given_name: str) -> int:
    with desk.store.reading() as connection:
        [(row,)] = connection.execute("SELECT id FROM person WHERE given_name = ?", (given_name,)).fetchall()
        return int(row)


def converged(*desks: Desk, server: SmallServer) -> None:
    """After a few quiet rounds everybody says what the server says, in the same revisions."""
    for _ in range(2):
        for desk in desks:
            report = go_round(desk, server)
            assert report.differing == {}
    theirs = {str(n): h.revisions for n, h in server.records.items() if h.revisions}
    for desk in desks:
        assert of_file(desk) == of_server(server)
        assert revisions_of_file(desk) == theirs
        assert sound(desk)


def copied(desk: Desk, to: Path) -> Desk:
    """The file as somebody copies it to another laptop, without asking us."""
    with desk.store.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(desk.path, to)
    shutil.copy(Vault(desk.path).path, Vault(to).path)
    return sign_in(to, PASSWORD, clock=desk.clock)


def households(server: SmallServer) -> list[str]:
    return sorted(fields["village"] for kind, fields in of_server(server).values() if kind == "household")
