"""In which protocol a file speaks to its server: the newest, or the first where it knows no other."""

from __future__ import annotations

from desktop.models import settings
from desktop.models.store import Store
from domain.problems import Refused
from domain.wire.encoding import encode_request
from domain.wire.first import encoding as first
from domain.wire.messages import Request

_KEPT_AS = "server_protocol"
_NOT_UNDERSTOOD = frozenset({"server_too_old", "message_unreadable"})


class TurnedAway(Refused):
    """The server did not understand; said again in the words of before, it may."""


class Wording:
    """Remembered in the file, so that no large message goes in words the server has turned away before."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.reading() as connection:
            self.older = settings.get(connection, _KEPT_AS) == str(first.FIRST)
        self._doubtful = self.older

    def bytes_of(self, request: Request) -> bytes:
        """A request as the server reads it. To a server of before goes one batch at a time."""
        if not self.older:
            return encode_request(request)
        if len(request.batches) > 1:
            raise ValueError("protocol 1 has room for one batch")
        return first.encode_request(request)

    def probe(self) -> bytes:
        """Once a round: a small question to a server that was of before, whether it still is; else none."""
        asked, self._doubtful = self._doubtful, False
        return encode_request(Request((), {}, 0)) if asked else b""

    def understood(self) -> None:
        """The probe was answered: the server has been updated."""
        self._keep(older=False)

    def turned_away(self, refusal: Refused) -> Refused:
        """What to raise of a refusal; from now on it speaks as before, where that may help.

        A server of this protocol says so with what it cannot read: to that one the first is no remedy.
        """
        if self.older or not self.is_not_understood(refusal):
            return refusal
        self._keep(older=True)
        return TurnedAway(refusal.problems)

    @staticmethod
    def is_not_understood(refusal: Refused) -> bool:
        """Whether a server says that it knows protocol 1 alone, or says nothing of protocols."""
        problem = refusal.problems[0]
        return problem.code in _NOT_UNDERSTOOD and problem.facts.get("protocol", first.FIRST) == first.FIRST

    def _keep(self, *, older: bool) -> None:
        self.older = older
        with self._store.transaction() as connection:
            settings.put(connection, _KEPT_AS, str(first.FIRST) if older else "")
