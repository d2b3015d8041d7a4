"""`guichet agenda`: what is due at this desk; appointments made and done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count, day
from desktop.language.catalogue import Language, mark
from desktop.language.dates import short_date
from desktop.language.due import beneath, due_in_words
from desktop.services import agenda, notes
from domain.window.agenda import Due, DueKind

_ACTIONS: Mapping[str, str] = {
    "today": mark("CommandHelp", "list what is due today or was before"),
    "appointments": mark("CommandHelp", "list the appointments until a day"),
    "add": mark("CommandHelp", "make an appointment, with a household or for oneself"),
    "done": mark("CommandHelp", "say that an appointment was kept"),
    "cancel": mark("CommandHelp", "say that an appointment falls away"),
}


def arguments(parser: Parser, language: Language) -> None:
    """Each action with what it takes."""
    say = language.say
    below = parser.below()
    found: dict[str, Parser] = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    words = say("CommandHelp", "only what is of this kind")
    found["today"].add_argument("--kind", choices=[kind.value for kind in DueKind], default=None, help=words)
    words = say("CommandHelp", "the last day, YYYY-MM-DD")
    found["appointments"].add_argument("until", type=day, metavar=say("Command", "DATE"), help=words)
    _of_add(found["add"], language)
    for action in ("done", "cancel"):
        words = say("CommandHelp", "the appointment's number, as `agenda appointments` names it")
        found[action].add_argument("number", type=count, metavar="#", help=words)


def _of_add(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "what is to be done, in a few words")
    parser.add_argument("title", metavar=say("Command", "WORDS"), help=words)
    words = say("CommandHelp", "the day, YYYY-MM-DD")
    parser.add_argument("--on", type=day, required=True, metavar=say("Command", "DATE"), help=words)
    parser.add_argument("--time", default="", help=say("CommandHelp", "the time of day, as 09:30"))
    words = say("CommandHelp", "a printed code, of a household or of a person")
    parser.add_argument("--household", default="", metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "who is to do it (else whoever is at the desk)")
    parser.add_argument("--to", default="", metavar=say("Command", "NAME"), help=words)
    parser.add_argument("--note", default="", help=say("CommandHelp", "a few words about it"))


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed, or there is no such appointment."""
    acts = {
        "today": _today,
        "appointments": _appointments,
        "add": _add,
        "done": _done,
        "cancel": _done,
    }
    return acts[call.args.action](call)


def _today(call: Call) -> Answer:
    with call.desk() as desk:
        on = desk.today()
        found = [due for due in agenda.today(desk) if call.args.kind in (None, due.kind.value)]
    lines = []
    for due in found:
        under = beneath(due, on, call.language)
        words = due_in_words(due, call.language)
        lines.append(f"{short_date(due.on)}  {words}" + (f"  ({under})" if under else ""))
    document = [_document(due, call.language) for due in found]
    return Answer(document, lines or [call.language.say("Command", "Nothing is due.")])


def _document(due: Due, language: Language) -> dict[str, Any]:
    return {
        "kind": due.kind.value,
        "on": due.on.isoformat(),
        "household": due.household_code or None,
        "title": due.title,
        "words": due_in_words(due, language),
        "facts": dict(due.facts),
        "count": due.count,
    }


def _appointments(call: Call) -> Answer:
    with call.desk() as desk:
        found = notes.appointments(desk, call.args.until)
    lines = [
        "  ".join(part for part in (str(a.id), a.on, a.time, a.title, a.household, a.name) if part)
        for a in found
    ]
    document = [
        {
            "appointment": a.id,
            "on": a.on,
            "time": a.time or None,
            "title": a.title,
            "household": a.household or None,
            "name": a.name,
        }
        for a in found
    ]
    return Answer(document, lines or [call.language.say("Command", "No appointments.")])


def _add(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        row = notes.appoint(desk, args.title, args.on, args.household, args.time, args.to, args.note)
    words = call.language.say("Command", "Appointment {number} is kept").format(number=row)
    return Answer({"appointment": row, "on": args.on.isoformat()}, [words])


def _done(call: Call) -> Answer:
    args = call.args
    cancelled = args.action == "cancel"
    with call.desk() as desk:
        notes.done(desk, args.number, cancelled=cancelled)
    words = call.language.say("Command", "Appointment {number} is off the agenda")
    return Answer({"appointment": args.number, "cancelled": cancelled}, [words.format(number=args.number)])
