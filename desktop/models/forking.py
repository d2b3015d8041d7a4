"""When two files share an identity: take a new one, renumber what never arrived, discard nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.models import identity, journal, receipts, records, searched
from desktop.models.identity import NUMBER_MASK, Devices, Identity
from domain.changes import chain_start, link
from domain.ids import fingerprint
from domain.records import KINDS, references

Connection = Any
_OPEN = "state IN ('waiting', 'sent')"


def settle(connection: Connection, old: Identity, agreed: int) -> Identity:
    """Move an identity's changes above ``agreed`` that have not arrived to an heir; write on as somebody new.

    Changes up to ``agreed`` are on the server as they are here, whoever sent them. Records created by a moved
    change get the new name everywhere in the file; printed codes stay. Returns the current identity.
    """
    base = old.span[0] - 1
    connection.execute(
        f"UPDATE change SET state = 'arrived' WHERE {_OPEN} AND id BETWEEN ? AND ?", (base + 1, base + agreed)
    )
    moved = connection.execute(
        f"SELECT id, CASE WHEN subject IS NULL THEN kind END FROM change WHERE {_OPEN} AND id BETWEEN ? AND ?"
        " ORDER BY id",
        old.span,
    ).fetchall()
    if moved:
        heir = _heir(connection, old, moved[0][0] & NUMBER_MASK)
        _move(connection, moved, {row: heir.span[0] + place for place, (row, _) in enumerate(moved)})
        for who in identity.everyone(connection):
            _chain_again(connection, who)
    return identity.make(connection)


def _heir(connection: Connection, old: Identity, first: int) -> Identity:
    key = identity.heir_key(old, journal.chain_at(connection, old, first))
    device = fingerprint(key.public_key().public_bytes_raw())
    if any(who.device == device for who in identity.everyone(connection)):
        return identity.make(connection)
    return identity.make(connection, key)


def _move(connection: Connection, moved: Sequence[tuple[int, str]], names: Mapping[int, int]) -> None:
    connection.execute("CREATE TEMP TABLE renamed (old INTEGER PRIMARY KEY, new INTEGER NOT NULL, kind TEXT)")
    connection.executemany("INSERT INTO renamed VALUES (?, ?, ?)", [(o, names[o], kind) for o, kind in moved])
    for kind in KINDS:
        _make_room(connection, kind)
        _rename_records(connection, kind)
        _rename_revisions(connection, kind, names)
    _rename_changes(connection, names)
    connection.execute("DROP TABLE renamed")


def _make_room(connection: Connection, kind: str) -> None:
    """Another copy has sent the same changes as this heir, and its rows are here: they are read again."""
    found = connection.execute(f"DELETE FROM {kind} WHERE id IN (SELECT new FROM renamed)")
    if found.rowcount:
        connection.execute("DELETE FROM cursor")


def _rename_records(connection: Connection, kind: str) -> None:
    moved = connection.execute("SELECT old, new FROM renamed WHERE kind = ?", (kind,)).fetchall()
    connection.executemany(f"UPDATE {kind} SET id = ?2 WHERE id = ?1", moved)
    for name in sorted(references(kind)):
        connection.execute(
            f'UPDATE {kind} SET "{name}" = (SELECT new FROM renamed WHERE old = {kind}."{name}")'
            f' WHERE "{name}" IN (SELECT old FROM renamed WHERE renamed.kind IS NOT NULL)'
        )
    if kind == "person":
        for old, new in moved:
            searched.remove(connection, old)
            records.index(connection, kind, new, records.read(connection, kind, new) or {})


def _rename_revisions(connection: Connection, kind: str, names: Mapping[int, int]) -> None:
    rows = connection.execute(f"SELECT id, revised FROM {kind} WHERE revised IS NOT NULL").fetchall()
    for row, revised in rows:
        before = json.loads(revised)
        after = {field: names.get(change, change) for field, change in before.items()}
        if after != before:
            connection.execute(f"UPDATE {kind} SET revised = ? WHERE id = ?", (json.dumps(after), row))


def _rename_changes(connection: Connection, names: Mapping[int, int]) -> None:
    """The moved ones, and what an identity taken since has said about the records they made."""
    rows = connection.execute(
        f"SELECT id, kind, subject, fields, base FROM change WHERE {_OPEN} ORDER BY id"
    ).fetchall()
    for row, kind, subject, fields, base in rows:
        renamed = records.row_references(kind, json.loads(fields), lambda one: names.get(one, one))
        bases = {field: names.get(change, change) for field, change in json.loads(base).items()}
        connection.execute(
            "UPDATE change SET id = ?, subject = ?, fields = ?, base = ?, state = 'waiting' WHERE id = ?",
            (
                names.get(row, row),
                names.get(subject, subject),
                json.dumps(renamed, ensure_ascii=False),
                json.dumps(bases),
                row,
            ),
        )
    connection.execute(
        "UPDATE change SET about = (SELECT new FROM renamed WHERE old = about)"
        " WHERE about IN (SELECT old FROM renamed)"
    )
    connection.execute(
        "UPDATE imported SET record = (SELECT new FROM renamed WHERE old = record)"
        " WHERE record IN (SELECT old FROM renamed)"
    )


def _chain_again(connection: Connection, who: Identity) -> None:
    """From its first change that has not arrived: what came before stands on the server as it is."""
    (first,) = connection.execute(
        f"SELECT min(id) FROM change WHERE {_OPEN} AND id BETWEEN ? AND ?", who.span
    ).fetchone()
    if first is None:
        return
    receipts.forget_from(connection, first, who.span[1])
    devices = Devices(connection)
    number = first & NUMBER_MASK
    previous = journal.chain_at(connection, who, number - 1) if number > 1 else chain_start(who.device)
    for row in journal.rows_of(connection, who, number):
        previous = link(previous, journal.change_of(row, devices))
        connection.execute("UPDATE change SET chain = ? WHERE id = ?", (previous, row[0]))
