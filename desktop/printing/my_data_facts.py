"""Everything the register holds of a household, as the sheet "My data" (P-12) tells it to the citizen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.printing.facts import Issuer
from domain.birth import Birth
from domain.languages import LanguageCode
from domain.programme import Notice


@dataclass(frozen=True)
class MemberData:
    """One member; vocabularies are codes of the register. ``identifiers`` are (scheme, country, number)."""

    code: str
    name: str
    other_names: str
    mother_name: str
    sex: str
    birth: Birth
    role: str
    since: date
    until: date | None
    identifiers: tuple[tuple[str, str, str], ...]
    phones: tuple[str, ...]
    portraits: int
    deceased: bool


@dataclass(frozen=True)
class Looked:
    """Somebody opened, printed or passed on the file: ``access`` is a code, ``to`` whom it went to."""

    at: str
    by: str
    access: str
    reason: str
    to: str


@dataclass(frozen=True)
class MyData:
    """The sheet's facts. ``given`` is how the notice was given, ``source`` how the household came in."""

    code: str
    head_name: str
    language: LanguageCode
    issuer: Issuer
    notice: Notice
    legal_basis: str
    given: str
    registered_on: date
    source: str
    place: tuple[str, ...]
    village: str
    address: str
    landmark: str
    phones: tuple[str, ...]
    members: tuple[MemberData, ...]
    papers: tuple[tuple[str, str, int], ...]
    documents: int
    looked: tuple[Looked, ...]
