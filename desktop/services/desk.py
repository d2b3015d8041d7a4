"""A desk: one signed-in sitting at one office file, which every service takes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from desktop.models import batches, journal, merges, moves, people
from desktop.models.batches import BatchWriter
from desktop.models.journal import Writer
from desktop.models.search.walk import Register
from desktop.models.store import Store
from desktop.models.users import UserLine
from domain import codes
from domain.matching.variants import Variants
from domain.problems import Problem, Refused
from domain.programme import Office, Programme

if TYPE_CHECKING:
    from domain.catalogue import Catalogue


def utc_now() -> datetime:
    """The laptop's clock."""
    return datetime.now(UTC)


def written(moment: datetime) -> str:
    """A moment as records keep it: ISO 8601, UTC, whole seconds, in an order that texts keep too."""
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


@dataclass(frozen=True)
class Desk:
    """Who sits at which office file. ``key`` opens the file for this sitting and is never written."""

    path: Path
    store: Store
    programme: Programme = field(repr=False)
    office: Office
    user: UserLine
    key: bytes = field(repr=False)
    clock: Callable[[], datetime] = utc_now
    # The confidential files opened in this sitting, each with a reason that was written down.
    opened: set[int] = field(default_factory=set, repr=False, compare=False)

    def now(self) -> datetime:
        """This moment, UTC."""
        return self.clock()

    def stamp(self) -> str:
        """This moment as records keep it: ISO 8601, UTC, whole seconds."""
        return written(self.now())

    def today(self) -> date:
        """The date at the office."""
        return self.now().astimezone(ZoneInfo(self.office.time_zone)).date()

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """One transaction of records and their changes, in this user's name."""
        with journal.writing(self.store, self.user.number) as writer:
            yield writer

    @contextmanager
    def writing_many(self) -> Iterator[BatchWriter]:
        """One transaction of many records: the same, written and indexed together when the block ends."""
        with batches.writing(self.store, self.user.number) as writer:
            yield writer

    def household_row(self, code: str) -> int:
        """The household of a printed code, its own or a member's; of one merged, what it went into.

        Raises Refused.
        """
        return self._rows(code)[0]

    def person_row(self, code: str) -> int:
        """The person of a printed code; of a household's code, its head; of one merged, who stands for it.

        Raises Refused.
        """
        household, person = self._rows(code)
        if person is not None:
            return person
        with self.store.reading() as connection:
            row = connection.execute(
                "SELECT person FROM membership WHERE household = ? AND role = 'head' AND end_on IS NULL",
                (household,),
            ).fetchone()
        if row is None:
            raise Refused(Problem("code_unknown", "code", facts={"code": code}))
        return int(row[0])

    def _rows(self, code: str) -> tuple[int, int | None]:
        normal = codes.normal(code)
        if normal is None:
            raise Refused(Problem("code_mistyped", "code", facts={"code": code}))
        with self.store.reading() as connection:
            household = people.row_of_code(connection, "household", normal)
            if household is not None:
                return merges.standing(connection, "household", household), None
            person = people.row_of_code(connection, "person", normal)
            person = person and merges.standing(connection, "person", person)
            home = (
                person
                and connection.execute(
                    "SELECT household FROM membership WHERE person = ?"
                    " ORDER BY end_on IS NOT NULL, id LIMIT 1",
                    (person,),
                ).fetchone()
            )
            if not home:
                raise Refused(self._not_here(connection, normal))
            return merges.standing(connection, "household", int(home[0])), person

    def _not_here(self, connection: Any, code: str) -> Problem:
        """Never heard of, or moved away: what is left of that is the printed code, and where to."""
        away = moves.away(connection, code)
        if away is None:
            return Problem("code_unknown", "code", facts={"code": code})
        area = self.programme.area(away.to_district)
        if area is None:
            return Problem("code_moved_away", "code", facts={"code": code})
        return Problem("household_moved_away", "code", facts={"code": code, "name": area.name})

    @cached_property
    def search_register(self) -> Register:
        """What searches of this sitting keep in memory: the words of all names, the villages."""
        variants = Variants(self.programme.name_variants)
        return Register(self.programme.country, self.today(), variants=variants)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What the programme offers: schemes, needs, services, organisations, forms."""
        from desktop.models import programme_parts  # noqa: PLC0415  (a first window does without)

        with self.store.reading() as connection:
            return programme_parts.catalogue(connection)

    def close(self) -> None:
        """End the sitting."""
        self.store.close()
