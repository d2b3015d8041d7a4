"""`guichet sync`: one round with the server, or what one would cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.figures import grouped
from desktop.services import sync_choice
from desktop.services.estimate import Estimate, estimate
from desktop.services.synchronise import SyncState, state, synchronise

LEFT, REFUSED, DIFFER = 3, 4, 5
_KILO = 1000


def arguments(parser: Parser, language: Language) -> None:
    """The office file, which knows its server; what goes along; whether to say no more than what it costs."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "records alone: photos and scans wait for a better line")
    parser.add_argument("--only-records", action="store_true", help=words)
    words = say("CommandHelp", "at most so many megabytes, both ways; records go in any case")
    parser.add_argument("--budget", type=_megabytes, default=None, metavar="MB", help=words)
    words = say("CommandHelp", "only say what it would cost; no line is needed")
    parser.add_argument("--estimate", action="store_true", help=words)
    parser.epilog = say(
        "CommandHelp",
        "Exit 0: everything arrived. 1: the line or the server failed. 3: something still waits. "
        "4: something was refused and needs somebody. 5: the counts differ.",
    )


def _megabytes(text: str) -> float:
    size = float(text.replace(",", "."))
    if not 0 < size < 1_000_000:
        raise ValueError(text)
    return size


def run(call: Call) -> Answer:
    """Exit 3, 4 or 5 when not everything arrived: see ``arguments``."""
    lanes = sync_choice.lanes(call.args.only_records)
    with call.desk() as desk:
        if call.args.estimate:
            return _answer_estimate(call.language, estimate(desk), lanes)
        budget = sync_choice.most_bytes(call.args.budget)
        report = synchronise(desk, lambda progress: _show(call, progress), lanes=lanes, most_bytes=budget)
        after = state(desk)
    call.terminal.end_progress()
    states = {name: getattr(after, name) for name in ("waiting", "sent", "arrived", "refused", "conflicts")}
    document = {
        **asdict(report),
        "counts_agree": not report.differing if report.counts_compared else None,
        "states": states,
    }
    return Answer(document, list(_lines(call.language, report, after)), _code(report, after))


def _code(report: Any, after: SyncState) -> int:
    if report.differing:
        return DIFFER
    if after.refused:
        return REFUSED
    left = after.waiting or after.sent or report.photos_left or not report.finished
    return LEFT if left else 0


def _answer_estimate(language: Language, found: Estimate, lanes: Any) -> Answer:
    seconds = found.seconds(lanes)
    document = {
        "bytes": found.size(lanes),
        "seconds": seconds,
        "lanes": [{**asdict(one), "goes": one.lane in lanes} for one in found.lanes],
    }
    return Answer(document, list(_estimate_lines(language, found, lanes, seconds)))


def _estimate_lines(language: Language, found: Estimate, lanes: Any, seconds: float | None) -> Iterator[str]:
    say = language.say
    size = _kilobytes(found.size(lanes), language)
    if not found.size(lanes):
        yield say("Command", "Nothing waits to be sent")
    elif seconds is None:
        yield say("Command", "About {size}; how fast this line is was not measured yet").format(size=size)
    else:
        words = say("Command", "About {size}, %n second(s) on this line", "", max(1, round(seconds)))
        yield words.format(size=size)
    for one in found.lanes:
        if one.count:
            words = say("Command", "{lane}: {count}, {size}")
            if one.lane not in lanes:
                words = say("Command", "{lane}: {count}, {size}, left for another time")
            count = grouped(one.count, language.code)
            lane = _lane_words(one.lane, language)
            yield "  " + words.format(lane=lane, count=count, size=_kilobytes(one.size, language))


def _kilobytes(size: int, language: Language) -> str:
    return language.say("Command", "{size} kB").format(size=grouped(size / _KILO, language.code, 1))


def _lane_words(lane: str, language: Language) -> str:
    words = {
        "text": language.say("Command", "records"),
        "photos": language.say("Command", "portraits"),
        "documents": language.say("Command", "scans"),
    }
    return words[lane]


def _show(call: Call, progress: Any) -> None:
    say, code = call.language.say, call.language.code
    words = say("Command", "{arrived} of {waiting} arrived, {received} received").format(
        arrived=grouped(progress.arrived, code),
        waiting=grouped(progress.waiting, code),
        received=grouped(progress.received, code),
    )
    if progress.photo_bytes_to_do:
        photos = say("Command", "photos and scans: {done} of {all}").format(
            done=_kilobytes(progress.photo_bytes, call.language),
            all=_kilobytes(progress.photo_bytes_to_do, call.language),
        )
        words = f"{words}; {photos}"
    call.terminal.progress(words)


def _lines(language: Language, report: Any, after: SyncState) -> Iterator[str]:
    say = language.say
    yield say("Command", "%n change(s) arrived at the server", "", report.arrived)
    yield say("Command", "%n record(s) received", "", report.received)
    photos = report.photos_sent + report.photos_received
    if photos:
        yield say("Command", "%n photo(s) exchanged", "", photos)
    if report.photos_left:
        yield say("Command", "%n photo(s) and scan(s) left for another time", "", report.photos_left)
    if report.older_server:
        yield say("Command", "The server is of an older version. Tell the regional office to update it.")
    if report.conflicts:
        yield say("Command", "%n conflict(s): two people wrote the same field", "", report.conflicts)
    elif after.conflicts:
        yield say("Command", "%n conflict(s) to be settled: guichet conflicts list", "", after.conflicts)
    if report.refused:
        yield say("Command", "%n change(s) refused by the server", "", report.refused)
    if report.differing:
        yield say("Command", "The counts differ: {kinds}. The next round starts from the beginning.").format(
            kinds=", ".join(f"{kind} {here}/{there}" for kind, (here, there) in report.differing.items())
        )
    elif report.counts_compared:
        yield say("Command", "Both sides name the same counts.")
    words = say(
        "Command", "Waiting: {waiting}. On their way: {sent}. Arrived: {arrived}. Refused: {refused}."
    )
    yield words.format(
        waiting=grouped(after.waiting, language.code),
        sent=grouped(after.sent, language.code),
        arrived=grouped(after.arrived, language.code),
        refused=grouped(after.refused, language.code),
    )
