"""Builds an office file with a whole district in it: whole, or not at all."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.application import Application
from desktop.models import identity, loading
from desktop.services import look_alikes
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.programme import Programme
from guichet.demo.laptops import FULL_NAME, PASSWORD, USER
from guichet.sample.multitude import FIELDS, Lists, Multitude
from guichet.sample.profile import Profile
from packs.reading import folder_of

# Somebody else's device: the rows are as they come from a server, made elsewhere.
_ELSEWHERE, _CODE = "d157c1c7" * 4, "D5TR"
# Of the time of building, by measurement: the rows, then the index of look-alikes.
_ROWS_SHARE = 0.3


@dataclass(frozen=True)
class Progress:
    """How far the building is: ``share`` 0 to 1 of its time, of ``persons``, seconds since the start."""

    share: float
    persons: int
    seconds: float

    @property
    def pace(self) -> float:
        """Persons a second, all their work included."""
        return self.share * self.persons / max(self.seconds, 0.001)

    @property
    def left(self) -> float:
        """Seconds to go at this pace."""
        return self.seconds / self.share - self.seconds if self.share else 0.0


Told = Callable[[Progress], None]


def build(
    application: Application,
    programme: Programme,
    office: str,
    path: Path,
    persons: int,
    told: Told,
    lists: Lists | None = None,
) -> None:
    """An office file with at least so many persons, opened by the demonstration's user.

    It appears under its name when it is whole: stopped half-way, however, it leaves nothing. ``path`` must
    have a folder of its own, empty or not yet made.
    """
    making = path.parent.with_name(f"{path.parent.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        place = making / path.name
        application.create_office(place, programme, office, USER, PASSWORD, FULL_NAME)
        with application.desk(place, PASSWORD, USER) as desk:
            _fill(desk, persons, told, lists)
        if path.parent.is_dir():
            path.parent.rmdir()  # empty; not every system renames over it
        making.rename(path.parent)
    except BaseException:  # Ctrl+C as well
        with suppress(OSError):
            shutil.rmtree(making)
        raise


def _fill(desk: Desk, persons: int, told: Told, lists: Lists | None) -> None:
    begun, done = time.monotonic(), 0
    with loading.hurried(desk.store) as connection:
        device = identity.add_device(connection, _ELSEWHERE)
        multitude = Multitude(
            desk.programme,
            desk.office,
            _profile(desk.programme),
            device << identity.NUMBER_BITS,
            _CODE,
            lists,
        )
        for rows in multitude.blocks(persons):
            for kind, names in FIELDS.items():
                loading.load(connection, kind, names, rows[kind])
            done += len(rows["person"])
            told(Progress(_ROWS_SHARE * min(1.0, done / persons), persons, time.monotonic() - begun))

    def indexed(part: int, total: int) -> None:
        share = _ROWS_SHARE + (1 - _ROWS_SHARE) * part / total
        told(Progress(share, persons, time.monotonic() - begun))

    look_alikes.catch_up(desk, indexed)


def _profile(programme: Programme) -> Profile:
    folder = folder_of(programme.code)
    if folder is None:
        raise Refused(Problem("file_missing", where="sample/profile.yaml"))
    return Profile(folder / "sample")
