"""The sheet "My data" (P-12) in the citizen's language: sections of labels with what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words, long_date, short_moment
from desktop.language.terms import label
from desktop.printing import fonts
from desktop.printing.my_data_facts import MemberData, MyData
from domain.vocabulary import (
    AccessKind,
    HouseholdSource,
    IdentifierScheme,
    LegalBasis,
    NoticeGiven,
    Paper,
    Role,
    Sex,
)

Row = tuple[str, str]


@dataclass(frozen=True)
class Section:
    """A heading, and rows of a label and a text; a row without a label is a sentence across the page."""

    title: str
    rows: tuple[Row, ...]


def sections(facts: MyData, language: Language) -> tuple[Section, ...]:
    """The whole sheet in its order. Raises ``Refused("glyph_missing")``, naming the character."""
    say = language.say
    found = (
        Section(say("MyData", "Why we hold these data"), tuple(_why(facts, language))),
        Section(say("MyData", "The household"), tuple(_home(facts, language))),
        *(Section(member.name, tuple(_member(member, language))) for member in facts.members),
        Section(say("MyData", "Papers and documents"), tuple(_papers(facts, language))),
        Section(say("MyData", "Who looked at this file"), tuple(_looked(facts, language))),
        Section(say("MyData", "Your rights"), tuple(_rights(facts, language))),
    )
    for section in found:
        for name, text in section.rows:
            fonts.require_glyphs({name or section.title: f"{section.title} {text}"})
    return found


def _why(facts: MyData, language: Language) -> Iterator[Row]:
    say = language.say
    yield say("MyData", "Legal basis"), label(LegalBasis, facts.legal_basis, language)
    yield say("MyData", "Notice"), label(NoticeGiven, facts.given, language)
    office = facts.issuer.office.names[language.code]
    yield "", facts.notice.text[language.code].replace("{office}", office)


def _home(facts: MyData, language: Language) -> Iterator[Row]:
    say = language.say
    yield say("MyData", "Code"), facts.code
    yield say("MyData", "Registered on"), long_date(facts.registered_on, language)
    if facts.source:
        yield say("MyData", "Entered"), label(HouseholdSource, facts.source, language)
    yield say("MyData", "Place"), ", ".join(part for part in (facts.village, *facts.place) if part)
    yield say("MyData", "Address"), facts.address
    yield say("MyData", "Landmark"), facts.landmark
    yield say("MyData", "Telephone"), ", ".join(facts.phones)


def _member(member: MemberData, language: Language) -> Iterator[Row]:
    say = language.say
    yield say("MyData", "Code"), member.code
    yield say("MyData", "Role in the household"), label(Role, member.role, language)
    yield say("MyData", "Other names"), member.other_names
    yield say("MyData", "Sex"), label(Sex, member.sex, language)
    yield say("MyData", "Born"), birth_in_words(member.birth, language)
    yield say("MyData", "Mother’s name"), member.mother_name
    for scheme, country, number in member.identifiers:
        yield label(IdentifierScheme, scheme, language), f"{number} ({country})"
    yield say("MyData", "Telephone"), ", ".join(member.phones)
    yield say("MyData", "Member since"), long_date(member.since, language)
    if member.until:
        yield say("MyData", "Member until"), long_date(member.until, language)
    if member.portraits:
        yield say("MyData", "Photo"), say("MyData", "kept, printed on the card")
    if member.deceased:
        yield say("MyData", "Vital status"), say("MyData", "deceased")


def _papers(facts: MyData, language: Language) -> Iterator[Row]:
    say = language.say
    for paper, at, copy in facts.papers:
        words = say("MyData", "{moment}, copy {number}")
        moment = short_moment(datetime.fromisoformat(at).astimezone(facts.issuer.printed_at.tzinfo), language)
        yield label(Paper, paper, language), words.format(moment=moment, number=copy)
    if facts.documents:
        yield say("MyData", "Scans"), say("MyData", "%n document(s) kept", "", facts.documents)
    if not facts.papers and not facts.documents:
        yield "", say("MyData", "None.")


def _looked(facts: MyData, language: Language) -> Iterator[Row]:
    for one in facts.looked:
        moment = datetime.fromisoformat(one.at).astimezone(facts.issuer.printed_at.tzinfo)
        what = (label(AccessKind, one.access, language), one.by, one.to, one.reason)
        yield short_moment(moment, language), ", ".join(part for part in what if part)
    if not facts.looked:
        yield "", language.say("MyData", "Nobody but the officers who registered and updated it.")


def _rights(facts: MyData, language: Language) -> Iterator[Row]:
    say, office = language.say, facts.issuer.office
    yield (
        "",
        say(
            "MyData",
            "You may have a mistake corrected, contest what is written here, and ask again for this sheet, "
            "free of charge, at this office. An answer is due within 30 days.",
        ),
    )
    yield "", facts.issuer.paper.complaints[language.code]
    yield say("MyData", "Office"), f"{office.names[language.code]}, {office.address}, {office.phone}"
    years = say("MyData", "%n year(s) after you leave the register", "", facts.notice.retention_years)
    yield say("MyData", "Kept for"), years
