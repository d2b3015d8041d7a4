"""Synchronise: run a round with the server, remember how it went, say where things stand."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from desktop.models import journal, rounds, settings
from desktop.models.rounds import RoundLine
from desktop.services import reserve_codes, undo_merge
from desktop.services.changes import settle
from desktop.services.desk import Desk
from domain.problems import Fault, Problem, Refused

if TYPE_CHECKING:
    from desktop.sync.remote import Remote
    from desktop.sync.round import Progress, Report

MS_A_DAY = 86_400_000


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
) -> Report:
    """One round. Raises Refused or Fault; what had arrived by then has arrived."""
    # requests and the JOSE library take long to import: only who meets a server waits for them.
    from desktop.sync.round import Round  # noqa: PLC0415

    with _one_at_a_time(desk):
        remote = _remote(desk)
        begun = desk.stamp()
        this = Round(desk.store, remote, progress, cancelled)
        problem: Problem | None = None
        try:
            report = this.run()
            if report.finished and not cancelled():
                _after(desk, remote, report)
            return report
        except (Refused, Fault) as failure:
            problem = failure.problems[0] if isinstance(failure, Refused) else failure.problem
            raise
        finally:
            remote.close()
            _remember(desk, begun, this.report, problem, remote.clock_offset_ms)


def _after(desk: Desk, remote: Remote, report: Report) -> None:
    """What follows a whole round and never makes it a failed one."""
    from desktop.sync import hints  # noqa: PLC0415

    with suppress(Refused, Fault):
        undo_merge.settle(desk)
    with suppress(Refused, Fault):
        settle.settle(desk)
    with suppress(Refused, Fault):
        reserve_codes.settle(desk)
    up, down = remote.traffic
    hints.renew(desk.store, remote, desk.now())
    report.bytes_up += remote.traffic[0] - up
    report.bytes_down += remote.traffic[1] - down


@contextmanager
def _one_at_a_time(desk: Desk) -> Iterator[None]:
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


def _remote(desk: Desk) -> Remote:
    from desktop.sync.remote import Remote  # noqa: PLC0415
    from desktop.sync.trusting import Trust  # noqa: PLC0415

    with desk.store.reading() as connection:
        url = settings.get(connection, "server_url")
        if not url:
            raise Refused(Problem("not_joined"))
        trust = Trust(
            base64.b64decode(settings.get(connection, "server_root")),
            base64.b64decode(settings.get(connection, "server_receipt")),
        )
        ca = settings.get(connection, "server_ca").encode()
        offset = int(settings.get(connection, "clock_offset_ms", "0"))
    return Remote(url, trust, ca, offset)


def _remember(desk: Desk, begun: str, report: Any, problem: Problem | None, offset: int) -> None:
    with desk.store.transaction() as connection:
        rounds.add(connection, begun, report, problem)
        settings.put(connection, "clock_offset_ms", str(offset))
        if problem is None and report.finished:
            settings.put(connection, "last_success", desk.stamp())
