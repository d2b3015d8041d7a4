"""The card, read back from the PDF: what it says, what it does not, and where each stands on its sheet."""

from __future__ import annotations

import itertools
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.printing.card import BLEED, cards_pdf, place, write_cards
from desktop.printing.card_faces import HIGH, WIDE
from desktop.printing.facts import CardFacts
from domain.birth import Birth, Precision
from domain.languages import LanguageCode
from domain.problems import Refused
from domain.vocabulary import Sex
from tests.desktop.printing import looking

FRONT = {
    "en": ["Beneficiary card", "Name", "Born", "12 April 1987", "Female", "Valid until", "12/03/2028"],
    "fr": ["Carte de bénéficiaire", "Nom", "Naissance", "12 avril 1987", "Féminin", "Valable jusqu'au"],
    "pt": ["Cartão de beneficiário", "Nome", "Nascimento", "12 de abril de 1987", "Feminino", "Válido até"],
}
BACK = {
    "en": ["This card is personal.", "Card lost?", "Issued on 12/03/2026", "One-Window Office, Nowshera"],
    "fr": ["Cette carte est personnelle.", "Carte perdue", "Délivrée le 12/03/2026", "Guichet unique"],
    "pt": ["Este cartão é pessoal.", "Perdeu o seu?", "Emitido em 12/03/2026", "Balcão único de Nowshera"],
}


@pytest.mark.parametrize("code", ["en", "fr", "pt"])
def test_says_who_and_what_to_do(card: CardFacts, code: LanguageCode) -> None:
    pdf = cards_pdf([card], code, layout="single")
    front, back = looking.text(pdf, 0), looking.text(pdf, 1)
    for words in [*FRONT[code], card.code, "Awa N'Diaye", "Nowshera, Khyber Pakhtunkhwa"]:
        assert words in front
    for words in [*BACK[code], card.code, card.household_code, "+92 923 000 0000"]:
        assert words in back
    assert [found.words for found in looking.codes(pdf, page=1)] == [card.code]


def test_each_citizen_reads_his_own_language(card: CardFacts) -> None:
    pdf = cards_pdf([card, replace(card, language="pt")], "fr", layout="single")
    assert "Carte de bénéficiaire" in looking.text(pdf, 0)
    assert "Cartão de beneficiário" in looking.text(pdf, 2)


def test_a_card_printers_page_is_the_card(card: CardFacts) -> None:
    pdf = cards_pdf([card, card], "fr", layout="single")
    assert looking.sizes(pdf) == [(85.6, 54.0)] * 4
    assert looking.unembedded(pdf) == []
    assert b"/Duplex /DuplexFlipLongEdge" in pdf


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (Birth(precision=Precision.year, on="1949"), "1949"),
        (Birth(precision=Precision.month, on="1949-09"), "septembre 1949"),
        (Birth(precision=Precision.unknown), "inconnue"),
    ],
)
def test_a_birth_says_no_more_than_is_known(card: CardFacts, birth: Birth, words: str) -> None:
    read = looking.text(cards_pdf([replace(card, birth=birth, sex=Sex.not_known)], "fr", layout="single"))
    assert f"{words} Non connu" in read or words in read
    assert "01/01" not in read


def test_the_photo_is_the_jpeg_that_was_stored(card: CardFacts, photo: Callable[[int], bytes]) -> None:
    jpeg = photo(1)
    pdf = cards_pdf([replace(card, photo=jpeg)], "fr", layout="single")
    assert jpeg in pdf, "neither decoded nor compressed again"
    assert looking.darkness(pdf, 0, (10, 24, 18, 30)) > 0.5, "and it can be seen"
    assert looking.darkness(cards_pdf([card], "fr", layout="single"), 0, (10, 24, 18, 30)) < 0.1


def test_a_photo_that_is_none_is_refused(card: CardFacts) -> None:
    with pytest.raises(Refused, match="photo_not_image"):
        cards_pdf([replace(card, photo=b"not a picture")], "fr", layout="single")


def test_only_a_duplicate_says_which_copy_it_is(card: CardFacts) -> None:
    assert "Original" not in looking.text(cards_pdf([card], "pt", layout="single"), 1)
    second = cards_pdf([replace(card, copy_number=2)], "pt", layout="single")
    assert "2.ª via n.º 2" in looking.text(second, 1)


def test_long_names_and_african_letters(card: CardFacts) -> None:
    for name in (
        "Ŋaanda Ɓooyi Kɔfi-Mariama Ñaŋ ƴ Ɗɛnɛ Ɲɔgɔn",
        "Maria da Conceição Évora Tavares dos Santos Mendonça de Albuquerque Fortes",
    ):
        pdf = cards_pdf([replace(card, name=name)], "pt", layout="single")
        assert name in looking.text(pdf)
        for line in looking.lines(pdf):
            assert 1 < line.left < line.right < WIDE - 1
            assert 0.5 < line.top < line.bottom < HIGH - 0.5
    endless = cards_pdf([replace(card, name="Ŋaanda " * 40)], "pt", layout="single")
    assert "…" in looking.text(endless)


