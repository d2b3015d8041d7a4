"""Read any picture a person may hand in: upright, in eight bits of grey or colour, or refused by its name."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.problems import Problem, Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LARGEST_FILE = 40_000_000  # bytes
# What cameras, scanners and screens write. Others are programs (EPS is handed to one) or nobody's any more.
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "ICO", "JPEG2000", "PPM")
LARGEST_PIXELS = 50_000_000  # an A4 page at 600 dpi has 35 million
_SHOWN = 2000  # pixels: more than a laptop has
Box = tuple[float, float, float, float]
# Brands of the container that phones write and that Pillow does not read (ISO/IEC 23008-12).
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


@dataclass(frozen=True)
class Pixels:
    """An upright picture for a screen: ``rgb`` is three bytes a pixel, rows from the top, no padding."""

    width: int
    height: int
    rgb: bytes


def read_file(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a file. Raises Refused: ``picture_unreadable``, ``picture_too_large``."""
    try:
        if path.stat().st_size > largest:
            raise Refused(_problem("picture_too_large", path.name))
        return path.read_bytes()
    except OSError:
        raise Refused(_problem("picture_unreadable", path.name)) from None


def upright(data: bytes, name: str = "", crop: Box | None = None, turns: int = 0) -> Picture:
    """The first picture of a file in mode ``L`` or ``RGB``, as it is meant to be seen.

    ``turns`` are quarter turns clockwise after that; ``crop`` is (left, top, right, bottom) in 0…1 of the
    turned picture. Raises Refused with the file's name: ``picture_not_image``, ``picture_heic``,
    ``picture_broken``, ``picture_too_large``.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415  (only who takes pictures waits for it)

    opened = _opened(data, name)
    try:
        opened.load()
        seen: Picture = _plain(ImageOps.exif_transpose(opened))
    except Exception:  # a decoder meets broken bytes in as many ways as there are formats
        raise Refused(_problem("picture_broken", name)) from None
    if turns % 4:
        quarters = (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
        seen = seen.transpose(quarters[turns % 4 - 1])
    return seen.crop(_pixels(crop, seen.width, seen.height)) if crop else seen


def for_screen(data: bytes, name: str = "") -> Pixels:
    """The picture as a screen shows it, at most 2,000 pixels long. Raises Refused as ``upright`` does."""
    seen = upright(data, name)
    seen.thumbnail((_SHOWN, _SHOWN))
    seen = seen.convert("RGB")
    return Pixels(seen.width, seen.height, seen.tobytes())


def _opened(data: bytes, name: str) -> Any:
    """The picture before its pixels are unpacked: how many there are is known, and nothing is spent."""
    from PIL import Image  # noqa: PLC0415  (as in upright)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of size: refused below, in our own words; of metadata: not ours
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise Refused(_problem("picture_too_large", name)) from None
    except Exception:  # as in upright
        heic = data[4:8] == b"ftyp" and data[8:12] in _HEIC
        raise Refused(_problem("picture_heic" if heic else "picture_not_image", name)) from None
    if opened.width * opened.height > LARGEST_PIXELS:
        raise Refused(_problem("picture_too_large", name))
    return opened


def _plain(picture: Any) -> Any:
    """Eight bits of grey or colour: inks and sixteen bits are brought over, what is clear turns white."""
    from PIL import Image  # noqa: PLC0415  (as in upright)

    if picture.mode.startswith("I") or picture.mode == "F":
        brightest = 65535 if picture.mode.startswith("I;16") else picture.getextrema()[1]
        scale = 255 / max(brightest, 1)
        return picture.convert("F").point(lambda value: value * scale).convert("L")
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    if picture.mode in ("LA", "La", "PA", "RGBA", "RGBa") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return picture.convert("RGB")


def _pixels(crop: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """The box in pixels, inside the picture and at least one pixel large."""
    left, right = sorted(min(max(0.0, part), 1.0) for part in (crop[0], crop[2]))
    top, bottom = sorted(min(max(0.0, part), 1.0) for part in (crop[1], crop[3]))
    x, y = min(int(left * width), width - 1), min(int(top * height), height - 1)
    return x, y, max(x + 1, int(right * width)), max(y + 1, int(bottom * height))


def _problem(code: str, name: str) -> Problem:
    return Problem(code, "photo", facts={"name": name} if name else {})
