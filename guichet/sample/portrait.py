"""A drawn stand-in for a portrait, for demonstration cards: no face of anyone."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 240, 300
# Drawn three times larger and reduced, so that edges are smooth.
_SCALE = 3
_BACKGROUNDS = ("#dbe7e4", "#e4e6ee", "#eee7dc", "#e2ebdf", "#ece1e6")
_SKINS = ("#8d5a3b", "#a9714b", "#c08a62", "#6f4630", "#b57d55")
_HAIRS = ("#1f1b18", "#2c2420", "#3a3330", "#56504c", "#8b8682")
_CLOTHES = ("#2f5d50", "#34506b", "#7a5230", "#5b4a6b", "#6b3f3f", "#4d5a34")


def portrait(seed: int, sex: str = "male") -> bytes:
    """A JPEG of 240 by 300 pixels, under 20 kB, the same for the same seed and sex."""
    rng = Random(f"portrait {sex} {seed}")
    image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), rng.choice(_BACKGROUNDS))
    _figure(ImageDraw.Draw(image), rng, sex)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def _figure(draw: ImageDraw.ImageDraw, rng: Random, sex: str) -> None:
    """Head and shoulders, from back to front."""
    skin, hair, cloth = rng.choice(_SKINS), rng.choice(_HAIRS), rng.choice(_CLOTHES)
    scarf = sex == "female" and rng.random() < 0.6
    if scarf:
        _oval(draw, (120, 150), (66, 98), cloth)
    elif sex == "female":
        _oval(draw, (120, 150), (66, 84), hair)
    _oval(draw, (120, 330), (104, 106), cloth)
    if not scarf:
        _oval(draw, (120, 222), (23, 32), _darker(skin))
        _oval(draw, (120, 122), (57, 64), hair)
    _oval(draw, (120, rng.choice((142, 146, 150))), (50, 60), skin)
    if scarf:
        draw.arc(_box((120, 146), (56, 70)), 175, 365, fill=_darker(cloth), width=4 * _SCALE)


def _oval(
    draw: ImageDraw.ImageDraw, centre: tuple[float, float], radii: tuple[float, float], fill: str
) -> None:
    draw.ellipse(_box(centre, radii), fill=fill)


def _box(centre: tuple[float, float], radii: tuple[float, float]) -> tuple[float, float, float, float]:
    (x, y), (a, b) = centre, radii
    return (x - a) * _SCALE, (y - b) * _SCALE, (x + a) * _SCALE, (y + b) * _SCALE


def _darker(colour: str) -> str:
    return "#" + "".join(f"{int(int(colour[i : i + 2], 16) * 0.82):02x}" for i in (1, 3, 5))
