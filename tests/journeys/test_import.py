"""A file of households comes in: once, whatever happens on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.services.show import household
from guichet.__main__ import main
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines

ROOT = Path(__file__).parents[2]
# Prints the code of each household once it is acknowledged.
_REGISTER = """
import sys
from pathlib import Path
from desktop.commands.households_file import lines
from desktop.services.register import register
from desktop.services.sign_in import sign_in
desk = sign_in(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
with open(sys.argv[4], "rb") as file:
    for line in lines(file):
        print(register(desk, line.form).code, flush=True)
"""


def written(path: Path, entries: list[Any]) -> Path:
    """A households.jsonl; a text is written as it is."""
    texts = [entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False) for entry in entries]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


class Importer:
    """`guichet register --json` on a laptop."""

    def __init__(self, laptop: Laptop, capsys: pytest.CaptureFixture[str]) -> None:
        self._laptop, self._capsys = laptop, capsys

    def __call__(self, file: Path, code: int = 0) -> dict[str, Any]:
        command = ["register", str(self._laptop.path), "--input", str(file), "--json"]
        assert main(command, self._laptop.application) == code
        answer: dict[str, Any] = json.loads(self._capsys.readouterr().out)
        return answer


@pytest.fixture
def laptop(make: Make, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setenv("GUICHET_PASSWORD", PASSWORD)
    monkeypatch.setenv("GUICHET_LANG", "en")
    return make("laptop")


@pytest.fixture
def bring_in(laptop: Laptop, capsys: pytest.CaptureFixture[str]) -> Importer:
    return Importer(laptop, capsys)


def test_a_second_import_of_the_same_file_adds_nothing(
    laptop: Laptop, bring_in: Importer, tmp_path: Path
) -> None:
    file = written(tmp_path / "households.jsonl", lines(10))
    first = bring_in(file)
    before = laptop.check()
    second = bring_in(file)
    assert (first["registered"], second["registered"], second["already"]) == (10, 0, 10)
    assert laptop.check() == before


def test_lines_without_an_id_come_in_once_too(laptop: Laptop, bring_in: Importer, tmp_path: Path) -> None:
    entries = [{k: v for k, v in entry.items() if k != "id"} for entry in lines(4)]
    for member in entries[0]["members"]:
        member["identifiers"] = []  # nobody has a number twice
    file = written(tmp_path / "households.jsonl", [*entries, entries[0]])
    assert bring_in(file)["registered"] == 5, "two lines of the same content are two households"
    assert bring_in(file)["already"] == 5
    assert laptop.check().households == 5


def test_bad_lines_are_named_and_the_good_ones_are_kept(
    laptop: Laptop, bring_in: Importer, tmp_path: Path
) -> None:
    good = lines(6)
    nobody = {**good[2], "id": "x-1", "members": []}
    stranger = {**good[3], "id": "x-2", "colour": "green"}
    young = json.loads(json.dumps(good[4]))
    young["members"][0] |= {"birth_date": "2026-02-30", "birth_precision": "day"}
    file = written(
        tmp_path / "households.jsonl",
        [good[0], "{not json", nobody, good[1], "[1, 2]", stranger, young, "", good[5]],
    )
    answer = bring_in(file, code=1)
    assert answer["registered"] == 3
    found = {(one["line"], one["where"], one["code"]) for one in answer["refused"]}
    assert (2, "", "json_line") in found
    assert (3, "members", "members_missing") in found
    assert (6, "colour", "field_unknown") in found
    assert (7, "members.0.birth_date", "birth_form") in found
    assert {one["line"] for one in answer["refused"]} == {2, 3, 5, 6, 7}
    assert all(one["message"] and one["remedy"] for one in answer["refused"])
    assert laptop.check().households == 3


def test_a_corrected_file_adds_what_was_refused(laptop: Laptop, bring_in: Importer, tmp_path: Path) -> None:
    good = lines(3)
    spoilt = {**good[1], "legal_basis": None}
    path = tmp_path / "households.jsonl"
    assert bring_in(written(path, [good[0], spoilt, good[2]]), code=1)["registered"] == 2
    after = bring_in(written(path, good))
    assert (after["registered"], after["already"]) == (1, 2)


def test_a_warning_is_recorded_and_stops_nothing(bring_in: Importer, tmp_path: Path, laptop: Laptop) -> None:
    [entry] = lines(1)
    entry["household"]["phone"] = "12"
    answer = bring_in(written(tmp_path / "households.jsonl", [entry]))
    assert answer["registered"] == 1
    [warning] = [one for one in answer["warnings"] if one["where"] == "household.phone"]
    assert warning["line"] == 1
    with laptop.sit() as desk:
        kept: Any = household(desk, answer["households"][0]).fields["warnings"]
    assert [one["confirmed"] for one in kept if one["where"] == "household.phone"] == [False]


def test_killed_while_it_registers_nothing_acknowledged_is_lost(
    laptop: Laptop, bring_in: Importer, tmp_path: Path
) -> None:
    file = written(tmp_path / "households.jsonl", lines(120))
    command = [sys.executable, "-P", "-c", _REGISTER, str(laptop.path), PASSWORD, USER, str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    acknowledged: list[str] = []
    for kill_after in (1, 17, 44):
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
        ) as program:
            assert program.stdout is not None
            acknowledged += [program.stdout.readline().strip() for _ in range(kill_after)]
            program.send_signal(signal.SIGKILL)
            acknowledged += [line.strip() for line in program.stdout if line.endswith("\n")]
        assert set(acknowledged) <= set(laptop.households())
        laptop.check()
    answer = bring_in(file)
    assert answer["registered"] + answer["already"] == 120
    assert len(laptop.households()) == len(set(laptop.households())) == 120
