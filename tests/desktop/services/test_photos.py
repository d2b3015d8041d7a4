"""Portraits: small, upright, of the right shape, and never an accident whatever the bytes are."""

from __future__ import annotations

import io
from random import Random

import pytest
from PIL import Image

from desktop.models import households
from desktop.services import photos
from desktop.services.desk import Desk
from domain.problems import Refused
from guichet.sample.portrait import portrait as drawn
from tests.desktop.models.offices import add, child, member


def image(width: int = 640, height: int = 480, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    data = io.BytesIO()
    noise = Image.effect_noise((width, height), 90).convert(mode)
    noise.save(data, kind)
    return data.getvalue()


def code_of(act: object) -> str:
    with pytest.raises(Refused) as caught:
        act()  # type: ignore[operator]
    return caught.value.problems[0].code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF"])
def test_any_image_becomes_a_small_portrait(kind: str) -> None:
    jpeg = photos.portrait(image(kind=kind))
    opened = Image.open(io.BytesIO(jpeg))
    assert (opened.format, opened.size, opened.mode) == ("JPEG", (240, 300), "RGB")
    assert len(jpeg) <= photos.LARGEST_BYTES


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3000, 20), (20, 3000), (240, 300)])
def test_any_shape_fills_the_frame(width: int, height: int) -> None:
    assert Image.open(io.BytesIO(photos.portrait(image(width, height)))).size == (240, 300)


@pytest.mark.parametrize(
    "crop",
    [
        (0, 0, 1, 1),
        (0.2, 0.2, 0.4, 0.5),
        (0.9, 0.9, 0.1, 0.1),
        (-3, -3, 9, 9),
        (0.5, 0.5, 0.5, 0.5),
        (1, 1, 1, 1),
    ],
)
def test_any_crop_gives_a_portrait(crop: tuple[float, float, float, float]) -> None:
    assert Image.open(io.BytesIO(photos.portrait(image(), crop))).size == (240, 300)


def test_a_crop_shows_what_it_framed() -> None:
    picture = Image.new("RGB", (400, 400), "black")
    picture.paste((255, 255, 255), (200, 0, 400, 400))
    data = io.BytesIO()
    picture.save(data, "PNG")
    left = Image.open(io.BytesIO(photos.portrait(data.getvalue(), (0, 0, 0.5, 1))))
    right = Image.open(io.BytesIO(photos.portrait(data.getvalue(), (0.5, 0, 1, 1))))
    assert left.getpixel((120, 150)) == (0, 0, 0)
    assert right.getpixel((120, 150)) == (255, 255, 255)


def test_a_picture_taken_on_its_side_is_turned_upright() -> None:
    picture = Image.new("RGB", (400, 200), "black")
    picture.paste((255, 255, 255), (0, 0, 200, 200))
    data = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter clockwise to be seen
    picture.save(data, "JPEG", exif=exif)
    upright = Image.open(io.BytesIO(photos.portrait(data.getvalue())))
    top, bottom = upright.getpixel((120, 10)), upright.getpixel((120, 290))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > 50 > bottom[0]


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"\xff\xd8\xff", b"RIFF0000WEBP"]
)
def test_what_is_no_image_is_named(data: bytes) -> None:
    assert code_of(lambda: photos.portrait(data)) == "picture_not_image"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_broken_images_are_named_or_shown_and_never_an_accident(kind: str) -> None:
    whole = image(60, 40, kind)
    rng = Random(kind)
    for _ in range(25):
        broken = bytearray(whole[: rng.randrange(1, len(whole))] if rng.random() < 0.5 else whole)
        for _ in range(rng.randrange(1, 20)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        try:
            photos.portrait(bytes(broken))
        except Refused as refusal:
            assert refusal.problems[0].code in ("picture_not_image", "picture_broken", "picture_too_large")


def test_a_portrait_belongs_to_its_person(desk: Desk) -> None:
    registered = add(desk, member(), child())
    photos.attach(desk, registered.persons[1], drawn(7))
    with desk.store.reading() as connection:
        found = households.members(connection, registered.household)
        assert [m.photo is not None for m in found] == [False, True]
        about, fields = connection.execute("SELECT about, fields FROM change WHERE kind = 'photo'").fetchone()
    assert about == registered.household
    assert "sha256" in fields
    photos.attach(desk, registered.code, drawn(8))
    with desk.store.reading() as connection:
        assert all(m.photo for m in households.members(connection, registered.household))
