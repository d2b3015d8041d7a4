"""The command line: finds the command, runs it, and says what went wrong in the person's language."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, cast

from desktop.application import Application
from desktop.commands.call import Answer, Call
from desktop.commands.reading import Reading, chosen_language, without_language
from desktop.commands.table import COMMANDS, Command
from desktop.commands.terminal import Terminal
from desktop.commands.troubles import answer_to
from desktop.language.catalogue import Language
from domain.problems import Fault, Refused

_STOPPED = 130  # 128 + SIGINT, as a shell says it
_READER_LEFT = 141  # 128 + SIGPIPE


def main(
    arguments: Sequence[str] | None = None,
    application: Application | None = None,
    more: Mapping[str, Command] | None = None,
) -> int:
    """Run one command; its exit code: 0 done, 1 some input refused, 2 wrong usage. ``more`` adds commands."""
    given, asked = without_language(list(sys.argv[1:] if arguments is None else arguments))
    language = Language(chosen_language(asked))
    reading = Reading(language, {**COMMANDS, **(more or {})})
    terminal = Terminal(as_json="--json" in given)
    try:
        args = reading.read(given, asked)
    except SystemExit as end:  # help was asked for, or the usage is wrong: argparse has said so
        return int(end.code or 0)
    except Fault as fault:
        return _say(terminal, _told(terminal, answer_to(fault, language)))
    call = Call(args, language, terminal, application or Application(), language.code if asked else None)
    return _answered(call, reading.module.run)


def _answered(call: Call, run: Any) -> int:
    """The command's answer, said; whatever goes wrong becomes one too."""
    try:
        return _say(call.terminal, _done(call, run))
    except KeyboardInterrupt:
        call.terminal.note(call.language.say("Command", "Stopped. What was done until then is kept."))
        return _STOPPED
    except BrokenPipeError:
        # Whoever read us has left: nothing more can be said, not even at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _READER_LEFT


def _done(call: Call, run: Any) -> Answer:
    try:
        return cast(Answer, run(call))
    except (Refused, Fault) as failure:
        answer = answer_to(failure, call.language)
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as accident:
        answer = _answer_to_accident(call, accident)
    return _told(call.terminal, answer)


def _answer_to_accident(call: Call, accident: Exception) -> Answer:
    answer = answer_to(Fault("unexpected"), call.language)
    log = call.application.note_accident(accident)
    if log is None:
        return answer
    words = call.language.say("Command", "Where it happened is noted, without anybody's data, in {file}")
    return Answer(answer.document, [*answer.lines, words.format(file=log)], answer.code)


def _told(terminal: Terminal, answer: Answer) -> Answer:
    """What went wrong goes to standard error; the document still goes where documents go."""
    for line in answer.lines:
        terminal.note(line)
    return Answer(answer.document, (), answer.code)


def _say(terminal: Terminal, answer: Answer) -> int:
    terminal.answer(answer.document, answer.lines)
    return answer.code
