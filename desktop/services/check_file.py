"""Check an office file: its pages, its journal's chain, the server's receipts, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.models import digests, journal, records
from desktop.services import receipts
from desktop.services.desk import Desk
from domain.records import KINDS


@dataclass(frozen=True)
class Checked:
    """What a check found. ``damaged`` names damaged pages, ``broken`` changes whose chain does not hold.

    ``wrong_receipts`` names receipts that do not hold (``device:upto``), ``unproved`` counts changes that
    arrived with a copy of this file and have no receipt here. ``digests``: two files that hold the same of a
    district say the same of it.
    """

    households: int
    persons: int
    changes: int
    waiting: int
    refused: int
    conflicts: int
    damaged: tuple[str, ...]
    broken: tuple[str, ...]
    counts: dict[str, int]
    receipts: int = 0
    wrong_receipts: tuple[str, ...] = ()
    unproved: int = 0
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Nothing is damaged, the chain holds, and so does every receipt."""
        return not self.damaged and not self.broken and not self.wrong_receipts


def check_file(desk: Desk) -> Checked:
    """Read every page and every change; seconds on a large file. Raises Fault when it cannot be read."""
    proved = receipts.verify(desk)
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
            receipts=proved.receipts,
            wrong_receipts=proved.wrong,
            unproved=proved.unproved,
            digests=digests.of_districts(connection),
        )
