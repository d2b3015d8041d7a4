"""`guichet confidential`, `figures`, `retention`: by command, with errors that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.desktop.commands.conftest import Said

Typed = Callable[..., Said]


def any_code(office: Path, typed: Typed) -> str:
    return str(typed("search", office, "", "--json").json[0]["household"])


def test_a_confidential_file_is_shown_with_a_reason(office: Path, typed: Typed) -> None:
    code = any_code(office, typed)
    said = typed("confidential", office, code, "--reason", "threatened", "--json")
    assert said.json == {"confidential": True, "changed": True}
    refused = typed("show", office, code)
    assert refused.code == 1
    assert "confidential" in refused.err
    shown = typed("show", office, code, "--reason", "home visit")
    assert shown.code == 0
    assert code in shown.out
    assert typed("confidential", office, code, "--off", "--reason", "over").code == 0
    assert typed("show", office, code).code == 0


def test_why_has_to_be_said(office: Path, typed: Typed) -> None:
    said = typed("confidential", office, any_code(office, typed))
    assert said.code == 1
    assert said.err


def test_figures_hide_small_counts_and_say_so(office: Path, typed: Typed) -> None:
    table = typed("figures", office, "--json").json
    counts = [value for row in table["cells"] for value in row if value is not None]
    assert all(value == 0 or value >= 5 for value in counts)
    assert table["rows"][-1] == "total"
    words = typed("figures", office, "--by", "area").out
    assert "Total" in words
    assert typed("figures", office, "--area", "XX").code == 1


def test_retention_says_that_there_is_nothing(office: Path, typed: Typed) -> None:
    assert typed("retention", office, "--json").json == {"dropped": 0, "proposals": []}
    assert typed("retention", office, "--drop-drafts").out.strip()


def test_ones_own_data_as_a_pdf(office: Path, typed: Typed, tmp_path: Path) -> None:
    code, sheet = any_code(office, typed), tmp_path / "mine.pdf"
    said = typed("my-data", office, code, "--output", sheet, "--language", "fr", "--json")
    assert said.json == {"output": str(sheet)}
    assert sheet.read_bytes().startswith(b"%PDF-1.7")
    assert typed("my-data", office, code, "--output", sheet).code == 1
    assert typed("my-data", office, "nobody", "--output", tmp_path / "x.pdf").code == 1
    assert not (tmp_path / "x.pdf").exists()
