"""What does not depend on peers: a clerk's day, and whether a large register slows a small round."""

from __future__ import annotations

import os

from benchmarks.sync_ours import Laptop, serving
from benchmarks.sync_records import entries
from benchmarks.table import show
from desktop.services import register
from domain.registration import parse
from guichet.sample.households import households
from packs.reading import find

DAY = 15  # households a clerk registers: some 392 changes
SMALL = 10_000
EDITS = 100


def run() -> None:
    """Prints both tables. GUICHET_LARGE sets how many records the large register holds (100,000)."""
    large = int(os.environ.get("GUICHET_LARGE", "100000"))
    show("One synchronisation of a clerk's day", ("changes", "requests", "bytes up", "bytes down"), [_day()])
    head = ("records in file and server", "seconds of 100 edits", "of nothing", "edits above nothing")
    rows, costs = [], []
    for count in (SMALL, large):
        edits, nothing = _hundred(count)
        costs.append(edits)
        rows.append((f"{count:,}", f"{edits:.3f}", f"{nothing:.3f}", f"{edits - nothing:.3f}"))
    show(f"A hundred changes in a large register: {costs[1] / costs[0]:.2f} times the cost", head, rows)


def _day() -> tuple[str, ...]:
    with serving() as (folder, server):
        laptop = Laptop(folder / "a.guichet", server.url, server.code())
        laptop.sync()
        for body in households(find("kp-one-window"), DAY, seed=1, office="NSR"):
            register.register(laptop.desk, parse(body))
        report, _, asked = laptop.sync()
        laptop.close()
    return f"{report.arrived:,}", str(asked), f"{report.bytes_up:,}", f"{report.bytes_down:,}"


def _hundred(count: int) -> tuple[float, float]:
    """Median seconds of a synchronisation of a hundred edits, and of one with nothing to do."""
    with serving() as (folder, server):
        laptop = Laptop(folder / "a.guichet", server.url, server.code())
        made = entries(count)
        for start in range(0, count, 50_000):
            laptop.add(made[start : start + 50_000])
        laptop.sync()
        edits, nothing = [], []
        for turn in range(5):
            for n in range(EDITS):
                laptop.edit(n * (count // EDITS), "mother_name", f"turn {turn}")
            edits.append(laptop.sync()[1])
            nothing.append(laptop.sync()[1])
        laptop.close()
    return sorted(edits)[2], sorted(nothing)[2]
