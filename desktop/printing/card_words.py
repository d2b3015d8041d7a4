"""What a beneficiary card (P-04) says, in the citizen's language; nothing sensitive stands on it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words, short_date
from desktop.language.terms import label
from desktop.printing import fonts
from desktop.printing.facts import CardFacts
from desktop.printing.receipt_words import copy_in_words
from domain.vocabulary import Sex


@dataclass(frozen=True)
class CardWords:
    """The words of one card; each pair is a label with what stands under it."""

    country: str
    ministry: str
    programme: str
    title: str
    name: tuple[str, str]
    born: tuple[str, str]
    sex: tuple[str, str]
    household: tuple[str, str]
    place: tuple[str, str]
    code: tuple[str, str]
    valid: tuple[str, str]
    issued: tuple[str, str]
    copy: str
    personal: str
    lost: str
    rights: str
    office: str
    office_address: str
    office_phone: str


def card_words(facts: CardFacts, language: Language) -> CardWords:
    """The card in a language. Raises ``Refused("glyph_missing")``, naming the character and the field."""
    issuer, code = facts.issuer, language.code
    letterhead, office, paper = issuer.letterhead, issuer.office, issuer.paper
    _require_glyphs(facts, language)
    return CardWords(
        country=letterhead.country[code],
        ministry=letterhead.ministry[code],
        programme=letterhead.programme[code],
        title=language.say("Card", "Beneficiary card"),
        name=(language.say("Card", "Name"), facts.name),
        born=(language.say("Card", "Born", "a person's birth"), birth_in_words(facts.birth, language)),
        sex=(language.say("Card", "Sex"), label(Sex, facts.sex, language)),
        household=(language.say("Card", "Household"), facts.household_code),
        place=(language.say("Card", "Place"), facts.area),
        code=(language.say("Card", "Card code"), facts.code),
        valid=(language.say("Card", "Valid until"), short_date(facts.valid_until)),
        issued=(language.say("Card", "Issued on"), short_date(facts.issued_on)),
        # An original says nothing: only a further copy must be told apart.
        copy=copy_in_words(facts.copy_number, language) if facts.copy_number > 1 else "",
        personal=language.say("Card", "This card is personal."),
        lost=paper.card_lost[code],
        rights=paper.rights[code],
        office=office.names[code],
        office_address=office.address,
        office_phone=office.phone,
    )


def _require_glyphs(facts: CardFacts, language: Language) -> None:
    issuer, code = facts.issuer, language.code
    office = issuer.office
    fonts.require_glyphs(
        {
            "code": facts.code,
            "household": facts.household_code,
            "name": facts.name,
            "area": facts.area,
            "office": f"{office.names[code]} {office.address} {office.phone}",
            "country": issuer.letterhead.country[code],
            "ministry": issuer.letterhead.ministry[code],
            "programme": issuer.letterhead.programme[code],
            "card_lost": issuer.paper.card_lost[code],
            "rights": issuer.paper.rights[code],
        }
    )
