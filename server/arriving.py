"""What comes from a device, checked before any of it is applied: its signatures, and its chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from domain import changes
from domain.changes import Change
from domain.problems import Problem, Refused
from domain.wire.messages import Answer, Batch, Verdict
from server import store
from server.devices import Device
from server.store import Arrived

AT_ONCE = 500  # changes in one transaction: what others have to wait for
MOST_ANSWERS = 4000  # of those that were lost: as many as one message can bring


@dataclass
class Arriving:
    """Batches that follow each other, as far as they are sound.

    ``known`` came in an earlier request; ``fresh`` has the chain after each in ``chains``. ``end`` is the
    last sound batch; ``problem`` says why the one after it is not.
    """

    known: list[Arrived] = field(default_factory=list)
    fresh: list[Change] = field(default_factory=list)
    chains: list[bytes] = field(default_factory=list)
    end: Batch | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class Held:
    """The answers a device may have lost, and the last number they cover with its chain and moment."""

    answers: tuple[Answer, ...]
    upto: int
    chain: bytes
    received_at: datetime | None


def in_groups(batches: Sequence[Batch]) -> Iterator[Sequence[Batch]]:
    """The batches, as many at a time as one transaction takes; one that is larger comes alone."""
    group: list[Batch] = []
    for batch in batches:
        if group and sum(len(one.changes) for one in (*group, batch)) > AT_ONCE:
            yield group
            group = []
        group.append(batch)
    if group:
        yield group


def checked(connection: Connection, device: Device, batches: Sequence[Batch]) -> Arriving:
    """The batches against what this device sent before, which nobody changes until the transaction's end."""
    last_number, last_chain = store.lock_device(connection, device)
    arriving = Arriving()
    for batch in batches:
        try:
            _check_signature(device, batch)
            _check_order(arriving.end, batch)
            after, known = _follow(connection, device, batch, last_number, last_chain)
        except Refused as refusal:
            arriving.problem = refusal.problems[0]
            break
        arriving.known += known
        arriving.fresh += batch.changes[len(known) :]
        arriving.chains += after[len(known) :]
        arriving.end = batch
        if batch.changes[-1].number > last_number:
            last_number, last_chain = batch.changes[-1].number, batch.chain_end
    return arriving


def _check_signature(device: Device, batch: Batch) -> None:
    if batch.device != device.fingerprint:
        raise Refused(Problem("device_mismatch"))
    signed = changes.signed_bytes(batch.device, batch.first, len(batch.changes), batch.chain_end)
    try:
        Ed25519PublicKey.from_public_bytes(device.public_key).verify(batch.signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise Refused(Problem("signature_wrong")) from error


def _check_order(before: Batch | None, batch: Batch) -> None:
    if before and batch.first != before.changes[-1].number + 1:
        raise Refused(Problem("gap", facts={"expected": before.changes[-1].number + 1}))


def _follow(
    connection: Connection, device: Device, batch: Batch, last_number: int, last_chain: bytes
) -> tuple[list[bytes], list[Arrived]]:
    """The chain after each change, and those at the batch's head that came in an earlier request."""
    if batch.first > last_number + 1:
        raise Refused(Problem("gap", facts={"expected": last_number + 1}))
    if batch.first == last_number + 1:
        after = changes.chain(last_chain, batch.changes)
        if after[-1] != batch.chain_end:
            raise Refused(Problem("chain_broken"))
        return after, []
    return _overlapping(connection, device, batch, last_number)


def _overlapping(
    connection: Connection, device: Device, batch: Batch, last_number: int
) -> tuple[list[bytes], list[Arrived]]:
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
    return after, [arrived[number] for number in sorted(arrived)]


def answer_again(arrived: Arrived) -> Answer:
    """A refusal is said again, or a lost answer would hide it for ever."""
    if arrived.verdict is Verdict.refused:
        return Answer(arrived.number, Verdict.refused, arrived.problem)
    return Answer(arrived.number, Verdict.known)


def held_after(connection: Connection, device: Device, answered: int) -> Held | None:
    """What this server holds beyond the last number a device has the answer of; None when it is just that.

    With less than that it has come back from an older copy: no answers then, and the number it does hold.
    """
    last, chain = store.last_of(connection, device.no)
    if last == answered:
        return None
    if last < answered:
        end = store.history(connection, device.no, last, last).get(last)
        return Held((), last, chain, end.received_at if end else None)
    found = store.history(connection, device.no, answered + 1, min(last, answered + MOST_ANSWERS))
    numbers = sorted(found)
    answers = tuple(Answer(n, found[n].verdict, found[n].problem) for n in numbers)
    end = found[numbers[-1]]
    return Held(answers, end.number, end.chain, end.received_at)
