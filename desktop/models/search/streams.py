"""Row ids from an index, in its order, a bounded number at a time; nothing stays open in between."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from desktop.models.search.narrowing import SCANNED, Narrowing
from domain.matching.names import fold

Connection = Any
Rows = list[int]
# Up to so many are listed by name; more come in the order of registration.
SORT_AT_MOST = 100
FIRST, NEXT = SORT_AT_MOST + 1, 20_000
# Rows of a full-text answer looked at in the first step of a narrowed search.
FIRST_NARROWED = 1_000
INDEXED_LETTERS = 4
WORDS_AT_MOST = 200
_LAST = "\U0010ffff"


class Page(NamedTuple):
    """The next rows; ``last`` when the index has no more; ``seen`` is how much was looked at for them."""

    rows: Rows
    last: bool
    seen: int = SCANNED


def beginnings(connection: Connection, text: str) -> str:
    """The full-text question for every word of a text begun; empty for a text without letters."""
    return " AND ".join(begun(connection, word) for word in fold(text).split())


def begun(connection: Connection, word: str) -> str:
    """The question for one folded word begun.

    Short beginnings have an index. For a long one it would gather all who bear any such word before it gave
    the first of them; asked for each of those words by name, it gives them one by one.
    """
    if len(word) > INDEXED_LETTERS:
        whole = connection.execute(
            "SELECT word FROM name_word WHERE word >= ? AND word < ? LIMIT ?",
            (word, word + _LAST, WORDS_AT_MOST + 1),
        ).fetchall()
        if 0 < len(whole) <= WORDS_AT_MOST:
            return "(" + " OR ".join(f'"{one}"' for (one,) in whole) + ")"
    return f'"{word}"*'


def by_words(connection: Connection, table: str, match: str, first: int = FIRST) -> Iterator[Page]:
    """The rows of a full-text table, ``person_search`` or ``mother_search``, that match."""
    last, limit = -1, first
    while True:
        # In one text: rows one by one take twice as long.
        found = connection.execute(
            f"SELECT json_group_array(rowid) FROM (SELECT rowid FROM {table} WHERE {table} MATCH ?"
            " AND rowid > ? ORDER BY rowid LIMIT ?)",
            (match, last, limit),
        )
        rows: Rows = json.loads(found.fetchone()[0])
        yield Page(rows, len(rows) < limit)
        if len(rows) < limit:
            return
        # What one step costs grows with each: the first rows are wanted soon, the last ones some day.
        last, limit = rows[-1], min(NEXT, 4 * limit)


def everybody(connection: Connection) -> Iterator[Page]:
    """Everybody by name."""
    key, last, limit = "", -1, FIRST
    while True:
        # In one text here too: row by row, the screen's thread would be asked for its turn at each.
        found, key = connection.execute(
            "SELECT json_group_array(id), max(sort_key) FROM (SELECT id, sort_key FROM person"
            " WHERE (sort_key, id) > (?, ?) ORDER BY sort_key, id LIMIT ?)",
            (key, last, limit),
        ).fetchone()
        rows: Rows = json.loads(found)
        yield Page(rows, len(rows) < limit)
        if len(rows) < limit:
            return
        last, limit = rows[-1], NEXT


def narrowed(connection: Connection, narrowing: Narrowing) -> Iterator[Page]:
    """Everybody a narrowing lets through, by the narrowest index it has."""
    drivers = narrowing.drivers()
    for place, condition in enumerate(drivers):
        final = place == len(drivers) - 1
        for rows, last, seen in _facts(connection, condition, narrowing):
            yield Page(rows, last and final, seen)


def _facts(connection: Connection, driver: str, narrowing: Narrowing) -> Iterator[Page]:
    """The lines of facts of one index, or of all, a stretch at a time; those that pass, each person once."""
    last, limit, listed = 0, SCANNED, -1
    while True:
        # From the last person again: a man of two households may have been cut in two.
        passed, last, seen = connection.execute(
            f"SELECT json_group_array(person) FILTER (WHERE {narrowing.condition}), max(person), count(*)"
            f" FROM (SELECT * FROM person_facts WHERE {driver} AND person >= ? ORDER BY person LIMIT ?)",
            (last, limit),
        ).fetchone()
        rows = [row for row in dict.fromkeys(json.loads(passed)) if row != listed]
        yield Page(rows, seen < limit, seen)
        if seen < limit:
            return
        listed, limit = rows[-1] if rows else listed, NEXT


def by_name(connection: Connection, rows: Sequence[int]) -> Rows:
    """A few rows in the order of a list of names."""
    ordered = connection.execute(
        "SELECT p.id FROM json_each(?) e CROSS JOIN person p ON p.id = e.value ORDER BY p.sort_key, p.id",
        (json.dumps(list(rows)),),
    )
    return [row for (row,) in ordered]
