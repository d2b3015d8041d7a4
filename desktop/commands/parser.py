"""A command line's parser whose own words are in the person's language."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import Any, NoReturn

from desktop.language.catalogue import Language
from domain.vocabulary import Paper


class Parser(argparse.ArgumentParser):
    """Argparse with our words for its headings; what it finds wrong stays in its own English, after ours."""

    def __init__(self, language: Language, prog: str, description: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _Formatter(prog, language.say("Command", "Usage: ")),
        )
        self.language = language
        self._positionals.title = language.say("Command", "What it takes")
        self._optionals.title = language.say("Command", "Options")
        words = language.say("CommandHelp", "show this help and stop")
        self.add_argument("-h", "--help", action="help", help=words)

    def below(self) -> argparse._SubParsersAction[Parser]:
        """Commands of this one, as ``office`` has ``create``."""
        below: argparse._SubParsersAction[Parser] = self.add_subparsers(
            title=self.language.say("Command", "Commands"),
            required=True,
            dest="action",
            metavar=self.language.say("Command", "COMMAND"),
        )
        return below

    def add_subparsers(self, **given: Any) -> Any:
        """As argparse's; what is added speaks the same language."""
        return super().add_subparsers(**{"parser_class": self._child, **given})

    def _child(self, *, prog: str, description: str = "", **_: object) -> Parser:
        return Parser(self.language, prog, description)

    def takes_file(self) -> None:
        """The office file, and who works on it."""
        words = self.language.say("CommandHelp", "the office file")
        self.add_argument("file", metavar=self.language.say("Command", "FILE"), help=words)
        self.takes_user()
        self.takes_json()

    def takes_user(self) -> None:
        """``--user``."""
        words = self.language.say(
            "CommandHelp",
            "who works (else GUICHET_USER, else the only user); the password is asked for, "
            "or read from GUICHET_PASSWORD",
        )
        self.add_argument("--user", metavar=self.language.say("Command", "NAME"), help=words)

    def takes_code(self) -> None:
        """A printed code, of a household or of a person."""
        words = self.language.say("CommandHelp", "a printed code, of a household or of a person")
        self.add_argument("code", metavar=self.language.say("Command", "CODE"), help=words)

    def takes_paper(self) -> None:
        """receipt or card."""
        words = self.language.say("CommandHelp", "receipt: of a household; card: of a person")
        self.add_argument("paper", choices=[paper.value for paper in Paper], help=words)

    def takes_json(self) -> None:
        """``--json``, after the command as well as before it."""
        # Absent unless given, so that one before the command's name stands.
        words = self.language.say("CommandHelp", "answer with one JSON document")
        self.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=words)

    def error(self, message: str) -> NoReturn:
        """Exit 2, after the usage line."""
        self.print_usage(sys.stderr)
        words = self.language.say("Command", "The command was not understood: {reason}")
        self.exit(2, words.format(reason=message) + "\n")


class _Formatter(argparse.HelpFormatter):
    """``Usage`` in the person's language."""

    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog, max_help_position=32)
        self._usage_words = usage

    def add_usage(
        self, usage: str | None, actions: object, groups: object, prefix: str | None = None
    ) -> None:
        """As argparse's, with our word before it."""
        super().add_usage(usage, actions, groups, self._usage_words if prefix is None else prefix)  # type: ignore[arg-type]


def count(text: str) -> int:
    """A whole number from zero, as argparse's ``type``."""
    found = int(text)
    if found < 0:
        raise ValueError(text)
    return found


def day(text: str) -> date:
    """A date written YYYY-MM-DD, as argparse's ``type``."""
    return date.fromisoformat(text)
