"""What goes up: the next batches of an identity as one message, each signed once."""

from __future__ import annotations

from typing import Any

from desktop.models import journal
from desktop.models.identity import Identity
from domain.changes import Change, signed_bytes
from domain.wire.messages import Batch

Connection = Any


def message(connection: Connection, who: Identity, batches: int, size: int) -> tuple[Batch, ...]:
    """The next batches, of ``size`` changes each; from now on these changes are marked as sent.

    That mark stays until the server has said what it holds: nothing goes twice before that.
    """
    changes = journal.waiting(connection, who, batches * size)
    if not changes:
        return ()
    journal.mark_range(connection, who, changes[0].number, changes[-1].number, "sent")
    parts = [changes[start : start + size] for start in range(0, len(changes), size)]
    ends = journal.chains_at(connection, who, [part[-1].number for part in parts])
    return tuple(_batch(who, part, ends[part[-1].number]) for part in parts)


def _batch(who: Identity, changes: list[Change], end: bytes) -> Batch:
    signature = who.sign(signed_bytes(who.device, changes[0].number, len(changes), end))
    return Batch(who.device, tuple(changes), end, signature)
