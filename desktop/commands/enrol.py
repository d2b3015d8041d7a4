"""`guichet enrol`: apply for a scheme, take an enrolment from step to step, print its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.output import Output
from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language.catalogue import Language, mark
from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.services.enrolling import amend, exits, letters, read, recipients, steps
from desktop.services.enrolling.apply import Application, hand_in
from desktop.services.enrolling.exits import Proposed
from desktop.services.enrolling.guards import Said
from desktop.services.enrolling.read import Case, EnrolmentLine, Which
from desktop.services.enrolling.recipients import Collector
from domain.languages import LANGUAGES
from domain.schemes.terms import Answer as Eligible
from domain.schemes.terms import EnrolmentEvent, EnrolmentStatus, ExitReason, SuspensionReason
from domain.vocabulary import Paper

_ACTIONS: Mapping[str, str] = {
    "apply": mark("CommandHelp", "take an application down; its number is the answer"),
    "list": mark("CommandHelp", "list enrolments: of a household, of a scheme, waiting, to decide"),
    "show": mark("CommandHelp", "show an enrolment with its steps and decisions"),
    "step": mark("CommandHelp", "take an enrolment one step on"),
    "amend": mark("CommandHelp", "note papers brought later, a sponsor, a priority"),
    "recipient": mark("CommandHelp", "name who collects for a household, and who does in their place"),
    "exits": mark("CommandHelp", "list the enrolments that should end, and why"),
    "print": mark("CommandHelp", "print the decision letter, the enrolment receipt or the exit letter"),
}
_STEPS = tuple(event for event in EnrolmentEvent if event is not EnrolmentEvent.create)


def arguments(parser: Parser, language: Language) -> None:
    """Each action with what it takes."""
    below = parser.below()
    found: dict[str, Parser] = {}
    for action, summary in _ACTIONS.items():
        line = language.find("CommandHelp", summary)
        found[action] = below.add_parser(action, help=line, description=line)
        found[action].takes_file()
        if action in ("show", "step", "amend", "print"):
            words = language.say("CommandHelp", "the enrolment’s number, E-…")
            found[action].add_argument("code", metavar=language.say("Command", "CODE"), help=words)
    _of_apply(found["apply"], language)
    _of_list(found["list"], language)
    _of_step(found["step"], language)
    _of_amend(found["amend"], language)
    _of_recipient(found["recipient"], language)
    _of_exits(found["exits"], language)
    _of_print(found["print"], language)


def _code(parser: Parser, option: str, language: Language, words: str, *, required: bool = False) -> None:
    metavar = language.say("Command", "CODE")
    parser.add_argument(option, default="", metavar=metavar, help=words, required=required)


def _on(parser: Parser, language: Language) -> None:
    words = language.say("CommandHelp", "the day it happened, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=language.say("Command", "DATE"), help=words)


def _documents(parser: Parser, language: Language) -> None:
    words = language.say("CommandHelp", "codes of the documents seen, with commas; the others are missing")
    parser.add_argument("--documents", default=None, help=words)


def _of_apply(parser: Parser, language: Language) -> None:
    say = language.say
    parser.add_argument("--scheme", required=True, help=say("CommandHelp", "the scheme’s code"))
    words = say("CommandHelp", "a printed code, of a household or of a person")
    _code(parser, "--household", language, words, required=True)
    _code(parser, "--person", language, say("CommandHelp", "the member who applies, by printed code"))
    _code(parser, "--applicant", language, say("CommandHelp", "who applies in their place"))
    _documents(parser, language)
    words = say("CommandHelp", "place on a waiting list: 1 comes first")
    parser.add_argument("--priority", type=int, default=None, help=words)
    words = say("CommandHelp", "who pays the contributions in their place")
    parser.add_argument("--sponsor", default="", help=words)
    words = say("CommandHelp", "keep it as a draft, not handed in yet")
    parser.add_argument("--draft", action="store_true", help=words)
    words = say("CommandHelp", "mean it, warnings read")
    parser.add_argument("--confirm", action="store_true", help=words)
    _on(parser, language)


def _of_list(parser: Parser, language: Language) -> None:
    say = language.say
    choices = [one.value for one in Which]
    parser.add_argument(
        "which", nargs="?", default="open", choices=choices, help=say("CommandHelp", "which enrolments")
    )
    words = say("CommandHelp", "those of one household, or of one person")
    _code(parser, "--household", language, words)
    parser.add_argument("--scheme", default="", help=say("CommandHelp", "the scheme’s code"))


def _of_step(parser: Parser, language: Language) -> None:
    say = language.say
    events = [event.value for event in _STEPS]
    parser.add_argument("event", choices=events, help=say("CommandHelp", "which step"))
    parser.add_argument("--reason", default="", help=say("CommandHelp", "why, in a sentence that is kept"))
    words = say("CommandHelp", "with decide: whether they are eligible")
    parser.add_argument("--result", choices=["yes", "no"], default=None, help=words)
    words = say("CommandHelp", "with decide: the committee that decided")
    parser.add_argument("--committee", default="", help=words)
    ends = [one.value for one in ExitReason if one is not ExitReason.graduation]
    words = say("CommandHelp", "with exit: why it ends")
    parser.add_argument("--exit-reason", choices=ends, default=None, help=words)
    held = [one.value for one in SuspensionReason]
    words = say("CommandHelp", "with suspend: why benefits are held back")
    parser.add_argument("--suspension-reason", choices=held, default=None, help=words)
    words = say("CommandHelp", "with resume: whether what was held back is paid")
    parser.add_argument("--back-pay", choices=["yes", "no"], default=None, help=words)
    _documents(parser, language)
    _on(parser, language)


def _of_amend(parser: Parser, language: Language) -> None:
    say = language.say
    _documents(parser, language)
    words = say("CommandHelp", "place on a waiting list: 1 comes first")
    parser.add_argument("--priority", type=int, default=None, help=words)
    words = say("CommandHelp", "who pays the contributions in their place")
    parser.add_argument("--sponsor", default=None, help=words)


def _of_recipient(parser: Parser, language: Language) -> None:
    say = language.say
    words = say("CommandHelp", "a printed code, of a household or of a person")
    parser.add_argument("household", metavar=say("Command", "CODE"), help=words)
    for option in ("--principal", "--alternate"):
        words = say("CommandHelp", "a member by printed code, or a name from outside")
        parser.add_argument(option, default="", help=words)
        words = say("CommandHelp", "the paper that lets a person from outside collect")
        parser.add_argument(f"{option}-mandate", default="", help=words)


def _of_exits(parser: Parser, language: Language) -> None:
    words = language.say("CommandHelp", "those of one household, or of one person")
    _code(parser, "--household", language, words)
    _on(parser, language)


def _of_print(parser: Parser, language: Language) -> None:
    say = language.say
    papers = [paper.value for paper in letters.PAPERS]
    parser.add_argument("paper", choices=papers, help=say("CommandHelp", "which paper"))
    words = say("CommandHelp", "the file to write")
    parser.add_argument("--output", required=True, metavar=say("Command", "FILE"), help=words)
    words = say("CommandHelp", "write over a file of that name")
    parser.add_argument("--force", action="store_true", help=words)
    words = say("CommandHelp", "the paper's language (else the citizen's)")
    parser.add_argument("--paper-lang", choices=LANGUAGES, default=None, help=words)
    parser.add_argument("--reason", default="", help=say("CommandHelp", "why it is printed again"))


def run(call: Call) -> Answer:
    """Exit 1 when it is not allowed, not possible from where the enrolment stands, or there is none."""
    acts = {
        "apply": _apply,
        "list": _list,
        "show": _show,
        "step": _step,
        "amend": _amend,
        "recipient": _recipient,
        "exits": _exits,
        "print": _print,
    }
    return acts[call.args.action](call)


def _named(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(part.strip() for part in text.split(",") if part.strip())


def _apply(call: Call) -> Answer:
    args = call.args
    asked = Application(
        args.scheme,
        args.household,
        args.person or None,
        args.on,
        applicant_code=args.applicant or None,
        documents_seen=_named(args.documents) or (),
        priority=args.priority,
        sponsor=args.sponsor,
        draft=args.draft,
        confirmed=args.confirm,
    )
    with call.desk() as desk:
        line = hand_in(desk, asked)
    return Answer(document(line), [_line(line, call.language)])


def _list(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        if args.household:
            found: Sequence[EnrolmentLine] = read.of_household(desk, args.household)
        else:
            found = read.lines(desk, read.find(desk, Which(args.which), args.scheme.strip().upper()))
    nothing = call.language.say("Command", "No enrolments.")
    return Answer([document(one) for one in found], [_line(one, call.language) for one in found] or [nothing])


def _show(call: Call) -> Answer:
    with call.desk() as desk:
        case = read.case(desk, call.args.code)
    lines = [_line(case.line, call.language)]
    for step in case.steps:
        on = long_date(date.fromisoformat(step.on), call.language)
        words = label(EnrolmentEvent, step.event, call.language)
        parts = (on, words, case.authors.get(step.author, ""), step.reason)
        lines.append("  ".join(part for part in parts if part))
    return Answer(_whole(case), lines)


def _step(call: Call) -> Answer:
    args = call.args
    said = Said(
        args.reason,
        args.on,
        Eligible(args.result) if args.result else None,
        args.committee,
        ExitReason(args.exit_reason) if args.exit_reason else None,
        SuspensionReason(args.suspension_reason) if args.suspension_reason else None,
        {"yes": True, "no": False}.get(args.back_pay or ""),
        _named(args.documents),
    )
    with call.desk() as desk:
        line = steps.step_on(desk, args.code, EnrolmentEvent(args.event), said)
    return Answer(document(line), [_line(line, call.language)])


def _amend(call: Call) -> Answer:
    args = call.args
    wanted = amend.Amended(_named(args.documents), args.priority, args.sponsor)
    with call.desk() as desk:
        line = amend.amend(desk, args.code, wanted)
    return Answer(document(line), [_line(line, call.language)])


def _recipient(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        if args.principal:
            principal = _collector(args.principal, args.principal_mandate)
            alternate = _collector(args.alternate, args.alternate_mandate)
            found = recipients.name(desk, args.household, principal, alternate)
        else:
            found = recipients.standing(desk, args.household)
    told = [
        {"rank": one.rank, "code": one.code or None, "name": one.name, "from": one.valid_from}
        for one in found
    ]
    nothing = call.language.say("Command", "Nobody is named to collect.")
    return Answer(told, [f"{one.rank}  {one.name}  {one.code}".rstrip() for one in found] or [nothing])


def _collector(text: str, mandate: str) -> Collector:
    """A printed code where it has digits, else a name."""
    if any(sign.isdigit() for sign in text):
        return Collector(code=text, mandate=mandate)
    return Collector(name=text, mandate=mandate)


def _exits(call: Call) -> Answer:
    args = call.args
    with call.desk() as desk:
        if args.household:
            found = exits.of_household(desk, args.household, args.on)
        else:
            found = exits.of_register(desk, args.on)
    nothing = call.language.say("Command", "No exits are proposed.")
    return Answer(
        [_proposed(one) for one in found], [_exit(one, call.language) for one in found] or [nothing]
    )


def _print(call: Call) -> Answer:
    args = call.args
    output = Output(args.output, force=args.force)
    with call.desk() as desk:
        printed = letters.print_it(desk, args.code, Paper(args.paper), args.paper_lang, args.reason)
        output.write(printed.pdf)
    words = call.language.say("Command", "The paper is written to {file}").format(file=output.path)
    return Answer({"output": str(output.path)}, [words])


def _line(line: EnrolmentLine, language: Language) -> str:
    status = label(EnrolmentStatus, line.status, language)
    whose = line.person_code or line.household
    return "  ".join(part for part in (line.code, line.scheme, status, whose, line.name) if part)


def _exit(proposed: Proposed, language: Language) -> str:
    return f"{_line(proposed.line, language)}  {label(ExitReason, proposed.reason.value, language)}"


def document(line: EnrolmentLine) -> dict[str, Any]:
    """One enrolment as JSON tells it."""
    return {
        "code": line.code,
        "scheme": line.scheme,
        "version": line.version,
        "household": line.household,
        "person": line.person_code,
        "name": line.name,
        "status": line.status,
        "applied_on": line.applied_on,
        "decided_on": line.decided_on or None,
        "enrolled_on": line.enrolled_on or None,
        "start_on": line.start_on or None,
        "end_on": line.end_on or None,
        "exit_reason": line.exit_reason or None,
        "suspension_reason": line.suspension_reason or None,
        "priority": line.priority,
        "documents_seen": list(line.documents_seen),
        "documents_missing": list(line.documents_missing),
        "sponsor": line.sponsor or None,
        "entitled_until": line.entitled_until or None,
        "next": [event.value for event in line.next],
    }


def _proposed(one: Proposed) -> dict[str, Any]:
    why = [reason.document() for reason in one.reasons]
    return {**document(one.line), "proposed": one.reason.value, "since": one.since or None, "why": why}


def _whole(case: Case) -> dict[str, Any]:
    told = [
        {
            "event": step.event,
            "after": step.after,
            "on": step.on,
            "reason": step.reason or None,
            "acting": step.acting,
            "by": case.authors.get(step.author),
        }
        for step in case.steps
    ]
    decided = [
        {
            "result": one.result,
            "conditional": one.conditional,
            "by": one.by,
            "committee": one.committee or None,
            "reason": one.reason or None,
            "reasons": one.reasons,
            "facts": one.facts,
            "on": one.on,
        }
        for one in case.decisions
    ]
    return {**document(case.line), "position": case.position, "steps": told, "decisions": decided}
