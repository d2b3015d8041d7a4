"""After a round: take back what was applied here in vain, because somebody elsewhere had decided before."""

from __future__ import annotations

from desktop.models import requests
from desktop.services.changes import apply, keeping
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
    return sum(_settle(desk, answer, request) for answer, request in candidates)


def _settle(desk: Desk, answer: int, request: int) -> bool:
    with desk.store.reading() as connection:
        asked = keeping.read(desk, connection, request)
        if asked.kind is ChangeKind.merge_persons:  # `services.undo_merge.settle` knows about those
            return False
        if answer not in {one.id for one in asked.outcome.in_vain}:
            return False
    refused = asked.outcome.state in (RequestState.rejected, RequestState.withdrawn)
    try:
        with desk.writing() as writer:
            done = written(writer.connection, answer)
            loose = [one for one in done if not in_the_way(writer.connection, one, done)]
            vain = [one for one in loose if one.made or refused]
            told = {"changes": put_back(writer, vain, apply.last_change(writer.connection))}
            keeping.answer(desk, writer, asked, RequestDecision.undone, reason=DECIDED_BEFORE, before=told)
    except Refused:
        return False
    return True
