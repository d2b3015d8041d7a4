"""A batch that something unforeseen stopped, change by change: what cannot be written is refused alone.

Without it one such change would come back with every round, and nothing behind it would ever arrive.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from domain.changes import Change
from domain.problems import Fault, Problem, Refused
from domain.wire.messages import Verdict
from server import store
from server.arriving import Arriving
from server.database import fault_of
from server.deciding import Decision
from server.devices import Device
from server.logs import nameless

log = logging.getLogger("guichet.server")

Apply = Callable[[Connection, Device, Arriving, datetime], list[Decision]]


def is_unforeseen(error: Exception) -> bool:
    """Whether it is neither an answer, nor a trouble of the moment: those pass, and are not of the change."""
    return not isinstance(error, Refused | Fault | OSError | MemoryError) and fault_of(error) is None


def apply(
    whole: Apply, connection: Connection, device: Device, came: Arriving, moment: datetime
) -> list[Decision]:
    """What ``whole`` does for all of ``came`` at once, each change behind a savepoint of its own."""
    decisions: list[Decision] = []
    for change, chain in zip(came.fresh, came.chains, strict=True):
        alone = replace(came, fresh=[change], chains=[chain])
        try:
            with connection.begin_nested():
                decisions += whole(connection, device, alone, moment)
        except Exception as error:
            if not is_unforeseen(error):
                raise
            log.error("change_not_taken %s", nameless(error))
            decisions.append(_refuse(connection, device, change, chain, moment))
    return decisions


def _refuse(
    connection: Connection, device: Device, change: Change, chain: bytes, moment: datetime
) -> Decision:
    """In the history, so that numbers go on; without its values where it is these that cannot be written."""
    problem = Problem("change_not_taken", facts={"kind": change.kind})
    district = change.district if change.subject is None and change.district in device.districts else ""
    decision = Decision(change, Verdict.refused, district, problem)
    try:
        with connection.begin_nested():
            store.write_history(connection, device.no, [decision], [chain], moment)
    except Exception as error:
        if not is_unforeseen(error):
            raise
        bare = replace(decision, change=replace(change, fields={}, base={}))
        store.write_history(connection, device.no, [bare], [chain], moment)
    return decision
