"""What travels in a round: a batch of changes one way, verdicts and the rows of others the other way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.changes import Change
from domain.ids import RecordId
from domain.problems import Problem
from domain.records import Fields

PROTOCOL = 2
OLDEST_PROTOCOL = max(1, PROTOCOL - 2)
BATCH_LIMIT = 100  # changes: what a cut line can cost
MESSAGE_LIMIT = 40  # batches: what one request can hold
PAGE_LIMIT = 4000
MEDIA_TYPE = "application/vnd.guichet.round"


class Verdict(StrEnum):
    """The server's word on one change."""

    accepted = "accepted"
    known = "known"
    conflict = "conflict"
    refused = "refused"


@dataclass(frozen=True)
class Batch:
    """Consecutive changes of one device, the end of its chain and one signature (Ed25519, 64 bytes)."""

    device: str
    changes: tuple[Change, ...]
    chain_end: bytes
    signature: bytes

    @property
    def first(self) -> int:
        """The number of the first change."""
        return self.changes[0].number


@dataclass(frozen=True)
class Cursor:
    """How far a device has read one district: the last row's version and id in the server's own order."""

    version: int = 0
    row: int = 0


@dataclass(frozen=True)
class Request:
    """One step of a round. ``cursors`` has a key for each district the device holds.

    ``batches`` follow each other without a gap. ``answered`` is the last number of which this file holds the
    answer, None when it does not ask for those it may have lost. ``waiting`` counts what will still be to
    send after this step, ``program`` names the version of the program: a regional office wants to know.
    """

    batches: tuple[Batch, ...]
    cursors: Mapping[str, Cursor]
    page: int = PAGE_LIMIT
    answered: int | None = None
    waiting: int = 0
    program: str = ""
    protocol: int = PROTOCOL

    @property
    def device(self) -> str:
        """Whose batches these are, empty without one."""
        return self.batches[0].device if self.batches else ""

    @property
    def last(self) -> int:
        """The number of the last change, 0 without one."""
        return self.batches[-1].changes[-1].number if self.batches else 0


@dataclass(frozen=True)
class Row:
    """A record as the server has it. ``revisions`` names the last change of each field edited since."""

    id: RecordId
    kind: str
    district: str
    fields: Fields
    revisions: Mapping[str, RecordId]


@dataclass(frozen=True)
class Answer:
    """The verdict on one change number; a refusal says why."""

    number: int
    verdict: Verdict
    problem: Problem | None = None


@dataclass(frozen=True)
class Stop:
    """A place where a page may be cut: the cursors after its first ``rows`` rows."""

    rows: int
    cursors: Mapping[str, Cursor]


@dataclass(frozen=True)
class Page:
    """Rows in the server's order and the cursors after them: what a snapshot is made of."""

    rows: tuple[Row, ...]
    cursors: Mapping[str, Cursor]


@dataclass(frozen=True)
class Response:
    """What comes back: verdicts and a signed receipt for the batches, then rows since the cursors.

    ``receipt`` is a compact JWS (see docs/sync-protocol.md) over the last number answered for, empty when
    no answer is given. ``tallies`` counts the records of each kind in the device's districts, and is present
    only when ``more`` is false. ``epoch`` names a life of the server's history: another after a restore.
    ``left`` counts the rows that come after these (at most a million is said). ``stops`` are in order; the
    page's end is not among them.
    """

    answers: tuple[Answer, ...]
    receipt: str
    rows: tuple[Row, ...]
    cursors: Mapping[str, Cursor]
    more: bool
    server_time_ms: int
    tallies: Mapping[str, int] = field(default_factory=dict)
    epoch: str = ""
    left: int = 0
    stops: tuple[Stop, ...] = ()
