"""What a paper says, gathered by a service: no paper reads the register itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.birth import Birth
from domain.languages import LanguageCode
from domain.programme import Letterhead, Office, Paper
from domain.vocabulary import Sex


@dataclass(frozen=True)
class Issuer:
    """Who gives a paper out, where and when.

    ``officer`` is the officer's full name; ``printed_at`` carries its zone and is shown in the office's.
    """

    letterhead: Letterhead
    office: Office
    officer: str
    printed_at: datetime
    paper: Paper


@dataclass(frozen=True)
class ReceiptFacts:
    """A household's registration receipt. ``area`` is a line as read: *Nowshera, Khyber Pakhtunkhwa*."""

    code: str
    head_name: str
    members: int
    area: str
    village: str
    registered_on: date
    next_step_on: date
    issuer: Issuer
    copy_number: int = 1
    language: LanguageCode | None = None  # this citizen's, where it is not the document's


@dataclass(frozen=True)
class CardFacts:
    """A person's beneficiary card. ``photo`` is a JPEG, kept as it is; without one a silhouette is drawn."""

    code: str
    household_code: str
    name: str
    sex: Sex
    birth: Birth
    area: str
    issued_on: date
    valid_until: date
    issuer: Issuer
    photo: bytes | None = None
    copy_number: int = 1
    language: LanguageCode | None = None  # this citizen's, where it is not the document's
