"""`guichet change`: ask for a change of a household, and decide on what others have asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.payload import payload_of
from desktop.commands.troubles import document_of, located
from desktop.language.catalogue import Language
from desktop.language.dates import short_moment
from desktop.language.terms import label
from desktop.services.changes import answer, request, undo, waiting
from desktop.services.changes.waiting import RequestLine
from desktop.services.desk import Desk
from domain.changes_asked.forms import FORMS
from domain.requests import RequestState
from domain.vocabulary import ChangeKind

_ACTS = ("approve", "reject", "withdraw", "undo")


def arguments(parser: Parser, language: Language) -> None:
    """A household and a kind, or one of the acts on requests."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "a printed code, of the household or of a member")
    parser.add_argument("code", nargs="?", metavar=say("Command", "CODE"), help=words)
    kinds = [kind.value for kind in FORMS]
    words = say("CommandHelp", "what happened: {kinds}").format(kinds=", ".join(kinds))
    parser.add_argument("kind", nargs="?", choices=kinds, metavar=say("Command", "KIND"), help=words)
    words = say("CommandHelp", "an answer of its form, as often as needed: --set on=2026-11-02")
    parser.add_argument(
        "--set", action="append", default=[], metavar=say("Command", "FIELD=VALUE"), help=words
    )
    words = say("CommandHelp", "all answers as one JSON object; - for standard input")
    parser.add_argument("--body", default=None, metavar=say("Command", "FILE"), help=words)
    words = say("CommandHelp", "the paper that proves it")
    parser.add_argument("--evidence", default="", help=words)
    words = say("CommandHelp", "the number of a scan that proves it")
    parser.add_argument("--document", type=int, default=None, metavar="#", help=words)
    words = say("CommandHelp", "list the requests that wait, or all those of a household")
    parser.add_argument("--list", action="store_true", help=words)
    helps = {
        "approve": say("CommandHelp", "agree to a request, by its number, and write it"),
        "reject": say("CommandHelp", "refuse a request, with --reason"),
        "withdraw": say("CommandHelp", "take one's own request back before it is decided"),
        "undo": say("CommandHelp", "take back what a request has written, on the same day"),
    }
    for act, words in helps.items():
        parser.add_argument(f"--{act}", type=int, default=None, metavar="#", help=words)
    parser.add_argument("--reason", default="", help=say("CommandHelp", "why it is decided so"))


def check(parser: Parser, args: argparse.Namespace) -> None:
    """One thing at a time: asking, listing, or one act."""
    acts = [act for act in _ACTS if getattr(args, act) is not None]
    asking = args.kind is not None
    if len(acts) + asking + bool(args.list) != 1 or (acts and args.code):
        words = "CODE KIND | --list | --approve | --reject | --withdraw | --undo"
        parser.error(parser.language.say("Command", "one of these is missing: {names}").format(names=words))


def run(call: Call) -> Answer:
    """Exit 1 when it cannot be done; nothing is then half-done."""
    if call.args.list:
        return _list(call)
    if call.args.kind:
        return _ask(call)
    return _act(call)


def _ask(call: Call) -> Answer:
    args, say = call.args, call.language.say
    kind = ChangeKind(args.kind)
    payload = payload_of(call, kind, args.set, args.body)
    with call.desk() as desk:
        done = request.request(desk, args.code, kind, payload, args.evidence, args.document)
    document = {
        "request": done.request,
        "kind": kind.value,
        "applied": done.applied,
        "made": list(done.made),
        "warnings": [document_of(warning, call.language) for warning in done.warnings],
    }
    for warning in done.warnings:
        call.terminal.note(located(warning, call.language))
    if done.applied:
        words = say("Command", "Written. Should it be wrong, take it back today with {option}")
        lines = [words.format(option=f"--undo {done.request}")]
    else:
        words = say("Command", "Asked. A colleague has to agree: {option}")
        lines = [words.format(option=f"--approve {done.request}")]
    return Answer(document, [*lines, *_made(call, done.made)])


def _made(call: Call, codes: tuple[str, ...]) -> list[str]:
    words = call.language.say("Command", "New code: {code}")
    return [words.format(code=code) for code in codes]


def _act(call: Call) -> Answer:
    act = next(act for act in _ACTS if getattr(call.args, act) is not None)
    row: int = getattr(call.args, act)
    acts: dict[str, Callable[[Desk, int, str], Any]] = {
        "approve": answer.approve,
        "reject": answer.reject,
        "withdraw": answer.withdraw,
        "undo": undo.undo,
    }
    with call.desk() as desk:
        made = acts[act](desk, row, call.args.reason) or ()
        [line] = waiting.lines(desk, [row])
        lines = [_words(line, desk, call.language)]
    return Answer(_document(line) | {"made": list(made)}, [*lines, *_made(call, made)])


def _list(call: Call) -> Answer:
    with call.desk() as desk:
        code = call.args.code
        rows = waiting.of_household(desk, code) if code else waiting.open_requests(desk)
        found = waiting.lines(desk, rows)
        lines = [_words(line, desk, call.language) for line in found]
    if not found and not call.terminal.as_json:
        call.terminal.note(call.language.say("Command", "No request"))
    return Answer([_document(line) for line in found], lines)


def _document(line: RequestLine) -> dict[str, Any]:
    found = asdict(line)
    found["request"] = found.pop("id")
    return found


def _words(line: RequestLine, desk: Desk, language: Language) -> str:
    at = datetime.fromisoformat(line.asked_at).astimezone(ZoneInfo(desk.office.time_zone))
    words = [
        str(line.id),
        label(ChangeKind, line.kind, language),
        line.household,
        line.person_name or line.head,
        line.asked_by,
        short_moment(at, language),
        label(RequestState, line.state, language),
    ]
    return "  ".join(filter(None, words))
