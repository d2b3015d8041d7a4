"""Documents and portraits by command: kept, listed, written out; a bad file is named and stops no other."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop.application import Application
from tests.desktop.commands.conftest import FAST, PASSWORD, Said

Typed = Callable[..., Said]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page with a line of print, its left half dark."""
    page = Image.new("RGB", (2480, 3508), "white")
    page.paste((0, 0, 0), (0, 0, 1240, 3508))
    page.save(tmp_path / "acte.png")
    return tmp_path / "acte.png"


def test_scans_are_kept_and_a_bad_one_is_named(
    office: Path, typed: Typed, codes: list[str], scan: Path, tmp_path: Path
) -> None:
    bad, none = tmp_path / "lettre.jpg", tmp_path / "none.pdf"
    bad.write_bytes(b"Dear Sir")
    said = typed("document", "add", office, codes[0], bad, scan, none, "--kind", "certificate", "--json")
    assert said.code == 1
    [kept] = said.json["documents"]
    assert (kept["scan"], kept["notes"]) == (str(scan), ["scan_reduced"])
    assert [p["code"] for p in said.json["problems"]] == ["picture_not_image", "picture_unreadable"]
    assert "lettre.jpg" in said.err and "none.pdf" in said.err
    [line] = typed("document", "list", office, codes[0], "--json").json
    assert (line["kind"], line["title"], line["here"]) == ("certificate", "acte", True)
    assert "Certificate  acte" in typed("document", "list", office, codes[0]).out


def test_a_document_is_turned_cropped_and_written_out(
    office: Path, typed: Typed, codes: list[str], scan: Path, tmp_path: Path
) -> None:
    framed = ("--rotate", "90", "--crop", "0,0,100,50", "--title", "Acte", "--on", "2026-01-31")
    said = typed("document", "add", office, codes[0], scan, *framed)
    assert (said.code, "is kept as document" in said.out) == (0, True)
    [line] = typed("document", "list", office, codes[0], "--json").json
    out = tmp_path / "out.jpg"
    assert typed("document", "save", office, line["row"], "--output", out).code == 0
    picture = Image.open(out)
    # Turned clockwise, the dark half is above.
    assert picture.size == (1754, 620)
    assert picture.convert("L").getextrema()[1] < 20  # type: ignore[operator]
    assert (line["title"], line["taken_on"]) == ("Acte", "2026-01-31")
    again = typed("document", "save", office, line["row"], "--output", out, "--json")
    assert again.json["problems"][0]["code"] == "file_exists"
    assert typed("document", "save", office, line["row"], "--output", out, "--force").code == 0


def test_a_persons_document_is_theirs_alone(office: Path, typed: Typed, codes: list[str], scan: Path) -> None:
    members = typed("show", office, codes[0], "--json").json["members"]
    first, other = members[0]["code"], members[1]["code"]
    assert typed("document", "add", office, first, scan, "--person").code == 0
    assert len(typed("document", "list", office, first, "--person", "--json").json) == 1
    assert typed("document", "list", office, other, "--person").out.strip() == "No documents."
    assert len(typed("document", "list", office, codes[0], "--json").json) == 1


@pytest.mark.parametrize(
    "wrong",
    [("--rotate", "45"), ("--crop", "0,0,0,100"), ("--crop", "1,2,3"), ("--on", "1/2/2026"), ("--kind", "x")],
)
def test_a_wrong_frame_is_a_wrong_usage(
    office: Path, typed: Typed, codes: list[str], scan: Path, wrong: tuple[str, str]
) -> None:
    said = typed("document", "add", office, codes[0], scan, *wrong)
    assert said.code == 2
    assert wrong[0] in said.err


def test_a_document_nobody_has_is_said(office: Path, typed: Typed, codes: list[str], tmp_path: Path) -> None:
    said = typed("document", "save", office, "7", "--output", tmp_path / "x", "--json")
    assert (said.code, said.json["problems"][0]["code"]) == (1, "document_unknown")
    assert typed("document", "list", office, "NSR-P93M-26-999999-3").code == 1


def test_a_portrait_is_turned_and_cropped(
    office: Path, typed: Typed, codes: list[str], scan: Path, tmp_path: Path
) -> None:
    def shown(*framed: Any) -> tuple[Any, Any]:
        assert typed("photo", office, codes[0], scan, *framed).code == 0
        sitting = Application(FAST, data=tmp_path / "data").desk(office, PASSWORD)
        with sitting as desk, desk.store.reading() as connection:
            [(jpeg,)] = connection.execute(
                "SELECT b.bytes FROM photo f JOIN photo_bytes b USING (sha256) ORDER BY f.id DESC LIMIT 1"
            )
        grey = Image.open(io.BytesIO(jpeg)).convert("L")
        return grey.getpixel((30, 150)), grey.getpixel((210, 150))

    assert shown() == (0, 255)
    assert shown("--rotate", "180") == (255, 0)
    assert shown("--crop", "50,0,100,100") == (255, 255)
