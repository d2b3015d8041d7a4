"""What the papers of an enrolment say: the decision letter (P-05), the receipt (P-03), the exit letter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop.printing.facts import Issuer
from domain.catalogue import Catalogue
from domain.languages import LanguageCode
from domain.schemes.scheme import Scheme
from domain.schemes.terms import ExitReason


@dataclass(frozen=True)
class EnrolmentFacts:
    """One enrolment. ``area`` is a line as read; ``size`` how many live in the household.

    ``reasons`` as a decision keeps them, ``reason`` what an officer wrote; ``position`` on the waiting list.
    ``recipient`` and ``alternate`` are names; ``next_proof_on`` when the next proof of life is due.
    """

    code: str
    household_code: str
    name: str
    person_code: str | None
    area: str
    scheme: Scheme
    catalogue: Catalogue
    status: str
    size: int
    applied_on: date
    issuer: Issuer
    language: LanguageCode
    copy_number: int
    decided_on: date | None = None
    enrolled_on: date | None = None
    start_on: date | None = None
    end_on: date | None = None
    exit_reason: ExitReason | None = None
    entitled_until: date | None = None
    next_proof_on: date | None = None
    appeal_until: date | None = None
    position: int | None = None
    recipient: str = ""
    alternate: str = ""
    sponsor: str = ""
    missing: tuple[str, ...] = ()
    reasons: tuple[dict[str, Any], ...] = field(default=())
    reason: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its lines, each after a mark where there are several."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LetterWords:
    """One letter. ``named`` are labels with what stands under them; ``verdict`` is what it is written for."""

    title: str
    under: str
    code_label: str
    code: str
    copy: str
    named: tuple[tuple[str, str], ...]
    verdict_label: str
    verdict: str
    verdict_note: str
    sections: tuple[Section, ...]
    sign_citizen: str
    sign_office: str
    printed: str
