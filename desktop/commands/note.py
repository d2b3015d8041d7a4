"""`guichet note`: case notes of a household."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services import notes
from domain.window.terms import NoteKind

_ACTIONS = {
    "add": mark("CommandHelp", "note something about a household or a person"),
    "list": mark("CommandHelp", "list the notes of a household"),
}


def arguments(parser: Parser, language: Language) -> None:
    """Both actions with what they take."""
    say = language.say
    below = parser.below()
    found: dict[str, Parser] = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
        found[action].takes_code()
    add = found["add"]
    add.add_argument("text", metavar=say("Command", "WORDS"), help=say("CommandHelp", "what is noted"))
    kinds = [kind.value for kind in NoteKind]
    words = say("CommandHelp", "what the note is of")
    add.add_argument("--kind", choices=kinds, default=NoteKind.note.value, help=words)
    words = say("CommandHelp", "the day it happened, YYYY-MM-DD (else today)")
    add.add_argument("--on", type=day, default=None, metavar=say("Command", "DATE"), help=words)
    words = say("CommandHelp", "for those alone who may read what is sealed")
    add.add_argument("--sealed", action="store_true", help=words)
    words = say("CommandHelp", "why a confidential file is opened; it is written down")
    add.add_argument("--reason", default="", help=words)


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed, or the code is nobody's."""
    return _add(call) if call.args.action == "add" else _list(call)


def _add(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        on = args.on or desk.today()
        kind = NoteKind(args.kind)
        row = notes.note(desk, args.code, kind, args.text, on, sealed=args.sealed, reason=args.reason)
    words = call.language.say("Command", "The note is kept.")
    return Answer({"note": row, "on": on.isoformat(), "kind": args.kind}, [words])


def _list(call: Call) -> Answer:
    with call.desk() as desk:
        found = notes.of_household(desk, call.args.code)
    lines = []
    for one in found:
        on = long_date(date.fromisoformat(one.on), call.language)
        kind = label(NoteKind, one.kind, call.language)
        lines.append("  ".join(part for part in (on, kind, one.text, one.by) if part))
    document = [{key: value for key, value in asdict(one).items() if key != "id"} for one in found]
    return Answer(document, lines or [call.language.say("Command", "No notes.")])
