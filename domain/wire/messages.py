"""What travels in a round: a batch of changes one way, verdicts and the rows of others the other way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.changes import Change
from domain.ids import RecordId
from domain.problems import Problem
from domain.records import Fields

PROTOCOL = 1
OLDEST_PROTOCOL = max(1, PROTOCOL - 2)
BATCH_LIMIT = 500
PAGE_LIMIT = 1000
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
    """One step of a round. ``cursors`` has a key for each district the device holds."""

    batch: Batch | None
    cursors: Mapping[str, Cursor]
    page: int = PAGE_LIMIT


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
class Response:
    """What comes back: verdicts and a signed receipt for the batch, then rows since the cursors.

    ``receipt`` is a compact JWS (see docs/sync-protocol.md), empty without a batch. ``tallies`` counts the
    records of each kind in the device's districts, and is present only when ``more`` is false.
    """

    answers: tuple[Answer, ...]
    receipt: str
    rows: tuple[Row, ...]
    cursors: Mapping[str, Cursor]
    more: bool
    server_time_ms: int
    tallies: Mapping[str, int] = field(default_factory=dict)
