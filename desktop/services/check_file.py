"""Check an office file: its pages, its journal's chain, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.models import journal, records
from desktop.services.desk import Desk
from domain.records import KINDS


@dataclass(frozen=True)
class Checked:
    """What a check found. ``damaged`` names damaged pages, ``broken`` changes whose chain does not hold."""

    households: int
    persons: int
    changes: int
    waiting: int
    refused: int
    conflicts: int
    damaged: tuple[str, ...]
    broken: tuple[str, ...]
    counts: dict[str, int]

    @property
    def sound(self) -> bool:
        """Nothing is damaged and the chain holds."""
        return not self.damaged and not self.broken


def check_file(desk: Desk) -> Checked:
    """Read every page and every change; seconds on a large file. Raises Fault when it cannot be read."""
    with desk.store.reading() as connection:
        cipher = [str(line) for (line,) in connection.execute("PRAGMA cipher_integrity_check")]
        pages = [str(line) for (line,) in connection.execute("PRAGMA integrity_check") if line != "ok"]
        states = journal.tally(connection)
        counts = {kind: records.count(connection, kind) for kind in KINDS}
        open_conflicts = connection.execute("SELECT count(*) FROM conflict WHERE state = 'open'").fetchone()[
            0
        ]
        return Checked(
            households=counts["household"],
            persons=counts["person"],
            changes=connection.execute("SELECT count(*) FROM change").fetchone()[0],
            waiting=states.get("waiting", 0) + states.get("sent", 0),
            refused=states.get("refused", 0),
            conflicts=open_conflicts,
            damaged=tuple(cipher + pages),
            broken=tuple(str(change) for change in journal.broken_links(connection)),
            counts=counts,
        )
