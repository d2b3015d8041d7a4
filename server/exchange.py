"""The other side of a round: one step takes a batch, answers each change, and gives back what is new."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from domain import changes
from domain.changes import Change
from domain.problems import Problem, Refused
from domain.wire.messages import Answer, Batch, Request, Response, Verdict
from server import store
from server.database import Database
from server.deciding import Deciding, Decision, referenced
from server.devices import Device
from server.pulling import pull
from server.store import Arrived
from server.trust import Trust


@dataclass(frozen=True)
class Pushed:
    """The answers to a batch and the receipt for it."""

    answers: tuple[Answer, ...] = ()
    receipt: str = ""

    def counts(self) -> Mapping[str, int]:
        """How many of each verdict, for the log."""
        return Counter(answer.verdict.value for answer in self.answers)


@dataclass
class _Chains:
    """The chain after each change of a batch, checked against what arrived before.

    ``arrived`` are the changes at the batch's head that came in an earlier request.
    """

    after: list[bytes]
    arrived: dict[int, Arrived] = field(default_factory=dict)


def exchange(database: Database, trust: Trust, device: Device, request: Request) -> tuple[Response, Pushed]:
    """One step of a round: what is sent first, then what comes back.

    Raises ``Refused`` of the whole batch (``device_mismatch``, ``signature_wrong``, ``gap``, ``forked``,
    ``chain_broken``), of which nothing is then applied, and ``Fault``.
    """
    pushed = push(database, trust, device, request.batch) if request.batch else Pushed()
    proven = request.batch.changes[-1].number if request.batch else 0
    page = pull(database, device, request.cursors, request.page, proven)
    response = Response(
        answers=pushed.answers,
        receipt=pushed.receipt,
        rows=page.rows,
        cursors=page.cursors,
        more=page.more,
        server_time_ms=time.time_ns() // 1_000_000,
        tallies=page.tallies,
    )
    return response, pushed


def push(database: Database, trust: Trust, device: Device, batch: Batch) -> Pushed:
    """Takes a batch in one transaction: all of it is in the history afterwards, or nothing."""
    _check_signature(device, batch)
    with database.transaction(device.districts, device.no) as connection:
        last_number, last_chain = store.lock_device(connection, device.no)
        chains = _checked_chains(connection, device, batch, last_number, last_chain)
        known = [_answer_again(chains.arrived[n]) for n in sorted(chains.arrived)]
        fresh = batch.changes[len(known) :]
        moment = datetime.now(UTC)
        fresh_chains = chains.after[len(known) :]
        decisions = _apply(connection, device, fresh, fresh_chains, moment) if fresh else []
    if not fresh:
        moment = chains.arrived[batch.changes[-1].number].received_at
    answers = known + [Answer(d.change.number, d.verdict, d.problem) for d in decisions]
    receipt = trust.receipt(device.fingerprint, batch.changes[-1].number, batch.chain_end, moment)
    return Pushed(tuple(answers), receipt)


def _check_signature(device: Device, batch: Batch) -> None:
    if batch.device != device.fingerprint:
        raise Refused(Problem("device_mismatch"))
    signed = changes.signed_bytes(batch.device, batch.first, len(batch.changes), batch.chain_end)
    try:
        Ed25519PublicKey.from_public_bytes(device.public_key).verify(batch.signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise Refused(Problem("signature_wrong")) from error


def _checked_chains(
    connection: Connection, device: Device, batch: Batch, last_number: int, last_chain: bytes
) -> _Chains:
    """Rebuilds the chain of the batch from where the server's own stands."""
    if batch.first > last_number + 1:
        raise Refused(Problem("gap", facts={"expected": last_number + 1}))
    if batch.first == last_number + 1:
        after = changes.chain(last_chain, batch.changes)
        if after[-1] != batch.chain_end:
            raise Refused(Problem("chain_broken"))
        return _Chains(after)
    return _overlapping(connection, device, batch, last_number)


def _overlapping(connection: Connection, device: Device, batch: Batch, last_number: int) -> _Chains:
    """Some of it came before: with the same chain it is known, with another two files share an identity."""
    upto = min(last_number, batch.changes[-1].number)
    arrived = store.history(connection, device.no, batch.first - 1, upto)
    before = arrived.pop(batch.first - 1, None)
    start = before.chain if before else changes.chain_start(device.fingerprint)
    after = changes.chain(start, batch.changes)
    if after[upto - batch.first] != arrived[upto].chain:
        agreed = [n for n in range(batch.first, upto + 1) if after[n - batch.first] == arrived[n].chain]
        raise Refused(Problem("forked", facts={"agreed": agreed[-1] if agreed else batch.first - 1}))
    if after[-1] != batch.chain_end:
        raise Refused(Problem("chain_broken"))
    return _Chains(after, arrived)


def _answer_again(arrived: Arrived) -> Answer:
    """A refusal is said again, or a lost answer would hide it for ever."""
    if arrived.verdict is Verdict.refused:
        return Answer(arrived.number, Verdict.refused, arrived.problem)
    return Answer(arrived.number, Verdict.known)


def _apply(
    connection: Connection,
    device: Device,
    fresh: tuple[Change, ...],
    chains: list[bytes],
    moment: datetime,
) -> list[Decision]:
    """Steps 2 to 5 of the protocol: lock, decide, write the history, last the records with their version."""
    own = {change.record(device.fingerprint) for change in fresh if change.subject is None}
    subjects = {change.subject for change in fresh if change.subject} - own
    pointed_at = {record for change in fresh for record in referenced(change)} - own - subjects
    deciding = Deciding(
        device.fingerprint,
        device.districts,
        store.lock_records(connection, device.districts, subjects),
        store.existing(connection, device.districts, pointed_at),
    )
    decisions = [deciding.decide(change) for change in fresh]
    store.write_history(connection, device.no, decisions, chains, moment)
    store.write_records(connection, deciding.created.values(), deciding.edited.values())
    return decisions
