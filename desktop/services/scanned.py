"""What a scanned code holds: one of our printed codes, the number of an identity document, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.models import people
from desktop.services.desk import Desk
from domain import codes
from domain.mrz import document_number
from domain.problems import Problem, Refused

LONGEST_NUMBER = 60
_WORDS = re.compile(r"[^\s/?=&:;,|#\"]+")
_PLAIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z .\-/]{2,59}")
# The customer number of a driving licence (AAMVA card design standard, annex D), as PDF417 holds it.
_LICENCE = re.compile(r"ANSI .*?DAQ([^\r\n]+)", re.DOTALL)
# A scanner set to an American keyboard types other signs where the keyboard is French, or Portuguese.
_FRENCH = str.maketrans("&é\"'(-è_çà)QAZWqazw?,", "1234567890-AQWZaqwzMm")
_PORTUGUESE = str.maketrans("'?", "-_")


@dataclass(frozen=True)
class Scanned:
    """``code`` is a printed code of ours with its check right, ``number`` one an identity document has."""

    text: str
    code: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class Found:
    """Whom a scan is of: the code to open, and a name to say."""

    code: str
    person: bool
    name: str


def understood(text: str) -> Scanned:
    """What the text of a scan says. Never raises: most of what scanners read is not for us."""
    given = text.strip()
    code = next(_codes_in(given), None)
    return Scanned(given, code, None if code else number_in(given))


def _codes_in(text: str) -> Iterator[str]:
    """The whole, a part of it (an address may stand around the code), or what another keyboard made of it."""
    for reading in (text, text.translate(_FRENCH), text.translate(_PORTUGUESE)):
        if found := codes.normal(reading):
            yield found
    for word in _WORDS.findall(text):
        if "-" in word and (found := codes.normal(word)):
            yield found


def number_in(text: str) -> str | None:
    """The number of an identity document: of its machine-readable zone, of a licence, or the text itself.

    None when it is not plausible: several lines, no digit, more than a number's length.
    """
    if number := document_number(text):
        return number
    if licence := _LICENCE.search(text):
        return licence[1].strip()[:LONGEST_NUMBER] or None
    plain = _PLAIN.fullmatch(text) and any(sign.isdigit() for sign in text)
    return text if plain else None


def find(desk: Desk, text: str) -> Found:
    """Whose code was scanned. Raises Refused: ``scan_foreign`` when it is none, ``code_unknown``."""
    code = understood(text).code
    if code is None:
        shown = " ".join(text.split())
        raise Refused(Problem("scan_foreign", "code", facts={"text": shown[:40] + "…" * (len(shown) > 40)}))
    person = desk.person_row(code)
    with desk.store.reading() as connection:
        of_person = people.row_of_code(connection, "person", code) is not None
        given, family = connection.execute(
            "SELECT given_name, family_name FROM person WHERE id = ?", (person,)
        ).fetchone()
    return Found(code, of_person, people.full_name(given, family))
