"""Attach a portrait: cropped to the card's frame, small enough for a slow line."""

from __future__ import annotations

import io
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
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  (only who takes photos waits for it)

    try:
        opened = Image.open(io.BytesIO(image))
        if opened.width * opened.height > LARGEST_PIXELS:
            raise Refused(Problem("photo_too_large", "photo"))
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(Problem("photo_not_image", "photo")) from None
    if crop:
        left, top, right, bottom = crop
        upright = upright.crop(
            (
                int(left * upright.width),
                int(top * upright.height),
                max(1, int(right * upright.width)),
                max(1, int(bottom * upright.height)),
            )
        )
    return _small_jpeg(ImageOps.fit(upright, (WIDTH, HEIGHT), centering=(0.5, 0.35)))


def _small_jpeg(picture: Any) -> bytes:
    for quality in _QUALITIES:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=quality, optimize=True)
        if data.tell() <= LARGEST_BYTES:
            break
    return data.getvalue()
