"""Anki's own client and server on the same entries, run in a Python that has `anki`; answers in JSON.

`python anki_peer.py ENTRIES.json`. Its licence is the AGPL: it is run here, not linked or copied.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from anki.collection import Collection
from metered_line import MeteredLine

CUTS = (25, 50, 90)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def _server(folder: Path, port: int) -> subprocess.Popen[bytes]:
    told = {"SYNC_USER1": "clerk:word", "SYNC_BASE": str(folder), "SYNC_PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env={**os.environ, **told, "SYNC_HOST": "127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return process
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("Anki's server did not start")


class Office:
    """A collection with one kind of note of nineteen fields, once in full agreement with the server."""

    def __init__(self, path: Path, url: str, fields: list[str], first: bool) -> None:
        self.collection = Collection(str(path))
        self.auth = self.collection.sync_login("clerk", "word", url)
        self.kind: Any = None
        if first:
            kind = self.collection.models.new("entry")
            for name in fields:
                self.collection.models.add_field(kind, self.collection.models.new_field(name))
            template = self.collection.models.new_template("card")
            template["qfmt"], template["afmt"] = "{{id}}", "{{id}}"
            self.collection.models.add_template(kind, template)
            self.collection.models.add(kind)
        self.collection.sync_collection(self.auth, False)
        self.collection.close_for_full_sync()
        self.collection.full_upload_or_download(auth=self.auth, server_usn=None, upload=first)
        self.collection.reopen(after_full_sync=True)

    def add(self, entries: list[dict[str, str]]) -> None:
        """As notes, one card each."""
        kind = self.collection.models.by_name("entry")
        deck = self.collection.decks.id("Default")
        for entry in entries:
            note = self.collection.new_note(kind)
            note.fields = list(entry.values())
            self.collection.add_note(note, deck)

    def sync(self) -> float:
        """Seconds of one."""
        begun = time.perf_counter()
        self.collection.sync_collection(self.auth, False)
        return time.perf_counter() - begun


def _measured(folder: Path, entries: list[dict[str, str]], cut_at: int | None) -> dict[str, Any]:
    """One push of all the entries; with ``cut_at``, cut after that many bytes and tried again."""
    folder.mkdir()
    port = _free_port()
    server = _server(folder / "server", port)
    try:
        with MeteredLine("127.0.0.1", port) as line:
            url = f"http://127.0.0.1:{line.port}/"
            office = Office(folder / "a.anki2", url, list(entries[0]), first=True)
            office.add(entries)
            line.count()
            if cut_at is not None:
                line.cut(cut_at, "up")
                with contextlib.suppress(Exception):
                    office.sync()
                line.mend()
            seconds = office.sync()
            counted: dict[str, Any] = line.count() | {"seconds": seconds}
            nothing = office.sync()
            counted["nothing"] = line.count() | {"seconds": nothing}
            office.collection.close()
            return counted
    finally:
        server.kill()
        server.wait()


def _timed(folder: Path, entries: list[dict[str, str]]) -> dict[str, float]:
    """Push, then a pull on a second device, straight to the server."""
    folder.mkdir()
    port = _free_port()
    server = _server(folder / "server", port)
    try:
        url = f"http://127.0.0.1:{port}/"
        first = Office(folder / "a.anki2", url, list(entries[0]), first=True)
        second = Office(folder / "b.anki2", url, list(entries[0]), first=False)
        first.add(entries)
        times = {"push": first.sync(), "pull": second.sync()}
        for office in (first, second):
            office.collection.close()
        return times
    finally:
        server.kill()
        server.wait()


def _conflict(folder: Path, entries: list[dict[str, str]]) -> str:
    """Both change one field of one note; what is left of the two values."""
    folder.mkdir()
    port = _free_port()
    server = _server(folder / "server", port)
    try:
        url = f"http://127.0.0.1:{port}/"
        first = Office(folder / "a.anki2", url, list(entries[0]), first=True)
        first.add(entries[:1])
        first.sync()
        second = Office(folder / "b.anki2", url, list(entries[0]), first=False)
        second.sync()
        values = ("first", "second")
        for office, value in zip((first, second), values, strict=True):
            (name,) = office.collection.find_notes("")
            note = office.collection.get_note(name)
            note.fields[3] = value
            office.collection.update_note(note)
            time.sleep(1.1)
        for office in (first, second, first):
            office.sync()
        left = set()
        for office in (first, second):
            (name,) = office.collection.find_notes("")
            left |= {office.collection.get_note(name).fields[3]} & set(values)
            office.collection.close()
        return f"{len(left)} of 2 values left, nothing shown"
    finally:
        server.kill()
        server.wait()


def main() -> None:
    """Prints one JSON document."""
    entries = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = _measured(folder / "whole", entries, None)
        cuts = {
            cut: _measured(folder / f"cut{cut}", entries, whole["up"] * cut // 100)["up"] / whole["up"] - 1
            for cut in CUTS
        }
        timed = [_timed(folder / f"timed{n}", entries) for n in range(3)]
        conflict = _conflict(folder / "conflict", entries)
    print(json.dumps({"whole": whole, "cuts": cuts, "timed": timed, "conflict": conflict}))


if __name__ == "__main__":
    main()
