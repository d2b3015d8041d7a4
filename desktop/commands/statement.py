"""`guichet statement`: an employer's month, typed or from a list; money received on it; its paper."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.employer import statement_document, takes_employer
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.commands.troubles import document_of, told
from desktop.commands.usage import count, day
from desktop.language.catalogue import Language, mark
from desktop.language.contributing import money
from desktop.language.terms import label
from desktop.services.contributing import employers, lists, papers, receiving, statements
from desktop.services.contributing.statements import Wage, Worked, WorkedOut
from desktop.services.desk import Desk
from domain.contributions.terms import StatementStatus
from domain.languages import LANGUAGES
from domain.problems import Problem, Refused

_ACTIONS = {
    "check": mark("CommandHelp", "work a month's contributions out and write nothing"),
    "file": mark("CommandHelp", "file an employer's statement of a month"),
    "list": mark("CommandHelp", "list an employer's statements"),
    "show": mark("CommandHelp", "show a statement line by line"),
    "pay": mark("CommandHelp", "note money received on a statement"),
    "print": mark("CommandHelp", "write a statement to a PDF"),
}


def arguments(parser: Parser, language: Language) -> None:
    """Each action with what it takes."""
    say, below, found = language.say, parser.below(), dict[str, Parser]()
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    for action in ("check", "file", "list"):
        takes_employer(found[action], language)
    for action in ("check", "file"):
        _of_month(found[action], language)
    words = say("CommandHelp", "in the place of the one filed for this month")
    found["file"].add_argument("--replace", action="store_true", help=words)
    for action in ("show", "pay", "print"):
        words = say("CommandHelp", "the statement's code, ST-…")
        found[action].add_argument("statement", metavar=say("Command", "STATEMENT"), help=words)
    pay = found["pay"]
    words = say("CommandHelp", "the amount received, in the currency's main unit")
    pay.add_argument("--amount", required=True, metavar=say("Command", "AMOUNT"), help=words)
    takes_payment(pay, language)
    of_pdf(found["print"], language)


def takes_payment(parser: Parser, language: Language) -> None:
    """The day, the reference, and which payment it corrects."""
    say = language.say
    words = say("CommandHelp", "the day it was paid, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=say("Command", "DATE"), help=words)
    parser.add_argument(
        "--reference", default="", help=say("CommandHelp", "the receipt's or transfer's number")
    )
    words = say("CommandHelp", "the number of the payment this one corrects")
    parser.add_argument("--corrects", type=count, default=None, metavar="#", help=words)


def of_pdf(parser: Parser, language: Language) -> None:
    """Where the paper goes, and its language."""
    say = language.say
    words = say("CommandHelp", "the PDF to write")
    parser.add_argument("--output", required=True, metavar=say("Command", "FILE"), help=words)
    words = say("CommandHelp", "the paper's language")
    parser.add_argument("--language", choices=LANGUAGES, default=None, help=words)
    words = say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)


def _of_month(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "the scheme's code")
    parser.add_argument("--scheme", required=True, metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "the month, YYYY-MM")
    parser.add_argument("--month", required=True, metavar=say("Command", "MONTH"), help=words)
    words = say("CommandHelp", "a list of wages, CSV or XLSX")
    parser.add_argument("--input", default=None, metavar=say("Command", "FILE"), help=words)
    words = say(
        "CommandHelp", "a worker's month: NAME=AMOUNT, or the code or number of insurance in the name's place"
    )
    parser.add_argument(
        "--wage", action="append", default=[], type=_pair, metavar=say("Command", "WHO=AMOUNT"), help=words
    )


def _pair(text: str) -> tuple[str, str]:
    who, sign, amount = text.rpartition("=")
    if not sign or not who.strip():
        raise argparse.ArgumentTypeError(text)
    return who.strip(), amount.strip()


def run(call: Call) -> Answer:
    """Exit 1 when a line is wrong, or nothing goes by that code."""
    acts: dict[str, Callable[[Call], Answer]] = {
        "check": _check,
        "file": _file,
        "list": _list,
        "show": _show,
        "pay": _pay,
        "print": _print,
    }
    return acts[call.args.action](call)


def _wages(call: Call, desk: Desk) -> tuple[list[Wage], list[Problem]]:
    """The lines of the list and those typed. Raises Refused for an amount that is none."""
    args = call.args
    currency = statements.rate_of(desk, employers.contributory(desk, args.scheme), args.month).currency
    wages: list[Wage] = []
    problems: list[Problem] = []
    if args.input:
        read = lists.read(Path(args.input), currency)
        wages, problems = list(read.wages), list(read.problems)
    for who, text in args.wage:
        try:
            base = lists.amount(text, currency)
        except ValueError:
            facts = {"row": len(wages) + 1, "name": who, "given": text}
            raise Refused(Problem("list_wage_unreadable", "wage", facts=facts)) from None
        wages.append(_wage(desk, who, base))
    return wages, problems


def _wage(desk: Desk, who: str, base: int) -> Wage:
    """Who it is: a printed code, a number of insurance (figures in it), or a name."""
    if who.count("-") == 4:
        return Wage(who, base, person=who)
    return Wage(who, base, number=who if any(sign.isdigit() for sign in who) else "")


def _check(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        wages, problems = _wages(call, desk)
        worked = statements.work_out(desk, args.employer, args.scheme, args.month, wages)
    found = [*problems, *worked.problems]
    for problem in found:
        call.terminal.note(told(problem, call.language))
    document = _worked(worked) | {"problems": [document_of(one, call.language) for one in found]}
    total = money(worked.due, worked.rate.currency, call.language)
    lines = [_line_of(line, worked.rate.currency, call.language) for line in worked.lines if line.due]
    return Answer(document, [*lines, total], 1 if problems or worked.errors else 0)


def _file(call: Call) -> Answer:
    """A row that cannot be read keeps the whole from being filed: half a month is no statement."""
    args = call.args
    with call.desk() as desk:
        wages, problems = _wages(call, desk)
        if problems:
            raise Refused(problems)
        worked = statements.work_out(desk, args.employer, args.scheme, args.month, wages)
        filed = statements.file(desk, args.employer, args.scheme, args.month, wages, replace=args.replace)
    for problem in worked.problems:
        call.terminal.note(told(problem, call.language))
    document = statement_document(filed) | {
        "problems": [document_of(one, call.language) for one in worked.problems]
    }
    return Answer(document, [_line(filed, call.language)])


def _list(call: Call) -> Answer:
    with call.desk() as desk:
        found = statements.of_employer(desk, call.args.employer)
    return Answer([statement_document(one) for one in found], [_line(one, call.language) for one in found])


def _show(call: Call) -> Answer:
    with call.desk() as desk:
        found = statements.named(desk, call.args.statement)
        lines = statements.lines(desk, found.code)
    document = statement_document(found) | {
        "lines": [
            {
                "name": one.name,
                "code": one.code or None,
                "number": one.number,
                "base": one.base,
                "days": one.days,
                "rate": one.rate,
                "worker_due": one.worker_due,
                "employer_due": one.employer_due,
                "sponsor_due": one.sponsor_due,
                "sponsor": one.sponsor or None,
            }
            for one in lines
        ]
    }
    said = [_line(found, call.language)]
    for one in lines:
        sums = (one.base, one.worker_due, one.employer_due, one.sponsor_due)
        amounts = [money(amount, found.currency, call.language) for amount in sums]
        said.append("  ".join((one.name, one.code, *amounts)))
    return Answer(document, said)


def _pay(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        found = statements.named(desk, args.statement)
        amount = amount_of(args.amount, found.currency)
        paid = receiving.on_statement(desk, found.code, amount, args.on, args.reference, args.corrects)
        found = statements.named(desk, found.code)
    return Answer(statement_document(found) | {"payment": paid.id}, [_line(found, call.language)])


def amount_of(text: str, currency: str) -> int:
    """An amount typed, in minor units. Raises Refused."""
    try:
        return lists.amount(text, currency)
    except ValueError:
        facts = {"given": text, "currency": currency}
        raise Refused(Problem("amount_unreadable", "amount", facts=facts)) from None


def _print(call: Call) -> Answer:
    args = call.args
    output = Output(args.output, force=args.force)
    with call.desk() as desk:
        output.write(papers.statement_preview(desk, args.statement, args.language))
        papers.statement_print(desk, args.statement, args.language)
    words = call.language.say("Command", "The sheet is written to {file}")
    return Answer({"output": str(output.path)}, [words.format(file=output.path)])


def _line(one: statements.StatementLine, language: Language) -> str:
    due = language.say("Employers", "{due} due, {paid} paid").format(
        due=money(one.due, one.currency, language), paid=money(one.paid, one.currency, language)
    )
    status = label(StatementStatus, one.status.value, language)
    return "  ".join((one.code, one.month, one.scheme, one.employer_name, status, due))


def _line_of(line: Worked, currency: str, language: Language) -> str:
    due = line.due
    shares = (due.worker, due.employer, due.sponsor) if due else ()
    amounts = [money(amount, currency, language) for amount in (line.wage.base, *shares)]
    return "  ".join((line.wage.name, line.code, *amounts))


def _worked(worked: WorkedOut) -> dict[str, Any]:
    return {
        "employer": worked.employer.code,
        "scheme": worked.scheme.code,
        "month": worked.month,
        "currency": worked.rate.currency,
        "rate": worked.rate.from_on,
        "base": worked.base,
        "due": worked.due,
        "standing": worked.standing.code if worked.standing else None,
        "lines": [
            {
                "name": line.wage.name,
                "code": line.code or None,
                "base": line.wage.base,
                "worker_due": line.due.worker if line.due else None,
                "employer_due": line.due.employer if line.due else None,
                "sponsor_due": line.due.sponsor if line.due else None,
            }
            for line in worked.lines
        ],
    }
