"""`guichet check`: read every page, every change and every receipt of an office file."""

from __future__ import annotations

from dataclasses import asdict

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.services.check_file import Checked, check_file


def arguments(parser: Parser, language: Language) -> None:
    """The office file."""
    parser.takes_file()


def run(call: Call) -> Answer:
    """Exit 1 when the file is not sound."""
    with call.desk() as desk:
        found = check_file(desk)
    document = {"sound": found.sound, **asdict(found)}
    return Answer(document, _lines(call.language, found), 0 if found.sound else 1)


def _lines(language: Language, found: Checked) -> list[str]:
    say = language.say
    lines = [
        say("Command", "%n household(s)", "", found.households),
        say("Command", "%n person(s)", "", found.persons),
        say("Command", "%n change(s) in the journal", "", found.changes),
        say("Command", "%n change(s) not sent yet", "", found.waiting),
    ]
    if found.refused:
        lines.append(say("Command", "%n change(s) refused by the server", "", found.refused))
    if found.conflicts:
        lines.append(say("Command", "%n open conflict(s)", "", found.conflicts))
    if found.receipts:
        lines.append(say("Command", "%n receipt(s) of the server, checked", "", found.receipts))
    if found.unproved:
        words = say(
            "Command", "%n change(s) arrived with a copy of this file: no receipt here", "", found.unproved
        )
        lines.append(words)
    if found.wrong_receipts:
        lines.append(say("Command", "%n receipt(s) that do NOT hold", "", len(found.wrong_receipts)))
    same = say("Command", "{district} holds {digest}: two files that hold the same say the same")
    for district, digest in found.digests.items():
        lines.append(same.format(district=district, digest=digest[:16]))
    if found.sound:
        return [
            *lines,
            say("Command", "The file is sound: every page and every change is as it was written."),
        ]
    words = say("Command", "The file is NOT sound: {pages} damaged page(s), {changes} altered change(s).")
    return [*lines, words.format(pages=len(found.damaged), changes=len(found.broken))]
