"""Households held back from a list: listed, released into the register, or dropped."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from desktop.models import bulk
from desktop.models.bulk import HeldRow
from desktop.services import form_judgements, rights
from desktop.services.desk import Desk
from desktop.services.register import Registered, register
from domain.problems import Problem, Refused
from domain.registration import HouseholdForm
from domain.rights import Right

__all__ = ["HeldRow", "drop", "lines", "release", "waiting"]


def waiting(desk: Desk) -> array[int]:
    """The households held back, oldest first."""
    with desk.store.reading() as connection:
        return array("q", bulk.held_ids(connection))


def lines(desk: Desk, rows: Sequence[int]) -> list[HeldRow]:
    """The lines of a page."""
    with desk.store.reading() as connection:
        return bulk.held(connection, rows)


def release(
    desk: Desk, rows: Sequence[int], cancelled: Callable[[], bool] = lambda: False
) -> list[Registered]:
    """Register them; whoever looks like somebody waits for a judgement.

    Raises Refused at the first that cannot be; those before it stay registered.
    """
    rights.require(desk, Right.import_people)
    done: list[Registered] = []
    for row in rows:
        if cancelled():
            break
        found = lines(desk, [row])
        if not found:
            raise Refused(Problem("held_unknown", "held", facts={"number": row}))
        form = HouseholdForm.model_validate_json(found[0].form)
        form_judgements.add_pending(desk, form)
        done.append(register(desk, form))
        with desk.store.transaction() as connection:
            bulk.let_go(connection, row)
    return done


def drop(desk: Desk, rows: Sequence[int]) -> int:
    """Forget them: they stay unregistered. How many it were."""
    rights.require(desk, Right.import_people)
    with desk.store.transaction() as connection:
        return sum(bulk.let_go(connection, row) for row in rows)
