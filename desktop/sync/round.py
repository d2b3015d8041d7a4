"""One round: send what waits, take in what others did, compare the counts.

docs/sync-protocol.md says why stopping between any two lines of this file is safe.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.models import forking, identity, journal
from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.sync import photo_lane, receiving
from desktop.sync.transport import Transport
from domain.changes import signed_bytes
from domain.problems import Fault, Problem, Refused
from domain.wire.encoding import Garbled, decode_response, encode_request
from domain.wire.messages import BATCH_LIMIT, Batch, Request, Response, Verdict


@dataclass(frozen=True)
class Progress:
    """How far a round has come. ``waiting`` is what was to send when it began."""

    waiting: int
    arrived: int
    received: int
    photos: int = 0


@dataclass
class Report:
    """What a round did. ``differing`` names kinds whose counts are not the server's: (here, there)."""

    sent: int = 0
    arrived: int = 0
    conflicts: int = 0
    refused: int = 0
    received: int = 0
    photos_sent: int = 0
    photos_received: int = 0
    photos_damaged: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0
    finished: bool = False
    counts_compared: bool = False
    differing: dict[str, tuple[int, int]] = field(default_factory=dict)


def _fact(problem: Problem, name: str, default: int) -> int:
    value = problem.facts.get(name, default)
    return value if isinstance(value, int) else default


def _expected(problem: Problem) -> int:
    """From which number on a server wants to hear again; 0 when that is not what it says.

    One that came back from an older copy lacks some (`gap`), or has since heard others from a copy of this
    file (`chain_broken`): sent from the beginning, they show where the two part.
    """
    if problem.code == "chain_broken":
        return 1
    return _fact(problem, "expected", 0) if problem.code == "gap" else 0


class Cancelled(Exception):
    """The person stopped the round; what had arrived has arrived."""


