"""Keep an unfinished registration at every field, so that a power cut takes nothing."""

from __future__ import annotations

from typing import Any

from desktop.models import drafts
from desktop.models.drafts import DraftLine
from desktop.models.people import full_name
from desktop.services.desk import Desk

__all__ = ["DraftLine", "discard", "load", "save", "waiting"]


def save(desk: Desk, draft: int | None, body: dict[str, Any]) -> int:
    """Keep what is entered; the draft's id. ``body`` is any JSON map; its head's name becomes the title."""
    with desk.store.transaction() as connection:
        return drafts.save(connection, draft, desk.user.number, _title(body), desk.stamp(), body)


def waiting(desk: Desk) -> list[DraftLine]:
    """Unfinished registrations, last touched first."""
    with desk.store.reading() as connection:
        return drafts.waiting(connection)


def load(desk: Desk, draft: int) -> dict[str, Any] | None:
    """What was entered; None when it has been registered or discarded since."""
    with desk.store.reading() as connection:
        return drafts.load(connection, draft)


def discard(desk: Desk, draft: int) -> None:
    """Throw an unfinished registration away."""
    with desk.store.transaction() as connection:
        drafts.discard(connection, draft)


def _title(body: dict[str, Any]) -> str:
    members = body.get("members")
    people = [m for m in members if isinstance(m, dict)] if isinstance(members, list) else []
    head: dict[str, Any] = next((m for m in people if m.get("role") == "head"), people[0] if people else {})
    given, family = head.get("given_name"), head.get("family_name")
    return full_name(given if isinstance(given, str) else None, family if isinstance(family, str) else None)
