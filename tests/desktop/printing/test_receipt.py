"""The receipt, read back from the PDF in three languages and three layouts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.printing.facts import Issuer, ReceiptFacts
from desktop.printing.receipt import ReceiptLayout, receipts_pdf, write_receipts
from domain.languages import LanguageCode
from domain.problems import Refused
from domain.programme import Text
from tests.desktop.printing import looking

EVERY_LAYOUT: tuple[ReceiptLayout, ...] = ("a5", "a4", "roll80")
SAID = {
    "en": [
        "Registration receipt",
        "Original",
        "Head of household",
        "5 members",
        "12 March 2026",
        "Expected date: Friday 27 March 2026",
        "Home visit to assess the needs of your household",
        "This is not a decision on a benefit.",
        "Signature or fingerprint",
        "Printed on 12 March 2026 at 14:05 by Gul Rehman",
    ],
    "fr": [
        "Récépissé d'enregistrement",
        "Original",
        "Chef de ménage",
        "5 membres",
        "12 mars 2026",
        "Date prévue : vendredi 27 mars 2026",
        "Visite à domicile pour évaluer les besoins de votre ménage",
        "Ce récépissé n'est pas une décision d'attribution d'une prestation.",
        "Signature ou empreinte",
        "Imprimé le 12 mars 2026 à 14 h 05 par Gul Rehman",
    ],
    "pt": [
        "Comprovativo de registo",
        "Original",
        "Chefe do agregado familiar",
        "5 membros",
        "12 de março de 2026",
        "Data prevista: sexta-feira, 27 de março de 2026",
        "Visita domiciliária para avaliar as necessidades do seu agregado familiar",
        "Este comprovativo não é uma decisão sobre uma prestação.",
        "Assinatura ou impressão digital",
        "Impresso em 12 de março de 2026 às 14h05 por Gul Rehman",
    ],
}


@pytest.fixture
def longest(santa_cruz: Issuer, receipt: ReceiptFacts) -> ReceiptFacts:
    """The most that every field may hold."""
    name = "Maria da Conceição Évora Tavares dos Santos Mendonça de Albuquerque Fortes"
    sentence = (
        "A palavra mais comprida que alguém possa escrever aqui, dita e redita até encher o papel todo. "
    )
    letterhead = santa_cruz.letterhead.model_copy(
        update={
            part: Text(en=sentence, fr=sentence, pt=sentence) for part in ("country", "ministry", "programme")
        }
    )
    paper = santa_cruz.paper.model_copy(
        update={
            part: Text(en=sentence * 5, fr=sentence * 5, pt=sentence * 5)
            for part in ("next_step", "complaints", "rights")
        }
    )
    office = santa_cruz.office.model_copy(
        update={"names": Text(en=sentence, fr=sentence, pt=sentence), "address": sentence * 2}
    )
    issuer = replace(santa_cruz, letterhead=letterhead, paper=paper, office=office, officer=name)
    return replace(
        receipt,
        head_name=name * 2,
        members=124,
        area=sentence,
        village=sentence,
        issuer=issuer,
        copy_number=12,
    )


@pytest.mark.parametrize("layout", EVERY_LAYOUT)
@pytest.mark.parametrize("code", ["en", "fr", "pt"])
def test_says_everything_in_the_citizens_language(
    receipt: ReceiptFacts, code: LanguageCode, layout: ReceiptLayout
) -> None:
    pdf = receipts_pdf([receipt], code, layout=layout)
    read = looking.text(pdf).replace("\u00a0", " ")
    for words in [*SAID[code], receipt.code, "Awa N'Diaye", "Ŋaanda Ɓooyi, Nowshera", "+92 923 000 0000"]:
        assert words in read
    assert [found.words for found in looking.codes(pdf)] == [receipt.code]


@pytest.mark.parametrize(
    ("code", "words"), [("en", "Copy no. 2"), ("fr", "Duplicata n° 2"), ("pt", "2.ª via n.º 2")]
)
def test_a_duplicate_says_so(receipt: ReceiptFacts, code: LanguageCode, words: str) -> None:
    read = looking.text(receipts_pdf([replace(receipt, copy_number=2)], code, layout="a5"))
    assert words in read
    assert "Original" not in read


def test_each_citizen_reads_his_own_language(receipt: ReceiptFacts) -> None:
    run = [receipt, replace(receipt, language="pt"), replace(receipt, language="en")]
    pdf = receipts_pdf(run, "fr", layout="a5")
    for page, words in enumerate(["Chef de ménage", "Chefe do agregado familiar", "Head of household"]):
        assert words in looking.text(pdf, page)


def test_pages_have_the_size_of_the_paper(receipt: ReceiptFacts) -> None:
    three = [receipt] * 3
    french = "fr"
    assert looking.sizes(receipts_pdf(three, french, layout="a5")) == [(148, 210)] * 3
    assert looking.sizes(receipts_pdf(three, french, layout="a4")) == [(297, 210)] * 2
    assert {wide for wide, _ in looking.sizes(receipts_pdf(three, french, layout="roll80"))} == {80}


def test_a_roll_is_as_long_as_what_it_says(receipt: ReceiptFacts) -> None:
    wordy = replace(receipt, head_name="Ŋaanda Ɓooyi Kɔfi-Mariama Ñaŋ " * 3)
    (_, short), (_, long) = looking.sizes(receipts_pdf([receipt, wordy], "fr", layout="roll80"))
    assert 200 < short < long < short + 40
    last = max(seen.bottom for seen in looking.lines(receipts_pdf([receipt], "fr", layout="roll80")))
    assert short - last == pytest.approx(8, abs=4), "only the feed to the cutter is left blank"


def test_two_receipts_stand_left_and_right_of_the_cut(receipt: ReceiptFacts) -> None:
    second = replace(receipt, code="NSR-K7QD-26-000432-7")
    pdf = receipts_pdf([receipt, second], "fr", layout="a4")
    left, right = sorted(looking.codes(pdf), key=lambda code: code.left)
    assert (left.words, right.words) == (receipt.code, second.code)
    assert right.left - left.left == pytest.approx(148.5, abs=0.3)
    assert not [seen for seen in looking.lines(pdf) if seen.left < 148.5 < seen.right], "nothing on the cut"


@pytest.mark.parametrize("layout", EVERY_LAYOUT)
def test_the_longest_words_stay_inside_and_apart(longest: ReceiptFacts, layout: ReceiptLayout) -> None:
    pdf = receipts_pdf([longest], "pt", layout=layout)
    wide, high = looking.sizes(pdf)[0]
    seen = looking.lines(pdf)
    assert len(seen) > 15
    for line in seen:
        assert 2 < line.left < line.right < wide - 2
        assert 2 < line.top < line.bottom < high - 2
    assert overlaps(seen) == []
    assert [code.words for code in looking.codes(pdf)] == [longest.code]


def overlaps(seen: Sequence[looking.Seen]) -> list[tuple[str, str]]:
    """Pairs of texts whose letters touch: more than a hair's breadth (0.3 mm) in both directions."""
    return [
        (one.words, other.words)
        for one, other in itertools.combinations(seen, 2)
        if min(one.right, other.right) - max(one.left, other.left) > 0.3
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 0.3
    ]


