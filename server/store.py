"""Records and their history in PostgreSQL: read, locked and written many at once.

All functions run in the caller's transaction, which sees only the districts it was opened for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, text

from domain.ids import RecordId
from domain.problems import Problem, Refused
from domain.wire.messages import Verdict
from server.deciding import Decision, Held
from server.devices import Device

_NUMBER_BITS = 40


@dataclass(frozen=True)
class Arrived:
    """A change that came before: its verdict, its problem when refused, the chain after it."""

    number: int
    verdict: Verdict
    problem: Problem | None
    chain: bytes
    received_at: datetime


def row_id(device: int, number: int) -> int:
    """A record's id in the database: short, and never used twice."""
    return device << _NUMBER_BITS | number


def split_id(row: int) -> tuple[int, int]:
    """The reverse of ``row_id``: the device's ``no`` and the number."""
    return row >> _NUMBER_BITS, row & (1 << _NUMBER_BITS) - 1


def lock_device(connection: Connection, device: Device) -> tuple[int, bytes]:
    """The last number and chain that arrived; this device's other requests wait for the transaction's end.

    Raises ``Refused("device_revoked")`` when it was shut out since the request came; whoever does so now
    waits as well.
    """
    row = connection.execute(
        text(
            "SELECT last_number, last_chain, revoked_at IS NOT NULL AS revoked FROM device"
            " WHERE no = :no FOR NO KEY UPDATE"
        ),
        {"no": device.no},
    ).one()
    if row.revoked and not device.revoked:
        raise Refused(Problem("device_revoked"))
    return row.last_number, row.last_chain


def last_of(connection: Connection, device: int) -> tuple[int, bytes]:
    """The last number and chain that arrived, as this transaction sees them."""
    row = connection.execute(
        text("SELECT last_number, last_chain FROM device WHERE no = :no"), {"no": device}
    ).one()
    return row.last_number, row.last_chain


def numbers_of(connection: Connection, fingerprints: Iterable[str]) -> dict[str, int]:
    """The server's number of each device it knows."""
    rows = connection.execute(
        text("SELECT fingerprint, no FROM device WHERE fingerprint = ANY(:known)"),
        {"known": sorted(set(fingerprints))},
    )
    return {row.fingerprint: row.no for row in rows}


def fingerprints_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The id of each device by the server's number."""
    rows = connection.execute(
        text("SELECT no, fingerprint FROM device WHERE no = ANY(:nos)"), {"nos": sorted(set(numbers))}
    )
    return {row.no: row.fingerprint for row in rows}


def lock_records(
    connection: Connection, districts: Collection[str], names: Collection[RecordId]
) -> dict[RecordId, Held]:
    """The records of these names, locked in the order of their ids: no two requests wait for each other."""
    by_id = ids_of(connection, names)
    if not by_id:
        return {}
    rows = connection.execute(
        text(
            "SELECT district, id, kind, fields, revisions FROM record"
            " WHERE district = ANY(:districts) AND id = ANY(:ids) AND kind <> 'leaving'"
            " ORDER BY id FOR NO KEY UPDATE"
        ),
        {"districts": sorted(districts), "ids": sorted(by_id)},
    )
    return {
        by_id[row.id]: Held(by_id[row.id], row.kind, row.district, row.fields, row.revisions) for row in rows
    }


def existing(
    connection: Connection, districts: Collection[str], names: Collection[RecordId]
) -> dict[RecordId, str]:
    """The kinds of those of the records that are there; none of them moves before the transaction ends."""
    by_id = ids_of(connection, names)
    if not by_id:
        return {}
    rows = connection.execute(
        text(
            "SELECT id, kind FROM record WHERE district = ANY(:districts) AND id = ANY(:ids)"
            " AND kind <> 'leaving' ORDER BY id FOR KEY SHARE"
        ),
        {"districts": sorted(districts), "ids": sorted(by_id)},
    )
    return {by_id[row.id]: row.kind for row in rows}


def ids_of(connection: Connection, names: Collection[RecordId]) -> dict[int, RecordId]:
    """The records' ids in the database, with their names; without those of devices unknown here."""
    numbers = numbers_of(connection, (name.device for name in names)) if names else {}
    return {row_id(numbers[name.device], name.number): name for name in names if name.device in numbers}


def history(connection: Connection, device: int, first: int, last: int) -> dict[int, Arrived]:
    """What arrived from a device, by number, both ends included."""
    rows = connection.execute(
        text(
            "SELECT number, verdict, problem, chain, received_at FROM change"
            " WHERE device = :device AND number BETWEEN :first AND :last"
        ),
        {"device": device, "first": first, "last": last},
    )
    return {
        row.number: Arrived(
            row.number, Verdict(row.verdict), _read_problem(row.problem), row.chain, row.received_at
        )
        for row in rows
    }


