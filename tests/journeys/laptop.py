"""A laptop with an office file, and a clerk who does what a journey needs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.application import Application, find_programme
from desktop.models import settings
from desktop.models.vault import Hardness
from desktop.services import search
from desktop.services.check_file import Checked, check_file
from desktop.services.desk import Desk
from desktop.services.join_server import join_server
from desktop.services.register import register
from desktop.services.sign_in import sign_in
from desktop.services.synchronise import synchronise
from domain.registration import parse
from guichet.sample.households import households

if TYPE_CHECKING:
    from desktop.sync.report import Report
    from server.running import Running

PACK, USER, PASSWORD = "kp-one-window", "awa.khan.at.nowshera", "four plain words"
FAST = Hardness(1024, 1, 1)


def lines(count: int, *, office: str = "NSR", seed: int = 7, start: int = 0) -> list[dict[str, Any]]:
    """Invented households, each with an id of its own; ``start`` passes over the first ones."""
    programme = find_programme(PACK)
    return list(islice(households(programme, start + count, seed, office=office), start, start + count))


@dataclass
class Laptop:
    """One office file. Each act signs in and out again, as a command does."""

    path: Path
    office: str = "NSR"

    def __post_init__(self) -> None:
        self.application = Application(hardness=FAST, data=self.path.parent / "data")

    def create(self) -> Laptop:
        """Make the file."""
        self.application.create_office(self.path, find_programme(PACK), self.office, USER, PASSWORD)
        return self

    def sit(self) -> closing[Desk]:
        """A desk to use in a ``with`` block."""
        return closing(sign_in(self.path, PASSWORD, USER))

    def register(self, entries: Sequence[dict[str, Any]]) -> list[str]:
        """Register households; their codes."""
        with self.sit() as desk:
            return [register(desk, parse(entry)).code for entry in entries]

    def join(self, server: Running, url: str = "") -> Laptop:
        """Join the server, perhaps by another address of it."""
        with self.sit() as desk:
            join_server(desk, url or server.url, server.enrol(self.office))
        return self

    def moved_to(self, url: str) -> Laptop:
        """The same server answers at another address from now on."""
        with self.sit() as desk, desk.store.transaction() as connection:
            settings.put(connection, "server_url", url)
        return self

    def sync(self) -> Report:
        """One round."""
        with self.sit() as desk:
            return synchronise(desk)

    def sync_fully(self) -> Report:
        """One round after which both sides name the same counts."""
        report = self.sync()
        assert report.finished
        assert report.counts_compared
        assert not report.differing
        return report

    def households(self) -> list[str]:
        """The codes of all households, sorted; one that was doubled stands twice."""
        with self.sit() as desk:
            rows = search.household_lines(desk, search.households(desk, ""))
        return sorted(line.code for line in rows)

    def people(self) -> list[tuple[str, str]]:
        """Code and name of everybody, sorted."""
        with self.sit() as desk:
            rows = search.people(desk, "")
            found = [search.person_lines(desk, rows[n : n + 300]) for n in range(0, len(rows), 300)]
        return sorted((line.code, line.name) for page in found for line in page)

    def check(self) -> Checked:
        """Every page and every change; the file must be sound."""
        with self.sit() as desk:
            found = check_file(desk)
        assert found.sound, found
        return found
