"""Text never leaves its room, and never loses a mark from its letter."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing import fonts
from desktop.printing.fit import ELLIPSIS, fit, letters, wrap
from desktop.printing.fonts import BOLD, REGULAR, width

LONG = "Maria da Conceição Évora Tavares dos Santos Mendonça de Albuquerque Fortes"


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    fonts.load()


def test_short_words_keep_their_size() -> None:
    assert fit("Awa N'Diaye", BOLD, 10, 200, floor=6) == (("Awa N'Diaye",), 10)


def test_long_words_shrink_and_then_end_in_an_ellipsis() -> None:
    lines, size = fit(LONG, BOLD, 10, 300, floor=6)
    assert lines == (LONG,)
    assert 6 <= size < 10
    assert width(LONG, BOLD, size) <= 300 < width(LONG, BOLD, size + 0.25)

    lines, size = fit(LONG, BOLD, 10, 150, floor=6)
    assert size == 6
    assert lines[0].endswith(ELLIPSIS)
    assert LONG.startswith(lines[0].removesuffix(ELLIPSIS))
    assert width(lines[0], BOLD, 6) <= 150


def test_two_lines_are_filled_before_anything_is_cut() -> None:
    lines, size = fit(LONG, BOLD, 9, 160, floor=6.5, lines=2)
    assert " ".join(lines) == LONG
    assert size >= 6.5


def test_a_lone_last_word_is_given_company() -> None:
    words = "Cette carte est personnelle et le reste toujours, partout"
    room = width(words, REGULAR, 8) - 5
    lines, _ = fit(words, REGULAR, 8, room, floor=8, lines=2)
    assert " ".join(lines) == words
    assert width(lines[1], REGULAR, 8) > room * 0.4


def test_a_mark_is_never_parted_from_its_letter() -> None:
    marked = "ɛ\u0301ɔ\u0300" * 30  # no composed form exists for these
    assert letters(marked)[:2] == ["ɛ\u0301", "ɔ\u0300"]
    for room in range(20, 60):
        for line in (*wrap(marked, REGULAR, 9, room), *fit(marked, REGULAR, 9, room, floor=9).lines):
            kept = line.removesuffix(ELLIPSIS)
            assert len(kept) % 2 == 0, "a letter without its mark"
            assert not kept or unicodedata.combining(kept[0]) == 0


@given(
    words=st.text(st.characters(categories=["L", "M", "N", "P", "Z"], max_codepoint=0x24F), max_size=120),
    room=st.floats(20, 300),
    lines=st.integers(1, 3),
)
def test_nothing_overflows(words: str, room: float, lines: int) -> None:
    fitted = fit(words, REGULAR, 9, room, floor=5, lines=lines)
    assert 1 <= len(fitted.lines) <= lines
    assert 5 <= fitted.size <= 9
    for line in fitted.lines:
        assert width(line, REGULAR, fitted.size) <= room + 1e-6
