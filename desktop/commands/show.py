"""`guichet show`: a household with its members, papers, journey and history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from desktop.commands.call import Answer, Call
from desktop.commands.household_document import document_of
from desktop.commands.parser import Parser
from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words, long_date, short_moment
from desktop.language.terms import label
from desktop.services import show
from desktop.services.desk import Desk
from desktop.services.show import HouseholdView
from domain.milestones import Step
from domain.vocabulary import MilestoneStatus, Paper, Role


def arguments(parser: Parser, language: Language) -> None:
    """The file and a printed code; why, when it is kept confidential."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "why a confidential file is opened; it is written down")
    parser.add_argument("--reason", default="", metavar=language.say("Command", "WORDS"), help=words)


def run(call: Call) -> Answer:
    """Exit 1 when the code is nobody's, or the file is confidential and no reason is given."""
    with call.desk() as desk:
        view = show.household(desk, call.args.code, call.args.reason)
        return Answer(document_of(view), list(_Page(view, desk, call.language).lines()))


class _Page:
    """The household as lines of text."""

    def __init__(self, view: HouseholdView, desk: Desk, language: Language) -> None:
        self._view, self._desk, self._language = view, desk, language

    def lines(self) -> Iterator[str]:
        """Head first, history last."""
        view, say = self._view, self._language.say
        name = view.head.name if view.head else ""
        yield f"{view.code}  {name}"
        yield ", ".join(part for part in (str(view.fields.get("village") or ""), *view.areas) if part)
        registered = date.fromisoformat(str(view.fields["registered_on"]))
        pattern = say("Command", "Registered on {date}")
        yield pattern.format(date=long_date(registered, self._language))
        if view.arrived_at:
            arrived = say("Command", "Arrived at the server on {moment}")
            yield arrived.format(moment=self._moment(view.arrived_at))
        if view.leaving:
            words = say("Command", "Moving to {district} on {date}; its file goes with the next round")
            on = long_date(date.fromisoformat(view.leaving.on), self._language)
            yield words.format(district=view.leaving.district, date=on)
        if view.phones:
            yield say("Command", "Telephone: {numbers}").format(numbers=", ".join(view.phones))
        yield from self._section(say("Command", "Members"), self._members())
        yield from self._section(say("Command", "Papers"), self._papers())
        yield from self._section(say("Command", "Journey"), map(self._step, view.journey))

    def _section(self, title: str, lines: Iterator[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield title
            yield from (f"  {line}" for line in found)

    def _members(self) -> Iterator[str]:
        for member in self._view.present:
            birth = birth_in_words(member.birth, self._language)
            role = label(Role, member.role, self._language)
            yield f"{member.code}  {member.name}  ({role}; {birth})"

    def _papers(self) -> Iterator[str]:
        for paper in self._view.papers:
            held = self._language.say("Command", "handed over") if paper.handed_over else ""
            words = [label(Paper, paper.paper, self._language), paper.code, self._moment(paper.at)]
            yield "  ".join([*words, *filter(None, (paper.reason, held))])

    def _step(self, step: Step) -> str:
        """The update ids are what ``milestone --corrects`` takes."""
        words = [step.item.code, step.item.names[self._language.code]]
        words.append(label(MilestoneStatus, step.status, self._language))
        if step.on:
            words.append(long_date(step.on, self._language))
        if step.overdue:
            words.append(self._language.say("Command", "overdue"))
        return "  ".join([*words, *(f"#{update.id}" for update in step.updates)])

    def _moment(self, at: str) -> str:
        zone = ZoneInfo(self._desk.office.time_zone)
        return short_moment(datetime.fromisoformat(at).astimezone(zone), self._language)
