"""`guichet moved`: the households that left this file for another district, and where to."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.dates import long_date
from desktop.services import moved_away
from desktop.services.moved_away import MovedLine


def arguments(parser: Parser, language: Language) -> None:
    """The file."""
    parser.takes_file()
    parser.epilog = language.say(
        "CommandHelp",
        "Where no district is given, another office moved the household: ask there, or the regional office.",
    )


def run(call: Call) -> Answer:
    """The latest first; codes and places, nobody's name."""
    with call.desk() as desk:
        found = moved_away.everyone(desk)
    lines = [_line(one, call.language) for one in found]
    if not found:
        lines = [call.language.say("Command", "No household has moved to another district.")]
    return Answer([asdict(one) for one in found], lines)


def _line(one: MovedLine, language: Language) -> str:
    if not one.district:
        return f"{one.code}  {language.say('Command', 'moved by another office')}"
    words = language.say("Command", "to {district} on {date}")
    on = long_date(date.fromisoformat(one.on), language) if one.on else "?"
    return f"{one.code}  {words.format(district=one.district, date=on)}"
