"""The words of a decision letter (P-05), an enrolment receipt (P-03) and an exit letter."""

from __future__ import annotations

from datetime import date

from desktop.language import enrolling
from desktop.language.catalogue import Language
from desktop.language.dates import full_date, long_date
from desktop.language.terms import label
from desktop.printing import fonts
from desktop.printing.letter_facts import EnrolmentFacts, LetterWords, Section
from desktop.printing.receipt_words import copy_in_words, printed_in_words
from domain.schemes.terms import EnrolmentStatus as S
from domain.schemes.terms import ExitReason

# What was decided, told by where the enrolment stands when the letter is printed.
_REFUSED = frozenset({S.ineligible})
_WAITING = frozenset({S.waitlisted})


def decision(facts: EnrolmentFacts, language: Language) -> LetterWords:
    """P-05: the decision, why, and by when one may appeal. Raises ``Refused``: ``glyph_missing``."""
    say = language.say
    sections = [
        _section(say("Letter", "Why"), _why(facts, language)),
        _section(say("Letter", "Documents still missing"), _missing(facts, language)),
        _section(say("Letter", "What happens now"), _next(facts, language)),
        _section(say("Letter", "If you do not agree"), _appeal(facts, language)),
        _contact(facts, language),
    ]
    rows = [
        *_who(facts, language),
        (say("Letter", "Applied on"), long_date(facts.applied_on, language)),
        (say("Letter", "Decided on"), _day(facts.decided_on, language)),
    ]
    verdict, note = _verdict(facts, language)
    label_ = say("Letter", "The decision")
    title = say("Letter", "Decision on your application")
    return _letter(facts, language, title, rows, (label_, verdict, note), sections)


def ending(facts: EnrolmentFacts, language: Language) -> LetterWords:
    """The end of an enrolment, why, and what one may do. Raises ``Refused``: ``glyph_missing``."""
    say = language.say
    graduated = facts.status == S.graduated
    why = label(ExitReason, facts.exit_reason.value, language) if facts.exit_reason else ""
    rows = [
        *_who(facts, language),
        (say("Letter", "Enrolled on"), _day(facts.enrolled_on, language)),
        (say("Letter", "Ended on"), _day(facts.end_on, language)),
    ]
    said = (
        say("Letter", "You have completed the programme.")
        if graduated
        else say("Letter", "The enrolment has ended.")
    )
    card = [say("Letter", "The card of this scheme is no longer valid. Please give it back.")]
    card = card if facts.scheme.card else []
    sections = [
        _section(say("Letter", "Why"), [part for part in (why, facts.reason) if part]),
        _section(say("Letter", "What it means"), [_last(facts, language), *card]),
        _section(say("Letter", "If you do not agree"), [_complain(facts, language)]),
        _contact(facts, language),
    ]
    title = say("Letter", "End of an enrolment")
    return _letter(facts, language, title, rows, (say("Letter", "We write to say"), said, ""), sections)


def receipt(facts: EnrolmentFacts, language: Language) -> LetterWords:
    """P-03: who is enrolled in what, who collects, what it gives, what is missing."""
    say = language.say
    rows = [
        (say("Letter", "Enrolled on"), _day(facts.enrolled_on, language)),
        (say("Letter", "Starts on"), _day(facts.start_on, language)),
        (say("Letter", "Who collects"), facts.recipient or facts.name),
        (say("Letter", "In their place"), facts.alternate or say("Letter", "nobody named")),
        (say("Receipt", "Place"), facts.area),
        (say("Receipt", "Officer"), facts.issuer.officer),
    ]
    if facts.entitled_until:
        rows.append((say("Letter", "Entitled until"), long_date(facts.entitled_until, language)))
    if facts.next_proof_on:
        rows.append((say("Letter", "Next proof of life"), long_date(facts.next_proof_on, language)))
    if facts.sponsor:
        rows.append((say("Letter", "Contributions paid by"), facts.sponsor))
    gives = [enrolling.benefit(one, facts.size, language) for one in facts.scheme.benefits]
    sections = [
        _section(say("Letter", "What you receive"), gives),
        _section(say("Letter", "Documents still missing"), _missing(facts, language)),
        _contact(facts, language),
    ]
    title = say("Letter", "Enrolment receipt")
    verdict = (say("Letter", "Enrolled in"), facts.scheme.names[language.code], "")
    return _letter(facts, language, title, rows, verdict, sections)


