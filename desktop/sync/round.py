"""One round: send what waits, take in what others did, compare the counts.

docs/sync-protocol.md says why stopping between any two lines of this file is safe.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from desktop.models import identity, journal, settings
from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.sync import photo_lane, receiving, sending, snapshots
from desktop.sync.asking import Asking, Heard
from desktop.sync.budget import UNLIMITED, Budget
from desktop.sync.pace import Pace
from desktop.sync.recovering import (
    EPOCH,
    CameBack,
    Contradicted,
    Copied,
    News,
    Recovering,
    take_lost,
)
from desktop.sync.report import Progress, Report
from desktop.sync.snapshots import Coming, SnapshotLine
from desktop.sync.transport import Cancelled, Transport
from domain.problems import Fault, Problem, Refused
from domain.wire.messages import BATCH_LIMIT, Batch, Page, Response, Verdict

_TURNS = 20  # news in one round; each takes one away that cannot come again
_DOES_NOT_FOLLOW = frozenset({"forked", "gap", "chain_broken"})


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


class Round:
    """A round over one transport. ``run()`` may be called again after any failure."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        batch: int = BATCH_LIMIT,
        budget: Budget = UNLIMITED,
        first: SnapshotLine | None = None,
    ) -> None:
        self._store = store
        self._transport = transport
        self._progress = progress
        self._cancelled = cancelled
        self._batch = batch
        self._budget = budget
        self._first = first
        self._coming = Coming()
        self._pace = Pace(store)
        self._asking = Asking(store, transport, self._pace)
        self._recovering = Recovering(store, transport, self._asking)
        self._before = (0, 0)
        self._photo_bytes = 0
        self._waiting = 0
        self._left = 0
        self._read_whole = False
        self._said_again = False
        self.report = Report()

    def run(self) -> Report:
        """The whole round. Raises Fault or Refused; the report so far stays in ``report``."""
        begun = time.monotonic()
        self._before = before = self._transport.traffic
        try:
            self._run_past_news()
        except Cancelled:
            pass
        finally:
            self.report.seconds = time.monotonic() - begun
            self.report.older_server = self._asking.wording.older
            up, down = self._transport.traffic
            self.report.bytes_up, self.report.bytes_down = up - before[0], down - before[1]
        return self.report

    def _run_past_news(self) -> None:
        for _ in range(_TURNS):
            try:
                self._run()
            except News as news:
                self._recovering.take(news)
            except Refused as refusal:
                self._recovering.vouch_anew(refusal)
            else:
                return
        raise Fault("answer_garbled")

    def _run(self) -> None:
        self._read_whole = False
        with self._store.reading() as connection:
            self._waiting = self.report.arrived + self.report.refused + journal.open_changes(connection)
        self._recovering.register_the_new()
        with self._store.transaction() as connection:
            if not settings.get(connection, EPOCH):
                receiving.begin_before_own(connection)
        with self._store.reading() as connection:
            writers = journal.in_order_of_writing(connection, identity.everyone(connection))
        for who in writers:
            self._push(who)
        self._pull()
        self._photos()
        self.report.finished = True

    # -- up

    def _push(self, who: Identity) -> None:
        """All that waits; after a failure first what the server holds of it.

        Where it holds something else, or turned a message away, one batch shows from which number on.
        """
        in_doubt = self._ask_what_arrived(who)
        refused: set[str] = set()
        while message := self._next_message(who, 1 if in_doubt else self._asking.at_once):
            try:
                heard = self._send(who, message)
            except Refused as refusal:
                self._look_back(who, message, refusal, refused)
                in_doubt = True
                continue
            in_doubt = False
            numbers = range(message[0].first, message[-1].changes[-1].number + 1)
            with self._store.transaction() as connection:
                receiving.take_answers(connection, who, numbers, heard.response, heard.claims)
                self._take_rows(connection, heard.response)  # if it has news, so has the page that follows
            self._note(heard.response)
            _raise_cut(heard)

    def _next_message(self, who: Identity, batches: int) -> tuple[Batch, ...]:
        self._stop_if_cancelled()
        with self._store.transaction() as connection:
            return sending.message(connection, who, batches, self._batch)

    def _send(self, who: Identity, message: tuple[Batch, ...]) -> Heard:
        """The last message brings back what is new; with more to send, that would be asked for too early."""
        count = sum(len(batch.changes) for batch in message)
        with self._store.reading() as connection:
            left = journal.open_changes(connection) - count
        heard = self._ask(who, message, waiting=left, page=0 if left else self._pace.rows)
        self.report.sent += count
        return heard

    def _ask_what_arrived(self, who: Identity) -> bool:
        """Where something was sent and not answered for; nothing goes twice before that.

        Whether the server holds something else than this file: a copy of it has spoken.
        """
        with self._store.reading() as connection:
            if not journal.has_sent(connection, who):
                return False
            answered = journal.last_answered(connection, who)
            states = journal.tally(connection)
        waiting, page = sum(states.get(state, 0) for state in ("waiting", "sent")), self._pace.rows
        heard = self._ask(who, answered=answered, waiting=waiting, page=0 if states.get("waiting") else page)
        with self._store.transaction() as connection:
            news = take_lost(connection, who, answered, heard.response, heard.claims)
            journal.forget_sent(connection, who)
            if news is None:
                self._take_rows(connection, heard.response)
        if heard.response.answers and news is None:
            self._pace.bore()
        self._note(heard.response if news is None else None)
        if isinstance(news, CameBack) and not self._recovering.offered:
            raise news
        _raise_cut(heard)
        return news is not None

    def _look_back(
        self, who: Identity, message: tuple[Batch, ...], refusal: Refused, before: set[str]
    ) -> None:
        """A batch does not follow what the server holds of this journal: find out from where on."""
        problem = refusal.problems[0]
        if problem.code not in _DOES_NOT_FOLLOW:
            raise refusal
        if len(message) > 1:  # which of them, and what came before it, shows when they go one by one
            self._ask_what_arrived(who)
            return
        if problem.code == "forked":
            raise Copied(who, _fact(problem, "agreed", message[0].first - 1))
        expected = _expected(problem)
        if problem.code in before or not 0 < expected < message[0].first:
            raise refusal
        before.add(problem.code)
        with self._store.transaction() as connection:
            journal.send_again(connection, who, expected)
            receiving.start_over(connection)  # what was read was read of a server that is no more

    # -- down

    def _pull(self) -> None:
        """What is new, until no more comes back; often the last message up has brought all of it."""
        with self._store.transaction() as connection:
            if receiving.read_again(connection):
                self._read_whole = False
        while not self._read_whole:
            self._stop_if_cancelled()
            self._catch_up()
            with self._store.reading() as connection:
                who = identity.current(connection)
                before = receiving.cursors(connection)
                answered = journal.last_answered(connection, who)
                waiting = journal.open_changes(connection)
            heard = self._ask(who, answered=answered, waiting=waiting, page=self._pace.rows)
            response = heard.response
            if response.more and before == response.cursors and not heard.cut:
                raise Fault("answer_garbled")  # it would be asked without end
            with self._store.transaction() as connection:
                news = take_lost(connection, who, answered, response, heard.claims)
                if isinstance(news, CameBack) and self._recovering.offered:
                    news = None
                news = news or self._take_rows(connection, response)
            if news:
                raise news
            self._note(response)
            _raise_cut(heard)

    def _catch_up(self) -> None:
        """Where much is still to come, it comes as one file of the district; what that lacks by pages."""
        if self._first is None or self._left < snapshots.LEAST_LEFT:
            return
        line, self._first = self._first, None
        with self._store.reading() as connection:
            who = identity.current(connection)
        stop, tell = self._stop_if_cancelled, self._tell_first
        snapshots.FirstSync(self._store, line, who, self._take_page, tell, stop).run()

    def _take_page(self, connection: Any, page: Page) -> bool:
        """False when it has news: the page that the round asks for next has it too."""
        response = Response((), "", page.rows, page.cursors, True, 0, left=self._left)
        if self._take_rows(connection, response):
            return False
        self.report.received += len(page.rows)
        return True

    def _tell_first(self, coming: Coming) -> None:
        self._coming, self._left = coming, max(coming.rows_to_do - coming.rows, 0)
        self._tell()

    def _take_rows(self, connection: Any, response: Response) -> News | None:
        """The news instead, where they are of a copy of this file: they must not mix with what is made here.

        Rows of a server that came back from an older copy are left alone until it has heard what it forgot.
        """
        if not self._recovering.offered and receiving.went_back(
            receiving.cursors(connection), response.cursors
        ):
            return CameBack()
        if receiving.contradicts(connection, response.rows):
            return Contradicted()
        if receiving.of_a_copy(connection, response.rows):
            who = identity.current(connection)
            return Copied(who, journal.last_answered(connection, who))
        receiving.take_rows(connection, response)
        self._left = response.left
        if not response.more:
            self._read_whole = not receiving.read_again(connection)
            if self._read_whole and not journal.open_changes(connection):
                self._compare(connection, response)
        return None

    def _compare(self, connection: Any, response: Response) -> None:
        self.report.counts_compared = True
        self.report.differing = receiving.counts_that_differ(connection, response.tallies)
        if self.report.differing:
            receiving.start_over(connection)
        if any(here > there for here, there in self.report.differing.values()) and not self._said_again:
            # A server that came back from an older copy says what it lacks once it hears of the last change.
            # One that says it lacks nothing, and still counts less, would be told without end.
            self._said_again = True
            for who in identity.everyone(connection):
                journal.send_again(connection, who, max(1, journal.last_answered(connection, who)))

    def _ask(
        self,
        who: Identity,
        message: tuple[Batch, ...] = (),
        *,
        answered: int | None = None,
        waiting: int = 0,
        page: int = 0,
    ) -> Heard:
        """One step. Raises the news that the server lives another life than when this file last heard it."""
        heard = self._asking.ask(who, message, answered=answered, waiting=waiting, page=page)
        epoch = heard.response.epoch
        with self._store.reading() as connection:
            known = settings.get(connection, EPOCH)
        if epoch and epoch != known:
            if known and not self._recovering.offered:
                raise CameBack(epoch)
            with self._store.transaction() as connection:
                settings.put(connection, EPOCH, epoch)
        return heard

    # -- photos

    def _photos(self) -> None:
        with self._store.reading() as connection:
            who = identity.current(connection)
        lane = photo_lane.PhotoLane(self._store, self._transport, who, self._budget, self._used)
        self._photo_bytes = lane.to_do().size
        if self._photo_bytes and self._asking.wording.older:
            raise Refused(Problem("server_of_before"))  # it takes no photo in parts
        for step in lane.run():
            self.report.photos_sent += step.sent
            self.report.photos_received += step.received
            self.report.photo_bytes_up += step.up
            self.report.photo_bytes_down += step.down
            self._tell()
            self._stop_if_cancelled()
        self.report.photos_damaged = lane.damaged
        self.report.photos_left, self.report.bytes_left = lane.left.count, lane.left.size

    def _used(self) -> int:
        """Bytes of this round so far, both ways."""
        return sum(self._transport.traffic) - sum(self._before)

    def _note(self, response: Response | None) -> None:
        if response is None:
            return
        verdicts = [answer.verdict for answer in response.answers]
        self.report.refused += verdicts.count(Verdict.refused)
        self.report.conflicts += verdicts.count(Verdict.conflict)
        self.report.arrived += len(verdicts) - verdicts.count(Verdict.refused)
        self.report.received += len(response.rows)
        self._tell()

    def _tell(self) -> None:
        report = self.report
        photos = report.photos_sent + report.photos_received
        moved = report.photo_bytes_up + report.photo_bytes_down
        first = (self._coming.bytes, self._coming.bytes_to_do)
        photo_bytes = (moved, self._photo_bytes)
        self._progress(
            Progress(self._waiting, report.arrived, report.received, photos, *photo_bytes, self._left, *first)
        )

    def _stop_if_cancelled(self) -> None:
        if self._cancelled():
            raise Cancelled


def _raise_cut(heard: Heard) -> None:
    if heard.cut:
        raise heard.cut
