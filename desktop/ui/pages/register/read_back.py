"""Reading back: what was written, in the citizen's language, as it is said to them over the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words
from desktop.language.phones import written
from desktop.language.terms import label
from desktop.ui.pages.register.answers import Answers, Member
from domain.birth import Birth, Precision
from domain.programme import Programme
from domain.vocabulary import HouseholdKind, IdentifierScheme, Role, Sex, VitalStatus


@dataclass(frozen=True)
class Fact:
    """A name and what was written under it."""

    name: str
    words: str


@dataclass(frozen=True)
class ReadPerson:
    """One member, read aloud: the name first, then each fact."""

    name: str
    facts: tuple[Fact, ...]
    portrait: bytes | None = None


def household_facts(answers: Answers, programme: Programme, language: Language) -> list[Fact]:
    """Where the household lives and how it is reached; what was left empty is not read."""
    area = ", ".join(programme.place_names(str(answers.get("household.area") or "")))
    kind = answers.get("household.kind")
    facts = [
        Fact(language.say("ReadBack", "Village or neighbourhood"), _text(answers, "household.village")),
        Fact(language.say("ReadBack", "Place"), area),
        Fact(language.say("ReadBack", "Address"), _text(answers, "household.address")),
        Fact(language.say("ReadBack", "Landmark"), _text(answers, "household.landmark")),
        Fact(language.say("ReadBack", "Compound"), _text(answers, "household.compound")),
        Fact(
            language.say("ReadBack", "Telephone"),
            _phone(_text(answers, "household.phone"), programme.country),
        ),
        Fact(language.say("ReadBack", "Parent or guardian"), _text(answers, "guardian")),
    ]
    if kind and kind != HouseholdKind.household.value:
        facts.insert(0, Fact(language.say("ReadBack", "Kind"), label(HouseholdKind, kind, language)))
    return [fact for fact in facts if fact.words]


def people(answers: Answers, programme: Programme, language: Language, today: date) -> list[ReadPerson]:
    """Every member, in order."""
    return [
        _person(answers, member, programme, language, today, number)
        for number, member in enumerate(answers.members, 1)
    ]


def _person(
    answers: Answers, member: Member, programme: Programme, language: Language, today: date, number: int
) -> ReadPerson:
    key = str(member["id"])
    known = answers.known(key)
    names = (member.get("given_name"), member.get("other_names"), member.get("family_name"))
    name = str(known.get("name") or " ".join(str(part) for part in names if part))
    sex = known.get("sex") or member.get("sex")
    facts = [
        Fact(language.say("ReadBack", "In the household"), _label(Role, member.get("role"), language)),
        Fact(language.say("ReadBack", "Sex"), _label(Sex, sex, language)),
        Fact(language.say("ReadBack", "Born"), birth_said(answers.birth(key), language, today)),
        Fact(language.say("ReadBack", "Mother’s name"), str(member.get("mother_name") or "")),
        *_numbers(member, programme, language),
        Fact(language.say("ReadBack", "Code"), str(known.get("code", ""))),
    ]
    if member.get("vital_status") == VitalStatus.deceased.value:
        facts.append(Fact("", _label(VitalStatus, member["vital_status"], language)))
    unnamed = language.say("ReadBack", "Member {number}").format(number=number)
    shown = tuple(fact for fact in facts if fact.words)
    return ReadPerson(name or unnamed, shown, answers.portrait(key))


def birth_said(birth: Birth | None, language: Language, today: date) -> str:
    """A birth in long words with the age: 12 avril 1987 (39 ans), vers 1952 (estimé), de 72 à 76 ans."""
    if birth is None:
        return ""
    words = birth_in_words(birth, language)
    ages = birth.ages(today)
    if ages is None or birth.precision is Precision.unknown:
        return words
    if ages[0] == ages[1]:
        age = language.say("ReadBack", "%n year(s) old", "", ages[0])
    else:
        pattern = language.say("ReadBack", "{youngest} to {oldest} years old")
        age = pattern.format(youngest=ages[0], oldest=ages[1])
    return f"{words}, {age}"


def _numbers(member: Member, programme: Programme, language: Language) -> list[Fact]:
    facts = [
        Fact(_label(IdentifierScheme, number.get("scheme"), language), str(number.get("value") or ""))
        for number in member.get("identifiers") or ()
    ]
    phones = [_phone(str(number), programme.country) for number in member.get("phones") or ()]
    return [*facts, Fact(language.say("ReadBack", "Telephone"), ", ".join(phones))]


def _label(vocabulary: type[StrEnum], code: object, language: Language) -> str:
    return label(vocabulary, str(code), language) if code else ""


def _text(answers: Answers, where: str) -> str:
    return str(answers.get(where) or "").strip()


def _phone(number: str, country: str) -> str:
    """In groups, as it is read aloud."""
    return written(number, country, international=True) or number
