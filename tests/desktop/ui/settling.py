"""A window's office file that disagrees with another laptop's, and has a change refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.models import records
from desktop.services.desk import Desk
from domain.problems import Problem
from domain.record_checks import problems_of
from domain.records import Fields
from server import deciding
from tests.desktop.models.offices import make_office
from tests.desktop.sync.small_server import SmallServer
from tests.desktop.sync.told import edit, go_round

REFUSED = "Coumba"


def heads(desk: Desk) -> list[tuple[int, int]]:
    """(household, head) by row."""
    with desk.store.reading() as connection:
        rows = connection.execute(
            "SELECT household, person FROM membership WHERE role = 'head' AND end_on IS NULL ORDER BY id"
        )
        return [(int(home), int(person)) for home, person in rows]


def disagree(desk: Desk, path: Path) -> SmallServer:
    """Of the first household two names, of the second one village written twice, of the third a death."""
    server = SmallServer()
    other = make_office(path / "other.guichet", username="Binta")
    for one in (desk, other):
        server.join(one)
        go_round(one, server)
    go_round(other, server)
    here, there = heads(desk), heads(other)
    both(server, (desk, "person", here[0][1]), {"family_name": "Ba", "mother_name": "Khady"},
         (other, "person", there[0][1]), {"family_name": "Sy", "mother_name": "Khadija"})  # fmt: skip
    both(server, (desk, "household", here[1][0]), {"village": "Pabbi Bazár"},
         (other, "household", there[1][0]), {"village": "PABBI bazar"})  # fmt: skip
    both(server, (desk, "person", here[2][1]), {"mother_name": "Zainab"},
         (other, "person", there[2][1]), {"vital_status": "deceased", "death_on": "2026-11-02"})  # fmt: skip
    other.close()
    return server


def both(server: SmallServer, one: Any, first: Fields, another: Any, second: Fields) -> None:
    """Two laptops write before they meet; the other one arrives first."""
    for (desk, kind, row), fields in ((one, first), (another, second)):
        about = row if kind == "household" else home_of(desk, row)
        with desk.writing() as writer:
            writer.set(kind, row, fields, about=about)
    for (desk, _, _), _fields in ((another, second), (one, first), (another, second), (one, first)):
        go_round(desk, server)


def home_of(desk: Desk, person: int) -> int:
    with desk.store.reading() as connection:
        (row,) = connection.execute(
            "SELECT household FROM membership WHERE person = ? ORDER BY id", (person,)
        ).fetchone()
        return int(row)


def refuse(desk: Desk, server: SmallServer, monkeypatch: pytest.MonkeyPatch) -> int:
    """The mother's name of the fourth head, which the server would not take; the change's row."""

    def fewer(kind: str, fields: Fields, *, creating: bool) -> list[Problem]:
        wrong = [name for name, value in fields.items() if value == REFUSED]
        found = [Problem("field_wrong", name, facts={"kind": kind, "expected": "enum"}) for name in wrong]
        return found + problems_of(kind, fields, creating=creating)

    monkeypatch.setattr(deciding, "problems_of", fewer)
    edit(desk, "person", heads(desk)[3][1], mother_name=REFUSED)
    go_round(desk, server)
    with desk.store.reading() as connection:
        return int(connection.execute("SELECT id FROM change WHERE state = 'refused'").fetchone()[0])


def field_of(desk: Desk, kind: str, row: int, name: str) -> object:
    """What a record holds now."""
    with desk.store.reading() as connection:
        return (records.read(connection, kind, row) or {}).get(name)
