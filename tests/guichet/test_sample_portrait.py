"""Drawn portraits fit a card and are the same for the same seed."""

from __future__ import annotations

import io

from PIL import Image

from guichet.sample.portrait import portrait


def test_a_portrait_is_a_small_jpeg() -> None:
    for seed in range(20):
        for sex in ("male", "female"):
            data = portrait(seed, sex)
            assert len(data) <= 20_000
            with Image.open(io.BytesIO(data)) as image:
                assert (image.format, image.size) == ("JPEG", (240, 300))


def test_the_seed_decides() -> None:
    assert portrait(3) == portrait(3)
    assert len({portrait(seed) for seed in range(20)}) > 15
