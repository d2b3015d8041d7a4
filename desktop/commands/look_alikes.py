"""`guichet look-alikes`: who else in the register may be a person, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.commands.call import Answer, Call
from desktop.commands.parser import Parser
from desktop.commands.usage import count
from desktop.language.catalogue import Language
from desktop.language.dates import birth_in_words
from desktop.language.figures import grouped, percent
from desktop.language.reasons import reason_words, speaking_against, summary
from desktop.services import look_alikes
from desktop.services.desk import Desk
from desktop.services.look_alikes import LookAlike


def arguments(parser: Parser, language: Language) -> None:
    """The file, a printed code, and how many to show."""
    parser.takes_file()
    parser.takes_code()
    words = language.say("CommandHelp", "at most so many of them (else {count})")
    parser.add_argument(
        "--limit", type=count, default=look_alikes.AT_MOST, help=words.format(count=look_alikes.AT_MOST)
    )


def run(call: Call) -> Answer:
    """Exit 0 whether or not there is somebody; 1 when the code is nobody's."""
    with call.desk() as desk:
        person = desk.person_row(call.args.code)
        _catch_up(call, desk)
        found = look_alikes.of_person(desk, person, call.args.limit)
        if not found and not call.terminal.as_json:
            call.terminal.note(call.language.say("Command", "Nobody in the register looks like this person"))
        return Answer([_document(one) for one in found], list(_lines(found, call.language)))


def _catch_up(call: Call, desk: Desk) -> None:
    """Nobody is missed for having been saved a moment ago."""
    pattern = call.language.say("Command", "Indexing: {done} of {total} persons")
    code = call.language.code

    def told(done: int, total: int) -> None:
        call.terminal.progress(pattern.format(done=grouped(done, code), total=grouped(total, code)))

    if look_alikes.stale(desk) > look_alikes.FEW:
        look_alikes.catch_up(desk, told)
        call.terminal.end_progress()
    else:
        look_alikes.catch_up(desk)


def _document(one: LookAlike) -> dict[str, Any]:
    return {
        "code": one.code,
        "household": one.household_code,
        "name": one.name,
        "sex": one.sex,
        "birth": one.birth.model_dump(mode="json", exclude_none=True),
        "mother_name": one.mother_name,
        "village": one.village,
        "area": one.area,
        "weight": round(one.weight, 2),
        "probability": round(one.probability, 4),
        "reasons": [
            {"code": reason.code, "weight": round(reason.weight, 2), "facts": dict(reason.facts)}
            for reason in one.reasons
        ],
        "judged": one.judged,
    }


def _lines(found: list[LookAlike], language: Language) -> Iterator[str]:
    """A line for each person, with what speaks for and against below it."""
    cells = [
        [percent(one.probability, language.code), one.code, one.name, birth_in_words(one.birth, language),
         one.village]
        for one in found
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for one, row in zip(found, cells, strict=True):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield f"    {summary(one.reasons, language)}"
        against = [reason_words(reason, language) for reason in speaking_against(one.reasons)]
        if against:
            pattern = language.say("Command", "but: {reasons}")
            words = language.say("Reasons", "; ", "between two reasons").join(against)
            yield f"    {pattern.format(reasons=words)}"
