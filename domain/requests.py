"""Where a request stands: its answers are only added, possibly on two laptops that have not met yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.vocabulary import RequestDecision


class RequestState(StrEnum):
    """What became of a request."""

    waiting = "waiting"
    applied = "applied"
    rejected = "rejected"
    withdrawn = "withdrawn"
    undone = "undone"


@dataclass(frozen=True)
class Answer:
    """One answer. ``device`` is the fingerprint of who wrote it, ``at`` ISO 8601 UTC."""

    id: int
    decision: RequestDecision
    at: str
    device: str
    acting: bool = False
    reason: str = ""
    by: str = ""


@dataclass(frozen=True)
class Outcome:
    """``first`` is the answer that stands. ``in_vain`` applied it although another had decided before."""

    state: RequestState
    first: Answer | None = None
    in_vain: tuple[Answer, ...] = ()


def standing(answers: Iterable[Answer]) -> Outcome:
    """The first decision stands: by its moment, then by device, so that every machine says the same.

    Two colleagues who did not know of each other may both have decided. Where both applied it, the second did
    so in vain; so did whoever applied what had been rejected before.
    """
    ordered = sorted(answers, key=lambda answer: (answer.at, answer.device, answer.id))
    deciding = [answer for answer in ordered if answer.decision is not RequestDecision.undone]
    if not deciding:
        return Outcome(RequestState.waiting)
    first = deciding[0]
    undone = {answer.device for answer in ordered if answer.decision is RequestDecision.undone}
    applied = [answer for answer in deciding if answer.decision is RequestDecision.applied]
    refused = first.decision in (RequestDecision.rejected, RequestDecision.withdrawn)
    vain = [a for a in applied if (refused or a.device != first.device) and a.device not in undone]
    if refused:
        return Outcome(RequestState(first.decision.value), first, tuple(vain))
    state = RequestState.undone if first.device in undone else RequestState.applied
    return Outcome(state, first, tuple(vain))
