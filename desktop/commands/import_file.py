"""`guichet import`: people from a list, checked first or registered at once; and what a list holds back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop.commands import list_mapping
from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.troubles import document_of, told
from desktop.language import lists
from desktop.language.catalogue import Language
from desktop.language.dates import duration
from desktop.language.figures import grouped
from desktop.services.bulk import held, importing, preview
from desktop.services.bulk.report import Comparing, Options, Progress, Report, Speech
from desktop.services.desk import Desk
from domain.bulk.mapping import SourceMapping
from domain.problems import Problem, Refused

_SHOWN = 20


def arguments(parser: Parser, language: Language) -> None:
    """The office file, the list, where it is from and what its columns mean."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "the list, CSV or XLSX")
    parser.add_argument("list", nargs="?", metavar=say("Command", "LIST"), help=words)
    words = say("CommandHelp", "where the list is from; its columns are remembered under this name")
    parser.add_argument("--source", default="", metavar=say("Command", "NAME"), help=words)
    words = say("CommandHelp", "the sheet of a workbook (else the first)")
    parser.add_argument("--sheet", metavar=say("Command", "NAME"), help=words)
    list_mapping.arguments(parser, language)
    words = say("CommandHelp", "check everything and write nothing")
    parser.add_argument("--dry-run", action="store_true", help=words)
    compared = parser.add_mutually_exclusive_group()
    words = say("CommandHelp", "hold back households with somebody who looks like somebody registered")
    compared.add_argument("--hold-duplicates", action="store_true", help=words)
    words = say("CommandHelp", "compare nobody with the register: faster, and duplicates stay unnoticed")
    compared.add_argument("--no-duplicate-check", action="store_true", help=words)
    words = say("CommandHelp", "write refused rows here, with what is wrong (.xlsx or .csv)")
    parser.add_argument("--errors", metavar=say("Command", "FILE"), help=words)
    words = say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)
    _of_held(parser, language)


def _of_held(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "list the households held back")
    parser.add_argument("--held", action="store_true", help=words)
    words = say("CommandHelp", "register these of them, by number, or all")
    parser.add_argument("--release", nargs="+", metavar=say("Command", "NUMBER"), help=words)
    words = say("CommandHelp", "forget these of them, by number, or all")
    parser.add_argument("--drop", nargs="+", metavar=say("Command", "NUMBER"), help=words)


def check(parser: Parser, args: Any) -> None:
    """A list is needed unless those held back are meant."""
    if not (args.held or args.release or args.drop) and not args.list:
        metavar = parser.language.say("Command", "LIST")
        parser.error(parser.language.say("Command", "{names} is missing").format(names=metavar))


def run(call: Call) -> Answer:
    """Exit 0 when every row was taken, 1 when some were refused or the work was cut short."""
    with call.desk() as desk:
        if call.args.held or call.args.release or call.args.drop:
            return _held(call, desk)
        if not call.args.source.strip():
            raise Refused(Problem("bulk_source_missing", "source"))
        path = Path(call.args.list).absolute()
        seen = preview.preview(path, call.args.sheet)
        mapping = list_mapping.mapping_of(desk, call.args, seen)
        done = importing.import_file(
            desk, path, mapping, _options(call), speech(call.language), lambda news: _tell(call, news)
        )
    call.terminal.end_progress()
    return Answer(_document(call, done, mapping), _lines(call, done), 0 if done.sound else 1)


def speech(language: Language) -> Speech:
    """How refusals are said on the sheet of refused rows."""
    return Speech(
        error=language.say("Lists", "Error"),
        field=language.say("Lists", "Field"),
        tell=lambda problem: lists.tell(problem, language),
        place=lambda problem: lists.place(problem, language),
    )


def _options(call: Call) -> Options:
    args = call.args
    comparing = Comparing.hold if args.hold_duplicates else Comparing.judge
    return Options(
        source=args.source.strip(),
        comparing=Comparing.leave if args.no_duplicate_check else comparing,
        dry_run=args.dry_run,
        errors=Path(args.errors).absolute() if args.errors else None,
        force=args.force,
        sheet=args.sheet,
    )


def _tell(call: Call, news: Progress) -> None:
    language = call.language
    pattern = language.say("Command", "row {row}, {share} %, {speed} people a second")
    words = pattern.format(
        row=grouped(news.rows, language.code),
        share=round(news.share * 100),
        speed=grouped(round(news.per_second), language.code),
    )
    if news.left is not None:
        words += language.say("Command", ", {time} left").format(
            time=duration(timedelta(seconds=round(news.left)), language)
        )
    call.terminal.progress(words)


