"""Invented households on the terminal: lines that the register takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.application import Application, find_programme
from desktop.models.vault import Hardness
from guichet.__main__ import main
from guichet.sample.households import households

SAMPLE = ["sample", "--pack", "kp-one-window", "--office", "nsr", "--lang", "en"]


def test_the_lines_are_the_generators(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SAMPLE, "--count", "5", "--seed", "7"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == list(households(find_programme("kp-one-window"), 5, 7, office="NSR"))
    assert main([*SAMPLE, "--count", "5", "--seed", "7", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == lines
    assert main([*SAMPLE, "--count", "5", "--seed", "8"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] != lines


def test_the_register_takes_every_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUICHET_PASSWORD", "four plain words")
    application = Application(Hardness(1024, 1, 1), data=tmp_path / "data")
    office, lines = str(tmp_path / "o.guichet"), tmp_path / "households.jsonl"
    main([*SAMPLE, "--count", "4"])
    lines.write_text(capsys.readouterr().out, encoding="utf-8")
    create = ["office", "create", office, "--pack", "kp-one-window", "--office", "NSR", "--user", "awa"]
    assert main(create, application) == 0
    capsys.readouterr()
    assert main(["register", office, "--input", str(lines), "--json"], application) == 0
    assert json.loads(capsys.readouterr().out)["registered"] == 4


def test_an_unknown_programme_or_office_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "--pack", "nowhere", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "programme_unknown"
    assert main(["sample", "--pack", "kp-one-window", "--office", "XX", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "office_unknown"
    assert main(["sample", "--pack", "kp-one-window", "--count", "-1"]) == 2
