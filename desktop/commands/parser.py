"""A command line's parser whose own words are in the person's language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from desktop.commands.usage import box, called, in_words, quarters, wrong_choice, wrong_value
from desktop.language.catalogue import Language
from domain.languages import LANGUAGES
from domain.vocabulary import Paper


class Parser(argparse.ArgumentParser):
    """Argparse with our words, for its headings and for what it finds wrong."""

    def __init__(self, language: Language, prog: str, description: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=lambda prog: _Formatter(prog, language),
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

    def family(self) -> Iterator[Parser]:
        """This one, and every command below it."""
        yield self
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for one in action.choices.values():
                    yield from one.family()

    def describe(self, summaries: Mapping[str, str]) -> None:
        """One line for each command below, where whoever added them gave none."""
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, words in summaries.items():
                    action.choices[name].description = words
                    action._choices_actions.append(action._ChoicesPseudoAction(name, (), words))

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
        self.add_argument("paper", choices=[Paper.receipt.value, Paper.card.value], help=words)

    def takes_framing(self) -> None:
        """``--rotate`` and ``--crop`` of a picture."""
        words = self.language.say("CommandHelp", "turn it clockwise: 90, 180 or 270 degrees")
        self.add_argument(
            "--rotate", type=quarters, default=0, metavar=self.language.say("Command", "DEGREES"), help=words
        )
        words = self.language.say(
            "CommandHelp", "the part to keep, LEFT,TOP,RIGHT,BOTTOM in per cent of the turned picture"
        )
        self.add_argument(
            "--crop", type=box, default=None, metavar=self.language.say("Command", "BOX"), help=words
        )

    def takes_json(self) -> None:
        """``--json``, after the command as well as before it."""
        # Absent unless given, so that one before the command's name stands.
        words = self.language.say("CommandHelp", "answer with one JSON document")
        self.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=words)

    def takes_language(self) -> None:
        """``--lang``, for the help alone: it was taken out before, since it may stand anywhere."""
        words = self.language.say(
            "CommandHelp", "the language of the answer (else GUICHET_LANG, else the system's)"
        )
        self.add_argument("--lang", choices=LANGUAGES, help=words)

    def takes_everywhere(self) -> None:
        """What every command takes, once."""
        if "--json" not in self._option_string_actions:
            self.takes_json()
        if "--lang" not in self._option_string_actions:
            self.takes_language()

    def error(self, message: str) -> NoReturn:
        """Exit 2, after the usage line."""
        self.print_usage(sys.stderr)
        words = self.language.say("Command", "The command was not understood: {reason}")
        self.exit(2, words.format(reason=in_words(message, self.language)) + "\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            self.error(wrong_choice(called(action), str(value), action.choices, self.language))

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        try:
            return super()._get_value(action, arg_string)
        except argparse.ArgumentError:
            self.error(wrong_value(called(action), arg_string, action.type, self.language))


class _Formatter(argparse.HelpFormatter):
    """``Usage`` and the colons after headings as the person's language has them."""

    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog, max_help_position=32)
        self._language = language
        self._usage_words = language.say("Command", "Usage: ")

    def start_section(self, heading: str | None) -> None:
        """As argparse's, which writes the colon itself: what the language has before it goes along."""
        pattern = self._language.say("Command", "{heading}:")
        super().start_section(pattern.format(heading=heading).removesuffix(":") if heading else heading)

    def _get_default_metavar_for_optional(self, action: argparse.Action) -> str:
        """A word of the language, where argparse would write the option's own name in capitals."""
        return self._language.say("Command", "TEXT") if action.type is None else "N"

    def add_usage(
        self, usage: str | None, actions: object, groups: object, prefix: str | None = None
    ) -> None:
        """As argparse's, with our word before it."""
        super().add_usage(usage, actions, groups, self._usage_words if prefix is None else prefix)  # type: ignore[arg-type]
