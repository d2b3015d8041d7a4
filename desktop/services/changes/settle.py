"""After a round: take back what was applied here in vain, because somebody elsewhere had decided before."""

from __future__ import annotations

from typing import Any

from desktop.models import merges, requests
from desktop.services import undo_merge
from desktop.services.changes import apply, keeping
from desktop.services.changes.keeping import Kept
from desktop.services.changes.undo import in_the_way, put_back, written
from desktop.services.desk import Desk
from domain.problems import Refused
from domain.requests import RequestState
from domain.vocabulary import ChangeKind, RequestDecision

DECIDED_BEFORE = "decided_before"  # the reason written; screens have words for it


def settle(desk: Desk) -> int:
    """How many applications of this file were taken back. Each laptop does this for its own.

    Two colleagues who did not know of each other may both approve a request. The first decision stands
    (`domain.requests`): where both applied it, both wrote the same values, and the second laptop only ends
    the records it made besides, so that nobody is twice in a household. Where the first was a rejection, the
    values go back too. What somebody has changed since is left as it is.
    """
    with desk.store.reading() as connection:
        candidates = requests.applied_here(connection)
        crossed = _crossed(connection)
    settled = sum(_settle(desk, answer, request) for answer, request in candidates)
    return settled + sum(_uncross(desk, answer, request) for answer, request in crossed)


def _settle(desk: Desk, answer: int, request: int) -> bool:
    with desk.store.reading() as connection:
        asked = keeping.read(desk, connection, request)
        if answer not in {one.id for one in asked.outcome.in_vain}:
            return False
    refused = asked.outcome.state in (RequestState.rejected, RequestState.withdrawn)
    if asked.kind is ChangeKind.merge_persons:
        return _settle_merge(desk, asked, answer, doubled=not refused)
    return _put_back(desk, asked, answer, DECIDED_BEFORE, all_of_it=refused)


def _settle_merge(desk: Desk, asked: Kept, answer: int, *, doubled: bool) -> bool:
    with desk.writing() as writer:
        merge = merges.of_request(writer.connection, asked.row, answer)
        if merge is not None:
            undo_merge.take_back_in_vain(desk, writer, merge, DECIDED_BEFORE, doubled=doubled)
        keeping.answer(desk, writer, asked, RequestDecision.undone, reason=DECIDED_BEFORE)
    return True


def _crossed(connection: Any) -> list[tuple[int, int]]:
    """(answer, request) of this file that merged a household into one which others merged into it.

    The household every machine names first stands: what made it go is taken back, by who wrote it.
    """
    rings = merges.rings(connection, "household")
    first = [merges.first_of(connection, "household", ring) for ring in rings]
    return [found for row in first if (found := requests.that_merged(connection, row))]


def _uncross(desk: Desk, answer: int, request: int) -> bool:
    with desk.store.reading() as connection:
        asked = keeping.read(desk, connection, request)
    if asked.kind is not ChangeKind.merge_households:
        return False  # two persons merged crosswise: `services.undo_merge.settle` parts their homes too
    return _put_back(desk, asked, answer, undo_merge.CROSSED, all_of_it=True)


def _put_back(desk: Desk, asked: Kept, answer: int, reason: str, *, all_of_it: bool) -> bool:
    """Take back what an application wrote, or only what it made, where nobody has changed it since."""
    try:
        with desk.writing() as writer:
            done = written(writer.connection, answer)
            loose = [one for one in done if not in_the_way(writer.connection, one, done)]
            vain = [one for one in loose if one.made or all_of_it]
            told = {"changes": put_back(writer, vain, apply.last_change(writer.connection))}
            keeping.answer(desk, writer, asked, RequestDecision.undone, reason=reason, before=told)
    except Refused:
        return False
    return True
