"""Read the codes in a picture: ours, and those on the back of identity documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.services import pictures
from desktop.services.scanned import Scanned, understood
from domain.problems import Problem, Refused


def in_file(path: Path) -> list[Scanned]:
    """What the codes of a picture file say, ours first.

    Raises Refused with the file's name: ``scan_nothing``, or as ``pictures.upright`` does.
    """
    picture = pictures.upright(pictures.read_file(path), path.name).convert("L")
    found = _texts(picture)
    if not found:
        raise Refused(Problem("scan_nothing", "photo", facts={"name": path.name}))
    return found


def in_frame(grey: bytes, width: int, height: int) -> list[Scanned]:
    """The same of a camera's frame, a byte a pixel; empty when there is no code in it."""
    return _texts(memoryview(grey).cast("B", (height, width)))


def _texts(picture: Any) -> list[Scanned]:
    import zxingcpp  # noqa: PLC0415  (only who scans waits for it)

    kinds = zxingcpp.BarcodeFormat
    # One-dimensional codes other than these are read out of the pattern of a card.
    wanted = [kinds.QRCode, kinds.PDF417, kinds.DataMatrix, kinds.Aztec, kinds.Code128]
    read = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(wanted))
    said = {understood(one.text): None for one in read if one.text.strip()}
    return sorted(said, key=lambda one: one.code is None)
