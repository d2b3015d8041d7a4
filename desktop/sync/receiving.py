"""Take an answer in: verdicts, receipt, rows and cursors, all in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.models import identity, journal, records
from desktop.models.identity import Devices, Identity
from domain.changes import Change
from domain.problems import Fault
from domain.records import KINDS
from domain.wire.messages import Answer, Batch, Cursor, Response, Row, Verdict

Connection = Any
_STATES = {
    Verdict.accepted: "arrived",
    Verdict.known: "arrived",
    Verdict.conflict: "conflict",
    Verdict.refused: "refused",
}


def check_arrival(connection: Connection, who: Identity, claims: Mapping[str, object]) -> int:
    """The last number the server holds. Raises Fault when the receipt is not about this journal."""
    upto = claims.get("upto")
    if claims.get("device") != who.device or not isinstance(upto, int):
        raise Fault("receipt_wrong")
    chain = journal.chain_at(connection, who, upto)
    if not chain or chain.hex() != claims.get("chain"):
        raise Fault("receipt_wrong")
    return upto


def take_answers(
    connection: Connection, who: Identity, batch: Batch, response: Response, claims: Mapping[str, object]
) -> None:
    """Mark what happened to each change of the batch, and keep the receipt that proves it.

    Raises Fault when the answer leaves one out: it would be sent without end.
    """
    upto = check_arrival(connection, who, claims)
    sent = {change.number for change in batch.changes}
    answers = [answer for answer in response.answers if answer.number in sent]
    if upto < max(sent):
        raise Fault("receipt_wrong")
    if {answer.number for answer in answers} != sent:
        raise Fault("answer_garbled")
    outcomes: dict[tuple[str, str | None], list[int]] = {}
    for answer in answers:
        outcomes.setdefault((_STATES[answer.verdict], _problem(answer)), []).append(answer.number)
    for (state, problem), numbers in outcomes.items():
        journal.mark(connection, who, numbers, state, problem)
    connection.execute(
        "INSERT OR REPLACE INTO receipt (upto, jws, received_at) VALUES (?, ?, ?)",
        (who.span[0] - 1 + upto, response.receipt, str(claims.get("received_at", ""))),
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
    for row in response.rows:
        _take_row(connection, devices, row, mine)
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


def read_again(connection: Connection) -> None:
    """Go back to before the rows of which a field was kept, once nothing waits any more."""
    if not journal.tally(connection).keys() & {"waiting", "sent"}:
        connection.execute(
            "UPDATE cursor SET version = again_version, row = again_row, again_version = NULL,"
            " again_row = NULL WHERE again_version IS NOT NULL"
        )


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


def _take_row(connection: Connection, devices: Devices, row: Row, mine: Mapping[int, set[str]]) -> None:
    local = devices.inward(row.id)
    revised = {name: devices.inward(change) for name, change in row.revisions.items()}
    if row.kind not in KINDS:  # a newer office wrote it: kept as it is, for a newer version of this program
        connection.execute(
            "INSERT OR REPLACE INTO record_of_newer_kind (id, district, kind, fields, revised)"
            " VALUES (?, ?, ?, ?, ?)",
            (local, row.district, row.kind, json.dumps(row.fields), json.dumps(revised)),
        )
        return
    fields = records.row_references(row.kind, row.fields, devices.inward_text)
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
        if row.id.device in own:
            wrote = journal.creation(connection, devices, devices.inward(row.id))
            if wrote is not None and not _is_of(row, wrote):
                return True
    return False


def _is_of(row: Row, wrote: Change) -> bool:
    """Whether a record is what a change created, but for the fields edited since."""
    unedited = {name: value for name, value in wrote.fields.items() if name not in row.revisions}
    return row.kind == wrote.kind and all(row.fields.get(name) == value for name, value in unedited.items())


def went_back(before: Mapping[str, Cursor], after: Mapping[str, Cursor]) -> bool:
    """Whether a server answers with less than it had once given: it was restored from an older copy."""
    return any(after[name].version < cursor.version for name, cursor in before.items() if name in after)


def start_over(connection: Connection) -> None:
    """Read every district from its beginning at the next round."""
    connection.execute("DELETE FROM cursor")


def counts_that_differ(connection: Connection, tallies: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Kinds whose number here is not the server's, as (here, there); records it refused do not count here."""
    refused: dict[str, int] = dict(
        connection.execute(
            "SELECT kind, count(*) FROM change WHERE state = 'refused' AND subject IS NULL GROUP BY kind"
        ).fetchall()
    )
    here = {kind: records.count(connection, kind) - refused.get(kind, 0) for kind in KINDS}
    return {kind: (here[kind], tallies.get(kind, 0)) for kind in KINDS if here[kind] != tallies.get(kind, 0)}
