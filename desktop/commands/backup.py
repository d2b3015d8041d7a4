"""`guichet backup`: a copy of an office file and its keys in one archive, still encrypted."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services.back_up import back_up


def arguments(parser: Parser, language: Language) -> None:
    """What to copy, and where to."""
    parser.takes_file()
    words = language.say("CommandHelp", "the archive to write")
    parser.add_argument("--output", required=True, metavar=language.say("Command", "FILE"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the place is taken or not writable."""
    with call.desk() as desk:
        made = back_up(desk, Path(call.args.output).absolute())
    words = call.language.say("Command", "The backup is made: {file}").format(file=made)
    return Answer({"output": str(made), "bytes": made.stat().st_size}, [words])
