"""PouchDB's client against its own server on LevelDB, both in Node.js."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.metered_line import MeteredLine
from benchmarks.peers.measured import Measured
from benchmarks.sync_records import Entry

CUTS = (25, 50, 90)
_SCRIPT = str(Path(__file__).with_name("pouch_peer.mjs"))


class Peer:
    """Runs the script; ``place`` holds its packages."""

    def __init__(self, place: Path) -> None:
        self._environment = {**os.environ, "PEERS": str(place)}

    def ask(self, *words: str) -> dict[str, Any]:
        """One act in a process of its own; what it says, ``{}`` when that is nothing."""
        told = subprocess.run(
            ["node", _SCRIPT, *words], env=self._environment, check=True, capture_output=True, text=True
        )
        said: dict[str, Any] = json.loads(told.stdout.strip().splitlines()[-1]) if told.stdout.strip() else {}
        return said

    @contextmanager
    def server(self, folder: Path) -> Iterator[int]:
        """The port of a fresh server."""
        process = subprocess.Popen(
            ["node", _SCRIPT, "serve", str(folder)],
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()
            process.wait()


def measure(place: Path, entries: list[Entry], entries_file: Path) -> Measured:
    """Push, pull, cut and disputed; takes about a minute for ten thousand entries."""
    peer = Peer(place)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled = folder / "filled"
        peer.ask("fill", str(entries_file), str(filled))
        whole = _pushed(peer, folder / "whole", filled, None)
        cuts = {
            cut: _pushed(peer, folder / f"cut{cut}", filled, whole["up"] * cut // 100)["up"] / whole["up"] - 1
            for cut in CUTS
        }
        timed = [_timed(peer, folder / f"timed{n}", filled) for n in range(3)]
        with peer.server(folder / "disputed") as port:
            disputed = peer.ask("conflict", _url(port), str(entries_file), str(folder / "disputed-local"))
    return Measured(
        name="PouchDB",
        records=len(entries),
        up=whole["up"],
        requests=whole["requests"],
        push_seconds=[push for push, _ in timed],
        pull_seconds=[pull for _, pull in timed],
        nothing={way: whole["nothing"][way] for way in ("up", "down", "requests")},
        cuts=cuts,
        conflict=f"{disputed['shown']} of 2 values shown, {disputed['hidden']} kept out of sight",
    )


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _pushed(peer: Peer, folder: Path, filled: Path, cut_at: int | None) -> dict[str, Any]:
    """One push, cut after that many bytes and tried again when given; then a round with nothing to do."""
    local = folder / "local"
    shutil.copytree(filled, local)
    with peer.server(folder / "server") as port, MeteredLine("127.0.0.1", port) as line:
        if cut_at is not None:
            line.cut(cut_at, "up")
            peer.ask("push", _url(line.port), str(local))
            line.mend()
        peer.ask("push", _url(line.port), str(local))
        counted = line.count()
        peer.ask("push", _url(line.port), str(local))
        return counted | {"nothing": line.count()}


def _timed(peer: Peer, folder: Path, filled: Path) -> tuple[float, float]:
    local = folder / "local"
    shutil.copytree(filled, local)
    with peer.server(folder / "server") as port:
        push = float(peer.ask("push", _url(port), str(local))["seconds"])
        return push, float(peer.ask("pull", _url(port), str(local))["seconds"])
