"""Reserve codes for blank forms: a day without power goes on with paper that has its code already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop.models import reserved
from desktop.models.journal import Writer
from desktop.models.reserved import Batch
from desktop.services import judge_duplicate, rights
from desktop.services.desk import Desk
from domain import codes
from domain.languages import LanguageCode
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.vocabulary import DuplicateDecision

MOST = 200  # one stack of paper; the record of a batch holds no more


@dataclass(frozen=True)
class Stack:
    """A batch with what has become of it: ``unused`` are in the order they were printed."""

    batch: Batch
    unused: tuple[str, ...]
    days: int

    @property
    def id(self) -> int:
        """The batch's row: what a list knows it by."""
        return self.batch.id


def reserve(desk: Desk, count: int, language: LanguageCode) -> list[str]:
    """So many new codes, which nobody else will be given; recorded as one batch. Raises Refused."""
    rights.require(desk, Right.register)
    if not 1 <= count <= MOST:
        raise Refused(Problem("forms_count", "count", facts={"most": MOST}))
    with desk.writing() as writer:
        taken = [next_code(desk, writer) for _ in range(count)]
        fields: Any = {"codes": taken, "language": language, "at": desk.stamp()}
        writer.create("reserved_codes", desk.office.areas[0], fields)
    return taken


def next_code(desk: Desk, writer: Writer) -> str:
    """The next printed code of this file: the sequence never gives the same twice."""
    year = desk.today().year
    who = writer.identity
    number = writer.next_in(f"code {who.code} {year}")
    return codes.make(desk.office.code, who.code, year, number)


def stacks(desk: Desk) -> list[Stack]:
    """Every batch this office knows of, the latest first, with the forms that have not come back."""
    with desk.store.reading() as connection:
        return [_stack(desk, connection, batch) for batch in reserved.batches(connection)]


def unused(desk: Desk) -> list[tuple[str, int]]:
    """(code, days since it was reserved) of the forms that have not come back, the oldest batch first."""
    return [(code, stack.days) for stack in reversed(stacks(desk)) for code in stack.unused]


def form_problem(connection: Any, text: str | None) -> Problem | None:
    """What is wrong with the code written on a paper form; None when it may be used, or there is none."""
    if not text:
        return None
    code = codes.normal(text)
    if code is None:
        return Problem("form_code_mistyped", "code", facts={"code": text})
    holder = reserved.used_by(connection, code)
    if holder is not None:
        facts = {"code": code, "name": holder.head_name or code, "date": holder.registered_on}
        return Problem("form_code_used", "code", facts=facts)
    if not reserved.is_reserved(connection, code):
        return Problem("form_code_not_reserved", "code", facts={"code": code})
    return None


def code_problem(desk: Desk, text: str) -> Problem | None:
    """The same, asked before the rest of the form is there."""
    with desk.store.reading() as connection:
        return form_problem(connection, text)


def settle(desk: Desk) -> int:
    """Name the households that carry one code as perhaps the same; how many are named for the first time.

    One paper form was typed at two laptops that had not met: its people wait on the list of possible
    duplicates, whatever their names look like.
    """
    with desk.store.reading() as connection:
        found = [
            (code, person, other)
            for code, person, other in reserved.on_two_households(connection)
            if not judge_duplicate.judged(connection, person, other)
        ]
    for code, person, other in found:
        judge_duplicate.judge(desk, None, person, other, DuplicateDecision.pending, note=code)
    return len(found)


def _stack(desk: Desk, connection: Any, batch: Batch) -> Stack:
    gone = reserved.used(connection, batch.codes)
    reserved_on = datetime.fromisoformat(batch.at).astimezone(ZoneInfo(desk.office.time_zone)).date()
    left = tuple(code for code in batch.codes if code not in gone)
    return Stack(batch, left, max(0, (desk.today() - reserved_on).days))
