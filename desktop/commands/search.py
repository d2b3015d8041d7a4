"""`guichet search`: people or households by name, code, phone or identifier; an empty text lists all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import ages, count
from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words
from desktop.language.found_by import found_by
from desktop.services import search
from desktop.services.desk import Desk
from desktop.services.search import Found, HouseholdLine, PersonLine, Question, Spelling, Status, Within
from domain.vocabulary import Sex

_PAGE = 300
_GAP = "  "


def arguments(parser: Parser, language: Language) -> None:
    """What to look for, what to narrow it by, and how much of it to show."""
    say = language.say
    parser.takes_file()
    words = say("CommandHelp", "beginnings of names, a code, a phone or an identifier; '' for all")
    parser.add_argument("text", metavar=say("Command", "TEXT"), help=words)
    parser.add_argument(
        "--households", action="store_true", help=say("CommandHelp", "households instead of people")
    )
    words = say("CommandHelp", "where to look for the text (else everywhere)")
    parser.add_argument("--in", dest="within", choices=[one.value for one in Within], help=words)
    words = say("CommandHelp", "who lives in this area or below it, by its P-code")
    parser.add_argument("--area", metavar=say("Command", "AREA"), help=words)
    words = say("CommandHelp", "who is of this sex")
    parser.add_argument("--sex", choices=[one.value for one in Sex], help=words)
    words = say("CommandHelp", "whose age is, or may be, in this range: 18-59, 60-, -17")
    parser.add_argument("--age", type=ages, metavar=say("Command", "AGES"), help=words)
    words = say("CommandHelp", "who stands so, or whose household does")
    parser.add_argument("--status", choices=[one.value for one in Status], help=words)
    spelling = parser.add_mutually_exclusive_group()
    words = say("CommandHelp", "always list names that are spelled differently (else where few are not)")
    spelling.add_argument("--near", action="store_true", help=words)
    words = say("CommandHelp", "only names spelled as typed")
    spelling.add_argument("--exact", action="store_true", help=words)
    parser.add_argument("--limit", type=count, default=None, help=say("CommandHelp", "at most so many lines"))


def run(call: Call) -> Answer:
    """Exit 0 whether or not somebody is found."""
    with call.desk() as desk:
        question = _question(call)
        if call.args.households:
            rows = _told(call, search.find_homes(desk, question, call.args.limit)).ids
            homes = list(_paged(rows, lambda page: search.household_lines(desk, page)))
            table = _table(_household_cells(line, desk) for line in homes)
            return Answer([_household(line) for line in homes], list(table))
        found = _told(call, search.find(desk, question, call.args.limit))
        people = list(_paged(found.ids, lambda page: search.person_lines(desk, page)))
        cells = [_person_cells(line, found, call.language) for line in people]
        return Answer([_person(line, found) for line in people], _table(cells))


def _question(call: Call) -> Question:
    args = call.args
    first, last = args.age or (None, None)
    spelling = Spelling.always if args.near else Spelling.never if args.exact else Spelling.few
    return Question(
        args.text,
        within=Within(args.within or Within.everything),
        spelling=spelling,
        area=args.area or "",
        sex=args.sex or "",
        age_from=first,
        age_to=last,
        status=Status(args.status) if args.status else None,
    )


def _told(call: Call, found: Found) -> Found:
    """That there is none is said beside the answer: a list stays a list."""
    if not found.groups and not call.terminal.as_json:
        say = call.language.say
        words = (
            say("Command", "No household found") if call.args.households else say("Command", "Nobody found")
        )
        call.terminal.note(words)
    return found


def _paged(rows: Sequence[int], lines: Callable[[Sequence[int]], list[Any]]) -> Iterator[Any]:
    for start in range(0, len(rows), _PAGE):
        yield from lines(rows[start : start + _PAGE])


def _person(line: PersonLine, found: Found) -> dict[str, Any]:
    why = found.why(line.id)
    return {
        "code": line.code,
        "household": line.household_code,
        "name": line.name,
        "sex": line.sex,
        "birth": line.birth.model_dump(mode="json", exclude_none=True),
        "village": line.village,
        "area": line.area,
        "state": line.state,
        "standing": line.standing or "active",
        "match": "near" if why.near else "exact",
        "field": why.field.value,
    }


def _household(line: HouseholdLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "household": line.code,
        "name": line.head_name,
        "members": line.members,
        "village": line.village,
        "area": line.area,
        "registered_on": line.registered_on,
        "state": line.state,
    }


def _person_cells(line: PersonLine, found: Found, language: Language) -> list[str]:
    why = found.why(line.id)
    because = found_by(why.field, line.mother_name, language, near=why.near)
    born = birth_in_words(line.birth, language)
    return [line.code, line.name, born, line.village, line.household_code, because]


def _household_cells(line: HouseholdLine, desk: Desk) -> list[str]:
    area = desk.programme.area(line.area)
    name = area.name if area else line.area
    return [line.code, line.head_name, str(line.members), line.village, name]


def _table(rows: Iterable[list[str]]) -> Iterator[str]:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield _GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
