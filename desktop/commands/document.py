"""`guichet document`: scans kept with a household or a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.commands.troubles import document_of, told
from desktop.commands.usage import count, day
from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services import documents, pictures, scans
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.vocabulary import DocumentKind

_ACTIONS: Mapping[str, str] = {
    "add": mark("CommandHelp", "keep pictures or PDFs with a household or a person"),
    "list": mark("CommandHelp", "list the documents of a household or a person"),
    "save": mark("CommandHelp", "write a document to a file"),
}


def arguments(parser: Parser, language: Language) -> None:
    """add takes files, list a code, save a document's number."""
    below = parser.below()
    found = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    for action in ("add", "list"):
        found[action].takes_code()
        words = language.say("CommandHelp", "of this person alone, not of the household")
        found[action].add_argument("--person", action="store_true", help=words)
    for action in ("list", "save"):
        words = language.say("CommandHelp", "why a confidential file is opened; it is written down")
        found[action].add_argument("--reason", default="", help=words)
    _takes_scans(found["add"], language)
    words = language.say("CommandHelp", "the document's number, as `document list` names it")
    found["save"].add_argument("number", type=count, metavar="#", help=words)
    words = language.say("CommandHelp", "the file to write")
    found["save"].add_argument("--output", required=True, metavar=language.say("Command", "FILE"), help=words)
    words = language.say("CommandHelp", "write over a file of that name")
    found["save"].add_argument("--force", action="store_true", help=words)


def _takes_scans(parser: Parser, language: Language) -> None:
    words = language.say("CommandHelp", "pictures or PDFs")
    parser.add_argument("scans", nargs="+", metavar=language.say("Command", "SCAN"), help=words)
    parser.add_argument(
        "--kind",
        choices=[kind.value for kind in DocumentKind],
        default=DocumentKind.other.value,
        help=language.say("CommandHelp", "what the document is"),
    )
    parser.add_argument("--title", default="", help=language.say("CommandHelp", "a few words about it"))
    words = language.say("CommandHelp", "the day the paper was made, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=language.say("Command", "DATE"), help=words)
    parser.takes_framing()


def run(call: Call) -> Answer:
    """Exit 1 when a file cannot be read, is not there, or the code is nobody's."""
    return {"add": _add, "list": _list, "save": _save}[call.args.action](call)


def _add(call: Call) -> Answer:
    """One file that cannot be read is named and holds up no other."""
    kept: list[dict[str, Any]] = []
    problems: list[Problem] = []
    lines: list[str] = []
    with call.desk() as desk:
        desk.household_row(call.args.code)
        for name in call.args.scans:
            try:
                row, notes = _keep(call, desk, Path(name))
            except Refused as refusal:
                problems += refusal.problems
                continue
            kept.append({"scan": name, "document": row, "notes": [note.code for note in notes]})
            pattern = call.language.say("Command", "{scan} is kept as document {number}")
            lines.append(pattern.format(scan=name, number=row))
            lines += [told(note, call.language) for note in notes]
    for problem in problems:
        call.terminal.note(told(problem, call.language))
    document = {"documents": kept, "problems": [document_of(one, call.language) for one in problems]}
    return Answer(document, lines, 1 if problems else 0)


def _keep(call: Call, desk: Desk, path: Path) -> tuple[int, list[Problem]]:
    args = call.args
    made = scans.from_bytes(pictures.read_file(path), path.name, args.crop, args.rotate)
    title = args.title or path.stem
    kind = DocumentKind(args.kind)
    row = documents.attach(desk, args.code, kind, made, title, args.on, args.person)
    return row, [note for scan in made for note in scan.notes]


def _list(call: Call) -> Answer:
    language = call.language
    with call.desk() as desk:
        found = documents.of(desk, call.args.code, call.args.person, call.args.reason)
    lines = []
    for one in found:
        words = [str(one.row), label(DocumentKind, one.kind, language), one.title, one.name]
        words += [long_date(date.fromisoformat(one.taken_on), language), one.by]
        away = "" if one.here else language.say("Command", "not here yet")
        lines.append("  ".join(word for word in (*words, away) if word))
    return Answer([asdict(one) for one in found], lines or [language.say("Command", "No documents.")])


def _save(call: Call) -> Answer:
    output = Output(call.args.output, force=call.args.force)
    with call.desk() as desk:
        line = documents.line(desk, call.args.number, call.args.reason)
        output.write(documents.data(desk, line.row))
    words = call.language.say("Command", "The document is written to {file}").format(file=output.path)
    return Answer({"output": str(output.path), "mime": line.mime, "size": line.size}, [words])