def test_the_overlap_test_can_fail() -> None:
    one = looking.Seen("one", 10, 10, 20, 12)
    assert overlaps([one, looking.Seen("other", 15, 11, 25, 13)]) == [("one", "other")]
    assert overlaps([one, looking.Seen("next", 10, 12.1, 20, 14)]) == []


def test_a_name_that_cannot_be_printed_is_refused(receipt: ReceiptFacts) -> None:
    with pytest.raises(Refused) as caught:
        receipts_pdf([receipt, replace(receipt, head_name="王芳")], "fr", layout="a5")
    assert caught.value.problems[0].facts["field"] == "head_name"


def test_nothing_to_print() -> None:
    with pytest.raises(Refused, match="nothing_to_print"):
        receipts_pdf([], "fr", layout="a5")


def test_a_large_run_comes_in_parts(receipt: ReceiptFacts, tmp_path: Path) -> None:
    run = (replace(receipt, code=f"NSR-K7QD-26-{number:06d}-K") for number in range(7))
    made = list(write_receipts(run, "fr", tmp_path, layout="a4", part=3))
    assert [(part.path.name, part.papers) for part in made] == [
        ("receipts-001.pdf", 3),
        ("receipts-002.pdf", 3),
        ("receipts-003.pdf", 1),
    ]
    assert len(looking.sizes(made[0].path.read_bytes())) == 2
    assert "NSR-K7QD-26-000006-K" in looking.text(made[2].path.read_bytes())
