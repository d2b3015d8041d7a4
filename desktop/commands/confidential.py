"""`guichet confidential`: keep a household's file confidential, or open it to the office again."""

from __future__ import annotations

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services import confidential


def arguments(parser: Parser, language: Language) -> None:
    """Whose file, which way, and why."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "no longer confidential")
    parser.add_argument("--off", action="store_true", help=words)
    words = language.say("CommandHelp", "why; it is written down with your name")
    parser.add_argument("--reason", default="", metavar=language.say("Command", "WORDS"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 without a reason or the right. Saying it twice changes nothing."""
    args, say = call.args, call.language.say
    with call.desk() as desk:
        changed = confidential.mark(desk, args.code, not args.off, args.reason)
    if args.off:
        words = say("Command", "The file can be read by the whole office.")
    else:
        words = say("Command", "The file is confidential: opening it asks for a reason.")
    return Answer({"confidential": not args.off, "changed": changed}, [words])
