"""What enrolments say on paper and on screen: conditions met or not, papers missing, benefits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desktop.language.catalogue import Language, mark
from desktop.language.contributing import money
from desktop.language.contributing import percent as share
from desktop.language.terms import label
from domain.catalogue import Catalogue
from domain.schemes.facts import under
from domain.schemes.scheme import Benefit
from domain.schemes.terms import Answer, BenefitKind, Frequency

# What a rule may ask, as it is told to a citizen: never with the threshold, which would invite coaching.
_CONDITIONS: Mapping[str, str] = {
    "person.sex": mark("Conditions", "Sex"),
    "person.age_years": mark("Conditions", "Age"),
    "person.age_months": mark("Conditions", "Age"),
    "person.residence_area": mark("Conditions", "Place of residence"),
    "person.nationality": mark("Conditions", "Nationality"),
    "person.residence_status": mark("Conditions", "Residence status"),
    "person.pregnancy": mark("Conditions", "Pregnancy"),
    "person.months_since_delivery": mark("Conditions", "Time since the birth"),
    "person.employment": mark("Conditions", "Work"),
    "person.icse": mark("Conditions", "Status at work"),
    "person.sector": mark("Conditions", "Sector of work"),
    "person.disability_certified": mark("Conditions", "Certificate of disability"),
    "person.marital": mark("Conditions", "Civil status"),
    "person.vital_status": mark("Conditions", "Proof of life"),
    "person.contribution_months": mark("Conditions", "Months of contributions"),
    "membership.role": mark("Conditions", "Place in the household"),
    "household.size": mark("Conditions", "Size of the household"),
    "household.elderly_count": mark("Conditions", "Older people in the household"),
    "household.register_group": mark("Conditions", "Group in the social register"),
    "household.pmt_score": mark("Conditions", "Result of the survey"),
    "household.vulnerability_total": mark("Conditions", "Result of the assessment"),
    "household.female_headed": mark("Conditions", "Woman as head of household"),
    "household.absent_abroad": mark("Conditions", "Member working abroad"),
    "household.area": mark("Conditions", "Place of residence"),
    "employer.registered": mark("Conditions", "Registered employer"),
    "employer.workers_count": mark("Conditions", "Size of the employer"),
    "shock.active": mark("Conditions", "Declared emergency"),
}
_MET: Mapping[str, str] = {
    Answer.yes: mark("Conditions", "{condition}: met"),
    Answer.no: mark("Conditions", "{condition}: not met"),
    Answer.verify: mark("Conditions", "{condition}: still to be shown"),
}
# What is missing and is no paper of the catalogue: a date to be told, a visit to be made.
_MISSING: Mapping[str, str] = {
    "birth_date": mark("Conditions", "Date of birth, or a paper that shows it"),
    "delivery_date": mark("Conditions", "Date of the birth"),
    "address": mark("Conditions", "Place of residence"),
    "nationality_document": mark("Conditions", "Paper that shows the nationality"),
    "residence_document": mark("Conditions", "Paper that shows the right to reside"),
    "identity_document": mark("Conditions", "Identity paper"),
    "pregnancy_certificate": mark("Conditions", "Certificate of pregnancy"),
    "work_document": mark("Conditions", "Paper that shows the work"),
    "civil_status_document": mark("Conditions", "Paper that shows the civil status"),
    "contribution_record": mark("Conditions", "Record of contributions"),
    "household_composition": mark("Conditions", "Who lives in the household"),
    "register_group": mark("Conditions", "Group in the social register"),
    "survey": mark("Conditions", "The survey of the household"),
    "assessment": mark("Conditions", "An assessment of the household"),
    "shock_declared": mark("Conditions", "Declaration of the emergency"),
    "enrolment": mark("Conditions", "Enrolment in the other scheme"),
    "proof_of_life": mark("Conditions", "Proof of life"),
}


def condition(fact: str, catalogue: Catalogue, language: Language) -> str:
    """What a fact of a rule is called."""
    if (age := under(fact)) is not None:
        return language.say("Conditions", "Children under {age} in the household").format(age=age)
    if fact.startswith("enrolled_in."):
        scheme = catalogue.scheme(fact.removeprefix("enrolled_in."))
        name = scheme.names[language.code] if scheme else fact.removeprefix("enrolled_in.")
        return language.say("Conditions", "Enrolled in: {scheme}").format(scheme=name)
    source = _CONDITIONS.get(fact)
    return language.find("Conditions", source) if source else fact


def reasons(kept: Iterable[Mapping[str, Any]], catalogue: Catalogue, language: Language) -> list[str]:
    """The lines of a decision, one sentence a condition: what was not met first, what was met last."""
    found: dict[str, str] = {}
    order = (Answer.no, Answer.verify, Answer.yes)
    for answer in order:
        for reason in kept:
            if reason.get("answer") == answer:
                words = condition(str(reason.get("fact")), catalogue, language)
                met = language.find("Conditions", _MET[answer]).format(condition=words)
                found.setdefault(words, met)
    return list(found.values())


def paper(code: str, catalogue: Catalogue, language: Language) -> str:
    """A document or a date by its code, as one asks for it."""
    known = next((one for one in catalogue.papers if one.code == code), None)
    if known is not None:
        return known.names[language.code]
    source = _MISSING.get(code)
    return language.find("Conditions", source) if source else code


def benefit(given: Benefit, size: int, language: Language) -> str:
    """What a benefit gives and how often, for a household of that size; no sum that is not sure."""
    say = language.say
    name = given.names[language.code] if given.names else ""
    amount = _amount(given, size, language)
    often = label(Frequency, given.frequency.value, language).lower() if amount else ""
    paid = say("Benefits", "paid every %n month(s)", "", given.every_months)
    said = ", ".join(part for part in (amount, often, paid if given.every_months > 1 else "") if part)
    kind = label(BenefitKind, given.kind.value, language)
    if name and said:
        return say("Benefits", "{name}: {amount}").format(name=name, amount=said)
    return name or said or kind


def _amount(given: Benefit, size: int, language: Language) -> str:
    say = language.say
    if given.kind is BenefitKind.percent_of_wage and given.percent is not None:
        return say("Benefits", "{percent} of the wage").format(percent=share(given.percent, language))
    if given.currency is None:
        return ""
    if given.kind is BenefitKind.per_member and given.amount is not None:
        each = money(given.amount, given.currency, language)
        return say("Benefits", "{amount} for each member").format(amount=each)
    if given.kind is BenefitKind.by_household_size and given.table:
        fitting = [amount for least, amount in given.table if least <= size]
        return money(fitting[-1], given.currency, language) if fitting else ""
    if given.kind is BenefitKind.flat and given.amount is not None:
        return money(given.amount, given.currency, language)
    return ""
