"""`guichet merge`: ask that two records of one person become one, list the merges, take one back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language
from desktop.language.dates import long_date
from desktop.language.fields import field_in_words
from desktop.services import merge_list, merge_persons
from desktop.services.desk import Desk
from desktop.services.merge_persons import OTHER, OWN, TAKEN


def arguments(parser: Parser, language: Language) -> None:
    """Which record stands, which goes into it; or ``--list``; or ``--undo`` with a number of that list."""
    parser.takes_file()
    say = language.say
    words = say("CommandHelp", "the code of the person whose record stands")
    parser.add_argument("survivor", nargs="?", metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "the code of the same person's other record; it stays valid")
    parser.add_argument("absorbed", nargs="?", metavar=say("Command", "OTHER"), help=words)
    words = say("CommandHelp", "take a value from the other record: {fields}")
    parser.add_argument(
        "--take",
        action="append",
        default=[],
        metavar=say("Command", "FIELD") + "=other",
        help=words.format(fields=", ".join(TAKEN)),
    )
    words = say("CommandHelp", "the household the person lives in (else the one of the record that stands)")
    parser.add_argument("--home", default="", metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "why: two persons agree to a merge, and the second reads this")
    parser.add_argument("--reason", default="", metavar=say("Command", "WORDS"), help=words)
    words = say("CommandHelp", "list the merges of the last 90 days")
    parser.add_argument("--list", action="store_true", help=words)
    words = say("CommandHelp", "take merge # of that list back")
    parser.add_argument("--undo", type=count, default=None, metavar="#", help=words)


def check(parser: Parser, args: Any) -> None:
    """One of three things at a time."""
    say = parser.language.say
    asked = bool(args.survivor) + bool(args.list) + (args.undo is not None)
    if asked != 1 or (args.survivor and not args.absorbed):
        parser.error(say("Command", "give two codes, or --list, or --undo with a number"))
    if not args.list and not args.reason.strip():
        parser.error(say("Command", "a merge and its undoing need --reason"))
    for entry in args.take:
        name, _, whose = entry.partition("=")
        if name not in TAKEN or whose not in (OWN, OTHER):
            words = say("Command", "--take is a field and whose value: {fields}")
            parser.error(words.format(fields=", ".join(f"{field}=other" for field in TAKEN)))


def run(call: Call) -> Answer:
    """Exit 1 when it is refused; a merge asked for waits for a colleague's `change approve`."""
    with call.desk() as desk:
        if call.args.list:
            return _list(call, desk)
        if call.args.undo is not None:
            return _undo(call, desk)
        return _ask(call, desk)


def _ask(call: Call, desk: Desk) -> Answer:
    args = call.args
    values = dict(entry.split("=", 1) for entry in args.take)
    asked = merge_persons.propose(desk, args.survivor, args.absorbed, values, args.home, args.reason)
    pattern = call.language.say("Command", "Request {number} waits for a colleague to agree")
    return Answer({"request": asked, "applied": False}, [pattern.format(number=asked)])


def _list(call: Call, desk: Desk) -> Answer:
    found = merge_list.recent(desk)
    say, lines = call.language.say, []
    for line in found:
        until = long_date(date.fromisoformat(line.undo_until), call.language)
        standing = say("Command", "taken back") if line.undone else None
        pattern = say("Command", "can be taken back until {date}")
        words = standing or pattern.format(date=until)
        lines.append(f"{line.id}  {line.absorbed} → {line.survivor}  {words}")
    if not found and not call.terminal.as_json:
        call.terminal.note(say("Command", "Nobody was merged in the last 90 days"))
    return Answer([{key: v for key, v in asdict(line).items() if key != "name"} for line in found], lines)


def _undo(call: Call, desk: Desk) -> Answer:
    undone = merge_persons.undo(desk, None, call.args.undo, call.args.reason)
    say = call.language.say
    lines = [say("Command", "The merge is taken back: both records stand again")]
    if undone.left:
        pattern = say("Command", "Left as it is, since it was changed meanwhile: {fields}")
        lines.append(pattern.format(fields=", ".join(_left(name, call.language) for name in undone.left)))
    return Answer({"restored": undone.restored, "left": undone.left}, lines)


def _left(name: str, language: Language) -> str:
    """A field in words; a membership or a household by its code."""
    kind, _, code = name.partition(":")
    return code or field_in_words(kind, language)
