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
from packs.reading import folder_of
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
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "device_not_listed"


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


def test_a_device_is_called_by_a_name(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rename = ["server", "rename", "NSR-0000", "counter 2", "--data", str(data)]
    assert main([*rename, "--lang", "fr"]) == 1
    assert capsys.readouterr().err
    assert main([*rename, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "device_not_listed"
    assert main(["server", "rename", "NSR-0000", "x" * 61, "--data", str(data), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "device_name_wrong"


def test_the_board_names_every_office(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["server", "board", "--data", str(data), "--lang", "fr"]) == 0
    shown = capsys.readouterr().out
    assert "Guichet unique de Nowshera" in shown
    assert main(["server", "board", "--data", str(data), "--json"]) == 0
    assert {office["office"] for office in json.loads(capsys.readouterr().out)["offices"]} >= {"NSR", "LDR"}


def test_a_pack_is_installed_from_its_folder(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(folder_of("cv-single-register"))
    assert main(["server", "pack", "add", folder, "--data", str(data), "--json"]) == 0
    added = json.loads(capsys.readouterr().out)["added"]
    assert (added["programme"], added["offices"]) == ("cv-single-register", ["MAI", "SCZ"])
    assert main(["server", "pack", "add", str(data), "--data", str(data), "--json"]) == 1
    assert {p["code"] for p in json.loads(capsys.readouterr().out)["problems"]} == {"file_missing"}


def test_a_copy_is_made_and_brought_back(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    assert main(["server", "backup", str(copy), "--new-key", "--data", str(data), "--json"]) == 0
    key = json.loads(capsys.readouterr().out)["backup"]["key"]
    monkeypatch.setenv("GUICHET_BACKUP_PASSPHRASE", "not this one at all")
    restore = ["server", "restore", str(copy), "--data", str(data.parent / "other")]
    assert main([*restore, "--lang", "en"]) == 1
    assert capsys.readouterr().err.startswith("The copy does not open with this passphrase.")
    monkeypatch.setenv("GUICHET_BACKUP_PASSPHRASE", key)
    assert main([*restore, "--lang", "en"]) == 0
    assert "Start the server" in capsys.readouterr().out
    assert main([*restore, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["code"] == "restore_not_empty"
