"""Scans: small enough for the line, still readable, and what it cost is said."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from desktop.services import scans
from domain.problems import Refused, Severity


def paper(width: int = 2480, height: int = 3508, colour: bool = False) -> Image.Image:
    """A page of print, as a scanner at 300 dpi gives it."""
    sheet = Image.new("RGB", (width, height), "#f6f4ee")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(40)
    for line in range(60, height - 60, 60):
        pen.text(
            (120, line), "Acte de naissance numero 123456, centre d'etat civil", fill="#202020", font=font
        )
    if colour:
        pen.ellipse((1500, 2500, 2100, 3100), outline="#b01030", width=40)
    return sheet


def noise(width: int, height: int) -> Image.Image:
    """What no quality makes small: every pixel another colour."""
    return Image.frombytes("RGB", (width, height), Random(5).randbytes(3 * width * height))


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    picture.save(data, kind)
    return data.getvalue()


def pdf(pages: int, heavy: int = 0) -> bytes:
    """Pages of print; ``heavy`` random bytes make it large."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4, pageCompression=0)
    for page in range(pages):
        canvas.setFont("Helvetica", 30)
        canvas.drawString(80, 700, f"Page {page + 1}")
        canvas.showPage()
    if heavy:
        canvas.setSubject(Random(1).randbytes(heavy).hex())
    canvas.save()
    return data.getvalue()


def opened(scan: scans.Scan) -> Image.Image:
    return Image.open(io.BytesIO(scan.data))


def test_a_page_becomes_a_grey_page_of_a_hundred_and_fifty_dots() -> None:
    [scan] = scans.from_bytes(saved(paper()), "acte.png")
    assert (opened(scan).size, opened(scan).mode, scan.mime) == ((1240, 1754), "L", scans.JPEG)
    assert len(scan.data) <= scans.LARGEST_BYTES
    [note] = scan.notes
    assert (note.code, note.severity) == ("scan_reduced", Severity.warning)
    assert note.facts == {"name": "acte.png", "given": "2480 × 3508", "kept": "1240 × 1754"}


def test_a_stamp_keeps_its_colour() -> None:
    [scan] = scans.from_bytes(saved(paper(colour=True)))
    assert opened(scan).mode == "RGB"
    red, _green, blue = opened(scan).getpixel((760, 1400))  # type: ignore[misc]
    assert red > blue + 60


def test_a_page_on_its_side_stays_on_its_side() -> None:
    [scan] = scans.from_bytes(saved(paper(3508, 2480)))
    assert opened(scan).size == (1754, 1240)
    [turned] = scans.from_bytes(saved(paper(3508, 2480)), turns=1)
    assert opened(turned).size == (1240, 1754)


def test_a_part_of_a_page_is_kept_as_sharp_as_it_was() -> None:
    [scan] = scans.from_bytes(saved(paper()), crop=(0, 0, 0.4, 0.4))
    assert opened(scan).size == (992, 1403)
    assert not scan.notes


@pytest.mark.parametrize("size", [(1240, 1754), (3000, 3000)])
def test_whatever_it_shows_it_fits(size: tuple[int, int]) -> None:
    [scan] = scans.from_bytes(saved(noise(*size)), "sand.png")
    assert len(scan.data) <= scans.LARGEST_BYTES
    assert "scan_reduced" in [note.code for note in scan.notes]


def test_what_may_not_be_readable_is_said() -> None:
    [scan] = scans.from_bytes(saved(paper(400, 560)), "thumb.png")
    assert opened(scan).size == (400, 560)
    [note] = scan.notes
    assert (note.code, note.facts["kept"]) == ("scan_small", "400 × 560")


def test_a_small_pdf_is_kept_as_it_is() -> None:
    data = pdf(3)
    [scan] = scans.from_bytes(data)
    assert (scan.data, scan.mime, scan.notes) == (data, scans.PDF, ())


def test_a_large_pdf_becomes_pictures_of_its_pages() -> None:
    made = scans.from_bytes(pdf(3, heavy=150_000), "dossier.pdf")
    assert [(scan.mime, scan.page, scan.pages) for scan in made] == [(scans.JPEG, n, 3) for n in (1, 2, 3)]
    assert [opened(scan).size for scan in made] == [(1240, 1754)] * 3
    assert [note.code for note in made[0].notes] == ["scan_pdf_as_pictures"]
    dark = [sum(opened(scan).histogram()[:64]) for scan in made]
    assert min(dark) > 500, "the print is there"


def test_of_a_book_the_first_pages_are_kept_and_it_is_said() -> None:
    made = scans.from_bytes(pdf(scans.MOST_PAGES + 2, heavy=150_000), "livre.pdf")
    assert len(made) == scans.MOST_PAGES
    assert [note.code for note in made[0].notes] == ["scan_pdf_as_pictures", "scan_pages_left_out"]
    assert made[0].notes[1].facts["pages"] == scans.MOST_PAGES + 2


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.4\n%%EOF", pdf(1)[:400]])
def test_a_broken_pdf_is_named(data: bytes) -> None:
    with pytest.raises(Refused) as caught:
        scans.from_bytes(data, "acte.pdf")
    assert caught.value.problems[0].code == "pdf_broken"
    assert caught.value.problems[0].facts["name"] == "acte.pdf"


def test_a_locked_pdf_is_named() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, encrypt="secret")
    canvas.drawString(80, 700, "hidden")
    canvas.save()
    with pytest.raises(Refused) as caught:
        scans.from_bytes(data.getvalue(), "acte.pdf")
    assert caught.value.problems[0].code == "pdf_locked"


def test_a_file_is_read_and_named(tmp_path: Path) -> None:
    (tmp_path / "acte.png").write_bytes(saved(paper(1240, 1754)))
    (tmp_path / "note.txt").write_bytes(b"hello")
    assert scans.from_file(tmp_path / "acte.png")[0].mime == scans.JPEG
    with pytest.raises(Refused) as caught:
        scans.from_file(tmp_path / "note.txt")
    assert caught.value.problems[0].facts["name"] == "note.txt"
