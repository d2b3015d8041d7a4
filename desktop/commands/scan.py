"""`guichet scan`: reads a code from a picture, and says whose it is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.troubles import document_of, told
from desktop.language.catalogue import Language
from desktop.services import read_codes, scanned
from desktop.services.desk import Desk
from desktop.services.scanned import Scanned
from domain.problems import Problem, Refused


def arguments(parser: Parser, language: Language) -> None:
    """The file and a picture."""
    parser.takes_file()
    words = language.say("CommandHelp", "a picture of a card, a receipt or an identity document")
    parser.add_argument("image", metavar=language.say("Command", "IMAGE"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when there is no code in the picture, or none that is somebody's here."""
    found = read_codes.in_file(Path(call.args.image))
    problems: list[Problem] = []
    with call.desk() as desk:
        said = [_said(call.language, desk, one, problems) for one in found]
    for problem in problems:
        call.terminal.note(told(problem, call.language))
    document = {
        "scans": [scan for scan, _ in said],
        "problems": [document_of(problem, call.language) for problem in problems],
    }
    return Answer(document, [line for _, line in said if line], 1 if problems else 0)


def _said(
    language: Language, desk: Desk, one: Scanned, problems: list[Problem]
) -> tuple[dict[str, Any], str]:
    """A code as a document and as a line; what it is not goes to the problems."""
    whole = asdict(one)
    if one.code is None and one.number is not None:
        return whole, language.say("Command", "Identity number: {number}").format(number=one.number)
    try:
        who = scanned.find(desk, one.text)
    except Refused as refusal:
        problems += refusal.problems
        return whole, ""
    return {**whole, "name": who.name, "person": who.person}, f"{who.code}  {who.name}"
