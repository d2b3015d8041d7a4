"""`guichet milestone`: add an update to a household's journey."""

from __future__ import annotations

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language.catalogue import Language
from desktop.language.terms import label
from desktop.services.update_milestone import update
from domain.vocabulary import MilestoneStatus


def arguments(parser: Parser, language: Language) -> None:
    """Which step, where it stands, since when."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "the step's code, as `show` names it")
    parser.add_argument("item", metavar=language.say("Command", "ITEM"), help=words)
    parser.add_argument(
        "--status",
        required=True,
        choices=[status.value for status in MilestoneStatus],
        help=language.say("CommandHelp", "where the step stands"),
    )
    words = language.say("CommandHelp", "the day it happened, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=language.say("Command", "DATE"), help=words)
    parser.add_argument("--note", default="", help=language.say("CommandHelp", "a few words about it"))
    words = language.say(
        "CommandHelp", "the number of an earlier update that this one corrects, as `show` names it"
    )
    parser.add_argument("--corrects", type=int, default=None, metavar="#", help=words)
    parser.add_argument(
        "--evidence", default="", help=language.say("CommandHelp", "the paper that proves it")
    )


def run(call: Call) -> Answer:
    """Exit 1 when the step cannot be taken."""
    args = call.args
    status = MilestoneStatus(args.status)
    with call.desk() as desk:
        on = args.on or desk.today()
        made = update(desk, args.code, args.item, status, on, args.note, args.corrects, args.evidence)
    document = {"update": made, "item": args.item.upper(), "status": status.value, "on": on.isoformat()}
    pattern = call.language.say("Command", "{item}: {status}")
    words = label(MilestoneStatus, status, call.language)
    later = call.language.say("Command", "Should it be wrong, add another update with {option}")
    lines = [pattern.format(item=args.item.upper(), status=words), later.format(option=f"--corrects {made}")]
    return Answer(document, lines)
