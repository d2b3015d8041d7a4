"""`guichet employer`: employers, who works for them, and visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count, day
from desktop.language.catalogue import Language, mark
from desktop.language.terms import label
from desktop.services.contributing import employers, statements
from desktop.services.contributing.employers import EmployerForm, EmployerLine
from domain.contributions.terms import EmployerStatus, Sector

_ACTIONS = {
    "register": mark("CommandHelp", "register an employer"),
    "edit": mark("CommandHelp", "correct what is known of an employer"),
    "status": mark("CommandHelp", "suspend or close an employer, or make it active again"),
    "list": mark("CommandHelp", "list employers, all or by name, code or number"),
    "show": mark("CommandHelp", "show an employer with its workers, statements and visits"),
    "employ": mark("CommandHelp", "put a person down as working for an employer, or for themselves"),
    "leave": mark("CommandHelp", "say the last day somebody worked"),
    "visit": mark("CommandHelp", "note a visit to an employer and what it found"),
}


def arguments(parser: Parser, language: Language) -> None:
    """Each action with what it takes."""
    say, below, found = language.say, parser.below(), dict[str, Parser]()
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
    for action in ("edit", "status", "show", "visit"):
        takes_employer(found[action], language)
    found["list"].add_argument("text", nargs="?", default="", help=say("CommandHelp", "a part of the name"))
    for action in ("register", "edit"):
        _of_form(found[action], language, new=action == "register")
    words = say("CommandHelp", "how it stands from now on")
    found["status"].add_argument("status", choices=[one.value for one in EmployerStatus], help=words)
    _of_work(found["employ"], language)
    _of_work(found["leave"], language, begins=False)
    visit = found["visit"]
    visit.add_argument("--finding", required=True, help=say("CommandHelp", "what was found, in a few words"))
    _takes_day(visit, "--on", say("CommandHelp", "the day it happened, YYYY-MM-DD (else today)"), language)
    _takes_day(visit, "--follow-up", say("CommandHelp", "the day to visit again, YYYY-MM-DD"), language)


def takes_employer(parser: Parser, language: Language) -> None:
    """The employer's printed code."""
    words = language.say("CommandHelp", "the employer's code, EMP-…")
    parser.add_argument("employer", metavar=language.say("Command", "EMPLOYER"), help=words)


def _takes_day(parser: Parser, option: str, words: str, language: Language) -> None:
    parser.add_argument(option, type=day, default=None, metavar=language.say("Command", "DATE"), help=words)


def _of_form(parser: Parser, language: Language, *, new: bool) -> None:
    say = language.say
    words = say("CommandHelp", "the employer's name")
    parser.add_argument("name" if new else "--name", metavar=say("Command", "NAME"), help=words)
    words = say("CommandHelp", "the sector")
    parser.add_argument("--sector", choices=[one.value for one in Sector], default=None, help=words)
    for option, words in (
        ("--area", say("CommandHelp", "the area's code (else the office's district)")),
        ("--registration", say("CommandHelp", "the registration number")),
        ("--tax-number", say("CommandHelp", "the tax number")),
        ("--contact", say("CommandHelp", "whom to ask for")),
        ("--phone", say("CommandHelp", "the telephone number")),
    ):
        parser.add_argument(option, default=None, help=words)
    words = say("CommandHelp", "how many people work there")
    parser.add_argument("--workers", type=count, default=None, metavar="N", help=words)
    _takes_day(parser, "--on", say("CommandHelp", "the day of registration (else today)"), language)


