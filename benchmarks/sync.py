"""Push 10,000 changes and pull them on a second device: changes a second and bytes a change, over TLS."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.table import show
from desktop.models.vault import Hardness
from desktop.services import create_office, join_server, register, sign_in, synchronise
from desktop.services.desk import Desk
from domain.registration import parse
from guichet.sample.households import households
from packs.reading import find
from server.running import Running, running

ROUNDS = 3
HOUSEHOLDS = 520
PASSWORD = "not a secret"


def run() -> None:
    """Prints the table; takes about half a minute."""
    measured = [_once() for _ in range(ROUNDS)]
    rows = []
    for position, what in enumerate(("push", "pull on a second device", "nothing to do")):
        results = [once[position] for once in measured]
        changes = results[0][0]
        seconds = statistics.median(result[1] for result in results)
        size = statistics.median(result[2] for result in results)
        per_change = f"{size / changes:.1f}" if changes else "-"
        speed = f"{changes / seconds:,.0f}" if changes else "-"
        rows.append((what, f"{changes:,}", f"{seconds:.3f}", speed, f"{size:,.0f}", per_change))
    head = ("step", "changes", "seconds", "changes/s", "HTTP bytes that way", "bytes/change")
    show(f"One round over TLS, server and PostgreSQL on the same machine, median of {ROUNDS}", head, rows)


def _once() -> list[tuple[int, float, int]]:
    programme = find("kp-one-window")
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "server", tls=True) as server:
        first, second = (_desk(Path(folder) / name, server) for name in ("a.guichet", "b.guichet"))
        for body in households(programme, HOUSEHOLDS, seed=1, office="NSR"):
            register.register(first, parse(body))
        results = []
        for desk, way in ((first, "up"), (second, "down"), (second, "up")):
            begun = time.perf_counter()
            report = synchronise.synchronise(desk)
            seconds = time.perf_counter() - begun
            moved = report.sent if way == "up" else report.received
            results.append((moved, seconds, report.bytes_up if way == "up" else report.bytes_down))
        for desk in (first, second):
            desk.close()
        return results


def _desk(path: Path, server: Running) -> Desk:
    programme = find("kp-one-window")
    create_office.create_office(path, programme, "NSR", "bench", PASSWORD, hardness=Hardness(1024, 1, 1))
    desk = sign_in.sign_in(path, PASSWORD)
    join_server.join_server(desk, server.url, server.enrol("NSR"))
    return desk
