"""`guichet complain`: hear a complaint, give it a number on paper, answer it, say how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services.grievances import acknowledge, read
from desktop.services.grievances.hear import Heard, hear
from desktop.services.grievances.read import Case, GrievanceRow, Which
from desktop.services.grievances.take import Taken, take
from domain.languages import LANGUAGES
from domain.window.terms import GrievanceChannel, GrievanceEvent, GrievanceKind, GrievanceStatus

_ACTIONS: Mapping[str, str] = {
    "hear": mark("CommandHelp", "write a complaint down; its number is the answer"),
    "list": mark("CommandHelp", "list complaints, what is due first at the top"),
    "show": mark("CommandHelp", "show a complaint with its steps"),
    "step": mark("CommandHelp", "take a complaint one step on"),
    "print": mark("CommandHelp", "print the acknowledgement of a complaint"),
}
_STEPS = tuple(event for event in GrievanceEvent if event is not GrievanceEvent.receive)


def arguments(parser: Parser, language: Language) -> None:
    """Each action with what it takes."""
    below = parser.below()
    found: dict[str, Parser] = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
        if action in ("show", "step", "print"):
            words = language.say("CommandHelp", "the complaint’s number, G-…")
            found[action].add_argument("code", metavar=language.say("Command", "CODE"), help=words)
    _of_hear(found["hear"], language)
    _of_list(found["list"], language)
    _of_step(found["step"], language)
    _of_print(found["print"], language)


def _of_hear(parser: Parser, language: Language) -> None:
    say = language.say
    kinds, channels = [kind.value for kind in GrievanceKind], [one.value for one in GrievanceChannel]
    parser.add_argument(
        "--kind", required=True, choices=kinds, help=say("CommandHelp", "what the complaint is about")
    )
    parser.add_argument(
        "--channel", default="desk", choices=channels, help=say("CommandHelp", "how the complaint came")
    )
    parser.add_argument("--text", required=True, help=say("CommandHelp", "what is said, in their own words"))
    words = say("CommandHelp", "a printed code, of a household or of a person")
    parser.add_argument("--household", default="", metavar=say("Command", "CODE"), help=words)
    for option, words in (
        ("--name", say("CommandHelp", "who complains, where there is no code")),
        ("--contact", say("CommandHelp", "a telephone or a place where they can be told")),
        ("--about", say("CommandHelp", "the officer it is about, by the name they sign in with")),
        ("--appeal-of", say("CommandHelp", "the number of a complaint whose answer is contested")),
    ):
        parser.add_argument(option, default="", help=words)
    words = say("CommandHelp", "nobody is named")
    parser.add_argument("--anonymous", action="store_true", help=words)
    words = say("CommandHelp", "keep it from ordinary lists (misconduct and violence always are)")
    parser.add_argument("--sealed", action="store_true", help=words)
    for option, words in (
        ("--incident-on", say("CommandHelp", "the day it happened, YYYY-MM-DD")),
        ("--on", say("CommandHelp", "the day it was told, YYYY-MM-DD (else today)")),
    ):
        parser.add_argument(option, type=day, default=None, metavar=say("Command", "DATE"), help=words)


def _of_list(parser: Parser, language: Language) -> None:
    say = language.say
    parser.add_argument(
        "which",
        nargs="?",
        default="open",
        choices=[one.value for one in Which],
        help=say("CommandHelp", "which complaints"),
    )
    words = say("CommandHelp", "those of one household; sealed ones are never among them")
    parser.add_argument("--household", default="", metavar=say("Command", "CODE"), help=words)
    parser.add_argument(
        "--kind",
        default=None,
        choices=[one.value for one in GrievanceKind],
        help=say("CommandHelp", "what the complaint is about"),
    )
    parser.add_argument("--text", default="", help=say("CommandHelp", "a number, a code or a word of it"))


def _of_step(parser: Parser, language: Language) -> None:
    say = language.say
    parser.add_argument(
        "event", choices=[event.value for event in _STEPS], help=say("CommandHelp", "which step")
    )
    words = say("CommandHelp", "the reason; with resolve, the answer they will be told")
    parser.add_argument("--reason", default="", help=words)
    words = say("CommandHelp", "with assign: who shall answer (else yourself)")
    parser.add_argument("--to", default="", metavar=say("Command", "NAME"), help=words)
    words = say("CommandHelp", "with close: whether they are content")
    parser.add_argument("--satisfied", choices=["yes", "no"], default=None, help=words)
    words = say("CommandHelp", "the day it happened, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=say("Command", "DATE"), help=words)


def _of_print(parser: Parser, language: Language) -> None:
    words = language.say("CommandHelp", "the file to write")
    parser.add_argument("--output", required=True, metavar=language.say("Command", "FILE"), help=words)
    words = language.say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)
    words = language.say("CommandHelp", "the paper's language (else the citizen's)")
    parser.add_argument("--paper-lang", choices=LANGUAGES, default=None, help=words)


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed, not possible from where the complaint stands, or there is none."""
    acts = {"hear": _hear, "list": _list, "show": _show, "step": _step, "print": _print}
    return acts[call.args.action](call)


