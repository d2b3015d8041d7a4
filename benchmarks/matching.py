"""How well duplicates are found: the FEBRL sets registered one by one, beside Splink on the same machine.

Needs the group ``benchmark``: ``uv pip install --group benchmark``. Without Splink its rows are left out.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from benchmarks import febrl, machine
from benchmarks.linkage import Run, Task, true_pairs
from benchmarks.measures import Quality, at, curve, recall_at
from domain.matching.profile import profile
from domain.matching.roster import Roster
from domain.matching.score import KIN, threshold

# Below this the order of candidates matters to nobody, and they need not be looked at to the end.
LEAST = -20.0


def tasks() -> list[Task]:
    """FEBRL4: the second file comes to the first; FEBRL2 and 3: each record to those before it."""
    first, second = febrl.read("4a"), febrl.read("4b")
    unseen = [record for record in second if record.person % 2 == 0]
    found = []
    for coming, name in ((second, "FEBRL4"), (unseen, "FEBRL4, even half")):
        found += [
            Task(name, "all, with id", first, coming),
            Task(name, "all but id", first, coming, with_id=False),
            Task(name, "name and birth date", first, coming, with_id=False, with_place=False),
        ]
    found += [Task(f"FEBRL{n}", "all, with id", (), febrl.read(n)) for n in ("3", "2")]
    return found


def register(task: Task, kin: float = KIN) -> Run:
    """Registers the coming records in their order, asking about each before it is taken in.

    With a file there before, the coming ones are only asked about: the task is to link the two files.
    """
    roster, known = Roster(kin), [*task.before, *task.coming]
    start, spent, judged = time.perf_counter(), [], []
    for number, record in enumerate(known):
        identity = febrl.identity(record, with_id=task.with_id, with_place=task.with_place)
        begun = time.perf_counter()
        person = profile(identity)
        if number >= len(task.before):
            found = roster.look_alikes(person, LEAST)
            spent.append((time.perf_counter() - begun) * 1000)
            judged += [(match.weight, known[n].person == record.person) for n, match in found]
        if not task.before or number < len(task.before):
            roster.add(number, person)
    seconds = time.perf_counter() - start
    return Run(judged, true_pairs(task), seconds, spent, threshold(len(roster)))


def row(engine: str, task: Task, run: Run) -> str:
    """One line of the table."""
    points = curve(run.judged, run.true_pairs)
    best = max(points, key=lambda point: point.f1, default=Quality(0.0, 0.0))
    compared = sum(same for _, same in run.judged) / run.true_pairs
    shipped = at(run.judged, run.true_pairs, run.shipped) if run.shipped is not None else None
    cells = [
        *(engine, task.name, task.fields, f"{compared:.4f}", f"{best.f1:.4f}"),
        *(f"{recall_at(points, p):.4f}" for p in (0.95, 0.99)),
        f"{shipped.precision:.4f} / {shipped.recall:.4f}" if shipped else "",
        f"{run.seconds:.1f}",
        f"{_percentiles(run.milliseconds)}",
    ]
    return "| " + " | ".join(cells) + " |"


def _percentiles(milliseconds: Sequence[float]) -> str:
    if len(milliseconds) < 2:
        return ""
    return f"{statistics.median(milliseconds):.2f} / {statistics.quantiles(milliseconds, n=20)[-1]:.2f}"


HEAD = """\
| engine | set | fields | true pairs compared | best F1 | recall at P ≥ .95 | at P ≥ .99 | \
P / R at our own threshold | s | ms a record p50 / p95 |
|---|---|---|---|---|---|---|---|---|---|"""


def engines() -> list[tuple[str, Callable[[Task], Run]]]:
    """Ours as shipped, ours told that no two persons are kin (true of FEBRL), and Splink where installed."""
    found: list[tuple[str, Callable[[Task], Run]]] = [
        ("Guichet", register),
        ("Guichet, no kin", partial(register, kin=0)),
    ]
    if find_spec("splink") is not None:
        from benchmarks import splink_model  # noqa: PLC0415 - only where its libraries are installed

        found.append((f"Splink {version('splink')}", splink_model.link))
    return found


def run() -> None:
    """Prints the machine and the table."""
    print(machine.described())
    print()
    try:
        todo = tasks()
    except PackageNotFoundError as missing:
        raise SystemExit(f"{missing}; install the group 'benchmark' first") from None
    print(HEAD)
    for task in todo:
        for engine, found in engines():
            print(row(engine, task, found(task)), flush=True)
