"""Filters as conditions on ``person_facts``: area, sex, ages that may be, where a person stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import merges
from desktop.models.search.question import Question, Status

Connection = Any
# How many lines of facts are looked at in the first step.
SCANNED = 4_000
# An area with at most this part of all areas is read by its index, a wider one by looking at everybody.
FEW_AREAS = 8
_SEXES = {"female": 1, "male": 2, "not_known": 0}
_ACTIVE, _NONE, _DECEASED, _MERGED = 1, 2, 3, 4
_STATES = {
    Status.active: f"state = {_ACTIVE}",
    Status.no_household: f"state = {_NONE}",
    Status.deceased: f"state = {_DECEASED}",
    Status.merged: f"state = {_MERGED}",
    Status.registered: f"home = 1 AND state <> {_MERGED}",
    Status.verified: f"home = 2 AND state <> {_MERGED}",
    Status.stale: f"home = 3 AND state <> {_MERGED}",
    Status.closed: f"home = 5 AND state <> {_MERGED}",
}
# The rare ones have an index of their own; its condition is repeated so that it is used.
_RARE = {
    Status.no_household: f"state > 1 AND state = {_NONE}",
    Status.deceased: f"state > 1 AND state = {_DECEASED}",
    Status.merged: f"state > 1 AND state = {_MERGED}",
    Status.verified: "home > 1 AND home = 2",
    Status.stale: "home > 1 AND home = 3",
    Status.closed: "home > 1 AND home = 5",
}


@dataclass(frozen=True)
class Narrowing:
    """SQL over the columns of ``person_facts``, made of numbers and names of ours alone."""

    condition: str
    areas: tuple[int, ...] | None  # where they are few among all
    status: Status | None

    def drivers(self) -> list[str]:
        """Conditions that an index answers, one after the other; one that all meet where none is narrow."""
        if self.status in _RARE:
            return [_RARE[self.status]]
        return ["1"] if self.areas is None else [f"area = {area}" for area in self.areas]


def narrowing(
    connection: Connection, question: Question, areas: Collection[str], today: date
) -> Narrowing | None:
    """The narrowing of a question; ``areas`` are the P-codes it covers. None when it has none."""
    if not question.narrowed:
        return None
    parts = [_STATES[question.status] if question.status else f"state <> {_MERGED}"]
    narrow: tuple[int, ...] | None = None
    if question.area:
        numbers = _numbers(connection, areas)
        parts.append(f"area IN ({', '.join(map(str, numbers))})")
        (known,) = connection.execute("SELECT count(*) FROM search_area").fetchone()
        narrow = numbers if len(numbers) <= max(1, known // FEW_AREAS) else None
    if question.sex:
        parts.append(f"sex = {_SEXES[question.sex]}")
    if question.age_from is not None:  # the oldest they may be has reached it
        parts.append(f"born_first <= {_birthday(today, question.age_from)}")
    if question.age_to is not None:  # the youngest they may be has not passed it
        parts.append(f"born_last > {_birthday(today, question.age_to + 1)}")
    return Narrowing(" AND ".join(parts), narrow, question.status)


def _birthday(today: date, years: int) -> int:
    """The last day of birth of whoever has that many years today, as YYYYMMDD."""
    return (today.year - years) * 10_000 + today.month * 100 + today.day


def _numbers(connection: Connection, areas: Collection[str]) -> tuple[int, ...]:
    rows = connection.execute(
        "SELECT no FROM search_area WHERE code IN (SELECT value FROM json_each(?)) ORDER BY code",
        (json.dumps(list(areas)),),
    )
    return tuple(no for (no,) in rows)


class Sieve:
    """From row ids as an index gives them to those listed: merged ones resolved, filters applied."""

    def __init__(self, connection: Connection, narrowing: Narrowing | None) -> None:
        self._connection, self._narrowing = connection, narrowing
        merged = connection.execute("SELECT id, merged_into FROM person WHERE merged_into IS NOT NULL")
        into: dict[int, int] = dict(merged.fetchall())
        self._merged, self._survivors = into.keys(), set(into.values())
        self._listed: set[int] = set()

    def pick(self, rows: Sequence[int]) -> list[int]:
        """Those that stand and pass, in the order given. A survivor found twice is listed once."""
        if not self._merged or (self._narrowing is not None and self._narrowing.status is Status.merged):
            return self._passing(rows)
        stand: list[int] = []
        for row in rows:
            if row not in self._merged and row not in self._survivors:
                stand.append(row)
                continue
            one = merges.standing(self._connection, "person", row)
            if one not in self._listed:
                self._listed.add(one)
                stand.append(one)
        return self._passing(stand)

    def standing(self, rows: Sequence[int]) -> list[int]:
        """Those that stand, each in their own place of a list of everybody."""
        if not self._merged:
            return list(rows)
        return [
            row
            for row in rows
            if row not in self._merged or merges.standing(self._connection, "person", row) == row
        ]

    def _passing(self, rows: Sequence[int]) -> list[int]:
        if self._narrowing is None or not rows:
            return list(rows)
        found = self._connection.execute(
            "SELECT json_group_array(f.person) FROM json_each(?) e"
            f" CROSS JOIN person_facts f ON f.person = e.value WHERE {self._narrowing.condition}",
            (json.dumps(list(rows)),),
        )
        return list(dict.fromkeys(json.loads(found.fetchone()[0])))
