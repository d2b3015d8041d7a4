"""`guichet duplicates`: people who may be registered twice, and what somebody says of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.dates import long_moment
from desktop.language.reasons import summary
from desktop.language.terms import label
from desktop.services import judge_duplicate
from desktop.services.desk import Desk
from desktop.services.judge_duplicate import JudgementLine
from domain.vocabulary import DuplicateDecision

_SAID = [one.value for one in DuplicateDecision if one is not DuplicateDecision.pending]


def arguments(parser: Parser, language: Language) -> None:
    """The file; with ``--judge``, a pair by its number and what is said of it."""
    parser.takes_file()
    parser.add_argument(
        "--list",
        action="store_true",
        help=language.say("CommandHelp", "list the pairs that wait (the default)"),
    )
    parser.add_argument(
        "--judge",
        nargs=2,
        metavar=("#", language.say("Command", "DECISION")),
        help=language.say("CommandHelp", "say of pair # that it is the same person, different, or unsure"),
    )
    parser.add_argument("--note", default="", help=language.say("CommandHelp", "a few words about it"))


def check(parser: Parser, args: Any) -> None:
    """A number, and one of the three decisions."""
    if args.judge and (not args.judge[0].isdigit() or args.judge[1] not in _SAID):
        parser.error(
            parser.language.say("Command", "--judge takes the number of a pair and one of: {choices}").format(
                choices=", ".join(_SAID)
            )
        )


def run(call: Call) -> Answer:
    """Exit 1 when there is no such pair, or the person may not judge."""
    with call.desk() as desk:
        if call.args.judge:
            return _judge(call, desk, int(call.args.judge[0]), DuplicateDecision(call.args.judge[1]))
        found = judge_duplicate.lines(desk, judge_duplicate.pending(desk))
        if not found and not call.terminal.as_json:
            call.terminal.note(call.language.say("Command", "No possible duplicate waits to be decided"))
        return Answer([_document(line) for line in found], list(_lines(found, desk, call.language)))


def _judge(call: Call, desk: Desk, number: int, decision: DuplicateDecision) -> Answer:
    line = judge_duplicate.line(desk, number)
    made = judge_duplicate.judge(desk, None, line.person, line.other, decision, note=call.args.note)
    document = {"judgement": made, "person": line.person_code, "other": line.other_code}
    pattern = call.language.say("Command", "{person} and {other}: {decision}")
    words = [
        pattern.format(
            person=line.person_code,
            other=line.other_code,
            decision=label(DuplicateDecision, decision.value, call.language).lower(),
        )
    ]
    if decision is DuplicateDecision.same:
        words.append(
            call.language.say("Command", "Ask for their merge with `merge`: a colleague agrees to it")
        )
    return Answer({**document, "decision": decision.value}, words)


def _document(line: JudgementLine) -> dict[str, Any]:
    return {
        "number": line.id,
        "person": line.person_code,
        "other": line.other_code,
        "decision": line.decision.value,
        "weight": line.weight,
        "reasons": [{"code": reason.code, "weight": reason.weight} for reason in line.reasons],
        "note": line.note,
        "at": line.at,
    }


def _lines(found: list[JudgementLine], desk: Desk, language: Language) -> Iterator[str]:
    """Codes and reasons, no names beyond those that are the reason: `show` has the rest."""
    for line in found:
        at = long_moment(_moment(desk, line.at), language)
        decision = label(DuplicateDecision, line.decision.value, language)
        yield f"{line.id}  {line.person_code}  {line.other_code}  {decision}  {at}"
        if line.reasons:
            yield f"    {summary(line.reasons, language)}"
        if line.note:
            yield f"    {line.note}"


def _moment(desk: Desk, at: str) -> Any:
    from datetime import datetime  # noqa: PLC0415
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    return datetime.fromisoformat(at).astimezone(ZoneInfo(desk.office.time_zone))
