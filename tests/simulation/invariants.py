"""What must be true of a region whatever happened: read from the server's tables and the laptops' files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from desktop.models import identity, journal
from desktop.models.identity import NUMBER_MASK
from domain.kinds.moves import PLACE
from domain.records import KINDS
from server.database import Database
from tests.desktop.sync.told import Told, of_file, revisions_of_file
from tests.simulation.offices import Laptop

DISTRICTS = ("PK-KP-LOWERDIR", "PK-KP-NOWSHERA")
Name = str  # a record's or change's written name


@dataclass
class Heard:
    """The server's whole history and all its records, across districts."""

    changes: dict[Name, Any]
    times: dict[Name, int]
    records: dict[Name, Any]

    def of(self, districts: Iterable[str]) -> Told:
        """The records of some districts, as `told.of_file` says those of a file."""
        wanted = set(districts)
        return {
            f"{row.kind} {name}": (row.kind, {n: v for n, v in row.fields.items() if v is not None})
            for name, row in self.records.items()
            if row.district in wanted and row.kind in KINDS
        }

    def revisions(self, districts: Iterable[str]) -> dict[Name, dict[str, Name]]:
        """For each record the last change of each field edited since."""
        wanted = set(districts)
        return {
            name: row.revisions
            for name, row in self.records.items()
            if row.district in wanted and row.revisions and row.kind in KINDS
        }


def heard(database: Database) -> Heard:
    """Everything the server has."""
    with database.transaction(("", *DISTRICTS), reading=True) as connection:
        devices = {row.no: row.fingerprint for row in connection.execute(text("SELECT * FROM device"))}
        changes, times = {}, defaultdict(int)
        for row in connection.execute(text("SELECT * FROM change")):
            name = f"{devices[row.device]}:{row.number}"
            times[name] += 1
            changes[name] = row
        records = {
            f"{devices[row.id >> 40]}:{row.id & NUMBER_MASK}": row
            for row in connection.execute(text("SELECT * FROM record WHERE kind <> 'leaving'"))
        }
    return Heard(changes, times, records)


def acknowledged_once(laptops: Iterable[Laptop], server: Heard) -> None:
    """What a file calls arrived is in the server's history exactly once, with the same chain."""
    for laptop in laptops:
        with laptop.desk.store.reading() as connection:
            for who in identity.everyone(connection):
                rows = connection.execute(
                    "SELECT id, chain, state FROM change WHERE id BETWEEN ? AND ?", who.span
                ).fetchall()
                for row, chain, state in rows:
                    name = f"{who.device}:{row & NUMBER_MASK}"
                    if state in ("arrived", "conflict", "refused"):
                        assert server.times[name] == 1, (
                            f"{laptop.name}: {name} is there {server.times[name]} times"
                        )
                        assert bytes(server.changes[name].chain) == bytes(chain), name


def nothing_vanished(server: Heard) -> None:
    """Each value set is current, superseded by a change that had seen it, in a conflict, or refused."""
    seen: dict[Name, set[str]] = defaultdict(set)  # change → fields of it that a later change had seen
    for change in server.changes.values():
        subject = change.subject
        if change.kind == "move":  # says the whole place anew
            for field in PLACE:
                seen[change.base.get(field, change.fields["household"])].add(field)
        if subject is None or change.verdict == "refused":
            continue
        for field in change.fields:
            seen[change.base.get(field, subject)].add(field)
    kept: dict[Name, list[Any]] = defaultdict(list)
    for row in server.records.values():
        if row.kind == "conflict":
            kept[row.fields["subject"]] += [row.fields["kept"], row.fields["other"]]
    for name, change in server.changes.items():
        if change.verdict == "refused":
            continue
        disputed_move = change.kind == "move" and change.verdict == "conflict"
        subject = change.fields["household"] if disputed_move else change.subject or name
        record = server.records.get(subject)
        for field, value in change.fields.items():
            if disputed_move and field not in PLACE:
                continue
            if record is not None and _same(record.fields.get(field), value):
                continue
            if field in seen[name] or any(
                field in side and _same(side[field], value) for side in kept[subject]
            ):
                continue
            raise AssertionError(f"{field} = {value!r} of {name} ({change.kind}) has vanished")


def _same(one: Any, another: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(another, sort_keys=True)


def files_agree(laptops: Iterable[Laptop], server: Heard, districts: dict[str, tuple[str, ...]]) -> None:
    """Every file of an office holds what the server holds of its districts, no more and no less."""
    for laptop in laptops:
        own = districts[laptop.office]
        here, there = of_file(laptop.desk), server.of(own)
        assert here.keys() == there.keys(), (laptop.name, here.keys() ^ there.keys())
        assert here == there, (laptop.name, [n for n in here if here[n] != there[n]])
        assert revisions_of_file(laptop.desk) == server.revisions(own), laptop.name


def nothing_foreign(laptops: Iterable[Laptop], districts: dict[str, tuple[str, ...]]) -> None:
    """No file holds a record of a district that is not its own."""
    for laptop in laptops:
        with laptop.desk.store.reading() as connection:
            for kind in KINDS:
                found = {d for (d,) in connection.execute(f"SELECT DISTINCT district FROM {kind}")}
                assert found <= set(districts[laptop.office]), (laptop.name, kind, found)


def chains_hold(laptops: Iterable[Laptop]) -> None:
    """No journal was altered by anything but its own writer."""
    for laptop in laptops:
        with laptop.desk.store.reading() as connection:
            assert journal.broken_links(connection) == [], laptop.name
