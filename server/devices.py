"""The devices that joined: who they are, what they may see, and taking that back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, text

from domain.problems import Problem, Refused
from server.database import Database


@dataclass(frozen=True)
class Device:
    """A device as a request sees it. ``no`` is the server's own number for it; ``districts`` are P-codes.

    ``waiting`` and ``program`` are its own last word, when that was said in the last minute.
    """

    no: int
    fingerprint: str
    public_key: bytes
    office: str
    programme: str
    districts: frozenset[str]
    revoked: bool
    waiting: int | None = None
    program: str = ""


FINGERPRINT = re.compile(r"[0-9a-f]{32}")
NAME_LETTERS = 60
MOST_WAITING = 2**40  # changes: as many as a device can number
_HEARD = text(
    "UPDATE device SET seen_at = now(), told_at = now(), waiting = :waiting, program = :program"
    " WHERE no = :no"
)
_SELECT = (
    "SELECT device.no, device.fingerprint, device.public_key, device.office, office.programme,"
    " office.districts, device.revoked_at IS NOT NULL AS revoked, device.program,"
    " CASE WHEN device.told_at > now() - interval '1 minute' THEN device.waiting END AS waiting"
    " FROM device JOIN office ON office.code = device.office "
)
BY_FINGERPRINT = text(_SELECT + "WHERE device.fingerprint = :fingerprint")
BY_TOKEN = text(
    _SELECT + "JOIN token ON token.device = device.no WHERE token.hash = :hash AND token.expires_at > now()"
)
_NAMED = "(fingerprint = lower(:device) OR office || '-' || code = upper(:device))"
# Whoever has a laptop in hand could have renewed its identity before it was missed.
_REVOKE = text(
    "WITH RECURSIVE named AS ("
    f"SELECT no FROM device WHERE {_NAMED}"
    " UNION SELECT device.no FROM device JOIN named ON device.renews = named.no)"
    " UPDATE device SET revoked_at = coalesce(revoked_at, now()) FROM named WHERE device.no = named.no"
    " RETURNING device.no, device.fingerprint AS device, office, code, revoked_at"
)


def find(connection: Connection, fingerprint: object) -> Device | None:
    """The device of that id, revoked or not; None when it never joined or this is no id."""
    if not isinstance(fingerprint, str) or not FINGERPRINT.fullmatch(fingerprint):
        return None
    row = connection.execute(BY_FINGERPRINT, {"fingerprint": fingerprint}).one_or_none()
    return read(row) if row else None


def read(row: Row[Any]) -> Device:
    """A device from a row of ``BY_FINGERPRINT`` or ``BY_TOKEN``."""
    return Device(
        no=row.no,
        fingerprint=row.fingerprint,
        public_key=row.public_key,
        office=row.office,
        programme=row.programme,
        districts=frozenset(row.districts),
        revoked=row.revoked,
        waiting=row.waiting,
        program=row.program,
    )


def listing(database: Database) -> list[dict[str, Any]]:
    """Every device, by office: plain data for the terminal."""
    with database.transaction() as connection:
        rows = connection.execute(
            text(
                "SELECT device.fingerprint AS device, device.office, device.code, device.name,"
                " earlier.fingerprint AS renews, device.last_number AS changes, device.waiting,"
                " device.program, device.clock_offset_ms, device.joined_at, device.seen_at,"
                " device.revoked_at FROM device LEFT JOIN device AS earlier ON earlier.no = device.renews"
                " ORDER BY device.office, device.no"
            )
        ).mappings()
        return [{name: plain(value) for name, value in row.items()} for row in rows]


def heard(database: Database, device: Device, waiting: int, program: str) -> None:
    """Notes what a device says of itself at a round: how much still waits on it, and its version.

    A word a minute is enough for the watch; a new backlog or a new version is noted at once.
    """
    shown = "".join(filter(str.isprintable, program))[:NAME_LETTERS]
    said = {"no": device.no, "waiting": min(max(waiting, 0), MOST_WAITING), "program": shown}
    if (device.waiting, device.program) == (said["waiting"], said["program"]):
        return
    with database.transaction(lasting=False) as connection:
        connection.execute(_HEARD, said)


def rename(database: Database, device: str, name: str) -> dict[str, Any]:
    """Gives a device the name people call it by, ``counter 2``; an empty one takes it away.

    ``device`` is its id, or ``OFFICE-CODE``. Raises ``Refused``: ``device_not_listed``,
    ``device_name_wrong``.
    """
    name = " ".join(name.split())
    if len(name) > NAME_LETTERS or not name.isprintable():
        raise Refused(Problem("device_name_wrong", where="name", facts={"most": NAME_LETTERS}))
    with database.transaction() as connection:
        row = connection.execute(
            text(f"UPDATE device SET name = :name WHERE {_NAMED} RETURNING fingerprint, office, code"),
            {"device": device, "name": name},
        ).one_or_none()
    if row is None:
        raise Refused(Problem("device_not_listed", where="device"))
    return {"renamed": {"device": row.fingerprint, "office": row.office, "code": row.code, "name": name}}


def still_allowed(connection: Connection, device: Device, *, lock: bool = False) -> None:
    """Raises ``Refused("device_revoked")`` when it was shut out after its request came.

    With ``lock`` nobody shuts it out before the transaction's end: what it writes was allowed.
    """
    if (
        not device.revoked
        and connection.execute(
            text(f"SELECT revoked_at IS NOT NULL FROM device WHERE no = :no{' FOR SHARE' if lock else ''}"),
            {"no": device.no},
        ).scalar_one()
    ):
        raise Refused(Problem("device_revoked"))


def revoke(database: Database, device: str) -> dict[str, Any]:
    """Shuts a device out at once, its tokens and the identities it vouched for too.

    ``device`` is its id, or ``OFFICE-CODE`` as in human codes. Revoking twice keeps the first moment.
    Raises ``Refused("device_not_listed")``.
    """
    with database.transaction() as connection:
        rows = _revoke_all(connection, device)
        if not rows:
            raise Refused(Problem("device_not_listed", where="device"))
        numbers = [row["no"] for row in rows]
        connection.execute(text("DELETE FROM token WHERE device = ANY(:nos)"), {"nos": numbers})
        shown = ("device", "office", "code", "revoked_at")
        return {"revoked": [{field: plain(row[field]) for field in shown} for row in rows]}


def _revoke_all(connection: Connection, device: str) -> Sequence[RowMapping]:
    """Asked again until no more come: an identity vouched for while the row of the first was waited for."""
    rows: Sequence[RowMapping] = ()
    while len(found := connection.execute(_REVOKE, {"device": device}).mappings().all()) > len(rows):
        rows = found
    return rows


def plain(value: Any) -> Any:
    """Moments as text, ISO 8601 in UTC."""
    return value.isoformat() if isinstance(value, datetime) else value
