"""Synchronise: run a round with the server, remember how it went, say where things stand."""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from desktop.models import journal, rounds, settings
from desktop.models.rounds import RoundLine
from desktop.services import moved_away, receipts, reserve_codes, revoked, undo_merge
from desktop.services.changes import settle
from desktop.services.desk import Desk
from desktop.sync.budget import ALL_LANES, Budget, Lane
from domain.problems import Fault, Problem, Refused

if TYPE_CHECKING:
    from desktop.sync.remote import Remote
    from desktop.sync.report import Progress, Report

MS_A_DAY = 86_400_000
_TOKENS = "access_tokens"  # inside the encrypted file, beside the keys they were given for


@dataclass(frozen=True)
class SyncState:
    """Where synchronisation stands. ``clock_off_hours`` is how far the two clocks differ."""

    server_url: str
    waiting: int
    sent: int
    arrived: int
    conflicts: int
    refused: int
    last: RoundLine | None
    last_success: str
    clock_off_hours: float

    @property
    def joined(self) -> bool:
        """Whether the file knows a server."""
        return bool(self.server_url)


def state(desk: Desk) -> SyncState:
    """The state as the file has it; no line is needed."""
    with desk.store.reading() as connection:
        counts = journal.tally(connection)
        offset = int(settings.get(connection, "clock_offset_ms", "0"))
        return SyncState(
            server_url=settings.get(connection, "server_url"),
            waiting=counts.get("waiting", 0),
            sent=counts.get("sent", 0),
            arrived=rounds.arrived(connection),
            conflicts=rounds.open_conflicts(connection),
            refused=counts.get("refused", 0),
            last=rounds.last(connection),
            last_success=settings.get(connection, "last_success"),
            clock_off_hours=round(abs(offset) / 3_600_000, 1) if abs(offset) > MS_A_DAY else 0.0,
        )


def refused_changes(desk: Desk) -> list[rounds.RefusedLine]:
    """What the server could not take, with the reason; it stays here until somebody settles it."""
    with desk.store.reading() as connection:
        return rounds.refused(connection)


def synchronise(
    desk: Desk,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    lanes: Collection[Lane] = ALL_LANES,
    most_bytes: int | None = None,
) -> Report:
    """One round. Raises Refused or Fault; what had arrived by then has arrived.

    Records always go; ``lanes`` leaves photos or documents for another time, ``most_bytes`` (HTTP, both ways)
    those that would cost more. The report says how many were left.
    """
    # requests and the JOSE library take long to import: only who meets a server waits for them.
    from desktop.sync.round import Round  # noqa: PLC0415

    with one_at_a_time(desk):
        remote = remote_of(desk)
        begun = desk.stamp()
        budget = Budget(frozenset(lanes), most_bytes)
        this = Round(desk.store, remote, progress, cancelled, budget=budget, first=remote)
        problem: Problem | None = None
        try:
            remote.stop_when(partial(_stop, cancelled))
            report = this.run()
            remote.stop_when(_go_on)
            if report.finished and not cancelled():
                _after(desk, remote, report)
            return report
        except (Refused, Fault) as failure:
            failure = revoked.obeyed(desk, remote, failure)
            problem = failure.problems[0] if isinstance(failure, Refused) else failure.problem
            raise failure from None
        finally:
            remote.close()
            _remember(desk, begun, this.report, problem, remote)


def _stop(cancelled: Callable[[], bool]) -> None:
    """Also in the middle of a message or a photo: both ends keep what has come whole."""
    from desktop.sync.transport import Cancelled  # noqa: PLC0415

    if cancelled():
        raise Cancelled


def _go_on() -> None:
    """What follows a whole round is short."""


def _after(desk: Desk, remote: Remote, report: Report) -> None:
    """What follows a whole round and never makes it a failed one."""
    from desktop.sync import hints  # noqa: PLC0415

    with suppress(Refused, Fault):
        undo_merge.settle(desk)
    with suppress(Refused, Fault):
        settle.settle(desk)
    with suppress(Refused, Fault):
        reserve_codes.settle(desk)
    with suppress(Refused, Fault):
        moved_away.settle(desk)
    up, down = remote.traffic
    hints.renew(desk.store, remote, desk.now())
    with suppress(Refused, Fault):
        learn_bundle_key(desk, remote)
    report.bytes_up += remote.traffic[0] - up
    report.bytes_down += remote.traffic[1] - down


def learn_bundle_key(desk: Desk, remote: Remote) -> None:
    """A file that joined before there were bundles asks once for the key they are sealed to."""
    with desk.store.reading() as connection:
        known = settings.get(connection, "server_bundle")
    if not known:
        given = base64.b64encode(remote.meet_again().bundle).decode()
        with desk.store.transaction() as connection:
            settings.put(connection, "server_bundle", given)


@contextmanager
def one_at_a_time(desk: Desk) -> Iterator[None]:
    """Two rounds of one file would each take what the other sends for somebody else's."""
    lock = FileLock(desk.path.with_name(desk.path.name + ".sync.lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Refused(Problem("round_running")) from None
    except OSError as error:
        raise Fault("folder_read_only", name=desk.path.name) from error
    try:
        yield
    finally:
        lock.release()


def remote_of(desk: Desk) -> Remote:
    """The line to the server this file joined; close it afterwards. Raises Refused before it has."""
    from desktop.sync.remote import Remote  # noqa: PLC0415

    with desk.store.reading() as connection:
        trust = receipts.trust(connection)
        url = settings.get(connection, "server_url")
        ca = settings.get(connection, "server_ca").encode()
        offset = int(settings.get(connection, "clock_offset_ms", "0"))
        tokens = settings.get(connection, _TOKENS, "{}")
    return Remote(url, trust, ca, offset).with_tokens(tokens)


def _remember(desk: Desk, begun: str, report: Any, problem: Problem | None, remote: Remote) -> None:
    with desk.store.transaction() as connection:
        rounds.add(connection, begun, report, problem)
        settings.put(connection, "clock_offset_ms", str(remote.clock_offset_ms))
        settings.put(connection, _TOKENS, remote.tokens)
        if problem is None and report.finished:
            settings.put(connection, "last_success", desk.stamp())
