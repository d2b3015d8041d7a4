"""When two files share an identity: take a new one, renumber what never arrived, discard nothing."""

from __future__ import annotations

import json
from typing import Any

from desktop.models import identity, journal, records
from desktop.models.identity import NUMBER_MASK, Devices, Identity
from domain.changes import chain_start, link
from domain.records import KINDS, references

Connection = Any
_OPEN = "state IN ('waiting', 'sent')"


def settle(connection: Connection, old: Identity, agreed: int) -> Identity:
    """Move an identity's changes above ``agreed`` that have not arrived to a new identity.

    Changes up to ``agreed`` are on the server as they are here, whoever sent them. Records created by a moved
    change get the new name everywhere in the file; printed codes stay.
    """
    base = old.span[0] - 1
    connection.execute(
        f"UPDATE change SET state = 'arrived' WHERE {_OPEN} AND id BETWEEN ? AND ?", (base + 1, base + agreed)
    )
    moved = [
        row
        for (row,) in connection.execute(
            f"SELECT id FROM change WHERE {_OPEN} AND id BETWEEN ? AND ? ORDER BY id", old.span
        )
    ]
    new = identity.make(connection)
    names = {row: new.span[0] + position for position, row in enumerate(moved)}
    _rename_records(connection, names)
    _rename_changes(connection, names)
    _chain_again(connection, new)
    return new


def _rename_records(connection: Connection, names: dict[int, int]) -> None:
    for kind in KINDS:
        for old, new in names.items():
            if records.exists(connection, kind, old):
                connection.execute(f"UPDATE {kind} SET id = ? WHERE id = ?", (new, old))
                if kind == "person":
                    _move_index(connection, old, new)
        for name in sorted(references(kind)):
            connection.executemany(
                f'UPDATE {kind} SET "{name}" = ? WHERE "{name}" = ?',
                [(new, old) for old, new in names.items()],
            )
        _rename_revisions(connection, kind, names)
    connection.executemany(
        "UPDATE imported SET record = ? WHERE record = ?", [(n, o) for o, n in names.items()]
    )


def _move_index(connection: Connection, old: int, new: int) -> None:
    connection.execute("DELETE FROM person_search WHERE rowid = ?", (old,))
    records.index(connection, "person", new, records.read(connection, "person", new) or {})


def _rename_revisions(connection: Connection, kind: str, names: dict[int, int]) -> None:
    rows = connection.execute(f"SELECT id, revised FROM {kind} WHERE revised IS NOT NULL").fetchall()
    for row, revised in rows:
        before = json.loads(revised)
        after = {field: names.get(change, change) for field, change in before.items()}
        if after != before:
            connection.execute(f"UPDATE {kind} SET revised = ? WHERE id = ?", (json.dumps(after), row))


def _rename_changes(connection: Connection, names: dict[int, int]) -> None:
    for old, new in names.items():
        kind, subject, fields, base, about = connection.execute(
            "SELECT kind, subject, fields, base, about FROM change WHERE id = ?", (old,)
        ).fetchone()
        renamed = records.row_references(kind, json.loads(fields), lambda row: names.get(row, row))
        bases = {field: names.get(change, change) for field, change in json.loads(base).items()}
        connection.execute(
            "UPDATE change SET id = ?, subject = ?, fields = ?, base = ?, about = ?, state = 'waiting' WHERE id = ?",
            (
                new,
                names.get(subject, subject),
                json.dumps(renamed, ensure_ascii=False),
                json.dumps(bases),
                names.get(about, about),
                old,
            ),
        )
    connection.executemany("UPDATE change SET about = ? WHERE about = ?", [(n, o) for o, n in names.items()])


def _chain_again(connection: Connection, who: Identity) -> None:
    previous = chain_start(who.device)
    devices = Devices(connection)
    base = who.span[0] - 1
    for row in journal.rows_of(connection, who):
        previous = link(previous, journal.change_of(row, devices))
        connection.execute(
            "UPDATE change SET chain = ? WHERE id = ?", (previous, base + (row[0] & NUMBER_MASK))
        )
