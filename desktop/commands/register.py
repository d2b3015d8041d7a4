"""`guichet register`: households from a file; the good lines are kept, each bad one is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.households_file import Line, lines
from desktop.commands.parser import Parser
from desktop.commands.troubles import document_of, told
from desktop.language.catalogue import Language
from desktop.language.reasons import speaking_for
from desktop.services import form_judgements, look_alikes
from desktop.services.desk import Desk
from desktop.services.form_judgements import Found
from desktop.services.register import register
from domain.problems import Fault, Problem, Refused


def arguments(parser: Parser, language: Language) -> None:
    """The office file and the lines."""
    parser.takes_file()
    words = language.say("CommandHelp", "households, one JSON object a line; - for standard input")
    parser.add_argument("--input", required=True, metavar=language.say("Command", "FILE"), help=words)
    doubts = parser.add_mutually_exclusive_group()
    words = language.say("CommandHelp", "do not look for people who may be registered already")
    doubts.add_argument("--no-check", action="store_true", help=words)
    words = language.say("CommandHelp", "refuse a household when somebody in it may be registered already")
    doubts.add_argument("--strict", action="store_true", help=words)


@dataclass
class _Import:
    """What has been done with the lines so far."""

    call: Call
    registered: list[str] = field(default_factory=list)
    already: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    look_alikes: list[dict[str, Any]] = field(default_factory=list)
    stopped: Problem | None = None

    def take(self, desk: Desk, line: Line) -> None:
        if line.form is None:
            self._refuse(line, line.problems)
            return
        try:
            found = [] if self.call.args.no_check else form_judgements.add_pending(desk, line.form)
            if found and self.call.args.strict:
                raise Refused(_may_be_twice(found))
            done = register(desk, line.form)
        except Refused as refusal:
            self._refuse(line, refusal.problems)
            return
        if done.already:
            self.already += 1
        else:
            self.registered.append(done.code)
            self.look_alikes += [_document(line, done.persons[one.member], one) for one in found]
        self.warnings += [self._located(line, problem) for problem in done.warnings]

    def _refuse(self, line: Line, problems: tuple[Problem, ...]) -> None:
        self.refused += [self._located(line, problem) for problem in problems]
        language = self.call.language
        for problem in problems:
            pattern = language.say("Command", "{line}: {problem}")
            words = told(problem, language, inside=True)
            self.call.terminal.note(pattern.format(line=line.number, problem=words))

    def _located(self, line: Line, problem: Problem) -> dict[str, Any]:
        return {"line": line.number, **document_of(problem, self.call.language)}

    def answer(self) -> Answer:
        """1 when something was refused, 0 otherwise."""
        document: dict[str, Any] = {
            "registered": len(self.registered),
            "already": self.already,
            "refused": self.refused,
            "warnings": self.warnings,
            "look_alikes": self.look_alikes,
            "households": self.registered,
        }
        if self.stopped:
            document["problems"] = [document_of(self.stopped, self.call.language)]
            self.call.terminal.note(told(self.stopped, self.call.language))
        return Answer(document, self._lines(), 1 if self.refused or self.stopped else 0)

    def _lines(self) -> list[str]:
        say = self.call.language.say
        refused = len({entry["line"] for entry in self.refused})
        found = [say("Command", "%n household(s) registered", "", len(self.registered))]
        if self.already:
            found.append(say("Command", "%n already there", "", self.already))
        if refused:
            found.append(say("Command", "%n line(s) refused", "", refused))
        if self.warnings:
            found.append(say("Command", "%n warning(s) recorded, to be confirmed", "", len(self.warnings)))
        if self.look_alikes:
            words = say(
                "Command",
                "%n possible duplicate(s) to be decided: `duplicates` lists them",
                "",
                len(self.look_alikes),
            )
            found.append(words)
        return found


def _may_be_twice(found: list[Found]) -> list[Problem]:
    return [
        Problem("may_be_registered", f"members.{one.member}", "V16", facts={"code": one.look_alike.code})
        for one in found
    ]


def _document(line: Line, person: str, found: Found) -> dict[str, Any]:
    """Who looks like whom, by printed codes: names are for whoever asks to compare."""
    other = found.look_alike
    return {
        "line": line.number,
        "person": person,
        "other": other.code,
        "probability": round(other.probability, 4),
        "reasons": [reason.code for reason in speaking_for(other.reasons)],
    }


def run(call: Call) -> Answer:
    """Exit 0 when every line is in the file, 1 when some were refused."""
    work = _Import(call)
    with call.terminal.input(call.args.input) as file, call.desk() as desk:
        try:
            if not call.args.no_check:  # nobody is missed for never having been looked for
                look_alikes.catch_up(desk)
            for line in lines(file):
                work.take(desk, line)
                pattern = call.language.say("Command", "line {line}")
                call.terminal.progress(pattern.format(line=line.number))
        except Fault as fault:
            work.stopped = fault.problem
    call.terminal.end_progress()
    return work.answer()
