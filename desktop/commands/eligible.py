"""`guichet eligible`: hold people against the rules of schemes, with an answer and its reasons."""

from __future__ import annotations

from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import day
from desktop.language.catalogue import Language
from desktop.language.enrolling import paper, reasons
from desktop.language.terms import label
from desktop.services.eligible import Verdict, for_household, for_register
from domain.catalogue import Catalogue
from domain.schemes.terms import Answer as Eligible


def arguments(parser: Parser, language: Language) -> None:
    """The file, whom, which scheme, on which day."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "a printed code, of a household or of a person (else everybody)")
    parser.add_argument("code", nargs="?", default="", metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "the scheme’s code")
    parser.add_argument("--scheme", action="append", metavar=say("Command", "CODE"), help=words)
    words = say("CommandHelp", "the day whose ages count, YYYY-MM-DD (else today)")
    parser.add_argument("--on", type=day, default=None, metavar=say("Command", "DATE"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when there is no such code or scheme. A scheme of households is answered once a household."""
    args = call.args
    with call.desk() as desk:
        catalogue = desk.catalogue
        if args.code:
            told = [(args.code, for_household(desk, args.code, args.on, args.scheme))]
        else:
            told = list(for_register(desk, args.on, args.scheme))
    found = [(code, verdict) for code, verdicts in told for verdict in verdicts]
    lines = [_line(code, verdict, catalogue, call.language) for code, verdict in found]
    nothing = call.language.say("Command", "Nobody to hold against a rule.")
    return Answer([_document(*one) for one in found], lines or [nothing])


def _document(code: str, verdict: Verdict) -> dict[str, Any]:
    """What was found, never what is wanted: a known threshold invites coaching."""
    told = ("fact", "found", "answer", "person")
    return {
        "code": verdict.person_code or code,
        "name": verdict.name,
        "scheme": verdict.scheme.code,
        "answer": verdict.answer.value,
        "reasons": [
            {key: value for key, value in one.document().items() if key in told} for one in verdict.reasons
        ],
        "missing": list(verdict.missing),
    }


def _line(code: str, verdict: Verdict, catalogue: Catalogue, language: Language) -> str:
    why = reasons([one.document() for one in verdict.reasons], catalogue, language)
    wanted = [paper(one, catalogue, language) for one in verdict.missing]
    answer = label(Eligible, verdict.answer.value, language)
    parts = (verdict.person_code or code, verdict.name, verdict.scheme.code, answer, " · ".join(why))
    needed = language.say("Command", "to bring: {papers}").format(papers=", ".join(wanted)) if wanted else ""
    return "  ".join(part for part in (*parts, needed) if part)
