"""Search 125,000 persons in the encrypted file, beside the bare FTS5 query of the same words."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.table import show
from desktop.models.vault import Hardness
from desktop.services import create_office, search, sign_in
from desktop.services.desk import Desk
from domain.matching.names import fold
from guichet.sample.households import households
from packs.reading import find

PERSONS = 125_000
QUERIES = 300
PAGE = 50
PASSWORD = "not a secret"


def run() -> None:
    """Prints the table; filling the file takes about a minute."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _filled(Path(folder))
        dice = random.Random(3)
        names = _names(desk)
        queries = {
            "first 2 letters": [dice.choice(names).split()[0][:2] for _ in range(QUERIES)],
            "first 4 letters": [dice.choice(names).split()[0][:4] for _ in range(QUERIES)],
            "two words": [_two_words(dice.choice(names)) for _ in range(QUERIES)],
            "whole name": [dice.choice(names) for _ in range(QUERIES)],
            "printed code": [dice.choice(_codes(desk)) for _ in range(QUERIES)],
        }
        rows = []
        for kind, texts in queries.items():
            ours = _times(lambda text: _page(desk, text), texts)
            bare = _times(lambda text: _bare(desk, text), texts) if kind != "printed code" else []
            ratio = f"{statistics.median(ours) / statistics.median(bare):.2f}" if bare else "-"
            rows.append((kind, *_quantiles(ours), *(_quantiles(bare) if bare else ("-", "-")), ratio))
        desk.close()
    head = ("query", "p50 ms", "p95 ms", "bare p50", "bare p95", "p50 ratio")
    title = f"Search over {PERSONS:,} persons: ids of every hit and the lines of the first {PAGE}"
    show(title, head, rows)


def _page(desk: Desk, text: str) -> None:
    search.person_lines(desk, list(search.people(desk, text)[:PAGE]))


def _bare(desk: Desk, text: str) -> None:
    """The same ids and the same columns by the shortest SQL that gives them."""
    match = " AND ".join(f'"{word}"*' for word in fold(text).split())
    connection = desk.store.connection()
    ids = [
        row
        for (row,) in connection.execute(
            "SELECT rowid FROM person_search WHERE person_search MATCH ?", (match,)
        )
    ][:PAGE]
    marks = ", ".join("?" * len(ids))
    connection.execute(
        "SELECT code, given_name, family_name, sex, birth_precision, birth_on, estimated_age, estimated_on"
        f" FROM person WHERE id IN ({marks})",
        ids,
    ).fetchall()


def _times(work: Callable[[str], None], texts: list[str]) -> list[float]:
    times = []
    for text in texts:
        begun = time.perf_counter()
        work(text)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _quantiles(times: list[float]) -> tuple[str, str]:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.2f}", f"{ordered[int(len(ordered) * 0.95)]:.2f}"


def _filled(folder: Path) -> Desk:
    """A file of 125,000 persons, written by the file's own writer, many households a transaction."""
    programme = find("kp-one-window")
    path = folder / "a.guichet"
    create_office.create_office(path, programme, "NSR", "bench", PASSWORD, hardness=Hardness(1024, 1, 1))
    desk = sign_in.sign_in(path, PASSWORD)
    bodies = iter(households(programme, PERSONS, seed=2, office="NSR", compounds=False))
    written = 0
    while written < PERSONS:
        with desk.writing() as writer:
            for _ in range(500):
                written += _write(desk, writer, next(bodies), written)
    return desk


def _write(desk: Desk, writer: Any, body: dict[str, Any], number: int) -> int:
    place = "PK-KP-NOWSHERA"
    household = writer.create(
        "household",
        place,
        {
            "code": f"H-{number:06d}",
            "kind": "household",
            "area": body["household"]["area"],
            "village": body["household"].get("village"),
            "registered_on": desk.today().isoformat(),
        },
    )
    for position, member in enumerate(body["members"]):
        fields: dict[str, Any] = {
            "code": f"P-{number + position:06d}",
            "given_name": member.get("given_name"),
            "family_name": member.get("family_name") or None,
            "sex": member["sex"],
            "birth_precision": "year",
            "birth_on": "1987",
        }
        person = writer.create("person", place, fields, about=household)
        link = {
            "household": household,
            "person": person,
            "role": member["role"],
            "start_on": desk.today().isoformat(),
        }
        writer.create("membership", place, link, about=household)
    return len(body["members"])


def _names(desk: Desk) -> list[str]:
    rows = desk.store.connection().execute(
        "SELECT given_name || ' ' || family_name FROM person WHERE family_name IS NOT NULL LIMIT 20000"
    )
    return [name for (name,) in rows]


def _codes(desk: Desk) -> list[str]:
    return [code for (code,) in desk.store.connection().execute("SELECT code FROM person LIMIT 1000")]


def _two_words(name: str) -> str:
    words = name.split()
    return f"{words[0][:3]} {words[-1][:3]}"
