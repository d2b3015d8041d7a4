"""`guichet search`: people or households by name, code, phone or identifier; an empty text lists all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words
from desktop.services import search
from desktop.services.desk import Desk
from desktop.services.search import HouseholdLine, PersonLine

_PAGE = 300
_GAP = "  "


def arguments(parser: Parser, language: Language) -> None:
    """What to look for, and how much of it to show."""
    parser.takes_file()
    words = language.say("CommandHelp", "beginnings of names, a code, a phone or an identifier; '' for all")
    parser.add_argument("text", metavar=language.say("Command", "TEXT"), help=words)
    parser.add_argument(
        "--households", action="store_true", help=language.say("CommandHelp", "households instead of people")
    )
    parser.add_argument(
        "--limit", type=count, default=None, help=language.say("CommandHelp", "at most so many lines")
    )


def run(call: Call) -> Answer:
    """Exit 0 whether or not somebody is found."""
    with call.desk() as desk:
        if call.args.households:
            rows = _limited(call, search.households(desk, call.args.text))
            homes = list(_paged(rows, lambda page: search.household_lines(desk, page)))
            table = _table(_household_cells(line, desk) for line in homes)
            return Answer([_household(line) for line in homes], list(table))
        rows = _limited(call, search.people(desk, call.args.text))
        people = list(_paged(rows, lambda page: search.person_lines(desk, page)))
        cells = [_person_cells(line, call.language) for line in people]
        return Answer([_person(line) for line in people], _table(cells))


def _limited(call: Call, rows: Sequence[int]) -> Sequence[int]:
    """As many as are wanted. That there is none is said beside the answer: a list stays a list."""
    if not rows and not call.terminal.as_json:
        say = call.language.say
        words = (
            say("Command", "No household found") if call.args.households else say("Command", "Nobody found")
        )
        call.terminal.note(words)
    return rows[: call.args.limit]


def _paged(rows: Sequence[int], lines: Callable[[Sequence[int]], list[Any]]) -> Iterator[Any]:
    for start in range(0, len(rows), _PAGE):
        yield from lines(rows[start : start + _PAGE])


def _person(line: PersonLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "household": line.household_code,
        "name": line.name,
        "sex": line.sex,
        "birth": line.birth.model_dump(mode="json", exclude_none=True),
        "village": line.village,
        "area": line.area,
        "state": line.state,
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


def _person_cells(line: PersonLine, language: Language) -> list[str]:
    return [line.code, line.name, birth_in_words(line.birth, language), line.village, line.household_code]


def _household_cells(line: HouseholdLine, desk: Desk) -> list[str]:
    area = desk.programme.area(line.area)
    name = area.name if area else line.area
    return [line.code, line.head_name, str(line.members), line.village, name]


def _table(rows: Iterable[list[str]]) -> Iterator[str]:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield _GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
