"""`guichet acting`: hold another role for a time, because nobody else is there."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services import acting
from desktop.services.acting import ActingLine
from domain.rights import ACTING_DAYS_AT_MOST
from domain.vocabulary import UserRole

_ACTIONS = {
    "take": mark("CommandHelp", "hold a role for some days, or let a colleague hold it"),
    "give-back": mark("CommandHelp", "hold it no longer"),
    "list": mark("CommandHelp", "list who holds which role today"),
}


def arguments(parser: Parser, language: Language) -> None:
    """take wants a role, a reason and days."""
    say = language.say
    below = parser.below()
    found = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    roles = [role.value for role in UserRole]
    words = say("CommandHelp", "the role")
    found["take"].add_argument("role", choices=roles, metavar=say("Command", "ROLE"), help=words)
    found["take"].add_argument(
        "--reason", required=True, help=say("CommandHelp", "why nobody else can do it")
    )
    words = say("CommandHelp", "for how many days, today included")
    found["take"].add_argument(
        "--days", type=count, default=ACTING_DAYS_AT_MOST, metavar=say("Command", "N"), help=words
    )
    words = say("CommandHelp", "the colleague who shall hold it (else yourself)")
    found["take"].add_argument("--for", dest="name", metavar=say("Command", "NAME"), help=words)
    words = say("CommandHelp", "one role (else all of them)")
    found["give-back"].add_argument(
        "role", nargs="?", choices=roles, metavar=say("Command", "ROLE"), help=words
    )


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed."""
    return {"take": _take, "give-back": _give_back, "list": _list}[call.args.action](call)


def _take(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        row = acting.take(desk, UserRole(args.role), args.reason, args.days, args.name)
        line = next(line for line in acting.held(desk) if line.id == row)
    return Answer(asdict(line), [_words(line, call.language)])


def _give_back(call: Call) -> Answer:
    role = UserRole(call.args.role) if call.args.role else None
    with call.desk() as desk:
        ended = acting.give_back(desk, role)
    words = call.language.say("Command", "%n role(s) given back", "", ended)
    return Answer({"ended": ended}, [words])


def _list(call: Call) -> Answer:
    with call.desk() as desk:
        found = acting.held(desk)
    if not found and not call.terminal.as_json:
        call.terminal.note(call.language.say("Command", "Nobody holds another role today"))
    return Answer([asdict(line) for line in found], [_words(line, call.language) for line in found])


def _words(line: ActingLine, language: Language) -> str:
    pattern = language.say("Command", "{name} holds the role “{role}” until {date}: {reason}")
    return pattern.format(
        name=line.username,
        role=label(UserRole, line.role, language),
        date=long_date(date.fromisoformat(line.until_on), language),
        reason=line.reason,
    )
