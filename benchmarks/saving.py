"""Save a household of five, beside the bare SQLCipher commit of the same rows."""

from __future__ import annotations

import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks.table import show
from desktop.models.vault import Hardness
from desktop.services import create_office, register, sign_in
from desktop.services.desk import Desk
from domain.registration import HouseholdForm, parse
from guichet.sample.households import households
from packs.reading import find

ROUNDS = 5
A_ROUND = 200
PASSWORD = "not a secret"


def run() -> None:
    """Prints the table; takes about ten seconds."""
    with tempfile.TemporaryDirectory() as folder:
        desk = _desk(Path(folder))
        forms = _forms_of_five(ROUNDS * A_ROUND + 1)
        register.register(desk, forms.pop())
        rows = _rows_of_last(desk)
        bare = _bare_file(Path(folder), desk)
        shifts = itertools.count(100_000, 100_000)
        ours: list[float] = []
        theirs: list[float] = []
        for start in range(ROUNDS):
            mine = forms[start * A_ROUND : (start + 1) * A_ROUND]
            ours.append(_timed(lambda form: register.register(desk, form), mine))
            theirs.append(_timed(lambda _: _commit(bare, rows, next(shifts)), mine))
        desk.close()
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    table = [
        (
            "`register()`: rules, records, search index, changes, chain",
            f"{statistics.median(ours):.2f}",
            f"{ratio:.2f}",
        ),
        (
            f"bare SQLCipher: the same {len(rows)} rows, one commit",
            f"{statistics.median(theirs):.2f}",
            "1.00",
        ),
    ]
    title = f"Saving a household of five, synchronous=FULL; median of {ROUNDS} rounds of {A_ROUND}"
    show(title, ("what", "ms a household", "ratio"), table)


def _timed(work: Callable[[HouseholdForm], object], forms: list[HouseholdForm]) -> float:
    begun = time.perf_counter()
    for form in forms:
        work(form)
    return (time.perf_counter() - begun) / len(forms) * 1000


def _desk(folder: Path) -> Desk:
    programme = find("kp-one-window")
    path = folder / "a.guichet"
    create_office.create_office(path, programme, "NSR", "bench", PASSWORD, hardness=Hardness(1024, 1, 1))
    return sign_in.sign_in(path, PASSWORD)


def _forms_of_five(count: int) -> list[HouseholdForm]:
    """Sample households cut to five members."""
    forms: list[HouseholdForm] = []
    for body in households(find("kp-one-window"), count * 3, seed=5, office="NSR", compounds=False):
        if len(body["members"]) >= 5 and len(forms) < count:
            body["members"] = body["members"][:5]
            forms.append(parse(body))
    return forms


def _rows_of_last(desk: Desk) -> list[tuple[str, tuple[Any, ...]]]:
    """(statement, values) of every row that the last registration wrote."""
    connection = desk.store.connection()
    (about,) = connection.execute("SELECT max(about) FROM change").fetchone()
    found: list[tuple[str, tuple[Any, ...]]] = []
    for change in connection.execute("SELECT * FROM change WHERE about = ?", (about,)).fetchall():
        found.append((_insert("change", len(change)), tuple(change)))
        record = connection.execute(f"SELECT * FROM {change[3]} WHERE id = ?", (change[0],)).fetchone()
        if record:
            found.append((_insert(change[3], len(record)), tuple(record)))
    for (person,) in connection.execute(
        "SELECT person FROM membership WHERE household = ?", (about,)
    ).fetchall():
        found.append(("INSERT INTO person_search (rowid, names) VALUES (?, ?)", (person, "a name or two")))
    return found


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"


def _bare_file(folder: Path, desk: Desk) -> Any:
    """An encrypted file of the same shape with the same pragmas, and nothing of ours around it."""
    connection = dbapi2.connect(str(folder / "bare.db"), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    shape = desk.store.connection().execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        " AND name NOT LIKE 'person_search_%' AND name NOT LIKE 'mother_search_%'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_sqlite_migrations%'"
    )
    for (statement,) in shape.fetchall():
        connection.execute(statement)
    return connection


def _commit(connection: Any, rows: list[tuple[str, tuple[Any, ...]]], shift: int) -> None:
    """The rows under other ids, so that none is there yet."""
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in rows:
        connection.execute(statement, (values[0] + shift, *values[1:]))
    connection.execute("COMMIT")
