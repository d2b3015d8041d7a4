"""Records that this file did not have, written kind by kind, many at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.models import loading, records
from domain.records import Fields

Connection = Any
_ASKED_AT_ONCE = 500


@dataclass
class Newcomers:
    """Those of one page, each with its row id; references are row ids. ``write`` puts them in the file."""

    rows: dict[str, list[Sequence[Any]]] = field(default_factory=dict)

    def add(self, kind: str, row: int, district: str, fields: Fields, revised: Mapping[str, int]) -> None:
        """One that `absent` has named."""
        _, _, *rest = records.whole_row(kind, row, district, fields)
        self.rows.setdefault(kind, []).append(
            (row, district, json.dumps(revised) if revised else None, *rest)
        )

    def write(self, connection: Connection) -> None:
        """Persons last: what follows from them and their memberships is then made once."""
        for kind in sorted(self.rows, key=lambda kind: (kind == "person", kind)):
            loading.load(connection, kind, ("revised", "extra", *records.columns(kind)), self.rows[kind])


def absent(connection: Connection, kind: str, rows: Collection[int]) -> set[int]:
    """Those of the row ids that no record of this kind has."""
    missing, asked = set(rows), list(rows)
    for start in range(0, len(asked), _ASKED_AT_ONCE):
        some = asked[start : start + _ASKED_AT_ONCE]
        marks = ", ".join("?" * len(some))
        missing -= {
            row for (row,) in connection.execute(f"SELECT id FROM {kind} WHERE id IN ({marks})", some)
        }
    return missing
