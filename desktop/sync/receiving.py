"""Take an answer in: verdicts, receipt, rows and cursors, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from desktop.models import identity, journal, moves, records
from desktop.models.identity import Devices, Identity
from desktop.models.newcomers import Newcomers, absent
from domain.changes import Change
from domain.problems import Fault
from domain.records import KINDS, LEAVING, Fields
from domain.wire.messages import Answer, Cursor, Response, Row, Verdict

Connection = Any
_CONFLICT = "conflict"  # may stand where another record was
_STATES = {
    Verdict.accepted: "arrived",
    Verdict.known: "arrived",
    Verdict.conflict: "conflict",
    Verdict.refused: "refused",
}


def upto_of(who: Identity, claims: Mapping[str, object]) -> int:
    """The last number a receipt speaks of. Raises Fault when it is not about this identity."""
    upto = claims.get("upto")
    if claims.get("device") != who.device or not isinstance(upto, int) or upto < 0:
        raise Fault("receipt_wrong")
    return upto


def vouches(connection: Connection, who: Identity, claims: Mapping[str, object]) -> bool:
    """Whether the server holds what this journal says, up to the receipt's number."""
    chain = journal.chain_at(connection, who, upto_of(who, claims))
    return bool(chain) and chain.hex() == claims.get("chain")


def check_arrival(connection: Connection, who: Identity, claims: Mapping[str, object]) -> int:
    """The last number the server holds. Raises Fault when the receipt is not about this journal."""
    if not vouches(connection, who, claims):
        raise Fault("receipt_wrong")
    return upto_of(who, claims)


def take_answers(
    connection: Connection,
    who: Identity,
    numbers: range,
    response: Response,
    claims: Mapping[str, object] | None,
) -> None:
    """Mark what happened to each of these changes, and keep the receipt that proves it.

    Raises Fault when the answer leaves one out: it would be sent without end.
    """
    if claims is None:
        raise Fault("receipt_wrong")
    upto = check_arrival(connection, who, claims)
    if upto < numbers[-1]:
        raise Fault("receipt_wrong")
    answers = [answer for answer in response.answers if answer.number in numbers]
    if [answer.number for answer in answers] != list(numbers):
        raise Fault("answer_garbled")
    for (state, problem), run in groupby(answers, lambda one: (_STATES[one.verdict], _problem(one))):
        of_run = [answer.number for answer in run]
        journal.mark_range(connection, who, of_run[0], of_run[-1], state, problem)
    keep_receipt(connection, who, upto, response.receipt, claims)


def keep_receipt(
    connection: Connection, who: Identity, upto: int, receipt: str, claims: Mapping[str, object]
) -> None:
    """The server's signed word that it holds an identity's changes up to a number."""
    connection.execute(
        "INSERT OR REPLACE INTO receipt (upto, jws, received_at) VALUES (?, ?, ?)",
        (who.span[0] - 1 + upto, receipt, str(claims.get("received_at", ""))),
    )


def _problem(answer: Answer) -> str | None:
    if answer.problem is None:
        return None
    problem = answer.problem
    return json.dumps({"code": problem.code, "where": problem.where, "facts": dict(problem.facts)})


def take_rows(connection: Connection, response: Response) -> None:
    """Write the rows as the server has them, except fields this device has changed and not yet sent.

    Where a field was kept, its district will be read again from here (`read_again`): whether our value stands
    is settled when it arrives, and the server need not send the row a second time for that.
    """
    devices = Devices(connection)
    local = [devices.inward(row.id) for row in response.rows]
    mine = journal.waiting_fields(connection, local)
    here = zip(local, response.rows, strict=True)
    moves.came_back(connection, [one for one, row in here if row.kind != LEAVING])
    fresh, newcomers = _absent(connection, response.rows, local) - mine.keys(), Newcomers()
    for one, row in zip(local, response.rows, strict=True):
        if one in fresh and row.kind != LEAVING:  # an office of both districts reads both
            fields, revised = _inward(devices, row)
            newcomers.add(row.kind, one, row.district, fields, revised)
        else:
            _take_row(connection, devices, row, mine)
    newcomers.write(connection)
    moves.drop_left(connection)
    kept = {row.district for row, here in zip(response.rows, local, strict=True) if here in mine}
    for district in kept:
        connection.execute(
            "INSERT INTO cursor (district, version, row, again_version, again_row) VALUES (?, 0, 0, 0, 0)"
            " ON CONFLICT (district) DO UPDATE SET again_version = coalesce(again_version, version),"
            " again_row = coalesce(again_row, row)",
            (district,),
        )
    for district, cursor in response.cursors.items():
        connection.execute(
            "INSERT INTO cursor (district, version, row) VALUES (?, ?, ?) ON CONFLICT (district)"
            " DO UPDATE SET version = excluded.version, row = excluded.row",
            (district, cursor.version, cursor.row),
        )


def read_again(connection: Connection) -> bool:
    """Go back to before the rows of which a field was kept, once nothing waits any more; whether it did."""
    if journal.open_changes(connection):
        return False
    moved = connection.execute(
        "UPDATE cursor SET version = again_version, row = again_row, again_version = NULL,"
        " again_row = NULL WHERE again_version IS NOT NULL"
    )
    return bool(moved.rowcount)


