"""The villages of a register by their folded names, and who lives in those that a text names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from desktop.models.search.streams import Page
from domain.matching.names import fold

Connection = Any
HOUSEHOLDS_FIRST, HOUSEHOLDS_NEXT = 40, 4_000


class Villages:
    """One register's villages; ``renew`` reads those that came since."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._names: list[tuple[str, str]] = []

    def renew(self, connection: Connection) -> None:
        """Learns the villages that came since; one that nobody lives in any more stays, and finds nobody."""
        with self._lock:
            rows = connection.execute(
                "SELECT no, name FROM village_name WHERE no > ? ORDER BY no", (self._last,)
            ).fetchall()
            self._names += [(name, f" {fold(name)}") for _, name in rows]
            self._last = rows[-1][0] if rows else self._last

    def named(self, text: str) -> list[str]:
        """The villages with a word that begins with each word of a text, by name."""
        begun = [f" {word}" for word in fold(text).split()]
        found = self._names if begun else []
        for word in begun:
            found = [(name, folded) for name, folded in found if word in folded]
        return sorted(name for name, _ in found)


def living_in(connection: Connection, villages: list[str]) -> Iterator[Page]:
    """The members of households there, village by village, household by household."""
    for place, village in enumerate(villages):
        final, last, limit = place == len(villages) - 1, -1, HOUSEHOLDS_FIRST
        while True:
            rows = connection.execute(
                "SELECT h.id, m.person FROM (SELECT id FROM household WHERE village = ? AND id > ?"
                " ORDER BY id LIMIT ?) h LEFT JOIN membership m ON m.household = h.id AND m.end_on IS NULL"
                " ORDER BY h.id",
                (village, last, limit),
            ).fetchall()
            ended = len({home for home, _ in rows}) < limit
            people = [person for _, person in rows if person is not None]
            yield Page(people, ended and final, len(rows))
            if ended:
                break
            last, limit = rows[-1][0], HOUSEHOLDS_NEXT
