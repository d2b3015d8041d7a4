"""`guichet restore`: an office file from a backup, under a new device identity."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services.back_up import restore


def arguments(parser: Parser, language: Language) -> None:
    """The file to make, and the archive."""
    parser.takes_file()
    words = language.say("CommandHelp", "the backup's archive")
    parser.add_argument(
        "--from", required=True, dest="archive", metavar=language.say("Command", "FILE"), help=words
    )


def run(call: Call) -> Answer:
    """Exit 1 when the backup cannot be trusted or the place is taken."""
    code = restore(call.file, Path(call.args.archive).absolute(), call.password(), call.user)
    pattern = call.language.say("Command", "The file is restored: {file}. Its new device code is {code}.")
    return Answer({"file": str(call.file), "device_code": code}, [pattern.format(file=call.file, code=code)])
