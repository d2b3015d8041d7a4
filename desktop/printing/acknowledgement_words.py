"""What the acknowledgement of a complaint (P-07) says, in the language of who complained."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.language.catalogue import Language
from desktop.language.dates import full_date, long_date
from desktop.language.terms import label
from desktop.printing import fonts
from desktop.printing.facts import Issuer
from desktop.printing.receipt_words import copy_in_words, printed_in_words
from domain.languages import LanguageCode
from domain.window.terms import GrievanceKind


@dataclass(frozen=True)
class Acknowledged:
    """A complaint that was written down.

    Of a sealed one the paper says neither kind nor name: it may be found by whom it is about. ``text`` and
    ``answer`` are never on it.
    """

    code: str
    kind: str
    name: str
    received_on: date
    due_on: date
    sealed: bool
    issuer: Issuer
    language: LanguageCode
    copy_number: int = 1


@dataclass(frozen=True)
class Words:
    """The words of one acknowledgement; ``rows`` are labels with what stands under them."""

    head: tuple[str, str, str]
    title: str
    copy: str
    keep: str
    code_label: str
    rows: tuple[tuple[str, str], ...]
    next_label: str
    due: str
    next_steps: tuple[str, ...]
    contact_label: str
    office: str
    office_address: str
    office_phone: str
    sign_citizen: str
    sign_office: str
    printed: str


def words_of(facts: Acknowledged, language: Language) -> Words:
    """The page in a language. Raises ``Refused("glyph_missing")``, naming the character and the field."""
    say, code, issuer = language.say, language.code, facts.issuer
    head = issuer.letterhead
    fonts.require_glyphs({"name": "" if facts.sealed else facts.name, "officer": issuer.officer})
    due = full_date(facts.due_on, language)
    return Words(
        head=(head.country[code], head.ministry[code], head.programme[code]),
        title=say("Acknowledgement", "We have received your message")
        if facts.sealed
        else say("Acknowledgement", "Acknowledgement of a complaint"),
        copy=copy_in_words(facts.copy_number, language),
        keep=say("Acknowledgement", "Keep this paper. With its number you can ask how far we are."),
        code_label=say("Acknowledgement", "Your number"),
        rows=_rows(facts, language),
        next_label=say("Acknowledgement", "What happens now"),
        due=say("Acknowledgement", "You will have an answer by {date}.").format(date=due),
        next_steps=(
            say("Acknowledgement", "If you have no answer by then, come or telephone and give the number."),
            say(
                "Acknowledgement",
                "If you do not agree with the answer, tell us: another officer will look at it.",
            ),
            say("Acknowledgement", "It is free. It changes nothing about the help you receive."),
        ),
        contact_label=say("Acknowledgement", "Whom to ask"),
        office=issuer.office.names[code],
        office_address=issuer.office.address,
        office_phone=say("Receipt", "Telephone: {number}").format(number=issuer.office.phone),
        sign_citizen=say("Acknowledgement", "Signature or fingerprint, if wished"),
        sign_office=say("Receipt", "Signature and stamp of the office"),
        printed=printed_in_words(issuer, language),
    )


def _rows(facts: Acknowledged, language: Language) -> tuple[tuple[str, str], ...]:
    say = language.say
    rows = [(say("Acknowledgement", "Received on"), long_date(facts.received_on, language))]
    if not facts.sealed:
        rows.append((say("Acknowledgement", "About"), label(GrievanceKind, facts.kind, language)))
        rows.append((say("Acknowledgement", "From"), facts.name or say("Acknowledgement", "without a name")))
    rows.append((say("Receipt", "Officer"), facts.issuer.officer))
    return tuple(rows)
