"""How much goes at a time: little on a line that fails, much on one that answers soon."""

from __future__ import annotations

from desktop.models import settings
from desktop.models.store import Store
from domain.wire.messages import BATCH_LIMIT, MESSAGE_LIMIT, PAGE_LIMIT

FIRST = 5  # batches
SOON_S = 10.0
_KEPT_AS = "batches_at_once"


class Pace:
    """Batches in one message, and rows in one page; remembered in the file from one round to the next."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.reading() as connection:
            kept = settings.get(connection, _KEPT_AS)
        self.batches = min(max(int(kept), 1), MESSAGE_LIMIT) if kept.isdecimal() else FIRST

    @property
    def rows(self) -> int:
        """A row costs about as much as a change."""
        return min(self.batches * BATCH_LIMIT, PAGE_LIMIT)

    def answered(self, seconds: float, *, full: bool) -> None:
        """A step that was as large as allowed and took so long.

        Twice as much when that was not long; four times, when four times would not have been long either.
        """
        if full and seconds < SOON_S:
            self._keep(min(self.batches * (4 if seconds < SOON_S / 4 else 2), MESSAGE_LIMIT))

    def failed(self) -> None:
        """Half as much the next time."""
        self._keep(max(self.batches // 2, 1))

    def bore(self) -> None:
        """What failed had brought something all the same: as much as before, for no whole part was lost."""
        self._keep(min(2 * self.batches + 1, MESSAGE_LIMIT))

    def _keep(self, batches: int) -> None:
        if batches == self.batches:
            return
        self.batches = batches
        with self._store.transaction() as connection:
            settings.put(connection, _KEPT_AS, str(batches))
