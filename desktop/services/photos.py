"""Attach a portrait: cropped to the card's frame, small enough for a slow line."""

from __future__ import annotations

import io
from typing import Any

from desktop.models import photos, records
from desktop.services import pictures
from desktop.services.desk import Desk
from desktop.services.pictures import Box

WIDTH, HEIGHT = 240, 300
LARGEST_BYTES = 25_000
_QUALITIES = (85, 75, 65, 55, 45, 35, 25)


def attach(
    desk: Desk, code: str, image: bytes, crop: Box | None = None, turns: int = 0, name: str = ""
) -> int:
    """Give a person a portrait; the photo record's row. ``crop`` and ``turns`` as in ``pictures.upright``.

    Raises Refused with the file's ``name`` when the bytes are not an image.
    """
    jpeg = portrait(image, crop, turns, name)
    person, household = desk.person_row(code), desk.household_row(code)
    with desk.writing() as writer:
        kept = photos.keep(writer.connection, jpeg)
        fields: Any = {"person": person, "sha256": kept, "size": len(jpeg)}
        place = records.district(writer.connection, "person", person)
        return writer.create("photo", place, fields, about=household)


def portrait(image: bytes, crop: Box | None = None, turns: int = 0, name: str = "") -> bytes:
    """A JPEG of 240 × 300 pixels and at most 25 kB, upright, from any image Pillow reads."""
    from PIL import ImageOps  # noqa: PLC0415  (only who takes photos waits for it)

    seen = pictures.upright(image, name, crop, turns).convert("RGB")
    return _small_jpeg(ImageOps.fit(seen, (WIDTH, HEIGHT), centering=(0.5, 0.35)))


def _small_jpeg(picture: Any) -> bytes:
    for quality in _QUALITIES:
        data = io.BytesIO()
        picture.save(data, "JPEG", quality=quality, optimize=True)
        if data.tell() <= LARGEST_BYTES:
            break
    return data.getvalue()
