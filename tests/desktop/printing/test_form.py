"""The registration form, read back from the PDF: every page has its code, nothing leaves the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.printing.facts import Issuer
from desktop.printing.form import forms_pdf
from desktop.printing.form_facts import FormFacts, FormMember, FormPlace
from domain.birth import Birth, Precision
from domain.languages import LANGUAGES, LanguageCode
from domain.problems import Refused
from domain.programme import Notice, Text
from packs.reading import find
from tests.desktop.printing import looking

CODE = "NSR-K7QD-26-000431-K"
SAID = {
    "en": [
        *("Household registration form", "Language and notice", "Where", "Members", "Check and sign"),
        *("What you tell us is written down", "your rights stay the same.", "Legal basis", "or left thumb"),
        *("1 Head of household", "11 Other document", "Page 1 of 2"),
    ],
    "fr": [
        *("Fiche d'enregistrement du ménage", "Langue et notice", "Lieu", "Membres", "Vérifier et signer"),
        *("Ce que vous nous dites est consigné", "vos droits restent les mêmes.", "Base légale"),
        *("1 Chef de ménage", "Page 1 sur 2"),
    ],
    "pt": [
        *("Ficha de registo do agregado", "Língua e aviso", "Lugar", "Membros", "Verificar e assinar"),
        *("O que nos disser fica registado", "os seus direitos mantêm-se.", "Fundamento legal"),
        *("1 Chefe do agregado familiar", "Página 1 de 2"),
    ],
}


@pytest.fixture(scope="session")
def notice() -> Notice:
    return find("kp-one-window").notice


@pytest.fixture
def blank(nowshera: Issuer, notice: Notice) -> FormFacts:
    return FormFacts(CODE, nowshera, notice, "en", ("en", "fr", "pt"), notice.legal_basis)


@pytest.fixture
def filled(blank: FormFacts) -> FormFacts:
    head = FormMember(
        given_name="Ŋaanda Ɓooyi",
        family_name="N'Diaye",
        sex="female",
        role="head",
        birth=Birth(precision=Precision.day, on="1987-04-12"),
        mother_name="Fatoumata Sow",
        scheme="family_book",
        number="FB/2019/000123",
        phone="03451234567",
    )
    aged = Birth(precision=Precision.estimated_age, estimated_age=38, estimated_on=date(2026, 11, 2))
    place = FormPlace(
        "Pabbi 01, Nowshera", "Pabbi", "behind the school", "House 7", "0923123456", "household"
    )
    return replace(
        blank,
        spoken="fr",
        given="read_aloud",
        place=place,
        members=(head, replace(head, given_name="Awa", birth=aged, role="spouse", phone="")),
        on=date(2026, 11, 20),
    )


def words(pdf: bytes) -> str:
    return " ".join(looking.text(pdf, page) for page in range(len(looking.sizes(pdf)))).replace("\xa0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_everything_in_the_language_asked(blank: FormFacts, language: LanguageCode) -> None:
    said = words(forms_pdf([replace(blank, language=language)]))
    assert [line for line in SAID[language] if line not in said] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [0, 19, 34])
def test_every_page_has_its_code_to_read_and_to_scan(
    blank: FormFacts, language: LanguageCode, rows: int
) -> None:
    pdf = forms_pdf([replace(blank, language=language, rows=rows)])
    pages = len(looking.sizes(pdf))
    assert pages == {0: 2, 19: 3, 34: 5}[rows]
    for page in range(pages):
        assert looking.sizes(pdf)[page] == (210.0, 297.0)
        assert CODE in looking.text(pdf, page)
        assert {seen.words for seen in looking.codes(pdf, page)} == {CODE}
    assert looking.unembedded(pdf) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [0, 20, 34])
def test_nothing_leaves_the_paper_or_is_cut(filled: FormFacts, language: LanguageCode, rows: int) -> None:
    pdf = forms_pdf([replace(filled, language=language, copy_number=2, rows=rows)])
    for page in range(len(looking.sizes(pdf))):
        assert "…" not in looking.text(pdf, page)
        outside = [s for s in looking.lines(pdf, page) if s.left < 13.5 or s.right > 196.6 or s.bottom > 290]
        assert outside == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rows", [0, 20])
def test_no_words_are_written_over_others(filled: FormFacts, language: LanguageCode, rows: int) -> None:
    pdf = forms_pdf([replace(filled, language=language, copy_number=2, rows=rows)])
    for page in range(len(looking.sizes(pdf))):
        seen = [one for one in looking.lines(pdf, page) if one.words.strip()]
        over = [
            (a.words, b.words)
            for number, a in enumerate(seen)
            for b in seen[number + 1 :]
            if min(a.right, b.right) - max(a.left, b.left) > 0.3
            and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.3
        ]
        assert over == []


def test_what_is_known_stands_in_its_boxes(filled: FormFacts) -> None:
    said = words(forms_pdf([filled]))
    for known in ("Ŋaanda Ɓooyi", "N'Diaye", "Fatoumata Sow", "FB/2019/000123", "behind the school", "Awa"):
        assert known in said
    figures = "".join(said.split())
    assert "20112026" in figures  # the date of registration, a figure a box
    assert "12041987" in figures
    assert "03451234567" in figures


def test_a_box_is_ticked_where_something_is_known_and_nowhere_else(blank: FormFacts) -> None:
    def crosses(facts: FormFacts) -> float:
        return looking.darkness(forms_pdf([facts]), 0, (14, 60, 20, 72))

    assert crosses(replace(blank, spoken="en")) > crosses(blank) * 1.15
    assert crosses(replace(blank, spoken="pt")) < crosses(replace(blank, spoken="en"))


def test_a_large_household_goes_on_to_further_pages(filled: FormFacts) -> None:
    many = replace(filled, members=tuple(replace(filled.members[0], given_name=f"Nr{n}") for n in range(27)))
    pdf = forms_pdf([many])
    assert len(looking.sizes(pdf)) == 4
    said = words(pdf)
    assert [n for n in range(27) if f"Nr{n}" not in said] == []


def test_several_forms_each_begin_at_page_one(blank: FormFacts) -> None:
    other = replace(blank, code="NSR-K7QD-26-000432-L", language="pt")
    pdf = forms_pdf([blank, other])
    assert [CODE in looking.text(pdf, page) for page in range(4)] == [True, True, False, False]
    assert "Página 1 de 2" in looking.text(pdf, 2)


def test_a_long_notice_is_set_smaller_and_never_cut(blank: FormFacts, notice: Notice) -> None:
    long = (
        " ".join(["Every word of it is read to the citizen before anything is asked."] * 40)
        + " Here ends it."
    )
    pdf = forms_pdf(
        [replace(blank, notice=notice.model_copy(update={"text": Text(en=long, fr=long, pt=long)}))]
    )
    assert "Here ends it." in looking.text(pdf)
    assert len(looking.sizes(pdf)) == 2
    endless = notice.model_copy(update={"text": Text(en=long * 4, fr=long, pt=long)})
    with pytest.raises(Refused) as caught:
        forms_pdf([replace(blank, notice=endless)])
    assert caught.value.problems[0].code == "form_notice_long"


def test_a_letter_no_font_has_is_named(filled: FormFacts) -> None:
    head = replace(filled.members[0], family_name="ខ្មែរ")
    with pytest.raises(Refused) as caught:
        forms_pdf([replace(filled, members=(head,))])
    assert caught.value.problems[0].where == "members.0.name"
    with pytest.raises(Refused):
        forms_pdf([])


def test_a_number_longer_than_its_boxes_is_written_across_them(filled: FormFacts) -> None:
    head = replace(filled.members[0], phone="+221 77 123 45 67 89")
    assert "+221 77 123 45 67 89" in words(forms_pdf([replace(filled, members=(head,))]))
