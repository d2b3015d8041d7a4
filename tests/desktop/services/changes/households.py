"""Households to change, and the two ways a change comes about, for the tests of changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.models import composition
from desktop.services import acting
from desktop.services.changes import answer, request
from desktop.services.changes.request import Asked
from desktop.services.desk import Desk
from domain.problems import Refused
from domain.vocabulary import ChangeKind, UserRole
from tests.desktop.models.offices import add, child, member

PAPER = "certificate 12/2026"


def family(desk: Desk, **place: Any) -> tuple[str, str, str, str]:
    """Codes of a household, its head Awa, her husband Moussa and their daughter Fatou."""
    made = add(desk, member(), member(role="spouse", given_name="Moussa", sex="male"), child(), place=place)
    head, spouse, daughter = made.persons
    return made.code, head, spouse, daughter


def ask(desk: Desk, code: str, kind: ChangeKind, evidence: str = PAPER, **payload: Any) -> Asked:
    """A request, by its payload's fields."""
    return request.request(desk, code, kind, payload, evidence)


def stand_in(desk: Desk) -> None:
    """The only user of the office may approve for a while."""
    acting.take(desk, UserRole.supervisor, "nobody else is here", 5)


def agreed(desk: Desk, code: str, kind: ChangeKind, evidence: str = PAPER, **payload: Any) -> Asked:
    """A request that is approved at once by who stands in."""
    asked = ask(desk, code, kind, evidence, **payload)
    if asked.applied:
        return asked
    if not any(line.user == desk.user.number for line in acting.held(desk)):
        stand_in(desk)
    made = answer.approve(desk, asked.request)
    return Asked(asked.request, applied=True, warnings=asked.warnings, made=made)


def refusals(act: Callable[[], Any]) -> list[tuple[str, str]]:
    """(code, where) of each problem of what is refused."""
    with pytest.raises(Refused) as caught:
        act()
    return [(problem.code, problem.where) for problem in caught.value.problems]


def table(desk: Desk, query: str, *given: Any) -> list[Any]:
    """Rows of the file."""
    with desk.store.reading() as connection:
        return list(connection.execute(query, given).fetchall())


def roles(desk: Desk, code: str) -> dict[str, str]:
    """The role of each member of today by printed code."""
    return dict(
        table(
            desk,
            "SELECT p.code, m.role FROM membership m JOIN person p ON p.id = m.person"
            " JOIN household h ON h.id = m.household WHERE h.code = ? AND m.end_on IS NULL",
            code,
        )
    )


def person(desk: Desk, code: str) -> dict[str, Any]:
    """A person's row."""
    with desk.store.reading() as connection:
        found = connection.execute("SELECT * FROM person WHERE code = ?", (code,))
        names = [column[0] for column in found.description]
        return dict(zip(names, found.fetchone(), strict=True))


def household(desk: Desk, code: str) -> dict[str, Any]:
    """A household's row."""
    with desk.store.reading() as connection:
        found = connection.execute("SELECT * FROM household WHERE code = ?", (code,))
        names = [column[0] for column in found.description]
        return dict(zip(names, found.fetchone(), strict=True))


def assert_whole(desk: Desk) -> None:
    """One living head in each household that somebody is in, nobody empty, nobody in two homes."""
    with desk.store.reading() as connection:
        rows = [row for (row,) in connection.execute("SELECT id FROM household").fetchall()]
        people = [row for (row,) in connection.execute("SELECT id FROM person").fetchall()]
        assert composition.without_one_head(connection, rows) == []
        assert composition.empty(connection, rows) == []
        assert composition.dead_heads(connection, rows) == []
        assert composition.two_homes(connection, people) == []
