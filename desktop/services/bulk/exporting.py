"""Take people or households out of the register: for a purpose, to a recipient, and written down."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.models import export_rows, settings
from desktop.models.export_rows import Chosen, PersonRow
from desktop.services import access_log, rights
from desktop.services.bulk.report import Progress
from desktop.services.bulk.tables import Table, check_place, writing
from desktop.services.desk import Desk
from domain.bulk import export as rules
from domain.bulk.export import COLUMNS, USUAL, Leave, Subject
from domain.bulk.fields import IDENTIFIER
from domain.masking import masked
from domain.problems import Problem, Refused
from domain.programme import Programme
from domain.rights import Right
from domain.vocabulary import AccessKind

__all__ = ["Chosen", "Exported", "Order", "export", "meant", "remembered_columns", "within"]


@dataclass(frozen=True)
class Words:
    """How codes and columns are called on the sheet: whoever exports knows the language."""

    heading: Callable[[str], str]
    value: Callable[[str, str], str]
    delimiter: str = ","


@dataclass(frozen=True)
class Order:
    """What is to be written. ``in_full`` shows identity numbers whole, where the right is there."""

    subject: Subject
    columns: tuple[str, ...]
    leave: Leave
    chosen: Chosen = field(default_factory=Chosen)
    in_full: bool = False
    force: bool = False


@dataclass(frozen=True)
class Exported:
    """What was written; ``left_out`` people whose files are confidential were not."""

    path: Path
    rows: int
    people: int
    left_out: int
    access: int


def within(programme: Programme, area: str) -> tuple[str, ...]:
    """An area and all that lie in it."""
    return tuple(
        one.code for one in programme.areas if any(up.code == area for up in programme.lineage(one.code))
    )


def meant(desk: Desk, chosen: Chosen) -> tuple[int, int, int]:
    """(people, households, people left out as confidential) that an export would hold."""
    with desk.store.reading() as connection:
        people, homes = export_rows.count(connection, chosen)
        return people, homes, export_rows.count(connection, chosen, private=True)[0]


def remembered_columns(desk: Desk, subject: Subject) -> tuple[str, ...]:
    """The columns last chosen; the usual ones the first time."""
    with desk.store.reading() as connection:
        kept = settings.get(connection, f"export columns {subject}")
    found = tuple(column for column in json.loads(kept or "[]") if column in COLUMNS[subject])
    return found or USUAL[subject]


def export(
    desk: Desk,
    path: Path,
    order: Order,
    words: Words,
    report: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write a CSV or XLSX file, whole or not at all, and note who took out what and why.

    Raises Refused: ``not_permitted``, ``export_…`` for what is not said, ``export_stopped`` when cancelled.
    """
    acting = _permitted(desk, order)
    check_place(path, force=order.force)
    people, homes, left_out = meant(desk, order.chosen)
    if problems := list(rules.problems_of(order.leave, people)):
        raise Refused(problems)
    written = 0
    begun = time.monotonic()
    with writing(path, delimiter=words.delimiter, force=order.force) as table:
        table.row([words.heading(column) for column in order.columns])
        total = max(1, people if order.subject == "people" else homes)
        for rows in _rows(desk, order, words):
            _write(table, rows)
            written += len(rows)
            if cancelled and cancelled():
                raise Refused(Problem("export_stopped"))
            if report:
                report(_progress(written, total, begun))
        access = _note(desk, order, people, acting=acting)
    return Exported(path, written, people, left_out, access)


def _permitted(desk: Desk, order: Order) -> bool:
    names = rights.may(desk, Right.export_people)
    right = (
        Right.export_people if names or not rights.may(desk, Right.export_figures) else Right.export_figures
    )
    acting = rights.require(desk, right)
    if problems := list(rules.column_problems(order.subject, order.columns, names=names)):
        raise Refused(problems)
    if order.in_full:
        acting = rights.require(desk, Right.open_confidential) or acting
    return acting


def _note(desk: Desk, order: Order, people: int, *, acting: bool) -> int:
    """The entry in the audit, before the file has its name: nothing leaves unrecorded."""
    said = [order.subject, ", ".join(order.columns)]
    said += ["identifiers in full"] if order.in_full else []
    said += ["par interim"] if acting else []
    with desk.writing() as writer:
        settings.put(writer.connection, f"export columns {order.subject}", json.dumps(order.columns))
        return access_log.note(
            desk,
            writer,
            AccessKind.export,
            reason="; ".join(said),
            purpose=order.leave.purpose,
            recipient=order.leave.recipient,
            protocol=order.leave.protocol,
            count=people,
        )


def _write(table: Table, rows: Sequence[Sequence[str]]) -> None:
    for row in rows:
        table.row(row)


def _progress(written: int, total: int, begun: float) -> Progress:
    spent = max(1e-6, time.monotonic() - begun)
    share = min(1.0, written / total)
    return Progress("write", written, written, share, written / spent, spent * (1 - share) / share)


def _rows(desk: Desk, order: Order, words: Words) -> Iterator[list[list[str]]]:
    with desk.store.reading() as connection:
        if order.subject == "people":
            for page in export_rows.people(connection, order.chosen):
                yield [
                    [_of_person(desk, row, column, order, words) for column in order.columns] for row in page
                ]
        else:
            for homes in export_rows.households(connection, order.chosen):
                yield [[_of_household(desk, row, column, words) for column in order.columns] for row in homes]


def _of_person(desk: Desk, row: PersonRow, column: str, order: Order, words: Words) -> str:
    if column.startswith(IDENTIFIER):
        value = row.numbers.get(column.removeprefix(IDENTIFIER), "")
        return value if order.in_full else masked(value)
    if column == "phone":
        return row.phone
    home = {
        name.removeprefix("household."): v for name, v in row.fields.items() if name.startswith("household.")
    }
    if column in _OF_HOME:
        return _of_household(desk, home, column, words)
    return _said(column, row.fields.get(_PERSON_FIELDS.get(column, column)), words)


_OF_HOME = frozenset(
    {"household_key", "village", "area", "area_name", "address", "language", "registered_on"}
)
_PERSON_FIELDS = {
    "person_key": "code",
    "birth_date": "birth_on",
    "age": "estimated_age",
    "age_on": "estimated_on",
}
_WORDED = frozenset({"sex", "role", "kind", "single_name"})


def _of_household(desk: Desk, home: dict[str, Any], column: str, words: Words) -> str:
    if column == "area_name":
        area = desk.programme.area(str(home["area"]))
        return area.name if area else str(home["area"])
    name = {"household_key": "code", "household_phone": "phone"}.get(column, column)
    return _said(column, home.get(name), words)


def _said(column: str, value: Any, words: Words) -> str:
    if value is None or value == "":
        return ""
    return words.value(column, str(value)) if column in _WORDED else str(value)
