"""`guichet scan`: whose card is in the picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2

from domain import codes as printed
from tests.desktop.commands.conftest import Said
from tests.desktop.services.test_read_codes import drawn

Typed = Callable[..., Said]


def test_a_printed_card_is_read_back(office: Path, typed: Typed, codes: list[str], tmp_path: Path) -> None:
    members = typed("show", office, codes[0], "--json").json["members"]
    person = members[0]["code"]
    pdf, picture = tmp_path / "card.pdf", tmp_path / "card.png"
    assert typed("print", office, "card", person, "--output", pdf).code == 0
    pages = pypdfium2.PdfDocument(pdf)
    found = []
    for number in range(len(pages)):
        pages[number].render(scale=200 / 72).to_pil().save(picture)
        said = typed("scan", office, picture, "--json")
        if said.code == 0:
            found.append(said.json["scans"][0])
    assert [one["code"] for one in found] == [person]
    assert found[0]["person"] is True


def test_whose_code_it_is_is_said(office: Path, typed: Typed, codes: list[str], tmp_path: Path) -> None:
    drawn(codes[1]).save(tmp_path / "receipt.png")
    said = typed("scan", office, tmp_path / "receipt.png")
    assert said.code == 0
    assert said.out.startswith(f"{codes[1]}  ")
    drawn("17201-1234567-2").save(tmp_path / "id.png")
    assert typed("scan", office, tmp_path / "id.png").out == "Identity number: 17201-1234567-2\n"


def test_what_is_nobodys_is_said(office: Path, typed: Typed, tmp_path: Path) -> None:
    for content, code in ((printed.make("NSR", "ZZZZ", 2026, 9), "code_unknown"), ("hello", "scan_foreign")):
        drawn(content).save(tmp_path / "code.png")
        said = typed("scan", office, tmp_path / "code.png", "--json")
        assert (said.code, said.json["problems"][0]["code"]) == (1, code)
