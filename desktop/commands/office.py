"""`guichet office create`: a new office file, and the recovery code that is shown once."""

from __future__ import annotations

from desktop.application import find_programme
from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language


def arguments(parser: Parser, language: Language) -> None:
    """`create` is the only thing done to an office from here."""
    words = language.say("CommandHelp", "make a new office file, and show its recovery code once")
    create = parser.below().add_parser("create", help=words, description=words)
    create.takes_file()
    create.add_argument(
        "--pack",
        required=True,
        help=language.say("CommandHelp", "the programme: the code of a shipped pack, or a pack's folder"),
    )
    create.add_argument(
        "--office", required=True, help=language.say("CommandHelp", "the office's code in the programme")
    )
    create.add_argument("--full-name", default="", help=language.say("CommandHelp", "the user's full name"))


def run(call: Call) -> Answer:
    """Exit 0 when the file is made."""
    args, say = call.args, call.language.say
    created = call.application.create_office(
        call.file,
        find_programme(args.pack),
        args.office.upper(),
        call.user or "",
        call.new_password(also="GUICHET_PASSWORD"),
        args.full_name,
    )
    document = {
        "file": str(call.file),
        "office": args.office.upper(),
        "user": call.user,
        "device_code": created.device_code,
        "recovery_code": created.recovery_code,
    }
    lines = [
        say("Command", "The office file is made: {file}").format(file=call.file),
        say("Command", "Recovery code: {code}").format(code=created.recovery_code),
        say(
            "Command",
            "Write it down now and lock it away: it is shown this once. Without it and without a password, "
            "what was never sent is lost.",
        ),
    ]
    return Answer(document, lines)
