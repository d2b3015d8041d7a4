"""Text stays readable on and in whatever colour a country chooses."""

from __future__ import annotations

import pytest

from desktop.printing.colours import INK, QUIET, WHITE, contrast, palette


@pytest.mark.parametrize("colour", ["#14532d", "#1e3a8a", "#facc15", "#ffffff", "#000000", "#9ca3af"])
def test_every_text_has_contrast(colour: str) -> None:
    colours = palette(colour)
    assert contrast(colours.title, WHITE) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(INK, colours.tint) >= 12
    assert contrast(QUIET, colours.tint) >= 4.5


def test_contrast_as_the_standard_counts_it() -> None:
    assert contrast(palette("#000000").accent, WHITE) == pytest.approx(21)
    assert contrast(palette("#777777").accent, WHITE) == pytest.approx(4.48, abs=0.01)
