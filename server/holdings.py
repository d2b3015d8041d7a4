"""What the server holds of a device's work, counted and signed, for the reconciliation at the end of a day.

It answers for the asking device and for the earlier identities it renews: together they are one office file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, text
from starlette.datastructures import QueryParams

from domain.clock import COUNTER
from domain.problems import Problem, Refused
from server import epoch
from server.database import Database
from server.devices import Device
from server.trust import Trust

_LATEST_MS = 2**53 // COUNTER
_LINE = text(
    "WITH RECURSIVE line AS (SELECT no, renews, fingerprint, last_number, last_chain FROM device"
    " WHERE no = :no UNION SELECT d.no, d.renews, d.fingerprint, d.last_number, d.last_chain"
    " FROM device d JOIN line ON d.no = line.renews) SELECT * FROM line ORDER BY no"
)
# As that device sees it: what it sent itself is seen by it wherever the record went since.
_AS_DEVICE = text("SELECT set_config('guichet.device', :no, true)")
_COUNTS = text(
    "SELECT author, kind, verdict, count(*) AS n FROM change WHERE device = :no AND number <= :upto"
    " AND clock >= :first AND clock < :last GROUP BY author, kind, verdict ORDER BY author, kind, verdict"
)


_CHAIN = text("SELECT chain FROM change WHERE device = :no AND number = :number")


@dataclass(frozen=True)
class Span:
    """The time changes were written in, by their own clock: milliseconds since 1970 UTC, the end left out.

    ``upto`` is the last number to count of an identity: above it a copy of the file may have written.
    """

    first: int = 0
    last: int = _LATEST_MS
    upto: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, asked: QueryParams) -> Span:
        """``from``, ``until`` and any ``upto=device:number``. Raises ``Refused("message_unreadable")``."""
        try:
            named = (one.rpartition(":") for one in asked.getlist("upto"))
            upto = {device: int(number) for device, _, number in named}
            span = cls(int(asked.get("from", 0)), int(asked.get("until", _LATEST_MS)), upto)
        except ValueError as error:
            raise Refused(Problem("message_unreadable")) from error
        if not 0 <= span.first <= span.last <= _LATEST_MS:
            raise Refused(Problem("message_unreadable"))
        return span


def holdings(database: Database, trust: Trust, device: Device, span: Span) -> str:
    """A compact JWS over what is held: for each identity its last number, and counts up to ``upto``.

    ``chain`` is that after ``upto``, or after the last number where there are fewer. ``counts`` are lists of
    author number, kind, verdict and how many changes; a refused change is held too.
    """
    with database.transaction(device.districts, device.no, reading=True) as connection:
        facts = {
            "holdings": device.fingerprint,
            "from": span.first,
            "until": span.last,
            "upto": span.upto,
            "at": _moment(datetime.now(UTC)),
            "epoch": epoch.current(connection),
            "devices": [_held(connection, row, span) for row in connection.execute(_LINE, {"no": device.no})],
        }
    return trust.signed(json.dumps(facts, sort_keys=True, separators=(",", ":")))


def _held(connection: Connection, row: Any, span: Span) -> dict[str, Any]:
    connection.execute(_AS_DEVICE, {"no": str(row.no)})
    upto = min(span.upto.get(row.fingerprint, row.last_number), row.last_number)
    chain = row.last_chain
    if upto < row.last_number:
        chain = connection.execute(_CHAIN, {"no": row.no, "number": upto}).scalar() or b""
    bounds = {"no": row.no, "upto": upto, "first": span.first * COUNTER, "last": span.last * COUNTER}
    return {
        "device": row.fingerprint,
        "last": row.last_number,
        "chain": bytes(chain).hex(),
        "counts": [[one.author, one.kind, one.verdict, one.n] for one in connection.execute(_COUNTS, bounds)],
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
