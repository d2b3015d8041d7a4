"""name_variants.csv: which names are one name in two countries, for whoever compares persons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from domain.matching.names import fold
from domain.problems import Problem, Refused
from packs.tables import Row, read_table

FILE = "name_variants.csv"
COLUMNS = ("names", "note")


def read_variants(folder: Path) -> tuple[tuple[str, ...], ...]:
    """The groups in the file's order, each the single words of its ``names``; none without the file.

    Raises ``Refused`` for a line with fewer than two names, and for a name that stands on two lines: joined
    by it, the two groups would be one.
    """
    if not (folder / FILE).exists():
        return ()
    rows = read_table(folder, FILE, COLUMNS)
    problems = list(_problems(rows))
    if problems:
        raise Refused(problems)
    return tuple(tuple(row.cells["names"].split()) for row in rows)


def _problems(rows: list[Row]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        names = {folded for name in row.cells["names"].split() if (folded := fold(name))}
        if len(names) < 2:
            yield Problem("variant_alone", where=row.where("names"), facts={"given": row.cells["names"][:80]})
        for name in sorted(names & first.keys()):
            facts: dict[str, str | int] = {"name": name, "first_line": first[name]}
            yield Problem("variant_twice", where=row.where("names"), facts=facts)
        first |= {name: row.line for name in names if name not in first}
