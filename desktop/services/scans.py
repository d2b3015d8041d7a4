"""Make a scan small enough for a slow line and still readable, and say what that cost."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.services import pictures
from desktop.services.pictures import Box
from domain.problems import Problem, Severity

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LARGEST_BYTES = 200_000  # what a document's record may announce
PAGE = (1240, 1754)  # an A4 page at 150 dpi
MOST_PAGES = 10
JPEG, PDF = "image/jpeg", "application/pdf"
_QUALITIES = (80, 70, 60, 50, 40)
_SHORT_SIDE_READABLE = 700  # pixels; a page of less shows its headings and hides its small print
_COLOURLESS = 16  # of 255: paper under a lamp is a little yellow


@dataclass(frozen=True)
class Scan:
    """One document as it is kept. ``notes`` are warnings: what it lost, and whether it can still be read.

    ``page`` of ``pages``, from 1, when several came from one file.
    """

    data: bytes
    mime: str
    notes: tuple[Problem, ...] = ()
    page: int = 1
    pages: int = 1


def from_file(path: Path) -> list[Scan]:
    """The scans of a picture or a PDF, one a page. Raises Refused with the file's name."""
    return from_bytes(pictures.read_file(path), path.name)


def from_bytes(data: bytes, name: str = "", crop: Box | None = None, turns: int = 0) -> list[Scan]:
    """The same of bytes: a small PDF is kept as it is, a large one becomes pictures of its first pages."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        return _of_pdf(data, name)
    return [_made(pictures.upright(data, name, crop, turns), name)]


def _of_pdf(data: bytes, name: str) -> list[Scan]:
    from PIL import Image  # noqa: PLC0415  (only who keeps documents waits for it)

    from desktop.printing import sheets  # noqa: PLC0415  (the same)

    pages = sheets.count(data, name)
    if len(data) <= LARGEST_BYTES:
        return [Scan(data, PDF)]
    drawn = sheets.draw(data, MOST_PAGES, PAGE, name)
    scans = [
        replace(
            _made(Image.frombytes("RGB", (sheet.width, sheet.height), sheet.rgb), name),
            page=number,
            pages=pages,
        )
        for number, sheet in enumerate(drawn, 1)
    ]
    as_pictures = _note("scan_pdf_as_pictures", name, pages=len(scans))
    cut = (_note("scan_pages_left_out", name, kept=MOST_PAGES, pages=pages),) if pages > MOST_PAGES else ()
    scans[0] = replace(scans[0], notes=(as_pictures, *cut, *scans[0].notes))
    return scans


def _made(picture: Picture, name: str) -> Scan:
    """A JPEG of at most a page and 200 kB: first the quality goes down, then the colour, then the size."""
    given = picture.size
    short, long = sorted(PAGE)
    room = (long, short) if picture.width > picture.height else (short, long)
    seen = picture.copy()
    if _colourless(seen):
        seen = seen.convert("L")
    seen.thumbnail(room)
    made = _within(seen)
    while len(made) > LARGEST_BYTES:
        smaller = (seen.width * 4 // 5, seen.height * 4 // 5)
        seen = seen.convert("L") if seen.mode == "RGB" else seen.resize(smaller)
        made = _within(seen)
    return Scan(made, JPEG, tuple(_notes(given, seen.size, name)))


def _within(picture: Picture) -> bytes:
    """The picture at the best quality that fits; at the lowest when none does."""
    for quality in _QUALITIES:
        kept = io.BytesIO()
        picture.save(kept, "JPEG", quality=quality, optimize=True)
        if kept.tell() <= LARGEST_BYTES:
            break
    return kept.getvalue()


def _colourless(picture: Picture) -> bool:
    """Whether colour says nothing: paper and ink. A stamp or a flag counts as colour."""
    if picture.mode == "L":
        return True
    small = picture.resize((64, 64)).convert("HSV")
    saturation: Any = small.getchannel("S").histogram()
    coloured = sum(saturation[_COLOURLESS * 3 :])
    return bool(coloured < 0.01 * 64 * 64)


def _notes(given: tuple[int, int], kept: tuple[int, int], name: str) -> list[Problem]:
    notes = []
    if kept != given:
        notes.append(_note("scan_reduced", name, given=_size(given), kept=_size(kept)))
    if min(kept) < _SHORT_SIDE_READABLE:
        notes.append(_note("scan_small", name, kept=_size(kept)))
    return notes


def _size(size: tuple[int, int]) -> str:
    return f"{size[0]} × {size[1]}"


def _note(code: str, name: str, **facts: str | int) -> Problem:
    return Problem(code, "document", severity=Severity.warning, facts={"name": name, **facts})