def of_a_copy(connection: Connection, rows: Sequence[Row]) -> bool:
    """Whether rows speak of changes under a name of ours that this file never sent: a copy of it did.

    Of an earlier identity with nothing left to send they are welcome: that is what a restored file had lost.
    """
    everyone = identity.everyone(connection)
    writing = {*journal.in_order_of_writing(connection, everyone), everyone[-1]}
    answered = {who.device: journal.last_answered(connection, who) for who in writing}
    return any(
        name.number > answered.get(name.device, name.number)
        for row in rows
        for name in (row.id, *row.revisions.values())
    )


def _absent(connection: Connection, rows: Sequence[Row], local: Sequence[int]) -> set[int]:
    """Those of the records that this file does not have; conflicts are never among them."""
    by_kind: dict[str, list[int]] = {}
    for one, row in zip(local, rows, strict=True):
        if row.kind in KINDS and row.kind != _CONFLICT:
            by_kind.setdefault(row.kind, []).append(one)
    return set().union(*(absent(connection, kind, asked) for kind, asked in by_kind.items()))


def _inward(devices: Devices, row: Row) -> tuple[Fields, dict[str, int]]:
    """A row's fields and revisions, with this file's own row ids."""
    fields = records.row_references(row.kind, row.fields, devices.inward_text)
    return fields, {name: devices.inward(change) for name, change in row.revisions.items()}


def _take_row(connection: Connection, devices: Devices, row: Row, mine: Mapping[int, set[str]]) -> None:
    local = devices.inward(row.id)
    if row.kind == LEAVING:
        moves.note_leaving(connection, [(local, row.district)])
        return
    if row.kind not in KINDS:  # a newer office wrote it: kept as it is, for a newer version of this program
        revised = {name: devices.inward(change) for name, change in row.revisions.items()}
        connection.execute(
            "INSERT OR REPLACE INTO record_of_newer_kind (id, district, kind, fields, revised)"
            " VALUES (?, ?, ?, ?, ?)",
            (local, row.district, row.kind, json.dumps(row.fields), json.dumps(revised)),
        )
        return
    if row.kind == _CONFLICT:
        moves.became_conflict(connection, local)
    fields, revised = _inward(devices, row)
    records.replace(connection, row.kind, local, row.district, fields, revised, keep=mine.get(local, ()))


def cursors(connection: Connection) -> dict[str, Cursor]:
    """How far each district has been read."""
    rows = connection.execute("SELECT district, version, row FROM cursor")
    return {district: Cursor(version, row) for district, version, row in rows}


def contradicts(connection: Connection, rows: Sequence[Row]) -> bool:
    """Whether a row under a name of ours is not what this file wrote: the server has heard a copy instead.

    That takes a server that came back from an older copy, and then heard the other file first.
    """
    devices = Devices(connection)
    own = {who.device for who in identity.everyone(connection)}
    for row in rows:
        if row.id.device in own and row.kind != LEAVING:
            wrote = journal.creation(connection, devices, devices.inward(row.id))
            if wrote is not None and not _is_of(row, wrote):
                return True
    return False


def _is_of(row: Row, wrote: Change) -> bool:
    """Whether a record is what a change created, but for the fields edited since."""
    if (wrote.kind, row.kind) == ("move", "conflict"):
        return True
    unedited = {name: value for name, value in wrote.fields.items() if name not in row.revisions}
    return row.kind == wrote.kind and all(row.fields.get(name) == value for name, value in unedited.items())


def went_back(before: Mapping[str, Cursor], after: Mapping[str, Cursor]) -> bool:
    """Whether a server answers with less than it had once given: it was restored from an older copy."""
    return any(after[name].version < cursor.version for name, cursor in before.items() if name in after)


def start_over(connection: Connection) -> None:
    """Read every district from its beginning at the next round."""
    connection.execute("DELETE FROM cursor")


def _kinds_refused(connection: Connection) -> set[str]:
    rows = connection.execute(
        "SELECT DISTINCT kind FROM change WHERE state <> 'arrived' AND state = 'refused' AND subject IS NULL"
    )
    return {str(kind) for (kind,) in rows}


def _refused_here(connection: Connection, kind: str) -> int:
    """Records the server refused that are still in the register: neither corrected nor set aside."""
    return int(
        connection.execute(
            f"SELECT count(*) FROM change c JOIN {kind} r ON r.id = c.id"
            " WHERE c.state <> 'arrived' AND c.state = 'refused' AND c.subject IS NULL AND c.kind = ?",
            (kind,),
        ).fetchone()[0]
    )


def begin_before_own(connection: Connection) -> None:
    """A file that never met this server begins just before its first row: what it sends need not come back.

    From no cursor at all a district is read whole, its own records too.
    """
    if not cursors(connection):
        connection.execute(
            "INSERT INTO cursor (district, version, row) SELECT DISTINCT district, 0, 1 FROM change"
            " WHERE district <> ''"
        )


def counts_that_differ(connection: Connection, tallies: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Kinds whose number here is not the server's, as (here, there); records it refused do not count here."""
    here = {kind: n for kind, n in records.counts(connection).items() if kind in KINDS}
    for kind in _kinds_refused(connection) & here.keys():
        here[kind] -= _refused_here(connection, kind)
    return {kind: (here[kind], tallies.get(kind, 0)) for kind in KINDS if here[kind] != tallies.get(kind, 0)}
