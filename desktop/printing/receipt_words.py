"""What a registration receipt (P-02) says, line by line, in the citizen's language."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.language.catalogue import Language
from desktop.language.dates import full_date, long_date, long_moment
from desktop.printing import fonts
from desktop.printing.document import office_time
from desktop.printing.facts import Issuer, ReceiptFacts


@dataclass(frozen=True)
class ReceiptWords:
    """The words of one receipt; ``rows`` are labels with what stands under them."""

    country: str
    ministry: str
    programme: str
    title: str
    copy: str
    keep: str
    code_label: str
    code: str
    head_label: str
    head: str
    members: str
    rows: tuple[tuple[str, str], ...]
    next_label: str
    next_step: str
    next_date: str
    contact_label: str
    contact: str
    office: str
    office_address: str
    office_phone: str
    rights: str
    no_decision: str
    only_shows: str
    sign_citizen: str
    sign_office: str
    printed: str


def copy_in_words(number: int, language: Language) -> str:
    """The first is the original; the second is *Duplicata n° 2*, *2.ª via n.º 2*, *Copy no. 2*."""
    if number == 1:
        return language.say("Print", "Original")
    return language.say("Print", "Copy no. {number}").format(number=number)


def printed_in_words(issuer: Issuer, language: Language) -> str:
    """When and by whom, on the office's clock."""
    words = language.say("Print", "Printed on {moment} by {officer}")
    return words.format(moment=long_moment(office_time(issuer), language), officer=issuer.officer)


def receipt_words(facts: ReceiptFacts, language: Language) -> ReceiptWords:
    """The receipt in a language. Raises ``Refused("glyph_missing")``, naming the character and the field."""
    issuer, code = facts.issuer, language.code
    letterhead, office, paper = issuer.letterhead, issuer.office, issuer.paper
    _require_glyphs(facts, language)
    return ReceiptWords(
        country=letterhead.country[code],
        ministry=letterhead.ministry[code],
        programme=letterhead.programme[code],
        title=language.say("Receipt", "Registration receipt"),
        copy=copy_in_words(facts.copy_number, language),
        keep=language.say("Receipt", "Keep this paper and bring it to each visit."),
        code_label=language.say("Receipt", "Household code"),
        code=facts.code,
        head_label=language.say("Receipt", "Head of household"),
        head=facts.head_name,
        members=language.say("Receipt", "%n member(s)", "", facts.members),
        rows=_rows(facts, language),
        next_label=language.say("Receipt", "Next step"),
        next_step=paper.next_step[code],
        next_date=language.say("Receipt", "Expected date: {date}").format(
            date=full_date(facts.next_step_on, language)
        ),
        contact_label=language.say("Receipt", "Questions and complaints"),
        contact=paper.complaints[code],
        office=office.names[code],
        office_address=office.address,
        office_phone=language.say("Receipt", "Telephone: {number}").format(number=office.phone),
        rights=paper.rights[code],
        no_decision=language.say("Receipt", "This is not a decision on a benefit."),
        only_shows=language.say("Receipt", "It only shows that your household is registered."),
        sign_citizen=language.say("Receipt", "Signature or fingerprint of the head of household"),
        sign_office=language.say("Receipt", "Signature and stamp of the office"),
        printed=printed_in_words(issuer, language),
    )


def _rows(facts: ReceiptFacts, language: Language) -> tuple[tuple[str, str], ...]:
    return (
        (language.say("Receipt", "Registered on"), long_date(facts.registered_on, language)),
        (language.say("Receipt", "Place"), ", ".join(part for part in (facts.village, facts.area) if part)),
        (language.say("Receipt", "Officer"), facts.issuer.officer),
        (language.say("Receipt", "Office"), facts.issuer.office.names[language.code]),
    )


def _require_glyphs(facts: ReceiptFacts, language: Language) -> None:
    issuer, code = facts.issuer, language.code
    fonts.require_glyphs(
        {
            "code": facts.code,
            "head_name": facts.head_name,
            "area": facts.area,
            "village": facts.village,
            "officer": issuer.officer,
            "office": f"{issuer.office.names[code]} {issuer.office.address} {issuer.office.phone}",
            "country": issuer.letterhead.country[code],
            "ministry": issuer.letterhead.ministry[code],
            "programme": issuer.letterhead.programme[code],
            "next_step": issuer.paper.next_step[code],
            "complaints": issuer.paper.complaints[code],
            "rights": issuer.paper.rights[code],
        }
    )