def _letter(
    facts: EnrolmentFacts,
    language: Language,
    title: str,
    rows: list[tuple[str, str]],
    verdict: tuple[str, str, str],
    sections: list[Section | None],
) -> LetterWords:
    say = language.say
    written = {"name": facts.name, "reason": facts.reason, "area": facts.area, "sponsor": facts.sponsor}
    fonts.require_glyphs(written | {"officer": facts.issuer.officer, "recipient": facts.recipient})
    return LetterWords(
        title=title,
        under=facts.name,
        code_label=say("Letter", "Number of the enrolment"),
        code=facts.code,
        copy=copy_in_words(facts.copy_number, language),
        named=tuple(rows),
        verdict_label=verdict[0],
        verdict=verdict[1],
        verdict_note=verdict[2],
        sections=tuple(one for one in sections if one is not None),
        sign_citizen=say("Letter", "Signature or fingerprint, if wished"),
        sign_office=say("Receipt", "Signature and stamp of the office"),
        printed=printed_in_words(facts.issuer, language),
    )


def _section(title: str, lines: list[str]) -> Section | None:
    return Section(title, tuple(lines)) if lines else None


def _day(day: date | None, language: Language) -> str:
    return long_date(day, language) if day else "–"


def _who(facts: EnrolmentFacts, language: Language) -> list[tuple[str, str]]:
    say = language.say
    code = facts.person_code or facts.household_code
    return [
        (say("Letter", "For"), f"{facts.name}, {code}" if facts.name else code),
        (say("Letter", "Scheme"), facts.scheme.names[language.code]),
        (say("Receipt", "Place"), facts.area),
        (say("Receipt", "Officer"), facts.issuer.officer),
    ]


def _verdict(facts: EnrolmentFacts, language: Language) -> tuple[str, str]:
    say = language.say
    if facts.status in _REFUSED:
        return say("Letter", "You are not eligible for this scheme."), ""
    if facts.status in _WAITING:
        note = say("Letter", "Your place on the list today: {number}").format(number=facts.position or "–")
        return say("Letter", "You are eligible and on the waiting list."), note
    note = say("Letter", "Under the condition that the missing documents are brought.")
    return say("Letter", "You are eligible for this scheme."), note if facts.missing else ""


def _why(facts: EnrolmentFacts, language: Language) -> list[str]:
    lines = enrolling.reasons(facts.reasons, facts.catalogue, language)
    return [facts.reason, *lines] if facts.reason else lines


def _missing(facts: EnrolmentFacts, language: Language) -> list[str]:
    return [enrolling.paper(code, facts.catalogue, language) for code in facts.missing]


def _next(facts: EnrolmentFacts, language: Language) -> list[str]:
    say = language.say
    if facts.status in _REFUSED:
        return [say("Letter", "You may apply again when your situation has changed.")]
    if facts.status in _WAITING:
        return [say("Letter", "We tell you as soon as a place is free. Tell us if you move.")]
    if facts.status == S.eligible:
        return [say("Letter", "The office enrols you and gives you an enrolment receipt.")]
    return [say("Letter", "You are enrolled. Keep the enrolment receipt with this letter.")]


def _appeal(facts: EnrolmentFacts, language: Language) -> list[str]:
    say = language.say
    if facts.appeal_until is None or facts.status not in _REFUSED:
        return [_complain(facts, language)]
    by = full_date(facts.appeal_until, language)
    return [
        say("Letter", "You may appeal until {date}, at this office, by word or in writing.").format(date=by),
        say("Letter", "Another officer will look at it. It is free."),
    ]


def _complain(facts: EnrolmentFacts, language: Language) -> str:
    return language.say("Letter", "You may complain at this office, by word or in writing. It is free.")


def _last(facts: EnrolmentFacts, language: Language) -> str:
    if facts.exit_reason is ExitReason.death:
        return language.say("Letter", "Nothing is paid for the time after the death.")
    return language.say("Letter", "Nothing more is paid for the time after this day.")


def _contact(facts: EnrolmentFacts, language: Language) -> Section:
    office = facts.issuer.office
    telephone = language.say("Receipt", "Telephone: {number}").format(number=office.phone)
    lines = (office.names[language.code], office.address, telephone)
    return Section(language.say("Receipt", "Questions and complaints"), (" · ".join(filter(None, lines)),))
