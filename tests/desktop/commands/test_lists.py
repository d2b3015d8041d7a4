"""Lists by command: a list checked, registered once, held back, and people written out again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.commands.conftest import Said

LIST = "No;Nom;Prénom;Sexe;Né le\n1;Khan;Gul;F;25/04/1987\n2;Shah;Zaman;X;1985\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_list_is_checked_then_registered_once(
    typed: Callable[..., Said], office: Path, people: Path, tmp_path: Path
) -> None:
    asked = ("import", str(office), str(people), "--source", "GICAM", "--area", "PK-KP-NOWSHERA-PAB-01")
    checked = typed(*asked, "--dry-run", "--json")
    assert (checked.code, checked.json["registered"], checked.json["refused"]) == (1, 1, 1)
    assert checked.json["errors"][0]["row"] == 3
    done = typed(*asked, "--word", "sex:X=male", "--errors", str(tmp_path / "e.csv"), "--json")
    assert (done.code, done.json["registered"], done.json["sheet"]) == (0, 2, None)
    again = typed("import", str(office), str(people), "--source", "GICAM", "--json")
    assert (again.code, again.json["already"]) == (0, 2), again.json
    assert typed("import", str(office), "--held", "--json").json == []


def test_people_are_written_out_for_a_purpose(
    typed: Callable[..., Said], office: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    refused = typed("export", str(office), str(path), "--json")
    assert refused.code == 1
    assert {p["code"] for p in json.loads(refused.out)["problems"]} == {
        "export_purpose_missing",
        "export_recipient_missing",
    }
    said = ("--purpose", "audit", "--recipient", "Ministry", "--protocol", "MoU 7")
    done = typed("export", str(office), str(path), *said, "--json")
    assert (done.code, path.is_file()) == (0, True)
    assert done.json["rows"] == len(path.read_text(encoding="utf-8-sig").splitlines()) - 1
