"""Pictures as people hand them in: upright, in eight bits, refused by name, never an accident."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from desktop.services import pictures
from domain.problems import Refused


def saved(picture: Image.Image, kind: str = "PNG", **given: object) -> bytes:
    data = io.BytesIO()
    picture.save(data, kind, **given)
    return data.getvalue()


def refusal(data: bytes, name: str = "carte.jpg") -> tuple[str, object]:
    with pytest.raises(Refused) as caught:
        pictures.upright(data, name)
    [problem] = caught.value.problems
    return problem.code, problem.facts.get("name")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture_not_image"),
        (b"Dear Sir", "picture_not_image"),
        (b"%PDF-1.7", "picture_not_image"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "picture_heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "picture_heic"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, code: str) -> None:
    assert refusal(data) == (code, "carte.jpg")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_cut_short_is_named(kind: str) -> None:
    whole = saved(Image.effect_noise((400, 300), 80), kind)
    assert refusal(whole[: len(whole) // 2])[0] in ("picture_broken", "picture_not_image")
    assert refusal(saved(Image.effect_noise((400, 300), 80), "JPEG")[:9000])[0] == "picture_broken"


@pytest.mark.parametrize("side", [7_100, 9_600, 30_000])
def test_a_picture_of_too_many_pixels_is_not_unpacked(side: int) -> None:
    head = bytearray(saved(Image.new("1", (8, 8))))
    head[16:24] = side.to_bytes(4, "big") * 2
    head[29:33] = zlib.crc32(bytes(head[12:29])).to_bytes(4, "big")
    assert refusal(bytes(head)) == ("picture_too_large", "carte.jpg")


def test_print_inks_become_colours() -> None:
    cyan = saved(Image.new("CMYK", (20, 20), (255, 0, 0, 0)), "JPEG")
    seen = pictures.upright(cyan)
    red, green, blue = seen.getpixel((5, 5))  # type: ignore[misc]
    assert seen.mode == "RGB"
    assert red < 60 < 150 < min(green, blue)


def test_sixteen_bits_are_not_all_white() -> None:
    grey = Image.new("I;16", (20, 20), 0x4000)
    for x, y in ((x, y) for x in range(10, 20) for y in range(20)):
        grey.putpixel((x, y), 0xC000)
    seen = pictures.upright(saved(grey))
    assert (seen.mode, seen.getpixel((5, 5)), seen.getpixel((15, 5))) == ("L", 63, 191)
    assert pictures.upright(saved(grey, "TIFF")).getpixel((5, 5)) == 63


def test_what_is_clear_turns_white() -> None:
    for mode in ("RGBA", "LA", "P"):
        clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0)).convert(mode)
        given = {"transparency": 0} if mode == "P" else {}
        assert pictures.upright(saved(clear, **given)).convert("L").getpixel((5, 5)) == 255, mode


def test_of_a_moving_picture_the_first_is_taken() -> None:
    first, second = Image.new("RGB", (30, 30), "red"), Image.new("RGB", (30, 30), "blue")
    for kind in ("GIF", "WEBP", "PNG"):
        moving = saved(first, kind, save_all=True, append_images=[second], duration=100)
        red, _green, blue = pictures.upright(moving).convert("RGB").getpixel((15, 15))  # type: ignore[misc]
        assert red > 200 > 60 > blue, kind


@pytest.mark.parametrize(
    ("turns", "at"), [(0, (0, 0)), (1, (19, 0)), (2, (19, 9)), (3, (0, 19)), (4, (0, 0))]
)
def test_a_picture_is_turned_clockwise(turns: int, at: tuple[int, int]) -> None:
    marked = Image.new("L", (20, 10), 0)
    marked.putpixel((0, 0), 255)
    seen = pictures.upright(saved(marked), turns=turns)
    x, y = (min(at[0], seen.width - 1), min(at[1], seen.height - 1))
    assert seen.getpixel((x, y)) == 255


def test_the_crop_is_of_the_turned_picture() -> None:
    marked = Image.new("L", (40, 20), 0)
    marked.paste(255, (0, 0, 20, 20))  # the left half, on top once turned
    top = pictures.upright(saved(marked), crop=(0, 0, 1, 0.5), turns=1)
    assert (top.size, top.getextrema()) == ((20, 20), (255, 255))


def test_a_camera_that_writes_which_way_is_up_is_believed() -> None:
    marked = Image.new("L", (40, 20), 0)
    marked.paste(255, (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    shown = pictures.for_screen(saved(marked, "JPEG", exif=exif, quality=95))
    assert (shown.width, shown.height, len(shown.rgb)) == (20, 40, 20 * 40 * 3)
    assert shown.rgb[0] > 200 > 50 > shown.rgb[-1]


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    def code(path: Path, largest: int = pictures.LARGEST_FILE) -> tuple[str, object]:
        with pytest.raises(Refused) as caught:
            pictures.read_file(path, largest)
        return caught.value.problems[0].code, caught.value.problems[0].facts["name"]

    (tmp_path / "face.jpg").write_bytes(b"12345")
    assert code(tmp_path / "none.jpg") == ("picture_unreadable", "none.jpg")
    assert code(tmp_path) == ("picture_unreadable", tmp_path.name)
    assert code(tmp_path / "face.jpg", 4) == ("picture_too_large", "face.jpg")
    assert pictures.read_file(tmp_path / "face.jpg") == b"12345"


def test_a_picture_that_is_a_program_is_not_run() -> None:
    code, _ = refusal(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n")
    assert code == "picture_not_image"
