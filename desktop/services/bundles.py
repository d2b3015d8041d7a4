"""Synchronise by stick: write what waits into a bundle, read the answer that comes back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desktop.models import bundles, identity, rounds, settings
from desktop.models.identity import Identity
from desktop.services import receipts, stick
from desktop.services.desk import Desk
from domain.problems import Fault, Problem, Refused
from domain.wire import bundle
from domain.wire.bundle import DOWN, UP, Head, Part

if TYPE_CHECKING:
    from desktop.sync.bundle_answers import Read
    from desktop.sync.trusting import Trust

_A_CHANGE = 400  # bytes, generously: what a stick must have room for


@dataclass(frozen=True)
class Progress:
    """How far writing or reading has come, in changes, records and photos; ``all`` is 0 when not known."""

    done: int
    all: int


@dataclass(frozen=True)
class Written:
    """A bundle on a stick; None in ``path`` when the person stopped it, and nothing is left of it."""

    path: Path | None
    changes: int
    photos: int
    size: int


@dataclass
class ReadBack:
    """What reading answers did. ``at`` is when the server wrote the latest of them (ISO 8601, UTC)."""

    files: list[Path] = field(default_factory=list)
    arrived: int = 0
    conflicts: int = 0
    refused: int = 0
    received: int = 0
    photos_sent: int = 0
    photos_received: int = 0
    before: int = 0
    stale: bool = False
    more: bool = False
    stopped: bool = False
    counts_compared: bool = False
    differing: dict[str, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    at: str = ""
    # As a round is remembered.
    sent: int = 0
    seconds: float = 0.0
    bytes_up: int = 0
    bytes_down: int = 0
    photo_bytes_up: int = 0
    photo_bytes_down: int = 0

    def add(self, read: Read) -> None:
        """What one answer brought."""
        for name in ("arrived", "conflicts", "refused", "received", "photos_sent", "photos_received"):
            setattr(self, name, getattr(self, name) + getattr(read, name))
        self.before += read.before
        self.stale |= read.stale
        self.more = read.more
        self.problems += read.problems
        self.counts_compared, self.differing = read.counts_compared, read.differing


class _Stopped(Exception):
    """The person stopped it."""


def write_bundle(
    desk: Desk,
    place: Path,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """All that has not arrived, sealed for the server, in a folder or under a name of its own.

    Nothing is marked: it waits until the answer has come back, and may go over the line meanwhile. Raises
    Refused (``not_joined``, ``bundle_key_missing``) and Fault (the stick).
    """
    # The wire's libraries take long to import: only who writes a bundle waits for them.
    from desktop.sync import bundles as packing  # noqa: PLC0415

    trust = trust_of(desk)
    key = trust.bundle_key()
    chosen = packing.plan(desk.store)
    who = chosen.signer
    path = place / stick.name_of(desk.office.code, who.code, str(desk.today())) if place.is_dir() else place
    _check_room(path, chosen.changes * _A_CHANGE + chosen.photo_bytes)
    everything = chosen.changes + len(chosen.photos)

    def told(done: int) -> None:
        if cancelled():
            raise _Stopped
        progress(Progress(done, everything))

    counts = {"changes": chosen.changes, "photos": len(chosen.photos)}
    head = Head(UP, _server(trust), who.device, desk.office.code, who.code, desk.stamp(), counts=counts)
    told_parts = packing.parts(desk.store, chosen, program(), told)
    try:
        told(0)
        size = stick.write(path, bundle.seal(head, key, told_parts, who.sign))
    except _Stopped:
        return Written(None, 0, 0, 0)
    with desk.store.transaction() as connection:
        bundles.written(connection, head.bundle, head.at, chosen.changes, len(chosen.photos))
    _take_away_older(desk, path)
    return Written(path, chosen.changes, len(chosen.photos), size)


def read_bundle(
    desk: Desk,
    place: Path,
    progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReadBack:
    """Every answer for this file in a folder, or the one named.

    Raises Refused (``bundle_none_here``, ``bundle_for_another``, ``bundle_cut`` …) and Fault. What an earlier
    answer had brought by then has arrived.
    """
    from desktop.services.synchronise import one_at_a_time  # noqa: PLC0415

    report = ReadBack()
    with one_at_a_time(desk):
        for path in _answers(desk, place):
            if not _read_one(desk, path, report, progress, cancelled):
                report.stopped = True
                break
        if report.arrived or report.received or report.photos_received or report.problems:
            _remember(desk, report)
    return report


def waiting_for_answer(desk: Desk) -> tuple[str, int, int] | None:
    """The last bundle when its answer has not come: when it was written, its changes, its photos."""
    with desk.store.reading() as connection:
        return bundles.unanswered(connection)


def _answers(desk: Desk, place: Path) -> list[Path]:
    """The files to read, the oldest first. A folder's bundles of others are theirs, and are passed over."""
    if place.is_file():
        return [place]
    with desk.store.reading() as connection:
        ours = {who.device for who in identity.everyone(connection)}
    mine, others, wrong = [], 0, None
    for path in stick.found(place, stick.IN):
        try:
            head = stick.head(path)
        except Refused as refusal:
            wrong = refusal
            continue
        if head.to in ours:
            mine.append((head.at, path))
        else:
            others += 1
    if not mine:
        raise wrong or Refused(Problem("bundle_none_here", facts={"folder": place.name, "n": others}))
    return [path for _, path in sorted(mine)]


