"""The office file the register is measured on: invented West African families under the Cabo Verde pack."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.west_africa import lists
from desktop.application import Application
from desktop.models.vault import Hardness
from domain.programme import Programme
from guichet.demo.district import Progress, build
from packs.reading import find

NAME = "register.guichet"
OFFICE = "SCZ"
EASY = Hardness(1024, 1, 1)


def programme() -> Programme:
    """The pack with its table of name variants, its office serving the whole country: some forty areas."""
    pack = find("cv-single-register")
    offices = [
        office.model_copy(update={"areas": ("CV",)}) if office.code == OFFICE else office
        for office in pack.offices
    ]
    return pack.model_copy(update={"offices": type(pack.offices)(offices)})


def ready(folder: Path, persons: int) -> Path:
    """The file in ``folder``, built there when it is missing; says how long that took."""
    path = folder / NAME
    if not path.is_file():
        begun = time.monotonic()
        build(Application(EASY), programme(), OFFICE, path, persons, _told, lists())
        size = sum(file.stat().st_size for file in folder.iterdir()) / 2**20
        seconds = time.monotonic() - begun
        print(f"built {path}: {persons:,} persons, {size:,.0f} MiB, {seconds:,.0f} s\n", flush=True)
    return path


def _told(progress: Progress) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(
            f"\r{progress.share:5.1%}  {progress.persons:,} persons, {progress.left:.0f} s left "
        )
