"""`guichet export`: people or households to a CSV or XLSX file, for a purpose that is written down."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language import lists
from desktop.language.catalogue import Language
from desktop.language.figures import grouped
from desktop.services import search
from desktop.services.bulk import exporting
from desktop.services.bulk.exporting import Chosen, Order, Words
from desktop.services.bulk.report import Progress
from desktop.services.desk import Desk
from domain.bulk.export import Leave, Subject
from domain.bulk.places import Places
from domain.problems import Problem, Refused
from domain.vocabulary import Purpose


def arguments(parser: Parser, language: Language) -> None:
    """Where to, what for, to whom; who and which columns."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "the file to write, .xlsx or .csv")
    parser.add_argument("output", metavar=say("Command", "OUTPUT"), help=words)
    words = say("CommandHelp", "what the data are for")
    parser.add_argument("--purpose", choices=[term.value for term in Purpose], help=words)
    words = say("CommandHelp", "who receives them")
    parser.add_argument("--recipient", default="", metavar=say("Command", "NAME"), help=words)
    words = say("CommandHelp", "the reference of the agreement, needed for more than 50 people")
    parser.add_argument("--protocol", default="", metavar=say("Command", "TEXT"), help=words)
    words = say("CommandHelp", "households instead of people")
    parser.add_argument("--households", action="store_true", help=words)
    words = say("CommandHelp", "columns, in order (else those of the last export)")
    parser.add_argument("--columns", nargs="+", metavar=say("Command", "COLUMN"), help=words)
    words = say("CommandHelp", "identity numbers whole instead of their last three signs")
    parser.add_argument("--numbers-in-full", action="store_true", help=words)
    words = say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)
    _filters(parser, language)


def _filters(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "only this place and those in it, its name or its code")
    parser.add_argument("--area", metavar=say("Command", "PLACE"), help=words)
    words = say("CommandHelp", "only this village")
    parser.add_argument("--village", default="", metavar=say("Command", "NAME"), help=words)
    for option, words in (
        ("--since", say("CommandHelp", "registered on this day or later, YYYY-MM-DD")),
        ("--until", say("CommandHelp", "registered on this day or before, YYYY-MM-DD")),
    ):
        parser.add_argument(option, type=day, metavar=say("Command", "DATE"), help=words)
    words = say("CommandHelp", "only who this text finds, as in a search")
    parser.add_argument("--found", metavar=say("Command", "TEXT"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the file may not or cannot be written."""
    args, language = call.args, call.language
    subject: Subject = "households" if args.households else "people"
    with call.desk() as desk:
        columns = tuple(args.columns or exporting.remembered_columns(desk, subject))
        leave = Leave(Purpose(args.purpose) if args.purpose else None, args.recipient, args.protocol)
        order = Order(subject, columns, leave, _chosen(call, desk), args.numbers_in_full, args.force)
        path = Path(args.output).absolute()
        done = exporting.export(desk, path, order, words_of(language), lambda news: _tell(call, news))
    call.terminal.end_progress()
    lines = [language.say("Command", "%n row(s) in {file}", "", done.rows).format(file=done.path)]
    if done.left_out:
        lines.append(
            language.say("Command", "%n person(s) left out: their files are confidential", "", done.left_out)
        )
    document = {"output": str(done.path), "rows": done.rows, "people": done.people,
                "left_out": done.left_out, "columns": list(columns)}  # fmt: skip
    return Answer(document, lines)


def words_of(language: Language) -> Words:
    """Headings and codes in a language; the separator a spreadsheet of that language expects."""
    return Words(
        heading=lambda column: lists.column_words(column, language),
        value=lambda column, value: lists.value_words(column, value, language),
        delimiter="," if language.code == "en" else ";",
    )


def _chosen(call: Call, desk: Desk) -> Chosen:
    args = call.args
    areas: tuple[str, ...] = ()
    if args.area:
        code = Places(desk.programme, desk.office).find(args.area)
        if code is None:
            raise Refused(Problem("area_unknown", "area", facts={"code": args.area}))
        areas = exporting.within(desk.programme, code)
    since, until = (value.isoformat() if value else "" for value in (args.since, args.until))
    found = tuple(search.people(desk, args.found)) if args.found is not None else None
    return Chosen(areas, args.village, since, until, found)


def _tell(call: Call, news: Progress) -> None:
    words = call.language.say("Command", "{count} rows, {share} %")
    count = grouped(news.rows, call.language.code)
    call.terminal.progress(words.format(count=count, share=round(news.share * 100)))
