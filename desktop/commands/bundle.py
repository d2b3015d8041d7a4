"""`guichet bundle`: synchronise by stick, and carry the sticks of others."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.figures import grouped
from desktop.language.problems import explain
from desktop.language.sticks import state_in_words
from desktop.services import bundles, regional
from desktop.services.desk import Desk


def arguments(parser: Parser, language: Language) -> None:
    """`write` and `read` at an office without a line; `courier` where there is one."""
    say = language.say
    below = parser.below()
    words = say("CommandHelp", "write what has not arrived into a bundle, for somebody to carry")
    write = below.add_parser("write", help=words, description=words)
    write.takes_file()
    _place(write, say("CommandHelp", "a folder, as a stick's, or the bundle's own name (else here)"), "?")
    words = say("CommandHelp", "read the answers that came back for this file")
    read = below.add_parser("read", help=words, description=words)
    read.takes_file()
    _place(read, say("CommandHelp", "the stick's folder, or one answer"))
    words = say("CommandHelp", "carry the bundles of other offices to the server over this file's line")
    courier = below.add_parser("courier", help=words, description=words)
    courier.takes_file()
    _place(courier, say("CommandHelp", "the folder with the bundles; the answers are written beside them"))


def _place(parser: Parser, words: str, nargs: str | None = None) -> None:
    name = parser.language.say("Command", "PLACE")
    parser.add_argument("place", metavar=name, type=Path, nargs=nargs, default=Path(), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when something was refused, or needs somebody."""
    doing = {"write": _write, "read": _read, "courier": _courier}[call.args.action]
    place = call.args.place.absolute()
    with call.desk() as desk:
        answer = doing(call, desk, place)
    call.terminal.end_progress()
    return answer


def _write(call: Call, desk: Desk, place: Path) -> Answer:
    say = call.language.say
    made = bundles.write_bundle(desk, place, lambda progress: _show(call, progress))
    lines = [
        say("Command", "The bundle is written: {file}").format(file=made.path),
        *_within(made, call.language),
    ]
    return Answer({**asdict(made), "path": str(made.path)}, lines)


def _within(made: bundles.Written, language: Language) -> list[str]:
    say = language.say
    if not made.changes and not made.photos:
        return [
            say("Command", "Nothing waits to be sent: it asks only for what others have written."),
        ]
    return [
        say("Command", "%n change(s) are in it", "", made.changes),
        say("Command", "%n photo(s) are in it", "", made.photos),
        say("Command", "They count as arrived when the answer has come back and was read here."),
    ]


def _read(call: Call, desk: Desk, place: Path) -> Answer:
    say = call.language.say
    read = bundles.read_bundle(desk, place, lambda progress: _show(call, progress))
    lines = [
        say("Command", "%n change(s) arrived at the server", "", read.arrived),
        say("Command", "%n record(s) received", "", read.received),
    ]
    if read.photos_sent or read.photos_received:
        photos = read.photos_sent + read.photos_received
        lines.append(say("Command", "%n photo(s) exchanged", "", photos))
    if read.before:
        lines.append(
            say("Command", "%n answer(s) had been read before; nothing was done twice", "", read.before)
        )
    if read.refused:
        lines.append(say("Command", "%n change(s) refused by the server", "", read.refused))
    if read.conflicts:
        lines.append(say("Command", "%n conflict(s): two people wrote the same field", "", read.conflicts))
    if read.refused or read.conflicts:
        lines.append(say("Command", "They wait under To decide, and in: guichet conflicts, guichet refused"))
    if read.more:
        lines.append(say("Command", "There is more: write and carry another bundle to have the rest."))
    lines += [" ".join(_explained(problem, call.language)) for problem in read.problems]
    document = {**asdict(read), "files": [str(path) for path in read.files]}
    document["problems"] = [problem.code for problem in read.problems]
    return Answer(document, lines, 1 if read.refused or read.problems or read.differing else 0)


def _courier(call: Call, desk: Desk, place: Path) -> Answer:
    say = call.language.say
    found = regional.look(desk, place)
    done = {one.path: one for one in regional.carry(desk, found, lambda progress: _carrying(call, progress))}
    now = [done.get(one.path, one) for one in found]
    lines = [_line(one, call.language) for one in now]
    if not found:
        lines = [say("Command", "There is no bundle here: their names end in .guichet-out.")]
    wrong = any(one.state is regional.State.refused for one in now)
    return Answer([_plain(one) for one in now], lines, 1 if wrong else 0)


def _line(one: regional.Found, language: Language) -> str:
    why = " ".join(_explained(one.problem, language)) if one.problem else ""
    return "  ".join(filter(None, (one.path.name, state_in_words(one.state.value, language), why)))


def _plain(one: regional.Found) -> dict[str, Any]:
    problem = one.problem.code if one.problem else None
    return {**asdict(one), "path": str(one.path), "state": one.state.value, "problem": problem}


def _explained(problem: Any, language: Language) -> tuple[str, str]:
    told = explain(problem, language)
    return told.title, told.remedy


def _show(call: Call, progress: bundles.Progress) -> None:
    code = call.language.code
    words = call.language.say("Command", "{done} of {all}")
    call.terminal.progress(words.format(done=grouped(progress.done, code), all=grouped(progress.all, code)))


def _carrying(call: Call, progress: regional.Carrying) -> None:
    words = call.language.say("Command", "{number} of {of}: {office}")
    call.terminal.progress(words.format(number=progress.number, of=progress.of, office=progress.office))
