"""Attach a portrait: cropped to the card's frame, small enough for a slow line."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

from desktop.models import photos, records
from desktop.services.desk import Desk
from domain.problems import Problem, Refused

WIDTH, HEIGHT = 240, 300
LARGEST_BYTES = 25_000
LARGEST_PIXELS = 50_000_000
_QUALITIES = (85, 75, 65, 55, 45, 35, 25)
Box = tuple[float, float, float, float]


def attach(desk: Desk, code: str, image: bytes, crop: Box | None = None) -> int:
    """Give a person a portrait; the photo record's row. ``crop`` is (left, top, right, bottom) in 0…1.

    Raises Refused when the bytes are not an image.
    """
    jpeg = portrait(image, crop)
    person, household = desk.person_row(code), desk.household_row(code)
    with desk.writing() as writer:
        name = photos.keep(writer.connection, jpeg)
        fields: Any = {"person": person, "sha256": name, "size": len(jpeg)}
        place = records.district(writer.connection, "person", person)
        return writer.create("photo", place, fields, about=household)


def read_image(path: Path) -> bytes:
    """The bytes of an image file. Raises Refused when it cannot be read or is far too large."""
    try:
        if path.stat().st_size > 40_000_000:
            raise Refused(Problem("photo_too_large", "photo"))
        return path.read_bytes()
    except OSError:
        raise Refused(Problem("photo_unreadable", "photo", facts={"name": path.name})) from None


def portrait(image: bytes, crop: Box | None = None) -> bytes:
    """A JPEG of 240 × 300 pixels and at most 25 kB, upright, from any image Pillow reads."""
    from PIL import Image, ImageOps  # noqa: PLC0415  (only who takes photos waits for it)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # refused below, in our own words
            opened = Image.open(io.BytesIO(image))
        if opened.width * opened.height > LARGEST_PIXELS:
            raise Refused(Problem("photo_too_large", "photo"))
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    except Refused:
        raise
    except Image.DecompressionBombError:
        raise Refused(Problem("photo_too_large", "photo")) from None
    except Exception:  # decoders meet broken bytes in as many ways as there are formats
        raise Refused(Problem("photo_not_image", "photo")) from None
    if crop:
        upright = upright.crop(_pixels(crop, upright.width, upright.height))
    return _small_jpeg(ImageOps.fit(upright, (WIDTH, HEIGHT), centering=(0.5, 0.35)))


def _pixels(crop: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """The box in pixels, inside the picture and at least one pixel large."""
    left, right = sorted(min(max(0.0, part), 1.0) for part in (crop[0], crop[2]))
    top, bottom = sorted(min(max(0.0, part), 1.0) for part in (crop[1], crop[3]))
    x, y = min(int(left * width), width - 1), min(int(top * height), height - 1)
    return x, y, max(x + 1, int(right * width)), max(y + 1, int(bottom * height))


def _small_jpeg(picture: Any) -> bytes:
    for quality in _QUALITIES:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=quality, optimize=True)
        if data.tell() <= LARGEST_BYTES:
            break
    return data.getvalue()
