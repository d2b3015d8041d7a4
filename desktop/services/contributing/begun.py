"""A statement that is being typed: kept at every cell on this laptop, never sent, gone when it is filed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from desktop.models import settings
from desktop.services.desk import Desk


@dataclass(frozen=True)
class Begun:
    """What is typed so far. Each row is name, code or number, days, wage, as they were written."""

    scheme: str
    month: str
    rows: tuple[tuple[str, str, str, str], ...]


def keep(desk: Desk, employer: str, begun: Begun) -> None:
    """Write it down as it is now."""
    body = {"scheme": begun.scheme, "month": begun.month, "rows": begun.rows}
    with desk.store.transaction() as connection:
        settings.put(connection, _key(desk, employer), json.dumps(body, ensure_ascii=False))


def load(desk: Desk, employer: str) -> Begun | None:
    """What was typed for an employer; None where nothing is under way."""
    with desk.store.reading() as connection:
        kept = json.loads(settings.get(connection, _key(desk, employer), "{}"))
    if not kept:
        return None
    return Begun(kept["scheme"], kept["month"], tuple((r[0], r[1], r[2], r[3]) for r in kept["rows"]))


def discard(desk: Desk, employer: str) -> None:
    """Throw it away."""
    with desk.store.transaction() as connection:
        settings.put(connection, _key(desk, employer), "{}")


def _key(desk: Desk, employer: str) -> str:
    return f"statement begun {desk.user.number} {employer}"