def write_history(
    connection: Connection,
    device: int,
    decisions: Sequence[Decision],
    chains: Sequence[bytes],
    received_at: datetime,
) -> None:
    """Adds the changes to the history, and moves the device's last number and chain."""
    columns: dict[str, list[Any]] = {
        "districts": [d.district for d in decisions],
        "numbers": [d.change.number for d in decisions],
        "authors": [d.change.author for d in decisions],
        "clocks": [d.change.clock for d in decisions],
        "kinds": [d.change.kind for d in decisions],
        "subjects": [str(d.change.subject) if d.change.subject else None for d in decisions],
        "declared": [d.change.district for d in decisions],
        "fields": [_told(d) for d in decisions],
        "base": [_base(d.change.base) for d in decisions],
        "chains": list(chains),
        "verdicts": [d.verdict.value for d in decisions],
        "problems": [_write_problem(d.problem) for d in decisions],
    }
    connection.execute(_ADD_HISTORY, columns | {"device": device, "received_at": received_at})
    connection.execute(
        text("UPDATE device SET last_number = :n, last_chain = :c, seen_at = :at WHERE no = :no"),
        {"n": decisions[-1].change.number, "c": chains[-1], "at": received_at, "no": device},
    )


def _json(value: Mapping[str, Any]) -> str:
    """Several times as fast as `json.dumps`; for what has been checked, so that it has no half characters."""
    return to_json(value).decode()


def _told(decision: Decision) -> str:
    """The fields of a change; of a refused one whatever they are."""
    fields = decision.change.fields
    return json.dumps(fields) if decision.verdict is Verdict.refused else _json(fields)


def _base(base: Mapping[str, Any]) -> str:
    return json.dumps({name: str(seen) for name, seen in base.items()}) if base else "{}"


def write_records(
    connection: Connection,
    created: Collection[Held],
    edited: Collection[Held],
    also: Collection[str] = (),
) -> Mapping[str, int]:
    """Writes the records under the next version of their districts; must be the transaction's last act.

    The lock on a district's counter is what makes cursors free of gaps: a version is given only to a
    transaction that commits before the next one gets its own. The versions by district; ``also`` names more.
    """
    written = [*created, *edited]
    if not written and not also:
        return {}
    versions = _next_versions(connection, {held.district for held in written} | set(also))
    numbers = numbers_of(connection, {held.id.device for held in written})
    columns: dict[str, list[Any]] = {
        "districts": [held.district for held in written],
        "ids": [row_id(numbers[held.id.device], held.id.number) for held in written],
        "kinds": [held.kind for held in written],
        "fields": [_json(held.fields) for held in written],
        "revisions": [_json(held.revisions) if held.revisions else "{}" for held in written],
        "versions": [versions[held.district] for held in written],
    }
    connection.execute(_PUT_RECORDS, columns)
    add_tallies(connection, Counter((held.district, held.kind) for held in created))
    return versions


def add_tallies(connection: Connection, counts: Mapping[tuple[str, str], int]) -> None:
    """More, or fewer, records of some (district, kind)."""
    if counts:
        tallies = {
            "districts": [district for district, _ in counts],
            "kinds": [kind for _, kind in counts],
            "counts": list(counts.values()),
        }
        connection.execute(_ADD_TALLIES, tallies)


def _next_versions(connection: Connection, districts: Collection[str]) -> Mapping[str, int]:
    codes = {"codes": sorted(districts)}
    connection.execute(
        text("SELECT 1 FROM district WHERE code = ANY(:codes) ORDER BY code FOR NO KEY UPDATE"), codes
    )
    rows = connection.execute(
        text("UPDATE district SET version = version + 1 WHERE code = ANY(:codes) RETURNING code, version"),
        codes,
    )
    return {row.code: row.version for row in rows}


def _write_problem(problem: Problem | None) -> str | None:
    if problem is None:
        return None
    return json.dumps([problem.code, problem.where, problem.rule, dict(problem.facts)])


def _read_problem(stored: list[Any] | None) -> Problem | None:
    if stored is None:
        return None
    code, where, rule, facts = stored
    return Problem(code, where=where, rule=rule, facts=facts)


_ADD_HISTORY = text(
    "INSERT INTO change (device, received_at, district, number, author, clock, kind, subject, declared,"
    " fields, base, chain, verdict, problem)"
    " SELECT :device, :received_at, d, n, a, c, k, s, x, f::json, b::json, h, v, p::json FROM unnest("
    "CAST(:districts AS text[]), CAST(:numbers AS bigint[]), CAST(:authors AS integer[]),"
    " CAST(:clocks AS bigint[]), CAST(:kinds AS text[]), CAST(:subjects AS text[]),"
    " CAST(:declared AS text[]), CAST(:fields AS text[]), CAST(:base AS text[]), CAST(:chains AS bytea[]),"
    " CAST(:verdicts AS text[]), CAST(:problems AS text[])) AS t (d, n, a, c, k, s, x, f, b, h, v, p)"
)
_PUT_RECORDS = text(
    "INSERT INTO record (district, id, kind, fields, revisions, version)"
    " SELECT d, i, k, f::jsonb, r::jsonb, v FROM unnest("
    "CAST(:districts AS text[]), CAST(:ids AS bigint[]), CAST(:kinds AS text[]), CAST(:fields AS text[]),"
    " CAST(:revisions AS text[]), CAST(:versions AS bigint[])) AS t (d, i, k, f, r, v)"
    " ON CONFLICT (district, id) DO UPDATE SET fields = excluded.fields, revisions = excluded.revisions,"
    " version = excluded.version"
)
_ADD_TALLIES = text(
    "INSERT INTO tally (district, kind, n) SELECT d, k, c FROM unnest(CAST(:districts AS text[]),"
    " CAST(:kinds AS text[]), CAST(:counts AS bigint[])) AS t (d, k, c)"
    " ON CONFLICT (district, kind) DO UPDATE SET n = tally.n + excluded.n"
)
