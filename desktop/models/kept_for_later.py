"""What came from a newer office and was kept as it was, put in its place once this program knows it."""

from __future__ import annotations

import json
from typing import Any

from desktop.models import migrations, records, settings
from desktop.models.identity import Devices
from domain.records import KINDS

Connection = Any
_MARK = "in place since"


def is_in_place(connection: Connection) -> bool:
    """Whether this has been done since the file's shape last changed: a power cut may have come between."""
    return settings.get(connection, _MARK) == migrations.NAMES[-1]


def put_in_place(connection: Connection) -> int:
    """How many records were. Fields leave ``extra`` for their columns, records the table of newer kinds.

    A laptop that is brought up to date last has met the others' fields and records before: who was merged or
    kept confidential there must be so here from the first moment. Twice does no more than once.
    """
    devices = Devices(connection)
    done = sum(_fields(connection, devices, kind) for kind in KINDS) + _records(connection, devices)
    settings.put(connection, _MARK, migrations.NAMES[-1])
    return done


def _fields(connection: Connection, devices: Devices, kind: str) -> int:
    known = set(records.columns(kind))
    done = 0
    rows = connection.execute(f"SELECT id, extra FROM {kind} WHERE extra IS NOT NULL").fetchall()
    for row, text in rows:
        extra = json.loads(text)
        ours = {name: value for name, value in extra.items() if name in known}
        if not ours:
            continue
        rest = {name: value for name, value in extra.items() if name not in known}
        kept = json.dumps(rest, ensure_ascii=False) if rest else None
        connection.execute(f"UPDATE {kind} SET extra = ? WHERE id = ?", (kept, row))
        fields = records.row_references(kind, ours, devices.inward_text)
        records.update(connection, kind, row, fields, records.revisions(connection, kind, row))
        done += 1
    return done


def _records(connection: Connection, devices: Devices) -> int:
    done = 0
    kept = connection.execute("SELECT id, district, kind, fields, revised FROM record_of_newer_kind")
    for row, district, kind, fields, revised in kept.fetchall():
        if kind not in KINDS:
            continue
        named = records.row_references(kind, json.loads(fields), devices.inward_text)
        records.replace(connection, kind, row, district, named, json.loads(revised or "{}"))
        connection.execute("DELETE FROM record_of_newer_kind WHERE id = ?", (row,))
        done += 1
    return done
