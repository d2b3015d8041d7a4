"""How many places a scheme has left, and in which order those who wait are taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import enrolments as rows
from desktop.models import records
from desktop.models.enrolments import EnrolmentLine
from desktop.services.desk import Desk
from domain.schemes.scheme import Scheme
from domain.schemes.terms import EnrolmentStatus as S

Connection = Any
_LAST = float("inf")


@dataclass(frozen=True)
class Places:
    """How many places there are and how many are taken, by whichever limit is nearest; 0 free is full."""

    most: int
    taken: int

    @property
    def free(self) -> int:
        """Places left."""
        return max(0, self.most - self.taken)


def limited(scheme: Scheme) -> bool:
    """Whether a scheme has a limit at all: a number, or a budget that a list says it for."""
    quota = scheme.quota
    return quota.by_budget or bool(quota.total is not None or quota.per_area or quota.per_year is not None)


def places(desk: Desk, connection: Connection, scheme: Scheme, home: int, on: date) -> Places | None:
    """The nearest limit for a household of the scheme; None where no number limits it."""
    quota = scheme.quota
    found = []
    if quota.total is not None:
        found.append(Places(quota.total, rows.placed(connection, scheme.code)))
    if quota.per_year is not None:
        first = on.replace(month=1, day=1).isoformat()
        found.append(Places(quota.per_year, rows.placed(connection, scheme.code, since=first)))
    lived = str((records.read(connection, "household", home) or {}).get("area") or "")
    for area, most in quota.per_area.items():
        inside = _below(desk, area)
        if lived in inside:
            taken = rows.placed(connection, scheme.code, json.dumps(inside))
            found.append(Places(most, taken))
    return min(found, key=lambda one: one.free, default=None)


def _below(desk: Desk, area: str) -> list[str]:
    known = desk.programme
    return [one.code for one in known.areas if any(up.code == area for up in known.lineage(one.code))]


def in_order(desk: Desk, connection: Connection, found: Sequence[int]) -> list[int]:
    """Those who wait, scheme by scheme, in the order each scheme says its places are given."""
    by_scheme: dict[str, list[int]] = {}
    for line in rows.lines(connection, found):
        by_scheme.setdefault(line.scheme, []).append(line.id)
    ordered = []
    for code, mine in sorted(by_scheme.items()):
        ordered += _ordered(connection, desk.catalogue.scheme(code), mine)
    return ordered


def waiting(connection: Connection, scheme: Scheme) -> list[int]:
    """Everybody on a scheme's waiting list, the next one first."""
    found = rows.ids(
        connection, "e.status = ? AND e.scheme = ?", (S.waitlisted.value, scheme.code), 100_000
    )  # fmt: skip
    return _ordered(connection, scheme, found)


def position(connection: Connection, scheme: Scheme, line: EnrolmentLine) -> int | None:
    """Its number on the waiting list, from 1; None when it does not wait."""
    if line.status != S.waitlisted:
        return None
    return waiting(connection, scheme).index(line.id) + 1


def _ordered(connection: Connection, scheme: Scheme | None, found: Sequence[int]) -> list[int]:
    """By the scheme's order; what is not known comes last, and then whoever applied first."""
    order = (*(scheme.waitlist_order if scheme else ()), "applied_on")
    known = rows.standings(connection, found)

    def key(row: int) -> tuple[Any, ...]:
        mine = known[row]
        return (*(_rank(mine, name) for name in order), row)

    return sorted(known, key=key)


def _rank(mine: dict[str, Any], name: str) -> Any:
    falling = name.endswith("_desc")
    value = mine.get(name.removesuffix("_desc"))
    if isinstance(value, str):
        return value
    if value is None:
        return _LAST
    return -value if falling else value
