"""Printing and handing over: copies counted, reasons asked, previews that leave no trace."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest

from desktop.services import print_papers, show
from desktop.services.desk import Desk
from desktop.services.fill_papers import months_later
from domain.problems import Refused
from domain.vocabulary import MilestoneStatus, Paper
from tests.desktop.models.offices import add, child, member

RECEIPT, CARD = Paper.receipt, Paper.card


def refusal(act: Any) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code


def printed(desk: Desk, code: str) -> list[tuple[str, int, str, bool]]:
    return [(p.paper, p.copy_number, p.reason, p.handed_over) for p in show.household(desk, code).papers]


def test_a_receipt_is_a_pdf_and_a_line_in_the_log(desk: Desk) -> None:
    code = add(desk, language="fr").code
    made = print_papers.print_papers(desk, RECEIPT, [code], "a5")
    assert made.pdf.startswith(b"%PDF-")
    [subject] = made.subjects
    assert (subject.code, subject.copy_number, subject.language) == (code, 1, "fr")
    [paper] = show.household(desk, code).papers
    assert (paper.print_id, paper.by, paper.at) == (made.prints[0], "Awa Sy", "2026-11-23T07:00:00Z")
    assert paper.name == "Awa N'Diaye"


def test_a_preview_leaves_no_trace(desk: Desk) -> None:
    code = add(desk).code
    made = print_papers.preview(desk, CARD, [code], "single")
    assert made.pdf.startswith(b"%PDF-")
    assert made.prints == ()
    assert printed(desk, code) == []
    assert print_papers.preview(desk, CARD, [code], "single").subjects[0].copy_number == 1


@pytest.mark.parametrize(("paper", "layout"), [(RECEIPT, "a5"), (CARD, "single")])
def test_a_second_copy_wants_a_reason_and_is_counted(desk: Desk, paper: Paper, layout: Any) -> None:
    code = add(desk).code
    print_papers.print_papers(desk, paper, [code], layout)
    assert refusal(lambda: print_papers.print_papers(desk, paper, [code], layout)) == "reprint_reason_missing"
    assert refusal(lambda: print_papers.print_papers(desk, paper, [code], layout, reason=" ")) == (
        "reprint_reason_missing"
    )
    made = print_papers.print_papers(desk, paper, [code], layout, reason="Lost")
    assert made.subjects[0].copy_number == 2
    assert printed(desk, code) == [(paper.value, 2, "Lost", False), (paper.value, 1, "", False)]
    assert print_papers.latest_print(desk, paper, code) == made.prints[0]


def test_a_household_named_twice_gets_one_copy(desk: Desk) -> None:
    registered = add(desk, member(), child())
    codes = [registered.code, *registered.persons, registered.code.lower()]
    made = print_papers.print_papers(desk, RECEIPT, codes, "a4")
    assert len(made.prints) == len(made.subjects) == 1
    assert printed(desk, registered.code) == [("receipt", 1, "", False)]


def test_cards_are_for_persons_and_a_households_code_means_its_head(desk: Desk) -> None:
    registered = add(desk, member(), child())
    made = print_papers.print_papers(desk, CARD, [registered.code, registered.persons[1]], "sheet")
    assert [subject.code for subject in made.subjects] == list(registered.persons)
    assert refusal(lambda: print_papers.print_papers(desk, CARD, [registered.persons[0]], "sheet")) == (
        "reprint_reason_missing"
    )


def test_what_cannot_be_printed_is_named(desk: Desk) -> None:
    code = add(desk).code
    assert refusal(lambda: print_papers.print_papers(desk, RECEIPT, [], "a5")) == "nothing_to_print"
    assert refusal(lambda: print_papers.print_papers(desk, RECEIPT, ["x"], "a5")) == "code_mistyped"
    assert refusal(lambda: print_papers.latest_print(desk, RECEIPT, code)) == "print_unknown"
    assert refusal(lambda: print_papers.hand_over(desk, 12345)) == "print_unknown"
    long = "x" * 201
    print_papers.print_papers(desk, RECEIPT, [code], "a5")
    assert (
        refusal(lambda: print_papers.print_papers(desk, RECEIPT, [code], "a5", reason=long)) == "field_wrong"
    )
    assert len(printed(desk, code)) == 1


def test_two_windows_printing_one_receipt_make_copies_one_and_two(desk: Desk) -> None:
    code = add(desk).code
    told: list[int] = []

    def work() -> None:
        made = print_papers.print_papers(desk, RECEIPT, [code], "a5", reason="Queue")
        told.append(made.subjects[0].copy_number)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [1, 2, 3]
    assert sorted(copy for _, copy, _, _ in printed(desk, code)) == [1, 2, 3]


def test_handing_over_reaches_the_milestone_once_on_its_day(desk: Desk) -> None:
    code = add(desk).code
    made = print_papers.print_papers(desk, RECEIPT, [code], "a5")
    assert [line[0] for line in print_papers.to_hand_over(desk)] == list(made.prints)
    yesterday = date(2026, 11, 22)
    assert refusal(lambda: print_papers.hand_over(desk, made.prints[0], date(2026, 11, 24))) == (
        "milestone_date_future"
    )
    assert print_papers.hand_over(desk, made.prints[0], yesterday) == ["C2"]
    assert print_papers.hand_over(desk, made.prints[0]) == []
    assert printed(desk, code) == [("receipt", 1, "", True)]
    [step] = [step for step in show.household(desk, code).journey if step.item.code == "C2"]
    assert (step.status, step.on, len(step.updates)) == (MilestoneStatus.achieved, yesterday, 1)
    assert print_papers.to_hand_over(desk) == []


def test_the_papers_language_is_the_citizens_unless_told(desk: Desk) -> None:
    spoken = add(desk, language="pt").code
    unsaid = add(desk, member(given_name="Ali")).code
    languages = [
        print_papers.preview(desk, RECEIPT, [code], "a5", language).subjects[0].language
        for code, language in ((spoken, None), (spoken, "en"), (unsaid, None))
    ]
    assert languages == ["pt", "en", desk.office.languages[0]]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 23), 36, date(2029, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_end_on_their_last_day(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
