"""The bytes of a change, and the speed of writing and reading it, beside protocol 1: no line, no database."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from random import Random

import zstandard

from benchmarks.machine import described
from benchmarks.sync_records import entries
from benchmarks.table import show
from domain.changes import Change, chain, chain_start
from domain.wire import encoding
from domain.wire.first import encoding as first
from domain.wire.messages import BATCH_LIMIT, Batch, Cursor, Request
from guichet.sample.dictionary import registered

SIZES = (1, 20, 100, 500)
TIMED = 4000
HOUSEHOLDS = 160  # some three thousand changes
ROUNDS = 7
_DEVICE = "0123456789abcdef" * 2
_A_SECOND = 1024 * 1000  # of a clock


def run() -> None:
    """Prints both tables; takes half a minute."""
    print(described() + "\n")
    sets = {
        "registrations (guichet.sample)": registered("kp-one-window", "LDR", HOUSEHOLDS, seed=5),
        "made-up persons, 19 fields": _persons(TIMED),
    }
    sizes: list[tuple[object, ...]] = []
    speeds: list[tuple[object, ...]] = []
    for name, changes in sets.items():
        sizes += [_size(name, changes, size) for size in (*SIZES, len(changes))]
        speeds += _speeds(name, changes)
    columns = ("changes", "in a message", "JSON", "protocol 1", "protocol 2", "of protocol 1")
    show("Bytes of a change in a request, with head, chain end and signatures", columns, sizes)
    timed = ("changes", "what", "protocol 1", "protocol 2")
    show(f"Changes a second of processor time on one core, best of {ROUNDS}", timed, speeds)


def _persons(count: int) -> list[Change]:
    """Each of some 480 bytes of JSON, saved some minutes after the one before."""
    rng, clock, made = Random(3), 1_772_438_400 * _A_SECOND, []
    for number, entry in enumerate(entries(count), 1):
        clock += rng.randint(20, 240) * _A_SECOND
        made.append(Change(number, 1, clock, "person", None, dict(entry), "PK-KP-NOWSHERA"))
    return made


def _request(changes: Sequence[Change], size: int = BATCH_LIMIT) -> Request:
    """Signatures are drawn: nothing packs them, as nothing would pack true ones."""
    rng, before, batches = Random(1), chain_start(_DEVICE), []
    for at in range(0, len(changes), size):
        some = tuple(changes[at : at + size])
        before = chain(before, some)[-1]
        batches.append(Batch(_DEVICE, some, before, rng.randbytes(64)))
    return Request(tuple(batches), {"PK-KP-NOWSHERA": Cursor(812, 51_233)}, program="0.1.0")


def _size(name: str, changes: Sequence[Change], size: int) -> tuple[object, ...]:
    """Protocol 1 had one batch a message, so that a message of 500 was one batch of 500."""
    some = changes[:size]
    plain = sum(len(change.canonical()) for change in some) / len(some)
    ours = len(encoding.encode_request(_request(some))) / len(some)
    theirs = sum(
        len(first.encode_request(_request(some[at : at + 500], 500))) for at in range(0, len(some), 500)
    )
    before = theirs / len(some)
    return name, f"{len(some):,}", f"{plain:.0f}", f"{before:.1f}", f"{ours:.1f}", f"{ours / before:.0%}"


def _speeds(name: str, changes: Sequence[Change]) -> list[tuple[object, ...]]:
    new, old = _request(changes), _request(changes, len(changes))
    new_data, old_data = encoding.encode_request(new), first.encode_request(old)

    def read_old() -> object:
        return first.decode_request(zstandard.ZstdDecompressor().decompress(old_data))

    measured = (
        ("write", lambda: first.encode_request(old), lambda: encoding.encode_request(new)),
        ("read", read_old, lambda: encoding.decode_request(new_data)),
    )
    count = len(changes)
    return [(name, what, *(f"{count / _best(act):,.0f}" for act in acts)) for what, *acts in measured]


def _best(act: Callable[[], object]) -> float:
    """Seconds of processor time: others may be at work on the machine."""
    found = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        act()
        found.append(time.process_time() - begun)
    return min(found)
