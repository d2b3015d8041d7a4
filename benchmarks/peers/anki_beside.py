"""Anki, by its own client and server in a Python of their own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from benchmarks.peers.measured import Measured
from benchmarks.peers.setting_up import anki_python
from benchmarks.sync_records import Entry


def measure(place: Path, entries: list[Entry], entries_file: Path) -> Measured:
    """Push, pull, cut and disputed; takes about a minute for ten thousand entries."""
    script = Path(__file__).with_name("anki_peer.py")
    told = subprocess.run(
        [str(anki_python(place)), str(script), str(entries_file)], check=True, capture_output=True, text=True
    )
    said = json.loads(told.stdout)
    whole = said["whole"]
    return Measured(
        name="Anki",
        records=len(entries),
        up=whole["up"],
        requests=whole["requests"],
        push_seconds=[run["push"] for run in said["timed"]],
        pull_seconds=[run["pull"] for run in said["timed"]],
        nothing={way: whole["nothing"][way] for way in ("up", "down", "requests")},
        cuts={int(cut): extra for cut, extra in said["cuts"].items()},
        conflict=said["conflict"],
    )
