"""`guichet sync`: one round with the server."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.figures import grouped
from desktop.services.synchronise import synchronise


def arguments(parser: Parser, language: Language) -> None:
    """The office file alone: it knows its server."""
    parser.takes_file()


def run(call: Call) -> Answer:
    """Exit 1 when the counts differ or something was refused."""
    with call.desk() as desk:
        report = synchronise(desk, lambda progress: _show(call, progress))
    call.terminal.end_progress()
    document = {
        **asdict(report),
        "counts_agree": not report.differing if report.counts_compared else None,
    }
    failed = bool(report.differing or report.refused or not report.finished)
    return Answer(document, _lines(call.language, report), 1 if failed else 0)


def _show(call: Call, progress: Any) -> None:
    pattern = call.language.say("Command", "{arrived} of {waiting} arrived, {received} received")
    code = call.language.code
    call.terminal.progress(
        pattern.format(
            arrived=grouped(progress.arrived, code),
            waiting=grouped(progress.waiting, code),
            received=grouped(progress.received, code),
        )
    )


def _lines(language: Language, report: Any) -> list[str]:
    say = language.say
    lines = [
        say("Command", "%n change(s) arrived at the server", "", report.arrived),
        say("Command", "%n record(s) received", "", report.received),
    ]
    photos = report.photos_sent + report.photos_received
    if photos:
        lines.append(say("Command", "%n photo(s) exchanged", "", photos))
    if report.conflicts:
        lines.append(say("Command", "%n conflict(s): two people wrote the same field", "", report.conflicts))
    if report.refused:
        lines.append(say("Command", "%n change(s) refused by the server", "", report.refused))
    if report.differing:
        lines.append(
            say("Command", "The counts differ: {kinds}. The next round starts from the beginning.").format(
                kinds=", ".join(f"{kind} {here}/{there}" for kind, (here, there) in report.differing.items())
            )
        )
    elif report.counts_compared:
        lines.append(say("Command", "Both sides name the same counts."))
    return lines
