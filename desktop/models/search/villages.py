"""The villages of a register by their folded names, and who lives in those that a text names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from desktop.models.search.streams import FIRST, NEXT, Page
from domain.matching.names import fold

Connection = Any


class Villages:
    """One register's villages; ``renew`` reads those that came since."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0
        self._names: list[tuple[str, list[str]]] = []

    def renew(self, connection: Connection) -> None:
        """Learns the villages that came since; one that nobody lives in any more stays, and finds nobody."""
        with self._lock:
            rows = connection.execute(
                "SELECT no, name FROM village_name WHERE no > ? ORDER BY no", (self._last,)
            ).fetchall()
            self._names += [(name, fold(name).split()) for _, name in rows]
            self._last = rows[-1][0] if rows else self._last

    def named(self, text: str) -> list[str]:
        """The villages with a word that begins with each word of a text, by name."""
        begun = fold(text).split()
        return sorted(
            name
            for name, words in self._names
            if begun and all(any(word.startswith(one) for word in words) for one in begun)
        )


def living_in(connection: Connection, villages: list[str]) -> Iterator[Page]:
    """The members of households there, village by village, household by household."""
    for place, village in enumerate(villages):
        final, last, limit = place == len(villages) - 1, -1, FIRST
        while True:
            rows = connection.execute(
                "SELECT h.id, m.person FROM (SELECT id FROM household WHERE village = ? AND id > ?"
                " ORDER BY id LIMIT ?) h LEFT JOIN membership m ON m.household = h.id AND m.end_on IS NULL"
                " ORDER BY h.id",
                (village, last, limit),
            ).fetchall()
            ended = len({home for home, _ in rows}) < limit
            yield Page([person for _, person in rows if person is not None], ended and final)
            if ended:
                break
            last, limit = rows[-1][0], NEXT // 5
