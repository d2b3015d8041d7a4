"""The server's commands from the terminal: their words, and their documents."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop.language.catalogue import Language
from desktop.language.dates import long_date
from guichet.__main__ import main
from server.running import running


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """The folder of a server that runs."""
    with (
        tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True) as name,
        running(Path(name) / "data"),
    ):
        yield Path(name) / "data"


def test_a_code_is_given_for_programs_and_for_people(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    enrol = ["server", "enrol", "--office", "nsr", "--data", str(data)]
    assert main([*enrol, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["code"].startswith("NSR.")
    assert document["url"].startswith("http://127.0.0.1:")
    assert main([*enrol, "--lang", "pt"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Código de adesão: NSR.")
    expires = datetime.fromisoformat(document["expires"]).astimezone()
    assert long_date(expires.date(), Language("pt")) in told
    assert "+00:00" not in told


def test_an_office_that_is_not_there(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["server", "enrol", "--office", "XXX", "--data", str(data), "--lang", "en"]) == 1
    assert capsys.readouterr().err.startswith("This office is not in the programme.")


def test_devices_are_listed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["server", "devices", "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"devices": []}
    assert main(["server", "revoke", "nobody", "--data", str(data), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "device_unknown"


@pytest.mark.parametrize("words", [("serve", "--help"), ("server", "enrol", "--help")])
def test_every_option_has_its_words(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "le dossier de la base propre au serveur" in " ".join(shown.split())


def test_a_port_that_is_taken_is_a_sentence(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    enrol = ["server", "enrol", "--office", "NSR", "--data", str(data), "--json"]
    assert main(enrol) == 0
    port = json.loads(capsys.readouterr().out)["url"].rpartition(":")[2]
    assert main(["serve", "--data", str(data), "--port", port, "--lang", "en"]) == 1
    assert (
        capsys.readouterr()
        .err.splitlines()[-1]
        .startswith(f"Another program already listens on port {port}.")
    )