def _of_work(parser: Parser, language: Language, *, begins: bool = True) -> None:
    say = language.say
    parser.takes_code()
    words = say("CommandHelp", "the employer's code (else they work for themselves)")
    parser.add_argument("--employer", default="", metavar=say("Command", "EMPLOYER"), help=words)
    words = say("CommandHelp", "the first day, YYYY-MM-DD (else today)")
    if not begins:
        words = say("CommandHelp", "the last day, YYYY-MM-DD (else today)")
    _takes_day(parser, "--on", words, language)
    if begins:
        words = say("CommandHelp", "the scheme's code")
        parser.add_argument("--scheme", required=True, metavar=say("Command", "CODE"), help=words)
        parser.add_argument("--number", default="", help=say("CommandHelp", "the number of insurance"))
        words = say("CommandHelp", "how many months they pay for at a time")
        parser.add_argument("--every", type=count, default=None, metavar="N", help=words)


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed, something is wrong, or nothing goes by that code."""
    acts: dict[str, Callable[[Call], Answer]] = {
        "register": _register,
        "edit": _edit,
        "status": _status,
        "list": _list,
        "show": _show,
        "employ": _employ,
        "leave": _leave,
        "visit": _visit,
    }
    return acts[call.args.action](call)


def _register(call: Call) -> Answer:
    with call.desk() as desk:
        return _one(call, employers.register(desk, _form(call, None)))


def _edit(call: Call) -> Answer:
    with call.desk() as desk:
        known = employers.named(desk, call.args.employer)
        return _one(call, employers.edit(desk, known.code, _form(call, known)))


def _form(call: Call, known: EmployerLine | None) -> EmployerForm:
    """What was typed; of an employer that is there, what was not typed stays."""
    args = call.args

    def text(name: str) -> str:
        given = getattr(args, name)
        return str(given if given is not None else getattr(known, name) if known else "")

    from_known = known.sector if known else Sector.private
    return EmployerForm(
        name=text("name"),
        sector=Sector(args.sector) if args.sector else from_known,
        area=text("area"),
        registration=text("registration"),
        tax_number=text("tax_number"),
        workers=args.workers if args.workers is not None else known.workers if known else None,
        contact=text("contact"),
        phone=text("phone"),
        registered_on=args.on or (day(known.registered_on) if known else None),
    )


def _status(call: Call) -> Answer:
    with call.desk() as desk:
        return _one(call, employers.set_status(desk, call.args.employer, EmployerStatus(call.args.status)))


def _list(call: Call) -> Answer:
    with call.desk() as desk:
        found = employers.find(desk, call.args.text)
    return Answer([document(one) for one in found], [_line(one, call.language) for one in found])


def _show(call: Call) -> Answer:
    with call.desk() as desk:
        known = employers.named(desk, call.args.employer)
        people = employers.workers(desk, known.code)
        filed = statements.of_employer(desk, known.code)
        seen = employers.visits(desk, known.code)
    body = document(known) | {
        "people": [
            {
                "code": one.code,
                "name": one.name,
                "number": one.number,
                "scheme": one.scheme,
                "from": one.from_on,
                "until": one.until_on or None,
            }
            for one in people
        ],
        "statements": [statement_document(one) for one in filed],
        "visits": [{"on": v.on, "finding": v.finding, "follow_up_on": v.follow_up_on or None} for v in seen],
    }
    lines = [_line(known, call.language)]
    lines += ["  ".join((p.code, p.name, p.number, p.scheme, p.from_on, p.until_on)).rstrip() for p in people]
    lines += [f"{s.code}  {s.month}  {s.scheme}" for s in filed]
    return Answer(body, [*lines, *(f"{visit.on}  {visit.finding}" for visit in seen)])


def _employ(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        employers.employ(desk, args.employer, args.code, args.scheme, args.on, args.number, args.every)
    return Answer({"code": args.code, "employer": args.employer or None, "scheme": args.scheme}, [args.code])


def _leave(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        employers.leave(desk, args.employer, args.code, args.on)
    return Answer({"code": args.code, "employer": args.employer or None}, [args.code])


def _visit(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        employers.visit(desk, args.employer, args.finding, args.on, args.follow_up)
        known = employers.named(desk, args.employer)
    return _one(call, known)


def _one(call: Call, known: EmployerLine) -> Answer:
    return Answer(document(known), [_line(known, call.language)])


def _line(known: EmployerLine, language: Language) -> str:
    people = language.say("Employers", "%n worker(s) registered", "", known.employed)
    status = label(EmployerStatus, known.status.value, language)
    return "  ".join((known.code, known.name, label(Sector, known.sector.value, language), status, people))


def document(known: EmployerLine) -> dict[str, Any]:
    """An employer for programs; its row never leaves the file."""
    return {name: value for name, value in asdict(known).items() if name != "id"}


def statement_document(one: statements.StatementLine) -> dict[str, Any]:
    """A statement for programs; sums in minor units."""
    kept = {name: value for name, value in asdict(one).items() if name not in ("id", "employer")}
    return kept | {"owing": one.owing}
