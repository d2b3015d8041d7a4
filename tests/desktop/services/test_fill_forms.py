"""Forms on paper: blank with reserved codes, the same stack once more, a household's, a draft's."""

from __future__ import annotations

import pytest

from desktop.services import drafts, fill_forms, print_papers, reserve_codes, show, today
from desktop.services.desk import Desk
from domain.problems import Refused
from domain.vocabulary import Paper
from tests.desktop.models.offices import AREA, add, child, member
from tests.desktop.printing import looking


def words(pdf: bytes) -> str:
    return " ".join(looking.text(pdf, page) for page in range(len(looking.sizes(pdf))))


def test_blank_forms_carry_their_codes_and_can_be_printed_again(desk: Desk) -> None:
    taken = reserve_codes.reserve(desk, 3, "pt")
    pdf = fill_forms.blank_forms(desk, taken, "pt")
    assert [{seen.words for seen in looking.codes(pdf, page)} for page in range(6)] == [
        {code} for code in taken for _ in range(2)
    ]
    add(desk, code=taken[1])
    assert fill_forms.same_again(desk, taken[1].lower()) == ([taken[0], taken[2]], "pt")
    with pytest.raises(Refused) as caught:
        fill_forms.same_again(desk, "NSR-ZZZZ-26-000001-A")
    assert caught.value.problems[0].code == "form_code_not_reserved"


def test_large_households_get_two_sheets(desk: Desk) -> None:
    taken = reserve_codes.reserve(desk, 1, "en")
    assert len(looking.sizes(fill_forms.blank_forms(desk, taken, "en", fill_forms.LARGE))) == 3


def test_a_households_form_holds_what_the_register_holds(desk: Desk) -> None:
    done = add(
        desk,
        member(mother_name="Penda Ba", phones=["0345 1234567"], identifiers=[
            {"scheme": "national_id", "value": "17101-1980012-3"}]),
        child(),
        language="fr",
        place={"landmark": "near the well", "latitude": 34.0153},
    )  # fmt: skip
    made = print_papers.print_papers(desk, Paper.form, [done.code], "form")
    said = words(made.pdf)
    for known in ("Penda Ba", "17101-1980012-3", "near the well", "34.015300", "Fatou", done.code):
        assert known in said
    assert "03451234567" in "".join(said.split())
    [paper] = show.household(desk, done.code).papers
    assert (paper.paper, paper.language, paper.copy_number) == ("form", "fr", 1)


def test_a_second_form_wants_no_reason_and_does_not_lie_on_the_counter(desk: Desk) -> None:
    code = add(desk).code
    print_papers.print_papers(desk, Paper.form, [code], "form")
    again = print_papers.print_papers(desk, Paper.form, [code], "form", "pt")
    assert again.subjects[0].copy_number == 2
    assert "2.ª via" in words(again.pdf)
    assert print_papers.to_hand_over(desk) == []
    assert today.today(desk).to_hand_over == 0
    assert print_papers.hand_over(desk, again.prints[0]) == []


def test_a_draft_goes_on_on_paper_under_a_code_of_its_own(desk: Desk) -> None:
    half_typed = {"id": "m1", "role": "child", "birth_precision": "day", "birth_date": "2019-04-"}
    body = {
        "language": "pt",
        "household": {"area": AREA, "phone": "0345 1234567"},
        "members": [member(given_name="Ŋaanda"), half_typed, {"id": "m2"}],
    }
    draft = drafts.save(desk, None, body)
    code, pdf = fill_forms.form_of_draft(desk, draft)
    said = words(pdf)
    assert "Ŋaanda" in said
    assert code in said
    assert "Pabbi" in said
    assert reserve_codes.code_problem(desk, code) is None
    assert [unused for unused, _ in reserve_codes.unused(desk)] == [code]
    drafts.discard(desk, draft)
    with pytest.raises(Refused) as caught:
        fill_forms.form_of_draft(desk, draft)
    assert caught.value.problems[0].code == "draft_unknown"
