"""The areas and offices of a pack, from areas.csv and offices.csv."""

from __future__ import annotations

import zoneinfo
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from domain.languages import LANGUAGES
from domain.problems import Problem, Refused
from domain.programme import Area, Data, Office
from packs.documents import problem_of
from packs.tables import Row, read_table

AREA_COLUMNS = ("code", "level", "name", "parent", "latitude", "longitude")
OFFICE_COLUMNS = (
    *("code", "name_en", "name_fr", "name_pt", "areas"),
    *("address", "phone", "languages", "time_zone"),
)
# Regional offices only: the offices whose last contact and backlog they see.
OPTIONAL_OFFICE_COLUMNS = ("watches",)
D = TypeVar("D", bound=Data)


def read_areas(folder: Path) -> tuple[Area, ...]:
    """The administrative tree of areas.csv, in its order. Raises ``Refused`` with every mistake."""
    rows = read_table(folder, "areas.csv", AREA_COLUMNS)
    areas = _built(rows, Area, _area_fields)
    if not areas:
        raise Refused(Problem("table_empty", where="areas.csv"))
    problems = [*_repeated(rows, "area_twice"), *_tree_problems(rows, areas)]
    if problems:
        raise Refused(problems)
    return tuple(areas)


def read_offices(folder: Path) -> tuple[Office, ...]:
    """The offices of offices.csv; several areas, languages or offices in a cell are parted by spaces."""
    rows = _office_rows(folder)
    offices = _built(rows, Office, _office_fields)
    if not offices:
        raise Refused(Problem("table_empty", where="offices.csv"))
    problems = [*_repeated(rows, "office_twice"), *_watch_problems(rows)]
    zones = zoneinfo.available_timezones()
    for row, office in zip(rows, offices, strict=True):
        if office.time_zone not in zones:
            facts = {"given": office.time_zone}
            problems.append(Problem("time_zone_unknown", where=row.where("time_zone"), facts=facts))
    if problems:
        raise Refused(problems)
    return tuple(offices)


def _is_time_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def office_area_problems(folder: Path, areas: Collection[str]) -> list[Problem]:
    """One problem for each area an office names that areas.csv lacks."""
    return [
        Problem("office_area_unknown", where=row.where("areas"), facts={"area": code})
        for row in _office_rows(folder)
        for code in row.cells["areas"].split()
        if code not in areas
    ]


def _office_rows(folder: Path) -> list[Row]:
    return read_table(folder, "offices.csv", OFFICE_COLUMNS, OPTIONAL_OFFICE_COLUMNS)


def _watch_problems(rows: list[Row]) -> Iterator[Problem]:
    known = {row.cells["code"] for row in rows}
    for row in rows:
        for code in row.cells["watches"].split():
            if code not in known:
                yield Problem("office_watched_unknown", where=row.where("watches"), facts={"office": code})


def _area_fields(cells: dict[str, str]) -> dict[str, Any]:
    return {column: cell for column, cell in cells.items() if cell}


_LISTS = ("areas", "languages", "watches")


def _office_fields(cells: dict[str, str]) -> dict[str, Any]:
    """An empty cell is left out, so that it is missing rather than wrong."""
    names = {language: cells[f"name_{language}"] for language in LANGUAGES if cells[f"name_{language}"]}
    lists = {column: cells[column].split() for column in _LISTS if cells[column]}
    single = {c: cells[c] for c in ("code", "address", "phone", "time_zone") if cells[c]}
    return {"names": names, **lists, **single}


def _built(rows: list[Row], kind: type[D], fields: Any) -> list[D]:
    built: list[D] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            built.append(kind.model_validate(fields(row.cells)))
        except ValidationError as error:
            problems += [
                problem_of(e["type"], e["input"], row.where(_column(e["loc"])), e["loc"])
                for e in error.errors(include_url=False)
            ]
    if problems:
        raise Refused(problems)
    return built


def _column(loc: tuple[str | int, ...]) -> str:
    """The column of a field: ``names.fr`` stands under ``name_fr``."""
    return f"name_{loc[1]}" if loc[0] == "names" and len(loc) > 1 else str(loc[0])


def _repeated(rows: list[Row], problem: str) -> list[Problem]:
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for row in rows:
        code = row.cells["code"]
        if code in first:
            problems.append(
                Problem(
                    problem,
                    where=row.where("code"),
                    facts={"code": code, "first_line": first[code]},
                )
            )
        first.setdefault(code, row.line)
    return problems


def _tree_problems(rows: list[Row], areas: list[Area]) -> Iterator[Problem]:
    levels = {area.code: area.level for area in areas}
    for row, area in zip(rows, areas, strict=True):
        if (area.parent is None) != (area.level == 0):
            yield Problem(
                "area_parent_missing",
                where=row.where("parent"),
                facts={"level": area.level},
            )
        elif area.parent is not None and area.parent not in levels:
            yield Problem(
                "area_parent_unknown",
                where=row.where("parent"),
                facts={"parent": area.parent},
            )
        elif area.parent is not None and levels[area.parent] != area.level - 1:
            facts = {"level": area.level, "parent_level": levels[area.parent]}
            yield Problem("area_level_wrong", where=row.where("level"), facts=facts)
        yield from _position_problems(row, area)


def _position_problems(row: Row, area: Area) -> Iterator[Problem]:
    if (area.latitude is None) != (area.longitude is None):
        yield Problem("position_incomplete", where=row.where("latitude"))
    if area.latitude is not None and not -90 <= area.latitude <= 90:
        yield Problem("position_outside", where=row.where("latitude"))
    if area.longitude is not None and not -180 <= area.longitude <= 180:
        yield Problem("position_outside", where=row.where("longitude"))