class Round:
    """A round over one transport. ``run()`` may be called again after any failure."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        batch: int = BATCH_LIMIT,
    ) -> None:
        self._store = store
        self._transport = transport
        self._progress = progress
        self._cancelled = cancelled
        self._batch = batch
        self._waiting = 0
        self._offered_again = False
        self._sent_from_start = False
        self.report = Report()

    def run(self) -> Report:
        """The whole round. Raises Fault or Refused; the report so far stays in ``report``."""
        begun = time.monotonic()
        before = self._transport.traffic
        try:
            self._run_past_forgetting()
        except Cancelled:
            pass
        finally:
            self.report.seconds = time.monotonic() - begun
            up, down = self._transport.traffic
            self.report.bytes_up, self.report.bytes_down = up - before[0], down - before[1]
            with self._store.transaction() as connection:
                journal.forget_sent(connection)
        return self.report

    def _run_past_forgetting(self) -> None:
        """A server that came back from an older copy may not know an identity this file has taken since."""
        try:
            self._run()
        except Refused as refusal:
            if refusal.problems[0].code != "device_unknown":
                raise
            with self._store.transaction() as connection:
                if not identity.vouch_anew(connection):
                    raise
            self._run()

    def _run(self) -> None:
        with self._store.reading() as connection:
            states = journal.tally(connection)
        self._waiting = states.get("waiting", 0) + states.get("sent", 0)
        self._send_all()
        self._pull()
        self._photos()
        self.report.finished = True

    def _send_all(self) -> None:
        self._register_the_new()
        with self._store.reading() as connection:
            writers = journal.in_order_of_writing(connection, identity.everyone(connection))
        for who in writers:
            self._push(who)

    def _register_the_new(self) -> None:
        """An identity taken since the last contact is vouched for by one that the server knows."""
        while True:
            with self._store.reading() as connection:
                everyone = identity.everyone(connection)
            known = [who for who in everyone if who.registered]
            new = [who for who in everyone if not who.registered]
            if not new:
                return
            if not known:
                raise Refused(Problem("not_joined"))
            self._register(new[0], known[-1])

    def _register(self, new: Identity, voucher: Identity) -> None:
        try:
            self._transport.renew(voucher, new)
        except Refused as refusal:
            if refusal.problems[0].code != "device_code_taken":
                raise
            with self._store.transaction() as connection:  # one chance in a thousand: once more
                forking.settle(connection, new, 0)
                identity.forget(connection, new)
            return
        with self._store.transaction() as connection:
            identity.mark_registered(connection, new)

    def _push(self, who: Identity) -> None:
        heard: set[str] = set()
        while batch := self._next_batch(who):
            try:
                response, claims = self._send(who, batch)
            except Refused as refusal:
                problem = refusal.problems[0]
                if problem.code == "forked":
                    self._take_new_identity(who, _fact(problem, "agreed", batch.first - 1))
                    return
                expected = _expected(problem)
                if problem.code in heard or not 0 < expected < batch.first:
                    raise
                heard.add(problem.code)
                with self._store.transaction() as connection:
                    journal.send_again(connection, who, expected)
                    receiving.start_over(connection)  # what was read was read of a server that is no more
                continue
            with self._store.transaction() as connection:
                receiving.take_answers(connection, who, batch, response, claims)
                self._take_rows(connection, response)
            self._note(response)

    def _take_rows(self, connection: Any, response: Response) -> bool:
        """False when they are of a copy of this file, whose records must not mix with those made here.

        Rows of a server that came back from an older copy are left alone until it has heard what it forgot.
        """
        if not self._offered_again and receiving.went_back(receiving.cursors(connection), response.cursors):
            return True
        if receiving.of_a_copy(connection, response.rows) or receiving.contradicts(connection, response.rows):
            return False
        receiving.take_rows(connection, response)
        return True

    def _next_batch(self, who: Identity) -> Batch | None:
        self._stop_if_cancelled()
        with self._store.transaction() as connection:
            changes = journal.waiting(connection, who, self._batch)
            if not changes:
                return None
            last = changes[-1].number
            journal.mark(connection, who, [change.number for change in changes], "sent")
            end = journal.chain_at(connection, who, last)
        signature = who.sign(signed_bytes(who.device, changes[0].number, len(changes), end))
        return Batch(who.device, tuple(changes), end, signature)

    def _send(self, who: Identity, batch: Batch) -> tuple[Response, dict[str, object]]:
        response = self._step(who, batch)
        self.report.sent += len(batch.changes)
        return response, self._transport.check_receipt(response.receipt)

    def _step(self, who: Identity, batch: Batch | None) -> Response:
        with self._store.reading() as connection:
            request = Request(batch, receiving.cursors(connection))
        try:
            return decode_response(self._transport.exchange(who, encode_request(request)))
        except Garbled as error:
            raise Fault("answer_garbled") from error

    def _take_new_identity(self, old: Identity, agreed: int) -> None:
        with self._store.transaction() as connection:
            forking.settle(connection, old, agreed)
        self._send_all()

    def _pull(self) -> None:
        with self._store.transaction() as connection:
            receiving.read_again(connection)
        more = True
        while more:
            self._stop_if_cancelled()
            with self._store.reading() as connection:
                who = identity.current(connection)
                before = receiving.cursors(connection)
            response = self._step(who, None)
            if response.more and before == response.cursors:
                raise Fault("answer_garbled")  # it would be asked without end
            if not self._offered_again and receiving.went_back(before, response.cursors):
                self._offer_again()
                continue
            with self._store.transaction() as connection:
                taken = self._take_rows(connection, response)
                answered = journal.last_answered(connection, who)
                contradicted = not taken and receiving.contradicts(connection, response.rows)
                if taken and not response.more and not journal.tally(connection).keys() & {"waiting", "sent"}:
                    self._compare(connection, response)
            if taken:
                self._note(response)
                more = response.more
            elif contradicted:
                self._send_from_the_start()
            else:
                self._take_new_identity(who, answered)

    def _send_from_the_start(self) -> None:
        """The server's answer to everything this file ever wrote shows where a copy's word took its place."""
        if self._sent_from_start:
            raise Fault("answer_garbled")  # it knows all of it, and says something else
        self._sent_from_start = True
        with self._store.transaction() as connection:
            for who in identity.everyone(connection):
                journal.send_again(connection, who, 1)
        self._send_all()

    def _offer_again(self) -> None:
        """The server came back from an older copy: it hears each last change, and asks for the rest."""
        self._offered_again = True
        with self._store.transaction() as connection:
            for who in identity.everyone(connection):
                journal.send_again(connection, who, max(1, journal.last_answered(connection, who)))
        self._send_all()

    def _compare(self, connection: Any, response: Response) -> None:
        self.report.counts_compared = True
        self.report.differing = receiving.counts_that_differ(connection, response.tallies)
        if self.report.differing:
            receiving.start_over(connection)
        if any(here > there for here, there in self.report.differing.values()):
            # A server that came back from an older copy says what it lacks once it hears of the last change.
            for who in identity.everyone(connection):
                journal.send_again(connection, who, max(1, journal.last_answered(connection, who)))

    def _photos(self) -> None:
        with self._store.reading() as connection:
            who = identity.current(connection)
        lane = photo_lane.PhotoLane(self._store, self._transport, who)
        for sent, received in lane.run():
            self.report.photos_sent += sent
            self.report.photos_received += received
            self._stop_if_cancelled()
            self._tell()
        self.report.photos_damaged = lane.damaged

    def _note(self, response: Response) -> None:
        verdicts = [answer.verdict for answer in response.answers]
        self.report.refused += verdicts.count(Verdict.refused)
        self.report.conflicts += verdicts.count(Verdict.conflict)
        self.report.arrived += len(verdicts) - verdicts.count(Verdict.refused)
        self.report.received += len(response.rows)
        self._tell()

    def _tell(self) -> None:
        photos = self.report.photos_sent + self.report.photos_received
        self._progress(Progress(self._waiting, self.report.arrived, self.report.received, photos))

    def _stop_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled
