"""`guichet handover`: the citizen holds the paper; the journey moves by itself."""

from __future__ import annotations

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language.catalogue import Language
from desktop.services.print_papers import hand_over, latest_print
from domain.vocabulary import Paper


def arguments(parser: Parser, language: Language) -> None:
    """Which paper, to whom, when."""
    parser.takes_file()
    parser.takes_paper()
    parser.takes_code()
    words = language.say("CommandHelp", "the day it happened, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=language.say("Command", "DATE"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the paper was never printed. Handing over twice changes nothing."""
    args = call.args
    with call.desk() as desk:
        row = latest_print(desk, Paper(args.paper), args.code)
        reached = hand_over(desk, row, args.on)
    lines = [call.language.say("Command", "The paper is handed over.")]
    if reached:
        pattern = call.language.say("Command", "Reached: {items}")
        lines.append(pattern.format(items=", ".join(reached)))
    return Answer({"print": row, "reached": reached}, lines)
