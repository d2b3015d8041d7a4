"""`guichet insured`: who is entitled today, contributions of one's own, periods, and the four counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.commands.statement import amount_of, of_pdf, takes_payment
from desktop.commands.usage import count, day
from desktop.language import contributing
from desktop.language.catalogue import Language, mark
from desktop.language.figures import grouped
from desktop.language.terms import label
from desktop.services.contributing import coverage, employers, insured, papers, periods, receiving
from domain.contributions.terms import CoverageKind, Payer
from domain.schemes.terms import Answer as Verdict
from domain.schemes.terms import Branch

_ACTIONS = {
    "check": mark("CommandHelp", "say at a glance who of a household is entitled"),
    "pay": mark("CommandHelp", "note contributions somebody paid for themselves or for others"),
    "quote": mark("CommandHelp", "say what is due on a monthly base for some months"),
    "periods": mark("CommandHelp", "list a person's periods of insurance with their totals"),
    "add-period": mark("CommandHelp", "add a period of insurance, here or in another country"),
    "wrong-period": mark("CommandHelp", "take a period entered in error out of every sum"),
    "print": mark("CommandHelp", "write a person's statement of insurance periods to a PDF"),
    "coverage": mark("CommandHelp", "count who is registered, contributing, entitled and served, kept apart"),
}


def arguments(parser: Parser, language: Language) -> None:
    """Each action with what it takes."""
    below, found = parser.below(), dict[str, Parser]()
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    for action in ("check", "pay", "periods", "add-period", "wrong-period", "print"):
        found[action].takes_code()
    _takes_day(
        found["check"], "--on", language.say("CommandHelp", "the day, YYYY-MM-DD (else today)"), language
    )
    _of_money(found["pay"], language)
    _of_months(found["quote"], language)
    words = language.say("CommandHelp", "the monthly base, in the currency's main unit")
    found["quote"].add_argument(
        "--base", required=True, metavar=language.say("Command", "AMOUNT"), help=words
    )
    _of_period(found["add-period"], language)
    words = language.say("CommandHelp", "the period's number, as `insured periods` names it")
    found["wrong-period"].add_argument("number", type=count, metavar="#", help=words)
    of_pdf(found["print"], language)
    words = language.say("CommandHelp", "why a confidential file is opened; it is written down")
    found["print"].add_argument("--reason", default="", help=words)
    _of_coverage(found["coverage"], language)


def _takes_day(parser: Parser, option: str, words: str, language: Language, *, needed: bool = False) -> None:
    metavar = language.say("Command", "DATE")
    parser.add_argument(option, type=day, default=None, required=needed, metavar=metavar, help=words)


def _of_months(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "the scheme's code")
    parser.add_argument("--scheme", required=True, metavar=say("Command", "CODE"), help=words)
    for option, words in (
        ("--from", say("CommandHelp", "the first month, YYYY-MM")),
        ("--until", say("CommandHelp", "the last month, YYYY-MM (else the first)")),
    ):
        needed = option == "--from"
        parser.add_argument(
            option, required=needed, default=None, metavar=say("Command", "MONTH"), help=words
        )


def _of_money(parser: Parser, language: Language) -> None:
    say = language.say
    _of_months(parser, language)
    words = say("CommandHelp", "the amount received, in the currency's main unit")
    parser.add_argument("--amount", required=True, metavar=say("Command", "AMOUNT"), help=words)
    words = say("CommandHelp", "the monthly base; the amount has to be what is due on it")
    parser.add_argument("--base", default=None, metavar=say("Command", "AMOUNT"), help=words)
    words = say("CommandHelp", "who pays (else the worker)")
    parser.add_argument("--payer", choices=[p.value for p in Payer], default=Payer.worker.value, help=words)
    parser.add_argument("--payer-name", default="", help=say("CommandHelp", "the payer's name"))
    takes_payment(parser, language)


def _of_period(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "the country, two letters")
    parser.add_argument("--country", required=True, help=words)
    parser.add_argument("--institution", required=True, help=say("CommandHelp", "who insured them"))
    words = say("CommandHelp", "the branch of insurance")
    parser.add_argument("--branch", required=True, choices=[branch.value for branch in Branch], help=words)
    words = say("CommandHelp", "the first day, YYYY-MM-DD")
    _takes_day(parser, "--from", words, language, needed=True)
    words = say("CommandHelp", "the last day, YYYY-MM-DD")
    _takes_day(parser, "--until", words, language, needed=True)
    words = say("CommandHelp", "which paper proves it")
    parser.add_argument("--evidence", required=True, help=words)


def _of_coverage(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "this scheme alone; may be given several times")
    parser.add_argument("--scheme", action="append", default=[], metavar=say("Command", "CODE"), help=words)
    _takes_day(parser, "--on", say("CommandHelp", "the day, YYYY-MM-DD (else today)"), language)
    words = say("CommandHelp", "served since this day, YYYY-MM-DD (else since the first of the month)")
    _takes_day(parser, "--since", words, language)


def run(call: Call) -> Answer:
    """Exit 1 when something is wrong, or the code is nobody's."""
    acts: dict[str, Callable[[Call], Answer]] = {
        "check": _check,
        "pay": _pay,
        "quote": _quote,
        "periods": _periods,
        "add-period": _add_period,
        "wrong-period": _wrong_period,
        "print": _print,
        "coverage": _coverage,
    }
    return acts[call.args.action](call)


