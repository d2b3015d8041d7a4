"""A register of a million in the encrypted file: are second registrations found, how fast, in what memory.

Set ``REGISTER_100K`` and ``REGISTER_1M`` to folders: a file there is used again, else built there.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks import machine, register_file, register_work
from benchmarks.measures import Judged, at, curve, recall_at
from benchmarks.register_people import QUERIES, Queries, queries_of
from benchmarks.table import show
from desktop.application import Application
from desktop.services import look_alikes
from desktop.services.desk import Desk
from domain.matching.profile import Identity
from domain.matching.score import threshold
from guichet.demo.laptops import PASSWORD, USER

SIZES = {"100k": 100_000, "1M": 1_000_000}
# What the clerk may have typed, from all to little.
KNOWN: dict[str, Callable[[Identity], Identity]] = {
    "all": lambda one: one,
    "no id": lambda one: replace(one, identifiers=()),
    "no id, no phone": lambda one: replace(one, identifiers=(), phones=()),
    "no id, phone, mother": lambda one: replace(one, identifiers=(), phones=(), mother_name=None),
    "name, birth and sex": lambda one: Identity(
        one.given_name, one.family_name, one.other_names, None, one.sex, one.birth
    ),
}
# Bits; far below every threshold asked about, and what weighs less is not looked at to its end.
LEAST = 0.0
SHOWN = 5


def run() -> None:
    """Prints the tables; half an hour where the files must be built first, else some minutes."""
    print(machine.described(), "\n")
    with tempfile.TemporaryDirectory() as scratch:
        paths = {name: register_file.ready(_folder(name, scratch), n) for name, n in SIZES.items()}
        speeds = {}
        for name, path in paths.items():
            with _desk(path) as desk:
                queries = queries_of(desk)
                _accuracy(name, desk, queries)
                speeds[name] = _in_a_lane(partial(_times, desk, queries))
        _show_speeds(speeds)
        register_work.saving(paths, Path(scratch))
        register_work.memory(paths)


def _folder(name: str, scratch: str) -> Path:
    return Path(os.environ.get(f"REGISTER_{name.upper()}") or f"{scratch}/{name}")


@contextmanager
def _desk(path: Path) -> Iterator[Desk]:
    with Application(register_file.EASY).desk(path, PASSWORD, USER) as desk:
        yield desk


def _accuracy(name: str, desk: Desk, queries: Queries) -> None:
    size = look_alikes.indexed(desk)
    rows = []
    for known, part in KNOWN.items():
        twice = [
            (row, look_alikes.matches(desk, part(asked), LEAST)[:SHOWN]) for row, asked in queries.duplicates
        ]
        alarms = [_best(desk, part(one)) for one in queries.strangers]
        kin = [_best(desk, part(one)) for one in queries.kin]
        judged: list[Judged] = [(match.weight, other == row) for row, best in twice for other, match in best]
        judged += [(weight, False) for weights in alarms for weight in weights]
        points, mine = curve(judged, len(twice)), at(judged, len(twice), threshold(size))
        found = sum(any(other == row for other, _ in best) for row, best in twice)
        rows.append(
            (
                known,
                f"{found / len(twice):.3f}",
                *(f"{recall_at(points, precision):.3f}" for precision in (0.95, 0.80)),
                f"{mine.recall:.3f} / {mine.precision:.3f}",
                *(f"{_alarmed(one, size):.1%}" for one in (alarms, kin)),
            )
        )
    head = (
        *("typed", "true record in top five", "recall at P ≥ .95", "at P ≥ .80"),
        *("shown at our threshold / precision", "strangers alerted", "new brothers, sisters alerted"),
    )
    show(f"Second registrations among {size:,} persons, {QUERIES:,} of each", head, rows)


def _best(desk: Desk, asked: Identity) -> list[float]:
    return [match.weight for _, match in look_alikes.matches(desk, asked, LEAST)[:SHOWN]]


def _alarmed(found: Sequence[Sequence[float]], size: int) -> float:
    least = threshold(size)
    return sum(any(weight >= least for weight in weights) for weights in found) / len(found)


def _in_a_lane(work: Callable[[], list[float]]) -> list[float]:
    """On a thread of its own, as in the window: with the small cache of the store lane."""
    found: list[float] = []
    lane = threading.Thread(target=lambda: found.extend(work()))
    lane.start()
    lane.join()
    return found


def _times(desk: Desk, queries: Queries) -> list[float]:
    """Milliseconds of each whole check of a form, lines included; the first fifty warm the caches."""
    asked = [one for _, one in queries.duplicates] + queries.strangers
    random.Random(5).shuffle(asked)
    forms = [register_work.form(one) for one in asked]
    times = []
    for form in forms:
        begun = time.perf_counter()
        look_alikes.of_member(desk, form, 0)
        times.append((time.perf_counter() - begun) * 1000)
    return times[50:]


def _show_speeds(speeds: dict[str, list[float]]) -> None:
    cuts = {
        name: (statistics.median(times), statistics.quantiles(times, n=20)[-1], max(times))
        for name, times in speeds.items()
    }
    rows: list[tuple[object, ...]] = [(name, *(f"{ms:.1f}" for ms in cut)) for name, cut in cuts.items()]
    big, small = cuts["1M"], cuts["100k"]
    rows.append(("ratio", *(f"{one / other:.2f}" for one, other in zip(big, small, strict=True))))
    show("Duplicate check of a form, on the store lane", ("persons", "p50 ms", "p95 ms", "longest"), rows)
