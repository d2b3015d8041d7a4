"""What the reconciliation slip (P-19) says: what was written, sent and held, counted on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.printing.facts import Issuer
from domain.languages import LanguageCode


@dataclass(frozen=True)
class SlipRow:
    """Changes of one author or one kind; ``name`` is the author's, ``kind`` a code of the register."""

    name: str
    kind: str
    written: int
    waiting: int
    sent: int
    held: int
    missing: int
    needs: int


@dataclass(frozen=True)
class SlipDifference:
    """Where the two sides do not say the same; ``reason`` is a code."""

    reason: str
    here: int
    there: int
    name: str
    kind: str


@dataclass(frozen=True)
class SlipFacts:
    """``day`` is None for all that was ever written; ``officer`` compared both sides.

    ``held_at`` is the moment the server's figures are of.

    ``by_receipts`` where the server was not reached; then ``seal`` is empty.
    """

    issuer: Issuer
    language: LanguageCode
    device: str
    number: int
    day: date | None
    made_at: datetime
    held_at: datetime | None
    officer: str
    by_receipts: bool
    total: SlipRow
    authors: tuple[SlipRow, ...]
    kinds: tuple[SlipRow, ...]
    differences: tuple[SlipDifference, ...]
    seal: str
