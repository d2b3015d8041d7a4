"""Figures count each person once, in their home, and hide what would point at somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.services import figures
from desktop.services.desk import Desk
from desktop.services.register import register
from domain.problems import Refused
from domain.registration import parse
from domain.vocabulary import UserRole
from tests.domain.rules.forms import AREA, body, child, head


def homes(desk: Desk, count: int) -> None:
    for _ in range(count):
        register(desk, parse(body(head(), child(sex="male", birth_date="2019", birth_precision="year"))))


def test_small_counts_are_hidden(desk: Desk) -> None:
    homes(desk, 4)
    table = figures.people(desk)
    row = dict(zip(table.rows, table.cells, strict=False))
    assert row["25-59"] == (None, 0, 0, None)
    assert row["0-4"][:2] == (0, 0)
    assert table.cells[-1][-1] == 8


def test_large_ones_are_shown(desk: Desk) -> None:
    homes(desk, 6)
    row = dict(zip(figures.people(desk).rows, figures.people(desk).cells, strict=False))
    assert row["25-59"] == (6, 0, 0, 6)
    assert row["5-14"] == (0, 6, 0, 6)
    table = figures.people(desk, "area")
    assert table.rows == (AREA,)
    assert table.cells[0] == (6, 6, 0, 12)
    assert figures.people(desk, "area", "PK-KP-LOWERDIR").cells[-1][-1] == 0


def test_nobody_counts_twice_and_the_dead_and_merged_not_at_all(desk: Desk) -> None:
    homes(desk, 8)
    with desk.writing() as writer:
        rows = [
            row
            for (row,) in writer.connection.execute("SELECT id FROM person WHERE sex = 'male' ORDER BY id")
        ]
        writer.set("person", rows[0], {"vital_status": "deceased"})
        writer.set("person", rows[1], {"merged_into": rows[2]})
        homes_ = [row for (row,) in writer.connection.execute("SELECT id FROM household ORDER BY id")]
        fields = {"household": homes_[0], "person": rows[5], "role": "guest", "start_on": "2026-11-23"}
        writer.create("membership", desk.office.areas[0], fields, about=homes_[0])
    assert figures.people(desk).cells[-1] == (8, 6, 0, 14)


def test_the_right_is_asked_and_the_place_must_exist(desk: Desk) -> None:
    with pytest.raises(Refused) as error:
        figures.people(replace(desk, user=replace(desk.user, role=UserRole.clerk.value)))
    assert error.value.problems[0].code == "not_permitted"
    monitor = replace(desk, user=replace(desk.user, role=UserRole.m_and_e.value))
    assert figures.people(monitor).cells[-1][-1] == 0
    with pytest.raises(Refused) as error:
        figures.people(desk, area="XX")
    assert error.value.problems[0].code == "area_unknown"
