"""The command line itself: languages, help, wrong usage, accidents, readers that leave, a key that stops."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.application import Application
from desktop.commands.call import Answer, Call
from desktop.commands.table import COMMANDS, Command
from desktop.commands.usage import in_words
from desktop.language.catalogue import Language
from desktop.services import search
from guichet.__main__ import MORE
from tests.desktop.commands.conftest import PASSWORD, USER, Said
from tests.desktop.commands.conftest import made as made
from tests.desktop.commands.conftest import office as office
from tests.desktop.commands.conftest import typed as typed

Typed = Callable[..., Said]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_every_command_has_help_in_every_language(typed: Typed, name: str, language: str) -> None:
    said = typed(name, "--help", "--lang", language)
    assert said.code == 0
    usage = {"en": "Usage: ", "fr": "Usage : ", "pt": "Utilização: "}[language]
    assert said.out.replace("\u00a0", " ").startswith(f"{usage}guichet {name}")


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("office", {"create"}),
        ("user", {"add", "disable", "reset-password", "recover", "list"}),
        ("server", {"enrol", "devices", "revoke"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "pt"])
def test_the_commands_of_a_command_are_listed_with_a_line_and_described(
    name: str, below: set[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([name, "--help", "--lang", language], more=MORE) == 0
    shown = capsys.readouterr().out
    for one in below:
        assert re.search(rf"^    {one} +\w", shown, re.MULTILINE), shown
        assert cli.main([name, one, "--help", "--lang", language], more=MORE) == 0
        usage, description, *_ = capsys.readouterr().out.split("\n\n")
        assert f"guichet {name} {one} " in usage
        assert description.strip()[-1].isalnum(), "a line of its own, before any heading"


@pytest.mark.parametrize("name", [*COMMANDS, *MORE])
def test_every_commands_help_has_what_every_command_takes(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([name, "--help", "--lang", "fr"], more=MORE) == 0
    shown = capsys.readouterr().out
    assert shown.count("\n  --json ") == shown.count("\n  --lang ") == 1
    assert "\nOptions\u00a0:\n" in shown


@pytest.mark.parametrize("name", [*COMMANDS, *MORE])
def test_no_option_takes_its_own_english_name_in_capitals(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([name, "--help", "--lang", "pt"], more=MORE) == 0
    taken = re.findall(r"--([a-z-]+) ([A-Z_]+)", capsys.readouterr().out)
    assert [option for option, word in taken if word == option.upper().replace("-", "_")] == []


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"], more=MORE) == 0
    shown = capsys.readouterr().out
    assert all(f"\n    {name} " in shown for name in {**COMMANDS, **MORE})


@pytest.mark.parametrize(
    "words",
    [(), ("registre",), ("search",), ("check", "--nothing"), ("check", "f", "--lang", "de"), ("office",)],
)
def test_a_wrong_usage_is_2_and_says_so(typed: Typed, words: tuple[str, ...]) -> None:
    said = typed(*words)
    assert (said.code, said.out) == (2, "")
    assert "The command was not understood" in said.err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("registre",), "Vouliez-vous dire «\u00a0register\u00a0»\u202f?"),
        (("zzzz",), "Possible\u00a0: open, office, register,"),
        (("search",), "il manque FICHIER, TEXTE"),
        (("check", "f", "--nothing"), "--nothing n'est pas connu ici"),
        (("check", "f", "--user"), "--user demande une valeur à sa suite"),
        (("check", "f", "--json=1"), "--json ne prend pas de valeur"),
        (
            ("search", "f", "", "--limit", "two"),
            "--limit ne peut pas être «\u00a0two\u00a0». Attendu\u00a0: un",
        ),
        (("milestone", "f", "c", "C3", "--status", "achived"), "Vouliez-vous dire «\u00a0achieved\u00a0»"),
        (("print", "f", "reciept", "c", "--output", "o"), "Possible\u00a0: receipt, card."),
        (("check", "f", "--lang", "de"), ""),
    ],
)
def test_what_is_wrong_with_a_usage_is_said_in_the_persons_language(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], reason: str
) -> None:
    monkeypatch.setenv("GUICHET_LANG", "fr")
    said = typed(*words)
    assert said.code == 2
    last = said.err.splitlines()[-1]
    assert reason in last
    assert not re.search(r"\b(argument|invalid|choose|required|expected)\b", last)


def test_options_that_do_not_go_together_and_the_rest_of_argparses_words() -> None:
    french = Language("fr")
    assert in_words("argument --data: not allowed with argument --database", french) == (
        "--data ne va pas avec --database"
    )
    assert in_words("one of the arguments -a -b is required", french).endswith("-a -b")
    assert in_words("something new", french) == "something new"


@pytest.mark.parametrize(
    "words", [("--lang", "fr", "check"), ("check", "--lang", "fr"), ("check", "--lang=fr")]
)
def test_the_language_may_stand_anywhere(typed: Typed, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = typed(*words, tmp_path / "none.guichet")
    assert said.err.startswith("Le fichier")


@pytest.mark.parametrize(
    ("variable", "value", "beginning"),
    [("GUICHET_LANG", "pt", "O ficheiro"), ("LANG", "fr_SN.UTF-8", "Le fichier"), ("LANG", "C", "The file")],
)
def test_the_language_is_the_persons_then_the_systems(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, beginning: str
) -> None:
    for name in ("GUICHET_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    assert typed("check", tmp_path / "none.guichet").err.startswith(beginning)


def test_json_may_stand_before_the_command(office: Path, typed: Typed) -> None:
    assert typed("--json", "check", office).json["sound"] is True


def test_an_accident_is_told_in_words_and_noted_without_data(
    office: Path, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("Awa Sow, 17201-1234567-1")

    monkeypatch.setattr(search, "find", fails)
    said = typed("search", office, "", "--json")
    assert (said.code, said.json["problems"][0]["code"]) == (1, "unexpected")
    assert "Traceback" not in said.err
    log = (tmp_path / "data" / "accidents.log").read_text()
    assert "ZeroDivisionError" in log
    assert "test_cli.py:fails" in log
    assert "Awa" not in log + said.err
    assert "17201" not in log + said.err


def test_a_missing_server_is_a_sentence(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ("server", "sqlalchemy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert cli.main(["serve", "--json"], more=MORE) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["problems"][0]["code"] == "server_not_installed"
    assert told.err.startswith("The server is not installed")


def test_a_key_that_stops_is_obeyed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As Ctrl-C in a command that takes long."""
    module: Any = type(sys)("slow")
    module.arguments = lambda parser, language: None

    def run(call: Call) -> Answer:
        signal.raise_signal(signal.SIGINT)
        return Answer()

    module.run = run
    monkeypatch.setitem(sys.modules, "slow", module)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
    try:
        stopped = cli.main(["slow"], more={"slow": Command("open the window", "slow")})
    finally:
        signal.signal(signal.SIGINT, before)
    assert stopped == 130
    assert "Stopped" in capsys.readouterr().err


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Of a program of its own."""
    given = {"GUICHET_PASSWORD": PASSWORD, "GUICHET_LANG": "en", "PYTHONPATH": str(ROOT)}
    return {**os.environ, **given, "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONWARNINGS": "error"}


def program(*words: object) -> list[str]:
    return [sys.executable, "-P", "-m", "guichet", *map(str, words)]


def test_a_program_of_its_own_answers_and_exits(office: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        program("check", office, "--json", "--user", USER),
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["households"] == 6


def test_a_reader_that_leaves_is_no_accident(office: Path, environment: dict[str, str]) -> None:
    """As ``| head -1`` does."""
    with subprocess.Popen(
        program("search", office, ""),
        env={**environment, "PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as one:
        assert one.stdout is not None
        assert one.stderr is not None
        one.stdout.close()
        assert one.stderr.read() == ""
        assert one.wait(60) == 141


def test_the_usual_application_keeps_its_data_where_the_system_wants_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform.startswith("linux"):
        assert Application().data == tmp_path / "guichet"
