"""Registrations and changes that are not finished: kept at every field, never sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

Connection = Any


@dataclass(frozen=True)
class DraftLine:
    """An unfinished registration in a list; ``updated_at`` is ISO 8601 UTC."""

    id: int
    title: str
    updated_at: str


@dataclass(frozen=True)
class ChangeDraftLine:
    """A change somebody began to write down; ``household`` is its printed code."""

    id: int
    household: str
    kind: str
    updated_at: str


# What a change keeps under this name of its body, a registration never has.
_OF_CHANGE = "json_extract(body, '$.change.household')"


def save(
    connection: Connection, draft: int | None, author: int, title: str, at: str, body: dict[str, Any]
) -> int:
    """Keep the draft as it is now; its id."""
    text = json.dumps(body, ensure_ascii=False)
    if draft is not None:
        found = connection.execute(
            "UPDATE draft SET title = ?, updated_at = ?, body = ? WHERE id = ?", (title, at, text, draft)
        )
        if found.rowcount:
            return draft
    made = connection.execute(
        "INSERT INTO draft (author, title, updated_at, body) VALUES (?, ?, ?, ?)", (author, title, at, text)
    )
    return int(made.lastrowid)


def waiting(connection: Connection) -> list[DraftLine]:
    """The registrations, last touched first."""
    rows = connection.execute(
        f"SELECT id, title, updated_at FROM draft WHERE {_OF_CHANGE} IS NULL"
        " ORDER BY updated_at DESC, id DESC"
    )
    return [DraftLine(*row) for row in rows]


def changes_begun(connection: Connection) -> list[ChangeDraftLine]:
    """The changes, last touched first."""
    rows = connection.execute(
        f"SELECT id, {_OF_CHANGE}, json_extract(body, '$.change.kind'), updated_at FROM draft"
        f" WHERE {_OF_CHANGE} IS NOT NULL ORDER BY updated_at DESC, id DESC"
    )
    return [ChangeDraftLine(*row) for row in rows]


def load(connection: Connection, draft: int) -> dict[str, Any] | None:
    """What was entered, or None when the draft is gone."""
    row = connection.execute("SELECT body FROM draft WHERE id = ?", (draft,)).fetchone()
    return dict(json.loads(row[0])) if row else None


def discard(connection: Connection, draft: int) -> None:
    """Forget a draft."""
    connection.execute("DELETE FROM draft WHERE id = ?", (draft,))
