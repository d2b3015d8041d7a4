"""Ten thousand new records through Guichet, Anki and PouchDB in one run: bytes, requests, speed, cuts."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from benchmarks import sync_days, sync_ours
from benchmarks.peers import anki_beside, pouch_beside
from benchmarks.peers.measured import Measured
from benchmarks.peers.setting_up import folder
from benchmarks.sync_records import entries
from benchmarks.table import show

RECORDS = 10_000


def run() -> None:
    """Prints the tables; takes some five minutes, and sets the peers up the first time."""
    place = folder()
    made = entries(RECORDS)
    size = sum(len(json.dumps(one, separators=(",", ":"), ensure_ascii=False)) for one in made) / RECORDS
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "entries.json"
        file.write_text(json.dumps(made), encoding="utf-8")
        found = [
            anki_beside.measure(place, made, file),
            pouch_beside.measure(place, made, file),
            sync_ours.measure(made),
        ]
    title = f"{RECORDS:,} new records of {size:.0f} bytes of JSON, each program's own server beside it"
    show(title, ("", *(one.name for one in found)), _table(found))
    for one in found:
        for note in one.notes:
            print(f"* {one.name}: {note}")
    print("* Anki merges nothing and stores plainly; Anki and PouchDB spoke plain HTTP, Guichet TLS.\n")
    sync_days.run()


def _table(found: list[Measured]) -> list[tuple[str, ...]]:
    rows = [
        ("bytes up a record", *(f"{one.up / one.records:.1f}" for one in found)),
        ("requests of the push", *(str(one.requests) for one in found)),
        ("push, records/s", *(f"{one.push_rate:,.0f}" for one in found)),
        ("pull, records/s", *(f"{one.pull_rate:,.0f}" for one in found)),
        ("nothing to do: bytes up + down", *(f"{n.nothing['up']} + {n.nothing['down']}" for n in found)),
        ("nothing to do: requests", *(str(one.nothing["requests"]) for one in found)),
    ]
    for cut in sorted(found[0].cuts):
        rows.append((f"extra bytes up after a cut at {cut} %", *(f"{one.cuts[cut]:.1%}" for one in found)))
    rows.append(("both change the same field", *(one.conflict for one in found)))
    return rows
