"""What stands on a household registration form (P-01): all blank, or as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desktop.printing.facts import Issuer
from domain.birth import Birth
from domain.languages import LanguageCode
from domain.programme import Notice


@dataclass(frozen=True)
class FormMember:
    """One member's row. ``sex``, ``role`` and ``scheme`` are codes of the register, empty when unsaid."""

    given_name: str = ""
    family_name: str = ""
    single_name: bool = False
    sex: str = ""
    role: str = ""
    birth: Birth | None = None
    mother_name: str = ""
    scheme: str = ""
    number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class FormPlace:
    """Where the household lives; ``area`` is a line as read, ``kind`` a code of the register."""

    area: str = ""
    village: str = ""
    landmark: str = ""
    address: str = ""
    phone: str = ""
    kind: str = ""
    compound: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True)
class FormFacts:
    """One form. ``spoken``, ``given`` and ``legal_basis`` are codes of the register, empty when unsaid.

    ``language`` is the form's; ``offered`` are the languages a citizen of this office may choose. There are
    as many rows as fit on one sheet of paper, and at least ``rows``.
    """

    code: str
    issuer: Issuer
    notice: Notice
    language: LanguageCode
    offered: tuple[LanguageCode, ...]
    legal_basis: str
    spoken: str = ""
    given: str = ""
    place: FormPlace = field(default_factory=FormPlace)
    members: tuple[FormMember, ...] = ()
    guardian: str = ""
    child_headed: bool = False
    on: date | None = None
    copy_number: int = 1
    rows: int = 0
