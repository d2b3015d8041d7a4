"""The other side of a round: one step takes batches, answers each change, and gives back what is new."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from sqlalchemy import Connection

from domain.problems import Problem, Refused
from domain.wire.messages import Answer, Batch, Request, Response
from server import arriving, devices, epoch, moving, one_by_one, store
from server.arriving import Arriving
from server.database import Database
from server.deciding import Deciding, Decision, referenced
from server.devices import Device
from server.past import Past, merged_into
from server.pulling import page_of
from server.trust import Trust
from server.turns import Turns

_TURNS = Turns()


@dataclass(frozen=True)
class Pushed:
    """The answers to what was sent, and over which number of the device a receipt is due, 0 for none.

    ``problem`` is why a batch, and what followed it, was not taken.
    """

    answers: tuple[Answer, ...] = ()
    upto: int = 0
    chain: bytes = b""
    received_at: datetime | None = None
    problem: Problem | None = None

    def counts(self) -> Mapping[str, int]:
        """How many of each verdict, for the log."""
        return Counter(answer.verdict.value for answer in self.answers)


def exchange(database: Database, trust: Trust, device: Device, request: Request) -> tuple[Response, Pushed]:
    """One step of a round: what is sent first, then the answers that were lost, then what comes back.

    Raises ``Refused`` of a whole batch (``device_mismatch``, ``signature_wrong``, ``gap``, ``forked``,
    ``chain_broken``), of which nothing is then applied, nor of those after it; and ``Fault``.
    """
    with _TURNS.of(device.fingerprint):
        pushed = _push_all(database, device, request)
    with database.transaction(device.districts, device.no, reading=True) as connection:
        devices.still_allowed(connection, device)
        receipt = _receipt(trust, device, pushed)
        if request.answered is not None and not request.batches:
            pushed, receipt = _lost(connection, trust, device, request.answered)
        proven = max(pushed.upto, request.answered or 0)  # the receipt shows whether the file holds it, too
        page = page_of(connection, device, request.cursors, request.page, proven)
        named = epoch.current(connection)
    response = Response(
        answers=pushed.answers,
        receipt=receipt,
        rows=page.rows,
        cursors=page.cursors,
        more=page.more,
        server_time_ms=time.time_ns() // 1_000_000,
        tallies=page.tallies,
        epoch=named,
        left=page.left,
        stops=page.stops,
    )
    return response, pushed


def _push_all(database: Database, device: Device, request: Request) -> Pushed:
    pushed = Pushed()
    for group in arriving.in_groups(request.batches):
        once = push(database, device, group)
        pushed = Pushed(pushed.answers + once.answers, once.upto, once.chain, once.received_at)
        if once.problem:
            raise Refused(once.problem)
    return pushed


def _lost(connection: Connection, trust: Trust, device: Device, answered: int) -> tuple[Pushed, str]:
    """The answers a device may not have heard, and the receipt over the last number of its we hold."""
    held = arriving.held_after(connection, device, answered)
    if held is None:
        return Pushed(), ""
    again = Pushed(held.answers, held.upto, held.chain, held.received_at)
    return again, _receipt(trust, device, again)


def _receipt(trust: Trust, device: Device, pushed: Pushed) -> str:
    if not pushed.chain:
        return ""
    return trust.receipt(
        device.fingerprint, pushed.upto, pushed.chain, pushed.received_at or datetime.now(UTC)
    )


def push(database: Database, device: Device, batches: Sequence[Batch]) -> Pushed:
    """Takes batches in one transaction, up to the first that is not sound (``problem``).

    All of a batch is in the history afterwards, or nothing. Raises ``Refused`` when not even the first is
    sound. Where something unforeseen stops them, each goes alone, and the one it is in change by change.
    """
    try:
        return _push(database, device, batches, _apply)
    except Exception as error:
        if not one_by_one.is_unforeseen(error):
            raise
        if len(batches) > 1:
            return _each_alone(database, device, batches)
    return _push(database, device, batches, partial(one_by_one.apply, _apply))


def _each_alone(database: Database, device: Device, batches: Sequence[Batch]) -> Pushed:
    pushed = Pushed()
    for batch in batches:
        try:
            once = push(database, device, (batch,))
        except Refused as refusal:
            if not pushed.answers:
                raise
            return replace(pushed, problem=refusal.problems[0])
        pushed = replace(once, answers=pushed.answers + once.answers)
    return pushed


def _push(database: Database, device: Device, batches: Sequence[Batch], apply: one_by_one.Apply) -> Pushed:
    with database.transaction(device.districts, device.no) as connection:
        came = arriving.checked(connection, device, batches)
        if came.end is None:
            raise Refused(came.problem or Problem("message_unreadable"))
        moment = datetime.now(UTC)
        decisions = apply(connection, device, came, moment) if came.fresh else []
    if not came.fresh:
        moment = came.known[-1].received_at
    answers = [arriving.answer_again(one) for one in came.known]
    answers += [Answer(d.change.number, d.verdict, d.problem) for d in decisions]
    return Pushed(tuple(answers), came.end.changes[-1].number, came.end.chain_end, moment, came.problem)


def _apply(connection: Connection, device: Device, came: Arriving, moment: datetime) -> list[Decision]:
    """Steps 2 to 5 of the protocol: lock, decide, write the history, last the records with their version."""
    fresh = came.fresh
    own = {change.record(device.fingerprint) for change in fresh if change.subject is None}
    moves = {home for change in fresh if change.kind == "move" for home in referenced(change)}
    joined = {into for change in fresh for into in merged_into(change.fields)}
    subjects = ({change.subject for change in fresh if change.subject} | moves | joined) - own
    pointed_at = {record for change in fresh for record in referenced(change)} - own - subjects
    reach = moving.Reach(connection, device.districts)
    past = Past(connection)
    held = reach.lock(subjects)
    deciding = Deciding(
        device.fingerprint,
        device.districts,
        held | (past.follow(held.values()) if joined else {}),
        reach.kinds(pointed_at),
        moving.reachable(connection, device.programme) if moves else (),
        past.find,
    )
    decisions = [deciding.decide(change) for change in fresh]
    carried = moving.prepare(connection, device.districts, reach, deciding)
    store.write_history(connection, device.no, decisions, came.chains, moment)
    versions = store.write_records(
        connection, deciding.created.values(), deciding.edited.values(), carried.districts
    )
    moving.carry(connection, carried, versions)
    return decisions
