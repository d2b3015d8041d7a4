"""`guichet user`: who may open an office file."""

from __future__ import annotations

import os

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language, mark
from desktop.services import users
from domain.problems import Problem, Refused
from domain.vocabulary import UserRole

_ACTIONS = {
    "add": mark("CommandHelp", "let somebody open the file"),
    "disable": mark("CommandHelp", "let somebody open it no more; what they did stays"),
    "reset-password": mark("CommandHelp", "give somebody a new password"),
    "recover": mark("CommandHelp", "give yourself a new password with the recovery code"),
    "list": mark("CommandHelp", "list who may open the file"),
}


def arguments(parser: Parser, language: Language) -> None:
    """add, disable, reset-password and recover name somebody; list does not."""
    below = parser.below()
    found = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
    for action, one in found.items():
        one.takes_file()
        if action != "list":
            words = language.say("CommandHelp", "the user concerned")
            one.add_argument("name", metavar=language.say("Command", "NAME"), help=words)
    words = language.say("CommandHelp", "the user's full name")
    found["add"].add_argument("--full-name", default="", help=words)
    found["add"].add_argument(
        "--role",
        choices=[role.value for role in UserRole],
        default=UserRole.clerk.value,
        help=language.say("CommandHelp", "what the user may do"),
    )


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed, or the name is not the right one."""
    return {
        "add": _add,
        "disable": _disable,
        "reset-password": _reset_password,
        "recover": _recover,
        "list": _list,
    }[call.args.action](call)


def _add(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        password = call.new_password()
        number = call.application.add_user(desk, args.name, password, args.full_name, UserRole(args.role))
    words = call.language.say("Command", "{name} may open the file.").format(name=args.name)
    return Answer({"user": args.name, "number": number, "role": args.role}, [words])


def _disable(call: Call) -> Answer:
    with call.desk() as desk:
        users.disable(desk, call.args.name)
    words = call.language.say("Command", "{name} may not open the file any more.")
    return Answer({"user": call.args.name, "active": False}, [words.format(name=call.args.name)])


def _reset_password(call: Call) -> Answer:
    with call.desk() as desk:
        call.application.reset_password(desk, call.args.name, call.new_password())
    words = call.language.say("Command", "{name} has a new password.").format(name=call.args.name)
    return Answer({"user": call.args.name}, [words])


def _recover(call: Call) -> Answer:
    say = call.language.say
    code = call.terminal.secret("GUICHET_RECOVERY_CODE", say("Command", "Recovery code: "))
    if not code.strip():
        raise Refused(Problem("recovery_code_wrong", "code"))
    password = call.new_password(also="GUICHET_PASSWORD" if "GUICHET_RECOVERY_CODE" in os.environ else "")
    renewed = call.application.recover(call.file, code, call.args.name, password)
    lines = [
        say("Command", "{name} has a new password.").format(name=call.args.name),
        say("Command", "The old recovery code is spent. The new one: {code}").format(code=renewed),
    ]
    return Answer({"user": call.args.name, "recovery_code": renewed}, lines)


def _list(call: Call) -> Answer:
    with call.desk() as desk:
        found = users.everyone(desk)
    document = [
        {"user": one.username, "full_name": one.full_name, "role": one.role, "active": one.active}
        for one in found
    ]
    return Answer(document, [f"{one.username}  {one.full_name}  {one.role}" for one in found if one.active])
