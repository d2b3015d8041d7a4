"""What proves that changes arrived: the server's receipts, checked here without a line."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.models import journal, receipts, settings
from desktop.models.receipts import Receipt
from desktop.services.desk import Desk
from domain.problems import Fault, Problem, Refused

if TYPE_CHECKING:
    from desktop.sync.proofs import Proofs
    from desktop.sync.trusting import Trust

Connection = Any


@dataclass(frozen=True)
class Verified:
    """What the receipts are worth. ``wrong`` names those that do not hold, as ``device:upto``.

    ``unproved`` counts changes called arrived on another's word: a copy of this file had sent them.
    ``latest`` is when the server last signed for something (ISO 8601 UTC), empty before the first time.
    """

    receipts: int
    unproved: int
    wrong: tuple[str, ...]
    latest: str


@dataclass(frozen=True)
class Proof:
    """What proves one change: ``received_at`` (ISO 8601 UTC), and the signed receipt up to ``upto``."""

    device: str
    number: int
    upto: int
    received_at: str
    jws: str


def verify(desk: Desk) -> Verified:
    """Check every receipt: signed by this server, about this file, over the chain as it stands here."""
    with desk.store.reading() as connection:
        kept = list(receipts.all_of(connection))
        wrong = _wrong(connection, kept) if kept else ()
        return Verified(len(kept), receipts.without(connection), wrong, receipts.latest(connection))


def proof_of(desk: Desk, change: int) -> Proof | None:
    """What proves that a change of this file (its row id) arrived; None while it has not.

    Raises Fault when the receipt does not hold.
    """
    with desk.store.reading() as connection:
        found = receipts.covering(connection, change)
        if found is None or change not in receipts.times(connection, [change]):
            return None
        if not _holds(connection, proofs(connection), found):
            raise Fault("receipt_wrong")
        number = change - found.who.span[0] + 1
        return Proof(found.who.device, number, found.upto, found.received_at, found.jws)


def trust(connection: Connection) -> Trust:
    """The certificates of the server this file joined. Raises Refused before it has."""
    from desktop.sync.trusting import Trust  # noqa: PLC0415 - start-up time

    if not settings.get(connection, "server_url"):
        raise Refused(Problem("not_joined"))
    return Trust(
        base64.b64decode(settings.get(connection, "server_root")),
        base64.b64decode(settings.get(connection, "server_receipt")),
        base64.b64decode(settings.get(connection, "server_bundle")),
    )


def proofs(connection: Connection) -> Proofs:
    """Reads what the server signed. Raises Refused before it was joined."""
    from desktop.sync.proofs import Proofs  # noqa: PLC0415 - start-up time

    return Proofs(trust(connection))


def _wrong(connection: Connection, kept: list[Receipt]) -> tuple[str, ...]:
    reader = proofs(connection)
    return tuple(f"{one.who.device}:{one.upto}" for one in kept if not _holds(connection, reader, one))


def _holds(connection: Connection, reader: Proofs, receipt: Receipt) -> bool:
    try:
        claims = reader.claims(receipt.jws)
    except Fault:
        return False
    chain = journal.chain_at(connection, receipt.who, receipt.upto)
    said = (claims.get("device"), claims.get("upto"), claims.get("chain"), claims.get("received_at"))
    return bool(chain) and said == (receipt.who.device, receipt.upto, chain.hex(), receipt.received_at)
