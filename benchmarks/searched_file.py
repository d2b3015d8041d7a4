"""The files that searches are measured on: the register of the others, with slips of the pen of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

from benchmarks.register_file import NAME, ready
from desktop.models import records
from desktop.services import sign_in
from desktop.services.desk import Desk
from domain.matching.names import fold
from guichet.demo.laptops import PASSWORD, USER

# Of the names, as many have a slip that nobody else has: registers have tens of thousands of such words.
SLIPPED = 0.03
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def opened(persons: int, wanted: Iterable[str]) -> Desk:
    """A sitting at a file of so many persons, kept in ``GUICHET_BENCHMARKS`` or where temporary files are.

    Each name of ``wanted`` is borne there by somebody.
    """
    folder = Path(os.environ.get("GUICHET_BENCHMARKS", tempfile.gettempdir()))
    short = f"{persons // 1_000_000}m" if persons >= 1_000_000 else f"{persons // 1_000}k"
    path = folder / f"searched-{short}" / NAME
    if not path.is_file():
        register = ready(folder / f"register-{short}", persons)
        _slip(register, path.parent, list(wanted))
    return sign_in.sign_in(path, PASSWORD, USER)


def _slip(register: Path, folder: Path, wanted: list[str]) -> None:
    making = folder.with_name(f"{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    shutil.copytree(register.parent, making)
    desk = sign_in.sign_in(making / NAME, PASSWORD, USER)
    rng = Random(11)
    with desk.store.transaction() as connection:
        rows = connection.execute("SELECT id, given_name, family_name FROM person ORDER BY id").fetchall()
        for row, given, family in rng.sample(rows, int(len(rows) * SLIPPED)):
            changed = (
                {"family_name": _with_slip(rng, family)}
                if family and rng.random() < 0.5
                else {"given_name": _with_slip(rng, given)}
            )
            records.update(connection, "person", row, changed, {})
        for name, (row, *_) in zip(wanted, rng.sample(rows, len(wanted)), strict=True):
            given, family = name.rsplit(" ", 1)
            records.update(connection, "person", row, {"given_name": given, "family_name": family}, {})
    desk.close()
    making.rename(folder)


def _with_slip(rng: Random, name: str) -> str:
    """A letter left out, doubled, exchanged with the next, or another in its place."""
    place = rng.randrange(len(name))
    here, after = name[place], name[place + 1 : place + 2]
    slip = rng.choice(("", here + here, after + here, rng.choice(_LETTERS)))
    slipped = name[:place] + slip + name[place + (2 if slip == after + here else 1) :]
    return slipped if fold(slipped) else name
