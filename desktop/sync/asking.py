"""One step of a round: a request goes, an answer comes, whole or as far as the line bore it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.sync import receiving
from desktop.sync.pace import Pace
from desktop.sync.transport import CutShort, Transport
from desktop.sync.wording import Wording
from domain.problems import Fault, Refused
from domain.wire.encoding import Garbled, decode_cut_response, decode_response
from domain.wire.messages import Batch, Request, Response

_BUSY = frozenset({"server_busy", "database_unavailable"})


@dataclass(frozen=True)
class Heard:
    """An answer. ``claims`` are those of its receipt, None without one.

    ``cut`` is to be raised once what came has been taken in: the rest of the answer did not come.
    """

    response: Response
    claims: Mapping[str, object] | None = None
    cut: Fault | None = None


class Asking:
    """Asks one server in the name of a file, and learns how much at a time its line bears."""

    def __init__(self, store: Store, transport: Transport, pace: Pace) -> None:
        self._store = store
        self._transport = transport
        self._pace = pace
        self.wording = Wording(store)

    @property
    def at_once(self) -> int:
        """Batches in one message."""
        return 1 if self.wording.older else self._pace.batches

    def ask(
        self,
        who: Identity,
        batches: tuple[Batch, ...] = (),
        *,
        answered: int | None = None,
        waiting: int = 0,
        page: int = 0,
    ) -> Heard:
        """The answer to one request. Raises Refused, and Fault when nothing of an answer came."""
        with self._store.reading() as connection:
            cursors = receiving.cursors(connection)
        request = Request(batches, cursors, page, answered, waiting, _program())
        begun = time.monotonic()
        try:
            self._probe(who)
            heard = self._heard(who, self.wording.bytes_of(request))
        except Refused as refusal:
            self._note(refusal)
            raise self.wording.turned_away(refusal) from refusal
        except Fault as failure:
            self._note(failure)
            raise
        if heard.cut:
            if not heard.response.rows:
                self._note(heard.cut)
        elif not self.wording.older:
            full = len(batches) >= self._pace.batches or len(heard.response.rows) >= self._pace.rows
            self._pace.answered(time.monotonic() - begun, full=full)
        return heard

    def _probe(self, who: Identity) -> None:
        """Whether a server that knew protocol 1 alone has been updated since."""
        if question := self.wording.probe():
            try:
                self._transport.exchange(who, question)
            except Refused as refusal:
                if not self.wording.is_not_understood(refusal):
                    raise
            else:
                self.wording.understood()

    def _heard(self, who: Identity, request: bytes) -> Heard:
        cut: Fault | None = None
        try:
            try:
                response: Response | None = decode_response(self._transport.exchange(who, request))
            except CutShort as short:
                cut, response = short, decode_cut_response(short.read)
        except Garbled as error:
            raise cut or Fault("answer_garbled") from error
        if response is None:
            raise cut or Fault("answer_garbled")
        claims = self._transport.check_receipt(response.receipt) if response.receipt else None
        return Heard(response, claims, cut)

    def _note(self, failure: Fault | Refused) -> None:
        """Less at a time after a failure of the line or of a server with too much to do."""
        problem = failure.problem if isinstance(failure, Fault) else failure.problems[0]
        if problem.code in _BUSY or (isinstance(failure, Fault) and problem.code != "server_unreachable"):
            self._pace.failed()


@cache
def _program() -> str:
    """The version of this program; empty where it runs without being installed."""
    try:
        return metadata.version("guichet")
    except metadata.PackageNotFoundError:
        return ""
