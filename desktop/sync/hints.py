"""At the end of a round: fetch the filter of other districts' identifiers, when a day has passed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

from desktop.models import hints, identity, settings
from desktop.models.identity import Identity
from desktop.models.store import Store
from domain.problems import Fault, Refused

EVERY = timedelta(days=1)
_ASKED = "hints_asked_at"


class HintLine(Protocol):
    """What this needs of a line to the server."""

    def get_hints(self, who: Identity, etag: str) -> tuple[str, bytes] | None:
        """The filter and its name; None when it is still the one of that name."""
        ...


def renew(store: Store, line: HintLine, now: datetime) -> bool:
    """Ask for the filter, at most once a day; whether another one came.

    Whatever goes wrong here, the round has done its work: the filter of before goes on, and a day later it is
    asked for again.
    """
    with suppress(Fault, Refused, ValueError):
        with store.transaction() as connection:
            asked = settings.get(connection, _ASKED)
            if asked and timedelta(0) <= now - datetime.fromisoformat(asked) < EVERY:
                return False
            settings.put(connection, _ASKED, now.isoformat())
            who, known = identity.current(connection), hints.etag(connection)
        found = line.get_hints(who, known)
        if found is not None:
            with store.transaction() as connection:
                hints.put(connection, *found, now.isoformat(timespec="seconds"))
            return True
    return False
