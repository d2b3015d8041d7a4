"""Reads a command line: the language first, then the command, then what that command alone takes."""

from __future__ import annotations

import importlib
import locale
import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from desktop.commands.parser import Parser
from desktop.commands.table import Command
from desktop.commands.usage import wrong_choice
from desktop.language.catalogue import Language
from domain.languages import LANGUAGES, LanguageCode


class Reading:
    """Reads what was typed; afterwards ``module`` is the one that does it."""

    def __init__(self, language: Language, commands: Mapping[str, Command]) -> None:
        self._language, self._commands = language, commands
        self.module: Any = None

    def read(self, given: Sequence[str], asked: str | None) -> Namespace:
        """Raises SystemExit for help and wrong usage, Fault when the command is not installed."""
        parser = self._parser()
        wanted = next((word for word in given if word in self._commands), None)
        below = parser.below()
        if asked is not None and asked not in LANGUAGES:
            parser.error(wrong_choice("--lang", asked, LANGUAGES, self._language))
        if wanted:
            self._load(wanted, below)
        for name, command in self._commands.items():
            if name not in below.choices:
                below.add_parser(name, help=self._language.find("CommandHelp", command.summary))
        args = parser.parse_args(given)
        if wanted and hasattr(self.module, "check"):
            self.module.check(below.choices[wanted], args)
        return args

    def _load(self, name: str, below: Any) -> None:
        command = self._commands[name]
        self.module = importlib.import_module(command.module)
        if hasattr(self.module, "add_to"):
            self.module.add_to(below, self._language)
        else:
            self.module.arguments(below.add_parser(name), self._language)
        below.choices[name].description = self._language.find("CommandHelp", command.summary)
        for one in list(below.choices.values()):
            for parser in one.family():
                parser.takes_everywhere()

    def _parser(self) -> Parser:
        say = self._language.say
        parser = Parser(
            self._language, "guichet", say("Command", "The register of a counter, from a terminal.")
        )
        parser.takes_json()
        parser.takes_language()
        words = say("CommandHelp", "print the version and stop")
        parser.add_argument("--version", action="version", version=f"guichet {_version()}", help=words)
        return parser


def without_language(given: list[str]) -> tuple[list[str], str | None]:
    """The arguments without ``--lang``, and its value: it may stand before or after the command."""
    rest: list[str] = []
    asked = None
    words = iter(given)
    for word in words:
        if word == "--":
            return [*rest, word, *words], asked
        if word == "--lang":
            asked = next(words, "")
        elif word.startswith("--lang="):
            asked = word.partition("=")[2]
        else:
            rest.append(word)
    return rest, asked


def chosen_language(asked: str | None) -> LanguageCode:
    """The one asked for, else ``GUICHET_LANG``, else the system's language, else English."""
    system = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    candidates = (asked or "", os.environ.get("GUICHET_LANG", ""), system or locale.getlocale()[0] or "")
    beginnings = [word[:2].lower() for word in candidates]
    return next((code for word in beginnings for code in LANGUAGES if code == word), "en")


def _version() -> str:
    try:
        return version("guichet")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"
