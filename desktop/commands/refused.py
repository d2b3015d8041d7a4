"""`guichet refused`: what the server could not take, corrected or set aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language, mark
from desktop.language.fields import field_in_words
from desktop.language.problems import explain
from desktop.services.desk import Desk
from desktop.services.settling import refused
from desktop.services.settling.refused import RefusedLine

_ACTIONS = {
    "list": mark("CommandHelp", "list what the server refused and nobody has dealt with"),
    "correct": mark(
        "CommandHelp", "say it again with other values; a record is made anew with all that leans on it"
    ),
    "set-aside": mark("CommandHelp", "let it be: what stood before stands again"),
}


def arguments(parser: Parser, language: Language) -> None:
    """correct wants values, set-aside a reason."""
    say = language.say
    below = parser.below()
    found = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    words = say("CommandHelp", "list what became of the others instead")
    found["list"].add_argument("--settled", action="store_true", help=words)
    words = say("CommandHelp", "the number of the change")
    for action in ("correct", "set-aside"):
        found[action].add_argument("number", type=count, metavar="#", help=words)
    words = say(
        "CommandHelp", "a field and its right value, as often as needed; none sends it again as it is"
    )
    found["correct"].add_argument(
        "--set", action="append", default=[], metavar=say("Command", "FIELD=VALUE"), help=words
    )
    words = say("CommandHelp", "why it is set aside")
    found["set-aside"].add_argument("--reason", required=True, help=words)


def check(parser: Parser, args: Any) -> None:
    """Fields and values come in pairs."""
    if any("=" not in text for text in getattr(args, "set", ())):
        parser.error(parser.language.say("Command", "--set takes FIELD=VALUE"))


def run(call: Call) -> Answer:
    """Exit 1 when it cannot be done; nothing is then half-done."""
    acts = {"list": _list, "correct": _correct, "set-aside": _set_aside}
    with call.desk() as desk:
        return acts[call.args.action](call, desk)


def _list(call: Call, desk: Desk) -> Answer:
    if call.args.settled:
        return _settled(call, desk)
    found = refused.waiting(desk)
    if not found and not call.terminal.as_json:
        call.terminal.note(call.language.say("Command", "Nothing the server refused waits for anybody"))
    return Answer([_document(line) for line in found], list(_lines(found, call.language)))


def _settled(call: Call, desk: Desk) -> Answer:
    done = refused.settled(desk)
    documents = [
        {
            "number": one.change,
            "kind": one.kind,
            "how": one.how,
            "by": one.by_change,
            "reason": one.reason,
            "at": one.at,
        }
        for one in done
    ]
    say = call.language.say
    words = {
        "corrected": say("Command", "corrected by {number}"),
        "set_aside": say("Command", "set aside: {reason}"),
    }
    lines = [
        f"{one.change}  {words[one.how].format(number=one.by_change, reason=one.reason)}" for one in done
    ]
    return Answer(documents, lines)


def _correct(call: Call, desk: Desk) -> Answer:
    values = dict(text.split("=", 1) for text in call.args.set)
    done = refused.correct(desk, call.args.number, values)
    words = call.language.say("Command", "Written anew; it goes with the next synchronisation")
    return Answer({"changes": list(done.changes), "replaced": list(done.replaced)}, [words])


def _set_aside(call: Call, desk: Desk) -> Answer:
    done = refused.set_aside(desk, call.args.number, call.args.reason)
    words = call.language.say(
        "Command", "%n change(s) set aside; the journal keeps what was typed", "", len(done)
    )
    return Answer({"set_aside": list(done)}, [words])


def _lines(found: list[RefusedLine], language: Language) -> Iterator[str]:
    """Codes, the field, and why; values are asked for with --json."""
    for line in found:
        field = field_in_words(line.where, language) if line.where else ""
        yield "  ".join(filter(None, (str(line.change), line.person or line.household, field)))
        words = explain(line.problem, language)
        yield f"    {words.title} {words.remedy}"
        if line.follows is not None:
            pattern = language.say("Command", "goes with number {number}: correct that first")
            yield f"    {pattern.format(number=line.follows)}"


def _document(line: RefusedLine) -> dict[str, Any]:
    return {
        "number": line.change,
        "kind": line.kind,
        "household": line.household,
        "person": line.person,
        "problem": {"code": line.problem.code, "facts": dict(line.problem.facts)},
        "field": line.where,
        "fields": line.fields,
        "by": line.by,
        "at": line.at,
        "made": line.made,
        "leaning": line.leaning,
        "follows": line.follows,
    }
