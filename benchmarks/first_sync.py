"""The first synchronisation of a new laptop: a district of 125,000 persons as one file, over TLS.

``python -m benchmarks first_sync`` (``GUICHET_PERSONS`` for another number). PostgreSQL, server and laptop
share this machine. The rows are put into the server's tables as the rounds of eight laptops would have left
them, one in ten edited since; everything measured is the product's own: writing the snapshot, fetching it,
taking it in. The people are invented: names drawn from lists repeat more than a district's own would.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text

from benchmarks import machine
from benchmarks.table import show
from benchmarks.west_africa import lists
from desktop.application import Application, find_programme
from desktop.models.vault import Hardness
from desktop.services.join_server import join_server
from desktop.services.synchronise import synchronise
from domain.ids import RecordId
from domain.records import references
from domain.wire.encoding import encode_pages
from domain.wire.messages import Page
from guichet.sample.multitude import FIELDS, Multitude
from guichet.sample.profile import Profile
from packs.reading import folder_of
from server import snapshots
from server.database import Database
from server.running import Running, running

PACK, OFFICE = "kp-one-window", "NSR"
PASSWORD, USER = "four plain words", "awa"
EASY = Hardness(1024, 1, 1)
_LAPTOPS = 8
_EDITED = 10  # one record in so many was edited since it was made
_ROWS_A_VERSION = 500
_PUT = text(
    "INSERT INTO record (district, id, kind, fields, revisions, version)"
    " SELECT d, i, k, f::jsonb, r::jsonb, v FROM unnest(CAST(:districts AS text[]), CAST(:ids AS bigint[]),"
    " CAST(:kinds AS text[]), CAST(:fields AS text[]), CAST(:revisions AS text[]),"
    " CAST(:versions AS bigint[])) AS t (d, i, k, f, r, v)"
)


def run() -> None:
    """Prints the table."""
    persons = int(os.environ.get("GUICHET_PERSONS", "125000"))
    print(machine.described() + "\n", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="guichet-first-", ignore_cleanup_errors=True) as name,
        running(Path(name) / "data", tls=True) as server,
    ):
        district, rows = _fill(server.database, persons)
        _say(f"{rows:,} rows of {persons:,} persons in {district}")
        measured = _measured(server, Path(name), district)
    _show(persons, rows, measured)


def _say(line: str) -> None:
    print(line, flush=True)


@dataclass(frozen=True)
class _Laptop:
    """Who wrote some of the rows."""

    no: int
    device: str
    people: Multitude


def _fill(database: Database, persons: int) -> tuple[str, int]:
    """A district with at least so many persons in whole households; its code and the number of its rows."""
    laptops = [_laptop(database, n) for n in range(_LAPTOPS)]
    blocks = [laptop.people.blocks(persons // _LAPTOPS) for laptop in laptops]
    counts: Counter[str] = Counter()
    district, version = "", 0
    for together in zip_longest(*blocks):
        for laptop, block in zip(laptops, together, strict=True):
            for made in _in_order(laptop, block or {}):
                version += 1
                district = made[0][2]
                counts.update(kind for kind, *_ in made)
                _put(database, laptop.no, version, made)
    with database.transaction({district}) as connection:
        connection.execute(
            text("UPDATE district SET version = :v WHERE code = :d"), {"v": version, "d": district}
        )
        for kind, count in counts.items():
            connection.execute(
                text("INSERT INTO tally (district, kind, n) VALUES (:d, :k, :n)"),
                {"d": district, "k": kind, "n": count},
            )
    return district, counts.total()


def _laptop(database: Database, n: int) -> _Laptop:
    programme = find_programme(PACK)
    office = next(one for one in programme.offices if one.code == OFFICE)
    device = Random(n).randbytes(16).hex()
    with database.transaction() as connection:
        no = connection.execute(
            text(
                "INSERT INTO device (fingerprint, public_key, office, code, last_number, last_chain)"
                " VALUES (:name, '', :office, :code, 0, '') RETURNING no"
            ),
            {"name": device, "office": OFFICE, "code": f"D5T{n}"},
        ).scalar_one()
    folder = folder_of(programme.code)
    assert folder is not None
    profile = Profile(folder / "sample")
    return _Laptop(no, device, Multitude(programme, office, profile, 0, f"D5T{n}", lists(), seed=n))


Made = tuple[str, int, str, dict[str, Any], dict[str, str]]


def _in_order(laptop: _Laptop, block: Any) -> Iterator[list[Made]]:
    """The records of a block by number, as a laptop would have written them; so many a transaction."""
    made: list[Made] = []
    for kind, names in FIELDS.items():
        refs = references(kind)
        for row, district, *values in block.get(kind, ()):
            fields = {
                name: str(RecordId(laptop.device, value)) if name in refs else value
                for name, value in zip(names, values, strict=True)
                if value is not None
            }
            edited = row % _EDITED == 0 and kind in ("household", "person")
            by = str(RecordId(laptop.device, row * 2 + 10_000_000))
            made.append(
                (
                    kind,
                    row,
                    district,
                    fields,
                    {"village" if kind == "household" else "sex": by} if edited else {},
                )
            )
    made.sort(key=lambda one: one[1])
    for start in range(0, len(made), _ROWS_A_VERSION):
        yield made[start : start + _ROWS_A_VERSION]


def _put(database: Database, no: int, version: int, made: list[Made]) -> None:
    with database.transaction({made[0][2]}) as connection:
        given = {
            "districts": [one[2] for one in made],
            "ids": [no << 40 | one[1] for one in made],
            "kinds": [one[0] for one in made],
            "fields": [json.dumps(one[3]) for one in made],
            "revisions": [json.dumps(one[4]) for one in made],
            "versions": [version] * len(made),
        }
        connection.execute(_PUT, given)


def _measured(server: Running, folder: Path, district: str) -> dict[str, float]:
    found: dict[str, float] = {}
    began = time.monotonic()
    snapshots.Snapshots(server.database).make(district)
    found["build"] = time.monotonic() - began
    with server.database.transaction({district}, reading=True) as connection:
        found["size"] = connection.execute(text("SELECT size FROM snapshot")).scalar_one()
    found["person rows"] = _size_of_persons(server.database, district)
    _say(f"written in {found['build']:.1f} s, {found['size'] / 1e6:.2f} MB")
    application = Application(EASY, data=folder / "data of programs")
    path = folder / "new.guichet"
    application.create_office(path, find_programme(PACK), OFFICE, USER, PASSWORD)
    with application.desk(path, PASSWORD, USER) as desk:
        join_server(desk, server.url, server.enrol(OFFICE))
        watch = _Watch()
        report = synchronise(desk, watch.told)
        assert report.finished and report.counts_compared and not report.differing, report
    found |= {"fetch": watch.fetched(), "take in": watch.taken(), "round": report.seconds}
    found |= {"up": report.bytes_up, "down": report.bytes_down, "received": report.received}
    found["file"] = sum(one.stat().st_size for one in folder.glob("new.guichet*"))
    return found


class _Watch:
    """When the bytes began and ended to come, and when the rows were in."""

    def __init__(self) -> None:
        self.first = self.whole = self.last = 0.0

    def told(self, progress: Any) -> None:
        now = time.monotonic()
        if not progress.first_bytes_to_do:
            return
        self.first = self.first or now
        if progress.first_bytes < progress.first_bytes_to_do:
            self.whole = now
        self.last = now

    def fetched(self) -> float:
        return self.whole - self.first

    def taken(self) -> float:
        return self.last - self.whole


def _size_of_persons(database: Database, district: str) -> int:
    """Bytes of a snapshot of the persons alone, in the pages of the whole one."""
    size = 0
    with database.transaction({district}) as connection:
        own = snapshots.Writing(connection, district, "", threading.Event()).pages()
        pages = (Page(tuple(row for row in page.rows if row.kind == "person"), page.cursors) for page in own)
        for piece in encode_pages(pages):
            size += len(piece)
    return size


def _show(persons: int, rows: int, found: dict[str, float]) -> None:
    show(
        f"First synchronisation of {persons:,} persons ({rows:,} rows)",
        ("", "measured", "must"),
        [
            ("bytes of a person's row", f"{found['person rows'] / persons:.1f}", "≤ 60"),
            ("whole snapshot", f"{found['size'] / 1e6:.2f} MB", ""),
            ("whole snapshot, bytes a person", f"{found['size'] / persons:.1f}", ""),
            ("whole snapshot, bytes a row", f"{found['size'] / rows:.1f}", ""),
            ("writing it, once", f"{found['build']:.1f} s", ""),
            ("fetching it (TLS, this machine)", f"{found['fetch']:.1f} s", ""),
            ("taking it in", f"{found['take in']:.1f} s", ""),
            ("the whole round", f"{found['round']:.1f} s", ""),
            ("HTTP up, down", f"{found['up'] / 1e3:.1f} kB, {found['down'] / 1e6:.2f} MB", ""),
            ("the encrypted file afterwards", f"{found['file'] / 2**20:.0f} MiB", ""),
        ],
    )