def _hear(call: Call) -> Answer:
    args = call.args
    heard = Heard(
        GrievanceKind(args.kind),
        GrievanceChannel(args.channel),
        args.text,
        household_code=args.household,
        name=args.name,
        contact=args.contact,
        anonymous=args.anonymous,
        sealed=args.sealed,
        about=args.about,
        incident_on=args.incident_on,
        received_on=args.on,
        appeal_of=args.appeal_of,
    )
    with call.desk() as desk:
        line = hear(desk, heard)
    return Answer(_document(line), [_line(line, call.language)])


def _list(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        if args.household:
            found = read.of_household(desk, args.household)
        else:
            kind = GrievanceKind(args.kind) if args.kind else None
            found = read.lines(desk, read.find(desk, Which(args.which), kind, args.text))
    nothing = call.language.say("Command", "No complaints.")
    return Answer(
        [_document(one) for one in found], [_line(one, call.language) for one in found] or [nothing]
    )


def _show(call: Call) -> Answer:
    with call.desk() as desk:
        case = read.case(desk, call.args.code)
    lines = [_line(case.line, call.language), case.line.text]
    for step in case.steps:
        words = label(GrievanceEvent, step.event, call.language)
        on = long_date(date.fromisoformat(step.on), call.language)
        lines.append("  ".join(part for part in (on, words, case.name_of(step.by), step.reason) if part))
    return Answer(_whole(case), lines)


def _step(call: Call) -> Answer:
    args = call.args
    content = {"yes": True, "no": False}.get(args.satisfied or "")
    with call.desk() as desk:
        taken = Taken(args.reason, args.on, args.to, content)
        line = take(desk, args.code, GrievanceEvent(args.event), taken)
    return Answer(_document(line), [_line(line, call.language)])


def _print(call: Call) -> Answer:
    output = Output(call.args.output, force=call.args.force)
    with call.desk() as desk:
        output.write(acknowledge.print_it(desk, call.args.code, call.args.paper_lang).pdf)
    words = call.language.say("Command", "The acknowledgement is written to {file}").format(file=output.path)
    return Answer({"output": str(output.path)}, [words])


def _line(line: GrievanceRow, language: Language) -> str:
    status = label(GrievanceStatus, line.status, language)
    kind = label(GrievanceKind, line.grievance, language)
    due = language.say("Command", "due on {date}").format(
        date=long_date(date.fromisoformat(line.due_on), language)
    )
    return "  ".join(part for part in (line.code, status, kind, due, line.household, line.name) if part)


def _document(line: GrievanceRow) -> dict[str, Any]:
    return {
        "code": line.code,
        "status": line.status,
        "kind": line.grievance,
        "channel": line.channel,
        "household": line.household or None,
        "name": line.name,
        "text": line.text,
        "sealed": line.sealed,
        "anonymous": line.anonymous,
        "received_on": line.received_on,
        "due_on": line.due_on,
        "answer": line.resolution,
        "answered_on": line.resolved_on or None,
        "told_on": line.told_on or None,
        "satisfied": line.satisfied,
    }


def _whole(case: Case) -> dict[str, Any]:
    steps = [
        {
            "event": step.event,
            "after": step.after,
            "on": step.on,
            "reason": step.reason,
            "by": case.name_of(step.by),
        }
        for step in case.steps
    ]
    assigned = case.name_of(case.line.assigned)
    more = {"concerns": case.concerns or None, "assigned": assigned or None}
    return {**_document(case.line), **more, "next": [event.value for event in case.next], "steps": steps}
