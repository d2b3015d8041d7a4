"""A programme pack read from its folder and checked: every mistake names its file, line and field."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from domain.problems import Problem, Refused
from domain.programme import Programme
from packs.documents import problem_of
from packs.geography import office_area_problems, read_areas, read_offices
from packs.milestones import read_milestones
from packs.notice import read_notice
from packs.places import resources
from packs.sheet import level_problems, read_sheet
from packs.variants import read_variants

T = TypeVar("T")


def load(folder: Path) -> Programme:
    """The pack in ``folder``: programme.yaml, areas.csv, offices.csv, notice.yaml, milestones.yaml, its logo.

    name_variants.csv is read where there is one.
    Raises ``Refused`` with every mistake found, each ``where`` as ``areas.csv:12 parent``.
    """
    problems: list[Problem] = []
    sheet = _tried(problems, lambda: read_sheet(folder))
    areas = _tried(problems, lambda: read_areas(folder))
    offices = _tried(problems, lambda: read_offices(folder))
    notice = _tried(problems, lambda: read_notice(folder))
    milestones = _tried(problems, lambda: read_milestones(folder))
    variants = _tried(problems, lambda: read_variants(folder))
    if areas is not None and offices is not None:
        problems += office_area_problems(folder, {area.code for area in areas})
    if sheet is not None and areas is not None:
        problems += level_problems(*sheet, areas)
    if problems or sheet is None or areas is None or offices is None or notice is None or milestones is None:
        raise Refused(problems)
    document, said = sheet
    fields = {name: getattr(said, name) for name in type(said).model_fields}
    lists: dict[str, Any] = {"areas": areas, "offices": offices, "milestones": milestones}
    try:
        return Programme(**fields, **lists, notice=notice, name_variants=variants or ())
    except ValidationError as error:
        raise Refused(
            problem_of(item["type"], item["input"], document.where(item["loc"]), item["loc"])
            for item in error.errors(include_url=False)
        ) from error


def installed() -> tuple[Programme, ...]:
    """The packs shipped with the product, by code."""
    return tuple(find(code) for code in _folders())


@cache
def find(code: str) -> Programme:
    """The shipped pack of that code. Raises ``Refused("programme_unknown")`` naming the known ones."""
    folder = folder_of(code)
    if folder is None:
        facts = {"given": code, "known": ", ".join(_folders())}
        raise Refused(Problem("programme_unknown", where="pack", facts=facts))
    return load(folder)


def folder_of(code: str) -> Path | None:
    """Where the files of a shipped pack are, its sample names too; None when it is not shipped."""
    return _folders().get(code)


def _folders() -> dict[str, Path]:
    """A shipped pack's folder bears its code."""
    found = (resources() / "programmes").glob("*/programme.yaml")
    return {path.parent.name: path.parent for path in sorted(found)}


def _tried(problems: list[Problem], read: Callable[[], T]) -> T | None:
    """So that one reading reports the mistakes of all files."""
    try:
        return read()
    except Refused as refused:
        problems += refused.problems
        return None
