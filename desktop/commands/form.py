"""`guichet form`: registration forms on paper, blank with codes of their own or filled in."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, cast

from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language
from desktop.services import reserve_codes
from desktop.services.desk import Desk
from desktop.services.fill_forms import LARGE, blank_forms, form_of_draft, same_again
from desktop.services.print_papers import print_papers
from domain.languages import LANGUAGES, LanguageCode
from domain.vocabulary import Paper


def arguments(parser: Parser, language: Language) -> None:
    """Blank forms, those of a stack once more, a household's or a draft's, or what has not come back."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "codes of households or people")
    parser.add_argument("codes", nargs="*", metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "the PDF to write")
    parser.add_argument("--output", default=None, metavar=say("Command", "FILE"), help=words)
    kinds = parser.add_mutually_exclusive_group()
    words = say("CommandHelp", "so many blank forms, each with a code that nobody else is given")
    kinds.add_argument("--blank", type=count, default=None, metavar="N", help=words)
    words = say("CommandHelp", "once more the forms of a stack that have not come back, by one of its codes")
    kinds.add_argument("--again", default=None, metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "an unfinished registration, by its number")
    kinds.add_argument("--draft", type=int, default=None, metavar="#", help=words)
    words = say("CommandHelp", "list the forms that have not come back")
    kinds.add_argument("--unused", action="store_true", help=words)
    words = say("CommandHelp", "the paper's language (else each citizen's own)")
    parser.add_argument("--language", choices=LANGUAGES, default=None, help=words)
    words = say("CommandHelp", "two sheets of paper for large households")
    parser.add_argument("--large", action="store_true", help=words)
    words = say("CommandHelp", "why a confidential file is opened; it is written down")
    parser.add_argument("--reason", default="", help=words)
    words = say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)


def check(parser: Parser, args: Namespace) -> None:
    """Which of the five is meant, and where the PDF goes."""
    alone = args.blank is not None or args.again is not None or args.draft is not None or args.unused
    missing = parser.language.say("Command", "{names} is missing")
    if alone and args.codes:
        words = parser.language.say("Command", "{names} is not known here")
        parser.error(words.format(names=args.codes[0]))
    if not alone and not args.codes:
        parser.error(missing.format(names=parser.language.say("Command", "CODE")))
    if not args.unused and not args.output:
        parser.error(missing.format(names="--output"))


def run(call: Call) -> Answer:
    """Exit 1 when nothing could be made."""
    args = call.args
    if args.unused:
        return _unused(call)
    output = Output(args.output, force=args.force)
    with call.desk() as desk:
        pdf, made = _make(desk, args)
    output.write(pdf)
    words = call.language.say("Command", "%n form(s) in {file}", "", len(made))
    return Answer({"output": str(output.path), "forms": made}, [words.format(file=output.path)])


def _make(desk: Desk, args: Namespace) -> tuple[bytes, list[str]]:
    rows = LARGE if args.large else 0
    asked = cast("LanguageCode | None", args.language)
    if args.draft is not None:
        code, pdf = form_of_draft(desk, args.draft)
        return pdf, [code]
    if args.again is not None:
        codes, language = same_again(desk, args.again)
        return blank_forms(desk, codes, asked or language, rows), codes
    if args.blank is not None:
        language = asked or desk.office.languages[0]
        codes = reserve_codes.reserve(desk, args.blank, language)
        return blank_forms(desk, codes, language, rows), codes
    printed = print_papers(desk, Paper.form, args.codes, "form", asked, args.reason)
    return printed.pdf, [subject.code for subject in printed.subjects]


def _unused(call: Call) -> Answer:
    with call.desk() as desk:
        found = reserve_codes.unused(desk)
    if not found:
        call.terminal.note(call.language.say("Command", "Every form has come back"))
    document: list[dict[str, Any]] = [{"code": code, "days": days} for code, days in found]
    lines = [f"{code}  {call.language.say('Command', '%n day(s)', '', days)}" for code, days in found]
    return Answer(document, lines)