def _lines(call: Call, done: Report) -> list[str]:
    say = call.language.say
    found = [told(note, call.language) for note in done.notes]
    for one in done.problems[:_SHOWN]:
        pattern = say("Command", "row {row}: {problem}")
        words = f"{lists.place(one.problem, call.language)}: {lists.tell(one.problem, call.language)}"
        found.append(pattern.format(row=one.row, problem=words.removeprefix(": ")))
    if sum(done.kinds.values()) > len(done.problems[:_SHOWN]):
        found.append(say("Command", "… and %n more", "", sum(done.kinds.values()) - _SHOWN))
    found += _counts(call, done)
    if done.sheet:
        found.append(say("Command", "Refused rows are in {file}").format(file=done.sheet))
    if done.trouble:
        found.append(told(done.trouble, call.language))
    return found


def _counts(call: Call, done: Report) -> list[str]:
    say = call.language.say
    if done.dry_run:
        found = [say("Command", "%n household(s) can be registered", "", done.registered)]
    else:
        found = [say("Command", "%n household(s) registered", "", done.registered)]
    found.append(say("Command", "%n person(s) in them", "", done.registered_persons))
    for count, words in (
        (done.already, say("Command", "%n already there", "", done.already)),
        (done.held, say("Command", "%n held back", "", done.held)),
        (done.refused_rows, say("Command", "%n row(s) refused", "", done.refused_rows)),
        (done.look_alikes, say("Command", "%n pair(s) to compare", "", done.look_alikes)),
        (done.uncompared, say("Command", "%n person(s) not compared yet", "", done.uncompared)),
    ):
        if count:
            found.append(words)
    warnings = sum(done.warnings.values())
    if warnings:
        found.append(say("Command", "%n warning(s) recorded, to be confirmed", "", warnings))
    return found


def _document(call: Call, done: Report, mapping: SourceMapping) -> dict[str, Any]:
    language = call.language
    return {
        "dry_run": done.dry_run,
        "read": {"kind": done.told.kind, "encoding": done.told.encoding, "delimiter": done.told.delimiter,
                 "sheet": done.told.sheet},
        "rows": done.rows,
        "persons": done.persons,
        "registered": done.registered,
        "registered_persons": done.registered_persons,
        "already": done.already,
        "held": done.held,
        "refused": done.refused,
        "refused_rows": done.refused_rows,
        "look_alikes": done.look_alikes,
        "uncompared": done.uncompared,
        "warnings": dict(sorted(done.warnings.items())),
        "errors": [{"row": one.row, **document_of(one.problem, language)} for one in done.problems],
        "error_counts": dict(sorted(done.kinds.items())),
        "unknown_words": {field: dict(words) for field, words in done.unknown_words.items()},
        "notes": [document_of(note, language) for note in done.notes],
        "sheet": str(done.sheet) if done.sheet else None,
        "households": done.codes,
        "seconds": round(done.seconds, 3),
        "mapping": mapping.model_dump(mode="json", exclude_defaults=True),
        **({"problems": [document_of(done.trouble, language)]} if done.trouble else {}),
    }  # fmt: skip


def _held(call: Call, desk: Desk) -> Answer:
    say = call.language.say
    if call.args.release:
        made = held.release(desk, _numbers(desk, call.args.release))
        codes = [one.code for one in made]
        return Answer({"registered": codes}, [say("Command", "%n household(s) registered", "", len(codes))])
    if call.args.drop:
        gone = held.drop(desk, _numbers(desk, call.args.drop))
        return Answer({"dropped": gone}, [say("Command", "%n household(s) dropped", "", gone)])
    kept = held.lines(desk, held.waiting(desk))
    document = [
        {"number": one.id, "name": one.title, "source": one.source, "at": one.at,
         "look_alikes": list(one.look_alikes)}
        for one in kept
    ]  # fmt: skip
    lines = [
        f"{one.id}  {one.title}  {one.source}  " + ", ".join(str(like["code"]) for like in one.look_alikes)
        for one in kept
    ]
    return Answer(document, lines or [say("Command", "Nobody is held back")])


def _numbers(desk: Desk, given: list[str]) -> list[int]:
    if given == ["all"]:
        return list(held.waiting(desk))
    wrong = [text for text in given if not text.isdigit()]
    if wrong:
        raise Refused(Problem("held_unknown", "held", facts={"number": wrong[0]}))
    return [int(text) for text in given]