def test_a_name_that_cannot_be_printed_is_refused_before_anything_is(card: CardFacts, tmp_path: Path) -> None:
    cards = [card, replace(card, name="សុខ")]
    with pytest.raises(Refused) as caught:
        list(write_cards(cards, "fr", tmp_path, layout="sheet"))
    assert caught.value.problems[0].facts["name"] == "KHMER LETTER SA"
    assert list(tmp_path.iterdir()) == []


def numbered(card: CardFacts, count: int) -> list[CardFacts]:
    return [replace(card, code=f"NSR-K7QD-26-{number:06d}-X") for number in range(count)]


def test_ten_stand_on_a_sheet_and_their_backs_behind_them(card: CardFacts) -> None:
    cards = numbered(card, 13)
    pdf = cards_pdf(cards, "fr", layout="sheet")
    assert looking.sizes(pdf) == [(210, 297)] * 4
    for sheet, first in ((0, 0), (2, 10)):
        here = cards[first : first + 10]
        fronts = {seen.words: seen for seen in looking.lines(pdf, sheet) if seen.words.startswith("NSR-")}
        backs = {seen.words: seen for seen in looking.codes(pdf, sheet + 1)}
        assert set(fronts) == set(backs) == {facts.code for facts in here}
        for index, facts in enumerate(here):
            left, top = place(index)
            assert fronts[facts.code].left == pytest.approx(left + 4, abs=0.5)
            assert fronts[facts.code].bottom == pytest.approx(top + 51.5, abs=0.8)
            # Turned along the long edge, the back lies behind its own front.
            left, top = place(index, back=True)
            assert backs[facts.code].left == pytest.approx(left + 1.6 + 30 * 4 / 29, abs=0.4)
            assert backs[facts.code].top == pytest.approx(top + 6 + 30 * 4 / 29, abs=0.4)


def test_a_back_mirrors_its_front() -> None:
    for index in range(10):
        front, back = place(index), place(index, back=True)
        assert front[1] == back[1]
        assert front[0] + WIDE + back[0] == pytest.approx(210), "the same distance from the other edge"
    lefts, tops = {place(i)[0] for i in range(10)}, sorted({place(i)[1] for i in range(10)})
    assert min(lefts) > 5
    assert tops[0] > 5
    assert tops[-1] + HIGH < 292
    assert all(below - above >= HIGH + 2 * BLEED for above, below in itertools.pairwise(tops))


def test_cut_marks_surround_the_places_taken(card: CardFacts) -> None:
    full = cards_pdf(numbered(card, 10), "fr", layout="sheet")
    one = cards_pdf([card], "fr", layout="sheet")
    left, top = place(0)
    beside = (left - 5, top - 0.3, left - 2, top + 0.3)
    assert looking.darkness(full, 0, beside, dpi=300) > 0.1
    assert looking.darkness(one, 0, beside, dpi=300) > 0.1
    last = place(9)[1] + HIGH
    assert looking.darkness(full, 0, (left - 5, last - 0.3, left - 2, last + 0.3), dpi=300) > 0.1
    assert looking.darkness(one, 0, (left - 5, last - 0.3, left - 2, last + 0.3), dpi=300) == 0


def test_a_large_run_takes_photos_a_part_at_a_time(
    card: CardFacts, photo: Callable[[int], bytes], tmp_path: Path
) -> None:
    taken = 0

    def run() -> Iterator[CardFacts]:
        nonlocal taken
        for facts in numbered(card, 25):
            taken += 1
            yield replace(facts, photo=photo(taken))

    seen = []
    for part in write_cards(run(), "fr", tmp_path, layout="sheet", part=10):
        seen.append((part.path.name, part.papers, taken))
    assert seen == [("cards-001.pdf", 10, 10), ("cards-002.pdf", 10, 20), ("cards-003.pdf", 5, 25)]
    assert [len(looking.sizes(path.read_bytes())) for path in sorted(tmp_path.iterdir())] == [2, 2, 2]


@pytest.mark.long
def test_memory_does_not_grow_with_the_run(
    card: CardFacts, photo: Callable[[int], bytes], tmp_path: Path
) -> None:
    """Ten times as many photos, each of 200 kB, in the memory of a part or two."""
    padding = b"\xff\xfe\xff\xff" + bytes(65_533)  # a JPEG comment

    def peak(count: int) -> int:
        cards = (
            replace(facts, photo=(jpeg := photo(number))[:2] + padding * 3 + jpeg[2:])
            for number, facts in enumerate(numbered(card, count))
        )
        tracemalloc.start()
        for part in write_cards(cards, "fr", tmp_path, layout="sheet", part=20):
            part.path.unlink()
        reached = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return reached

    peak(20)  # fonts and words are loaded once
    assert peak(200) < 3 * peak(20)  # a part or two may wait for Python to collect them
