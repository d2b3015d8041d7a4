"""What is searched beside a record: words of names, folded; kept in step by whoever writes records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.matching.names import fold
from domain.records import Json

Connection = Any
_NAMES = ("given_name", "other_names", "family_name")
ADD_NAMES = "INSERT INTO person_search (rowid, names) VALUES (?, ?)"
ADD_MOTHER = "INSERT INTO mother_search (rowid, names) VALUES (?, ?)"
ADD_WORD = "INSERT OR IGNORE INTO name_word (word) VALUES (?)"


def names(fields: Mapping[str, Json]) -> str:
    """Every word of a person's names, folded."""
    return fold(" ".join(str(fields[name]) for name in _NAMES if fields.get(name)))


def mother(fields: Mapping[str, Json]) -> str:
    """Every word of the mother's name, folded; empty where it is not known."""
    return fold(str(fields.get("mother_name") or ""))


def add(connection: Connection, row: int, fields: Mapping[str, Json]) -> None:
    """A person's names come into the indexes."""
    said, mothers = names(fields), mother(fields)
    connection.execute(ADD_NAMES, (row, said))
    connection.executemany(ADD_WORD, [(word,) for word in (*said.split(), *mothers.split())])
    if mothers:
        connection.execute(ADD_MOTHER, (row, mothers))


def remove(connection: Connection, row: int) -> None:
    """A person's names leave the indexes. A word stays among the words: it misleads nobody."""
    connection.execute("DELETE FROM person_search WHERE rowid = ?", (row,))
    connection.execute("DELETE FROM mother_search WHERE rowid = ?", (row,))
