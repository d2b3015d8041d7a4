"""An office file with a few households, and a terminal to type commands at."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.application import Application, find_programme
from desktop.models.vault import Hardness
from desktop.services.register import register
from domain.registration import parse
from guichet.sample.households import households

PACK, USER, PASSWORD = "kp-one-window", "awa", "four plain words"
FAST = Hardness(1024, 1, 1)


@dataclass
class Said:
    """What a command said: exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with six households, made once a worker."""
    path = tmp_path_factory.mktemp("made") / "office.guichet"
    application = Application(FAST, data=path.parent / "data")
    programme = find_programme(PACK)
    application.create_office(path, programme, "NSR", USER, PASSWORD, "Awa Sow")
    with application.desk(path, PASSWORD) as desk:
        for line in islice(households(programme, 6, 3, office="NSR"), 6):
            register(desk, parse({**line, "language": "pt"}))
    return path


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    """A copy of it for this test."""
    for file in made.parent.glob("office.guichet*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / made.name


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Types a command in English with the right password; ``standard_input`` is what is piped in."""
    monkeypatch.setenv("GUICHET_PASSWORD", PASSWORD)
    monkeypatch.setenv("GUICHET_LANG", "en")
    application = Application(FAST, data=tmp_path / "data")

    def run(*words: object, standard_input: bytes = b"") -> Said:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(standard_input)))
        code = cli.main([str(word) for word in words], application)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def codes(office: Path, typed: Callable[..., Said]) -> list[str]:
    """The codes of the six households."""
    return [line["code"] for line in typed("search", office, "", "--households", "--json").json]
