"""The words of the registration form (P-01), in the language it is printed in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.language.catalogue import Language
from desktop.language.terms import label
from desktop.printing import fonts
from desktop.printing.form_facts import FormFacts
from desktop.printing.receipt_words import copy_in_words, printed_in_words
from domain.vocabulary import HouseholdKind, IdentifierScheme, LegalBasis, NoticeGiven, Role

ENDONYMS = {"en": "English", "fr": "Français", "pt": "Português"}
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormWords:
    """What is printed on every form of a language; choices are codes with their words."""

    country: str
    ministry: str
    programme: str
    office: str
    title: str
    how: str
    copy: str
    printed: str
    ghost: str
    notice_title: str
    notice: str
    languages: Choices
    ways: Choices
    bases: Choices
    kinds: Choices
    roles: Choices
    schemes: Choices


def form_words(facts: FormFacts, language: Language) -> FormWords:
    """The words. Raises ``Refused("glyph_missing")``, naming the character and the field."""
    issuer, code = facts.issuer, language.code
    _require_glyphs(facts, language)
    office = issuer.office.names[code]
    say = language.say
    version = say("Form", "Privacy notice (version {version})").format(version=facts.notice.version)
    return FormWords(
        country=issuer.letterhead.country[code],
        ministry=issuer.letterhead.ministry[code],
        programme=issuer.letterhead.programme[code],
        office=office,
        title=say("Form", "Household registration form"),
        how=say("Form", "Write in capital letters, one figure a box. Put a cross in the box that is right."),
        copy=copy_in_words(facts.copy_number, language) if facts.copy_number > 1 else "",
        printed=printed_in_words(issuer, language),
        ghost=say("Form", "DDMMYYYY", "one letter for each figure of a date: day, month, year"),
        notice_title=version,
        notice=facts.notice.text[code].replace("{office}", office),
        languages=tuple((spoken, ENDONYMS[spoken]) for spoken in facts.offered),
        ways=tuple(one for one in _choices(NoticeGiven, language) if one[0] != "not_recorded"),
        bases=_choices(LegalBasis, language),
        kinds=_choices(HouseholdKind, language),
        roles=_choices(Role, language),
        schemes=_choices(IdentifierScheme, language),
    )


def numbered(choices: Choices) -> str:
    """``1 Head of household · 2 Spouse · …``: the numbers that are written into a box."""
    # A space that does not break keeps a number and its word together.
    return " · ".join(
        f"{number}\u00a0{words.replace(' ', chr(0xA0))}" for number, (_, words) in enumerate(choices, 1)
    )


def number_of(choices: Choices, code: str) -> str:
    """The number a code has in the list; empty when it is unsaid."""
    return next((str(number) for number, (known, _) in enumerate(choices, 1) if known == code), "")


def _choices(vocabulary: type[StrEnum], language: Language) -> Choices:
    return tuple((term.value, label(vocabulary, term.value, language)) for term in vocabulary)


def _require_glyphs(facts: FormFacts, language: Language) -> None:
    issuer, code, place = facts.issuer, language.code, facts.place
    texts = {
        "code": facts.code,
        "officer": issuer.officer,
        "office": issuer.office.names[code],
        "notice": facts.notice.text[code],
        "area": place.area,
        "village": f"{place.village} {place.landmark} {place.address} {place.compound}",
        "guardian": facts.guardian,
    }
    for number, member in enumerate(facts.members):
        texts[f"members.{number}.name"] = f"{member.given_name} {member.family_name} {member.mother_name}"
        texts[f"members.{number}.value"] = member.number
    fonts.require_glyphs(texts)
