"""`guichet history`: every value a household and its members ever had."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.dates import short_moment
from desktop.language.fields import field_in_words
from desktop.language.values import in_words
from desktop.services.changes.history import FieldChange, history
from desktop.services.desk import Desk


def arguments(parser: Parser, language: Language) -> None:
    """A code, and perhaps one field."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "one field only, for example village or person.given_name")
    parser.add_argument("--field", default=None, metavar=language.say("Command", "FIELD"), help=words)
    words = language.say("CommandHelp", "why a confidential file is opened; it is written down")
    parser.add_argument("--reason", default="", help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the code is nobody's."""
    with call.desk() as desk:
        found = history(desk, call.args.code, call.args.field, call.args.reason)
        lines = [_words(change, desk, call.language) for change in found]
    return Answer([asdict(change) for change in found], lines)


def _words(change: FieldChange, desk: Desk, language: Language) -> str:
    say = language.say
    when = say("Command", "time not known")
    if change.at:
        zone = ZoneInfo(desk.office.time_zone)
        when = short_moment(datetime.fromisoformat(change.at).astimezone(zone), language)
    who = change.who or say("Command", "somebody at laptop {device}").format(device=change.device)
    programme = desk.programme
    old = in_words(change.field, change.old, programme, language, change.kind)
    if not change.old_known:
        old = say("Command", "not known")
    new = in_words(change.field, change.new, programme, language, change.kind)
    pattern = say("Command", "{field}: {old} → {new}")
    told = pattern.format(field=field_in_words(change.field, language), old=old, new=new)
    return "  ".join(
        filter(None, (when, change.subject, told, who, change.why, _arrival(change, desk, language)))
    )


def _arrival(change: FieldChange, desk: Desk, language: Language) -> str:
    """When the server signed for it, empty where it has not or another laptop wrote it."""
    if not change.arrived_at:
        return ""
    moment = datetime.fromisoformat(change.arrived_at).astimezone(ZoneInfo(desk.office.time_zone))
    words = language.say("Command", "(arrived at the server on {moment})")
    return words.format(moment=short_moment(moment, language))
