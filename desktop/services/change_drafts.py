"""Keep a change that is being written down, so that neither another page nor a power cut takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import drafts
from desktop.models.drafts import ChangeDraftLine
from desktop.services.desk import Desk
from domain.vocabulary import ChangeKind

__all__ = ["Begun", "ChangeDraftLine", "begun", "discard", "keep", "load", "of_household"]


@dataclass(frozen=True)
class Begun:
    """A change under way at one household: what is typed so far, by the names of its questions."""

    household: str
    kind: ChangeKind
    answers: dict[str, Any]


def keep(desk: Desk, draft: int | None, change: Begun) -> int:
    """Write it down as it is now; the draft's id."""
    body = {"change": {"household": change.household, "kind": change.kind.value, "answers": change.answers}}
    with desk.store.transaction() as connection:
        return drafts.save(connection, draft, desk.user.number, "", desk.stamp(), body)


def begun(desk: Desk) -> list[ChangeDraftLine]:
    """Every change under way, last touched first."""
    with desk.store.reading() as connection:
        return drafts.changes_begun(connection)


def of_household(desk: Desk, code: str, kind: ChangeKind) -> tuple[int, Begun] | None:
    """The latest of that kind at a household, with its id."""
    line = next((d for d in begun(desk) if d.household == code and d.kind == kind.value), None)
    found = load(desk, line.id) if line else None
    return (line.id, found) if line and found else None


def load(desk: Desk, draft: int) -> Begun | None:
    """What was typed; None when it was saved or thrown away since."""
    with desk.store.reading() as connection:
        body = drafts.load(connection, draft)
    if not body or "change" not in body:
        return None
    change = body["change"]
    return Begun(str(change["household"]), ChangeKind(change["kind"]), dict(change["answers"]))


def discard(desk: Desk, draft: int) -> None:
    """Throw it away."""
    with desk.store.transaction() as connection:
        drafts.discard(connection, draft)
