"""`guichet retention`: what has been kept longer than its time, and dropping old unfinished forms."""

from __future__ import annotations

from datetime import date

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date
from desktop.services import retention

_WORDS = {
    "draft": mark("Retention", "unfinished registration, not touched since {date}"),
    "portrait": mark("Retention", "portrait of somebody who left or died on {date}"),
    "left": mark("Retention", "left the last household on {date}"),
    "deceased": mark("Retention", "died on {date}"),
}


def arguments(parser: Parser, language: Language) -> None:
    """The file; nothing is removed unless it is asked for."""
    parser.takes_file()
    words = language.say("CommandHelp", "drop the unfinished registrations whose time is over")
    parser.add_argument("--drop-drafts", action="store_true", help=words)


def run(call: Call) -> Answer:
    """Exit 1 when dropping without the right."""
    say = call.language.say
    with call.desk() as desk:
        dropped = retention.drop_drafts(desk) if call.args.drop_drafts else 0
        kept = retention.proposals(desk)
    lines = []
    if dropped:
        lines.append(say("Command", "%n unfinished registration(s) dropped.", "", dropped))
    for one in kept:
        words = call.language.find("Retention", _WORDS[one.what]).format(
            date=long_date(date.fromisoformat(one.since), call.language)
        )
        lines.append(f"{one.code}  {words}".strip())
    if not kept:
        lines.append(say("Command", "Nothing has been kept longer than its time."))
    document = [{"what": one.what, "code": one.code, "since": one.since} for one in kept]
    return Answer({"dropped": dropped, "proposals": document}, lines)
