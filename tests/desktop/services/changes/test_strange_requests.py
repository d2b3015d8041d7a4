"""Requests, answers and judgements in shapes this version never writes: pages open, and say what they can."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.models import records
from desktop.services import judge_duplicate, show
from desktop.services.changes import history, settle, undo, waiting
from desktop.services.desk import Desk
from tests.desktop.models.offices import DISTRICT, add, member

AT = "2026-11-23T08:00:00Z"
_DEVICE = 7


@pytest.fixture
def code(desk: Desk) -> str:
    with desk.store.transaction() as connection:
        connection.execute("INSERT INTO device (no, fingerprint) VALUES (?, ?)", (_DEVICE, "f" * 32))
    return add(desk, member()).code


def came(desk: Desk, number: int, kind: str, **fields: Any) -> int:
    """A record as another laptop's would be taken in; its row."""
    row = (_DEVICE << 40) + number
    with desk.store.transaction() as connection:
        records.replace(connection, kind, row, DISTRICT, {"at": AT, **fields}, {})
    return row


def pages(desk: Desk, code: str) -> None:
    waiting.lines(desk, waiting.open_requests(desk))
    for row in waiting.of_household(desk, code):
        waiting.lines(desk, [row])
        undo.may_undo(desk, row)
    history.history(desk, code)
    judge_duplicate.lines(desk, judge_duplicate.pending(desk))
    show.household(desk, code)
    settle.settle(desk)


def test_a_kind_of_request_that_is_not_known_yet(desk: Desk, code: str) -> None:
    came(desk, 1, "change_request", household=desk.household_row(code), request="teleport", payload={})
    pages(desk, code)
    assert not waiting.open_requests(desk)


@pytest.mark.parametrize(
    "before",
    [
        {"acts": "none"},
        {"acts": [1, None, {"kind": "person"}, {"kind": "person", "of": [], "new": 3}]},
        {"acts": {"kind": "person"}},
        {"changes": "many"},
    ],
)
@pytest.mark.parametrize("decision", ["applied", "undone", "postponed"])
def test_answers_of_another_shape(desk: Desk, code: str, decision: str, before: dict[str, Any]) -> None:
    home = desk.household_row(code)
    asked = came(desk, 1, "change_request", household=home, request="correct_identity", payload={})
    came(desk, 2, "request_answer", household=home, request=asked, decision=decision, before=before)
    pages(desk, code)


@pytest.mark.parametrize(
    "reasons", [[{"why": 1}], ["alike"], [{"code": "same", "weight": "much", "facts": "none"}]]
)
def test_judgements_of_another_shape(desk: Desk, code: str, reasons: list[Any]) -> None:
    other = desk.person_row(add(desk, member(given_name="Aua")).persons[0])
    pair = {"person": desk.person_row(code), "other": other}
    came(desk, 1, "duplicate_judgement", **pair, decision="pending", reasons=reasons)
    pages(desk, code)
    assert len(judge_duplicate.pending(desk)) == 1