def _read_one(
    desk: Desk,
    path: Path,
    report: ReadBack,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
) -> bool:
    """Checked to its last byte first, then taken; False when the person stopped it."""
    from desktop.sync.bundle_answers import Taking  # noqa: PLC0415
    from desktop.sync.proofs import Proofs  # noqa: PLC0415

    proofs = Proofs(trust_of(desk))

    def verify(signed: bytes, signature: bytes) -> None:
        try:
            said = proofs.claims(signature.decode()).get("bundle")
        except Fault as fault:
            raise ValueError("not the server's") from fault
        if said != signed.decode():
            raise ValueError("of another bundle")

    with stick.reading(path) as file:
        try:
            head, who = _for_us(desk, file)
            for _ in _opened(file, head, who, verify):
                if cancelled():
                    return False
        except Refused as refusal:
            raise stick.named(refusal, path) from None
        file.seek(0)
        bundle.read_head(file)
        taking = Taking(desk.store, head, proofs.claims, desk.stamp())
        everything = head.counts.get("rows", 0)
        stopped = False
        for read in taking.take(_opened(file, head, who, lambda signed, mark: None)):
            progress(Progress(read.received, everything))
            stopped = cancelled()
            if stopped:
                break
    report.files.append(path)
    report.bytes_down += path.stat().st_size
    report.at = max(report.at, head.at)
    report.add(taking.read)
    return not stopped


def _for_us(desk: Desk, file: IO[bytes]) -> tuple[Head, Identity]:
    head = bundle.read_head(file)
    with desk.store.reading() as connection:
        everyone = {who.device: who for who in identity.everyone(connection)}
    if head.way != DOWN or head.to not in everyone or head.by != _server(trust_of(desk)):
        raise Refused(Problem("bundle_for_another", facts={"office": head.office, "laptop": head.laptop}))
    return head, everyone[head.to]


def _opened(file: IO[bytes], head: Head, who: Identity, verify: bundle.Verify) -> Iterator[Part]:
    return bundle.opened(file, head, bundle.reply_key(who.private_key), verify)


def trust_of(desk: Desk) -> Trust:
    """The server's certificates as this file knows them. Raises Refused before it has joined one."""
    with desk.store.reading() as connection:
        return receipts.trust(connection)


def program() -> str:
    """This program's version."""
    try:
        return version("guichet")
    except PackageNotFoundError:
        return ""


def _server(trust: Trust) -> str:
    from domain.wire.joining import root_fingerprint  # noqa: PLC0415

    return root_fingerprint(trust.root)


def _check_room(path: Path, size: int) -> None:
    with stick.stick(path):
        if shutil.disk_usage(path.parent).free < size:
            raise Fault("stick_full", name=path.name)


def _take_away_older(desk: Desk, path: Path) -> None:
    """This laptop's earlier bundles beside it: the new one has all of them that has not arrived."""
    with desk.store.reading() as connection:
        ours = {who.device for who in identity.everyone(connection)}
    for other in path.parent.glob(f"*{stick.OUT}"):
        with suppress(Refused, Fault, OSError):
            if other != path and stick.head(other).by in ours:
                other.unlink()


def _remember(desk: Desk, report: ReadBack) -> None:
    with desk.store.transaction() as connection:
        rounds.add(connection, desk.stamp(), report, None)
        if not report.stopped and report.at > settings.get(connection, "last_success"):
            settings.put(connection, "last_success", report.at)