def _check(call: Call) -> Answer:
    with call.desk() as desk:
        found = insured.at_a_glance(desk, call.args.code, call.args.on)
    document: list[dict[str, Any]] = []
    lines = []
    for one in found:
        now = one.standing
        document.append(
            {
                "scheme": one.scheme.code,
                "code": one.person_code,
                "name": one.name,
                "number": one.number,
                "employer": one.employer or None,
                "answer": now.answer.value,
                "why": now.why.value,
                "paid": now.paid,
                "declared": now.declared,
                "last": now.last or None,
                "until": now.until.isoformat() if now.until else None,
                "needed": now.needed,
            }
        )
        answer = label(Verdict, now.answer.value, call.language)
        who = "  ".join(filter(None, (one.person_code, one.name)))
        lines.append(f"{one.scheme.code}  {who}  {answer}: {contributing.why(now, call.language)}")
    return Answer(document, lines or [call.language.say("Insured", "Nobody here is insured in any scheme.")])


def _pay(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        currency = employers.contributory(desk, args.scheme).contributions[-1].currency
        base = amount_of(args.base, currency) if args.base is not None else None
        paid = receiving.for_person(
            desk,
            args.code,
            args.scheme,
            amount_of(args.amount, currency),
            getattr(args, "from"),
            args.until or getattr(args, "from"),
            payer=Payer(args.payer),
            payer_name=args.payer_name,
            base=base,
            paid_on=args.on,
            reference=args.reference,
            corrects=args.corrects,
        )
    document = {
        "payment": paid.id,
        "scheme": paid.scheme,
        "payer": paid.payer.value,
        "from": paid.from_month,
        "until": paid.until_month,
        "amount": paid.amount,
        "currency": paid.currency,
    }
    return Answer(document, [contributing.money(paid.amount, paid.currency, call.language)])


def _quote(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        currency = employers.contributory(desk, args.scheme).contributions[-1].currency
        first = getattr(args, "from")
        base = amount_of(args.base, currency)
        found = receiving.quote(desk, args.scheme, base, first, args.until or first)
    document = {
        "months": list(found.months),
        "currency": found.currency,
        "due": found.due,
        "sponsor_due": found.sponsor_due,
    }
    return Answer(document, [contributing.money(found.due, found.currency, call.language)])


def _periods(call: Call) -> Answer:
    with call.desk() as desk:
        found = periods.portability(desk, call.args.code)
    document = {
        "code": found.code,
        "name": found.name,
        "periods": [_period(held) for held in found.periods],
        "totals": [
            {
                "branch": total.branch.value,
                "countries": {c: _length(one) for c, one in total.countries},
                "together": _length(total.together),
            }
            for total in found.totals
        ],
        "overlaps": [
            {
                "branch": one.first.branch.value,
                "countries": [one.first.country, one.second.country],
                "from": one.stretch.from_on.isoformat(),
                "until": one.stretch.until_on.isoformat(),
                "days": one.stretch.days,
            }
            for one in found.overlaps
        ],
    }
    lines = []
    for held in found.periods:
        one = held.period
        where = f"{one.country} {one.institution}, {label(Branch, one.branch.value, call.language)}"
        lines.append(f"{held.row or '–'}  {one.stretch.from_on} – {one.stretch.until_on}  {where}")
    for total in found.totals:
        words = contributing.length(total.together, call.language)
        lines.append(f"{label(Branch, total.branch.value, call.language)}: {words}")
    return Answer(document, lines)


def _period(held: periods.Held) -> dict[str, Any]:
    one = held.period
    return {
        "number": held.row,
        "country": one.country,
        "institution": one.institution,
        "branch": one.branch.value,
        "from": one.stretch.from_on.isoformat(),
        "until": one.stretch.until_on.isoformat(),
        "evidence": one.evidence,
        "wrong": held.wrong,
    }


def _length(found: Any) -> dict[str, int]:
    return {"months": found.months, "days": found.days, "total_days": found.total_days}


def _add_period(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        row = periods.add(
            desk, args.code, args.country, args.institution, Branch(args.branch), getattr(args, "from"),
            args.until, args.evidence,
        )  # fmt: skip
    return Answer({"number": row}, [str(row)])


def _wrong_period(call: Call) -> Answer:
    with call.desk() as desk:
        periods.mark_wrong(desk, call.args.code, call.args.number)
    return Answer({"number": call.args.number, "wrong": True}, [str(call.args.number)])


def _print(call: Call) -> Answer:
    args = call.args
    output = Output(args.output, force=args.force)
    with call.desk() as desk:
        output.write(papers.periods_preview(desk, args.code, args.language, args.reason))
        papers.periods_print(desk, args.code, args.language, args.reason)
    words = call.language.say("Command", "The sheet is written to {file}")
    return Answer({"output": str(output.path)}, [words.format(file=output.path)])


def _coverage(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        found = coverage.of_schemes(desk, args.on, args.since, tuple(args.scheme))
    document = [
        {
            "scheme": one.scheme.code,
            "unit": one.scheme.unit.value,
            **{figure.kind.value: figure.value for figure in one.figures},
            "on": one.figures[0].on.isoformat(),
            "since": one.figures[-1].from_on.isoformat() if one.figures[-1].from_on else None,
        }
        for one in found
    ]
    lines = []
    for one in found:
        parts = [
            f"{label(CoverageKind, figure.kind.value, call.language)} "
            + ("–" if figure.value is None else grouped(figure.value, call.language.code))
            for figure in one.figures
        ]
        lines.append(
            "  ".join((one.scheme.code, contributing.scheme_name(one.scheme, call.language), *parts))
        )
    return Answer(document, lines)
