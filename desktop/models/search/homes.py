"""Households: of the people a question finds, or all of them, the latest first."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from desktop.models.search.narrowing import SCANNED, narrowing
from desktop.models.search.question import Field, Question, Status, Step, Why
from desktop.models.search.streams import FIRST, NEXT
from desktop.models.search.walk import Register, walk

Connection = Any
# One that was merged while another laptop put somebody into it is still their home.
_STANDS = (
    "(merged_into IS NULL OR EXISTS"
    " (SELECT 1 FROM membership m WHERE m.household = household.id AND m.end_on IS NULL))"
)
_OF_HOUSEHOLDS = {
    None: _STANDS,
    Status.registered: f"coalesce(status, 'registered') IN ('registered', 'merged') AND {_STANDS}",
    Status.verified: "status = 'verified'",
    Status.stale: "status = 'stale'",
    Status.closed: "status = 'closed'",
}


def walk_homes(connection: Connection, question: Question, register: Register) -> Iterator[Step]:
    """Steps of household rows, each household once."""
    of_persons = question.text.strip() or replace(question, area="", status=None).narrowed
    if of_persons or question.status not in _OF_HOUSEHOLDS:
        yield from _of_people(connection, question, register)
    else:
        yield from _all(connection, question, register)


def _of_people(connection: Connection, question: Question, register: Register) -> Iterator[Step]:
    limits = narrowing(connection, question, register.areas, register.today)
    condition = limits.condition if limits is not None else "1"
    seen: set[int] = set()
    for step in walk(connection, question, register):
        found = connection.execute(
            "SELECT json_group_array(f.household) FROM json_each(?) e CROSS JOIN person_facts f"
            f" ON f.person = e.value WHERE f.household > 0 AND {condition}",
            (json.dumps(step.ids.tolist()),),
        ).fetchone()
        homes = [home for home in dict.fromkeys(json.loads(found[0])) if home not in seen]
        seen.update(homes)
        yield Step(array("q", homes), step.why, step.cut)


def _all(connection: Connection, question: Question, register: Register) -> Iterator[Step]:
    condition = _OF_HOUSEHOLDS[question.status]
    areas = json.dumps(sorted(register.areas))
    if question.area:
        condition += " AND area IN (SELECT value FROM json_each(?1))"
    after, limit = ("\U0010ffff", 0), SCANNED if question.narrowed else FIRST
    while True:
        rows = connection.execute(
            f"SELECT registered_on, id, {condition} FROM household WHERE (registered_on, id) < (?2, ?3)"
            " ORDER BY registered_on DESC, id DESC LIMIT ?4",
            (areas, *after, limit),
        ).fetchall()
        yield Step(array("q", [row for _, row, passed in rows if passed]), Why(Field.everyone))
        if len(rows) < limit:
            return
        after, limit = rows[-1][:2], NEXT
