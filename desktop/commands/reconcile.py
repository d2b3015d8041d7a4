"""`guichet reconcile`: what was written here against what the server holds, on screen and as a slip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from desktop.commands import usage
from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.dates import short_moment
from desktop.language.kinds import kind_in_words
from desktop.language.problems import explain
from desktop.language.reconciling import difference, outcome
from desktop.services.desk import Desk
from desktop.services.reconcile import reconcile
from desktop.services.reconcile_slip import slip
from desktop.services.reconciled import Reconciliation, Tally, document
from domain.languages import LANGUAGES

DIFFERS, NOT_REACHED = 1, 3


def arguments(parser: Parser, language: Language) -> None:
    """Which day, and where the slip goes."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "a day as 2026-11-23, or today (else all that was ever written)")
    parser.add_argument("--day", type=_day, default=None, metavar=say("Command", "DAY"), help=words)
    words = say("CommandHelp", "the slip to write, a PDF")
    parser.add_argument("--pdf", default=None, metavar=say("Command", "FILE"), help=words)
    words = say("CommandHelp", "the paper's language (else the office's)")
    parser.add_argument("--language", choices=LANGUAGES, default=None, help=words)
    words = say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)


def _day(words: str) -> str:
    return words if words == "today" else usage.day(words).isoformat()


def run(call: Call) -> Answer:
    """Exit 0 when both sides agree, 1 when they differ, 3 when the server was not reached."""
    args = call.args
    output = Output(args.pdf, force=args.force) if args.pdf else None
    with call.desk() as desk:
        day = desk.today() if args.day == "today" else args.day and date.fromisoformat(args.day)
        found = reconcile(desk, day)
        if output:
            output.write(slip(desk, found, args.language))
        lines = list(_lines(call.language, desk, found))
    if output:
        lines.append(call.language.say("Command", "The slip is written to {file}").format(file=output.path))
    totals = {**_figures(found.total), "number": found.number, "seal": found.seal, "agrees": found.agrees}
    code = DIFFERS if not found.agrees else NOT_REACHED if found.source == "receipts" else 0
    return Answer({**document(found), **totals}, lines, code)


def _figures(one: Tally) -> dict[str, int]:
    return {
        "written": one.written,
        "waiting": one.waiting,
        "sent": one.sent,
        "held": one.held,
        "missing": one.missing,
        "to_settle": one.needs,
    }


def _lines(language: Language, desk: Desk, found: Reconciliation) -> Iterator[str]:
    say, total = language.say, found.total
    yield outcome(total, language)
    if total.waiting:
        yield say("Command", "%n change(s) not sent yet", "", total.waiting)
    if total.needs:
        yield say("Reconcile", "%n change(s) for somebody to settle", "", total.needs)
    for title, tallies in (
        (say("Reconcile", "By officer"), found.by_author),
        (say("Reconcile", "By kind of record"), found.by_kind),
    ):
        yield f"{title}:"
        yield from (f"  {_row(language, one)}" for one in tallies)
    if found.at:
        moment = datetime.fromisoformat(found.at).astimezone(ZoneInfo(desk.office.time_zone))
        at = short_moment(moment, language)
        yield say("Reconcile", "The server's figures are of {moment}.").format(moment=at)
    if found.problem:
        yield say("Reconcile", "The server was not reached: these are what its receipts kept here prove.")
        yield explain(found.problem, language).title
    yield from (difference(one, language) for one in found.differences)
    if found.agrees and not found.problem:
        yield say("Reconcile", "Both sides name the same figures.")
    if found.seal:
        words = say("Reconcile", "No. {number}, signed by the server: {seal}")
        yield words.format(number=found.number, seal=found.seal)


def _row(language: Language, one: Tally) -> str:
    name = kind_in_words(one.kind, language) if one.kind else one.name
    name = name or language.say("Reconcile", "somebody not known here")
    return f"{name}: {outcome(one, language)}"
