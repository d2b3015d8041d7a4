"""What a file or a server says is registered, by names every machine knows, to be compared."""

from __future__ import annotations

from typing import Any

from desktop.models import journal, records
from desktop.models.identity import Devices
from desktop.services.desk import Desk
from desktop.sync.round import Report, Round
from domain.records import KINDS
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


def go_round(desk: Desk, line: SmallLine | SmallServer, batch: int = 500) -> Report:
    """A whole round over a good line, or over the one given."""
    way = SmallLine(line) if isinstance(line, SmallServer) else line
    return Round(desk.store, way, batch=batch).run()
