"""Print receipts and cards: what is given out is recorded, and a second copy wants a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import households, papers, records
from desktop.models.papers import Due
from desktop.services import confidential, update_milestone
from desktop.services.desk import Desk
from desktop.services.fill_forms import forms_of_households
from desktop.services.fill_papers import Layout, Subject, pdf
from domain.languages import LANGUAGES, LanguageCode
from domain.problems import Problem, Refused
from domain.rules.reasons import reprint_explained
from domain.vocabulary import Paper

_AT_ONCE = 5000
EVENTS = {Paper.receipt: "receipt.handed_over", Paper.card: "card.delivered"}


@dataclass(frozen=True)
class Printed:
    """The PDF, and the print-log rows behind it in the order asked; a preview has none."""

    pdf: bytes
    prints: tuple[int, ...]
    subjects: tuple[Subject, ...]


def preview(
    desk: Desk, paper: Paper, codes: Sequence[str], layout: Layout, language: LanguageCode | None = None
) -> Printed:
    """The pages as they would be printed; nothing is recorded but the opening of a confidential file."""
    subjects = _subjects(desk, paper, codes, language)
    _open(desk, paper, subjects, "")
    return Printed(_pages(desk, paper, subjects, layout), (), tuple(subjects))


def print_papers(
    desk: Desk,
    paper: Paper,
    codes: Sequence[str],
    layout: Layout,
    language: LanguageCode | None = None,
    reason: str = "",
) -> Printed:
    """The pages, recorded as given out. Raises Refused: a copy without a reason, a letter no font has."""
    while True:
        subjects = _subjects(desk, paper, codes, language)
        _open(desk, paper, subjects, reason)
        for subject in subjects if paper is not Paper.form else ():
            why = reason.strip() or _replaced(desk, paper, subject)
            for problem in reprint_explained(subject.code, subject.copy_number - 1, why):
                raise Refused(problem)
        pages = _pages(desk, paper, subjects, layout)
        prints = _record(desk, paper, subjects, reason)
        if prints is not None:  # None: somebody printed the same paper meanwhile, so the copy number moved
            return Printed(pages, prints, tuple(subjects))


def _open(desk: Desk, paper: Paper, subjects: Sequence[Subject], reason: str) -> None:
    """A filled form holds the whole file; the papers a family takes home say no more than whose they are."""
    for subject in subjects if paper is Paper.form else ():
        confidential.open_file(desk, subject.household, reason)


def _replaced(desk: Desk, paper: Paper, subject: Subject) -> str:
    """The reason that a request for a new card has given already."""
    if paper is not Paper.card:
        return ""
    with desk.store.reading() as connection:
        return papers.replacement_reason(connection, subject.person)


def _pages(desk: Desk, paper: Paper, subjects: Sequence[Subject], layout: Layout) -> bytes:
    return forms_of_households(desk, subjects) if paper is Paper.form else pdf(desk, subjects, layout)


def hand_over(desk: Desk, print_row: int, on: date | None = None) -> list[str]:
    """The citizen holds the paper; the milestones that this reaches. A second time changes nothing."""
    day = on or desk.today()
    if day > desk.today():
        raise Refused(Problem("milestone_date_future", "on"))
    with desk.writing() as writer:
        printed = records.read(writer.connection, "print", print_row)
        if printed is None:
            raise Refused(Problem("print_unknown", "print"))
        household, paper = int(str(printed["household"])), Paper(str(printed["paper"]))
        if paper not in EVENTS or print_row in households.handed_over(writer.connection, household):
            return []
        fields: Any = {"household": household, "print": print_row, "on": day.isoformat()}
        place = records.district(writer.connection, "print", print_row)
        writer.create("handover", place, fields, about=household)
        return update_milestone.reach(desk, writer, household, EVENTS[paper], day)


def due(desk: Desk, limit: int = _AT_ONCE) -> list[Due]:
    """Receipts, then cards, that nobody has printed yet."""
    with desk.store.reading() as connection:
        return papers.receipts_due(connection, limit) + papers.cards_due(connection, limit)


def to_hand_over(desk: Desk, limit: int = _AT_ONCE) -> list[tuple[int, str, str, str, str]]:
    """(print row, paper, household code, name, printed at) of what lies on the counter."""
    with desk.store.reading() as connection:
        return papers.not_handed_over(connection, limit)


def latest_print(desk: Desk, paper: Paper, code: str) -> int:
    """The print-log row of the last copy of a paper. Raises Refused when it was never printed."""
    [subject] = _subjects(desk, paper, [code], None)
    with desk.store.reading() as connection:
        rows = [p for p in households.papers(connection, subject.household) if p.paper == paper.value]
    found = [p.id for p in rows if p.person == subject.person]
    if not found:
        raise Refused(Problem("print_unknown", "code", facts={"code": code}))
    return found[0]


def _subjects(desk: Desk, paper: Paper, codes: Sequence[str], language: LanguageCode | None) -> list[Subject]:
    if not codes:
        raise Refused(Problem("nothing_to_print", "codes"))
    subjects = [_subject(desk, paper, code, language) for code in codes]
    return list(dict.fromkeys(subjects))  # named twice, or by two members' codes: one copy is meant


def _subject(desk: Desk, paper: Paper, code: str, language: LanguageCode | None) -> Subject:
    household = desk.household_row(code)
    person = desk.person_row(code) if paper is Paper.card else None
    with desk.store.reading() as connection:
        fields = records.read(connection, "household", household) or {}
        number = papers.copies(connection, paper.value, household, person) + 1
        about = records.read(connection, "person", person) if person is not None else fields
    spoken = next((code for code in LANGUAGES if code == fields.get("language")), desk.office.languages[0])
    return Subject(household, person, str((about or {})["code"]), number, language or spoken)


def _record(desk: Desk, paper: Paper, subjects: Sequence[Subject], reason: str) -> tuple[int, ...] | None:
    with desk.writing() as writer:
        rows = []
        for subject in subjects:
            before = papers.copies(writer.connection, paper.value, subject.household, subject.person)
            if before + 1 != subject.copy_number:
                return None
            fields: Any = {
                "household": subject.household,
                "person": subject.person,
                "paper": paper.value,
                "language": subject.language,
                "copy_number": subject.copy_number,
                "reason": reason.strip() or _replaced(desk, paper, subject) or None,
                "at": desk.stamp(),
            }
            place = records.district(writer.connection, "household", subject.household)
            rows.append(writer.create("print", place, fields, about=subject.household))
        return tuple(rows)
