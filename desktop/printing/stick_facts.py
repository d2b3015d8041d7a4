"""What the slip of a carried stick (P-20) and the list of offices (P-21) say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.printing.facts import Issuer
from domain.languages import LanguageCode
from domain.problems import Problem


@dataclass(frozen=True)
class StickSlip:
    """One bundle. Moments carry the carrying office's zone; ``answer`` is empty until the server answered."""

    office: str
    office_name: str
    laptop: str
    language: LanguageCode
    written_at: datetime
    carried_at: datetime
    brought: dict[str, int]
    answer: dict[str, int]
    state: str
    problem: Problem | None


@dataclass(frozen=True)
class OfficeEntry:
    """An office on the list; ``days`` of silence, None when it was never heard; ``tone`` as on the board."""

    code: str
    name: str
    seen_at: datetime | None
    days: int | None
    tone: str
    waiting: int
    laptops: int
    programs: str


@dataclass(frozen=True)
class OfficeList:
    """The board on paper."""

    issuer: Issuer
    language: LanguageCode
    offices: tuple[OfficeEntry, ...]
