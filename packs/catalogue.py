"""What a pack offers: schemes, needs, services, organisations; its own in place of the shared ones."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.catalogue import Catalogue, NeedType, Organisation, PaperKind, Service
from domain.payments.money import minor
from domain.problems import Problem, Refused
from domain.schemes.scheme import Scheme
from packs.documents import Document, problem_of, read_document
from packs.places import resources
from packs.reading import folder_of

T = TypeVar("T")
_AMOUNTS = ("amount", "cap", "floor", "ceiling", "flat", "rounded_to")
_PERCENTAGES = ("percent", "worker", "employer", "sponsor")


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue of the pack in ``folder``. Raises ``Refused`` with every mistake found."""
    shared = resources() / "templates"
    return Catalogue(
        schemes=_merged(read_schemes(shared), read_schemes(folder)),
        needs=_merged(_listed(shared, "needs.yaml", NeedType), _listed(folder, "needs.yaml", NeedType)),
        services=_merged(
            _listed(shared, "services.yaml", Service), _listed(folder, "services.yaml", Service)
        ),
        organisations=_listed(folder, "organisations.yaml", Organisation),
        papers=_merged(_listed(shared, "papers.yaml", PaperKind), _listed(folder, "papers.yaml", PaperKind)),
    )


@cache
def shipped(code: str) -> Catalogue:
    """The catalogue of a pack that ships with the product; the shared templates for any other code."""
    return load_catalogue(folder_of(code) or resources() / "templates")


def read_schemes(folder: Path) -> tuple[Scheme, ...]:
    """schemes.yaml, its amounts in minor units and its percentages in thousandths; none without the file."""
    if not (folder / "schemes.yaml").exists():
        return ()
    document = read_document(folder, "schemes.yaml")
    given = document.value if isinstance(document.value, list) else [document.value]
    return _checked(document, [_in_minor_units(scheme) for scheme in given], Scheme)


def _listed(folder: Path, name: str, kind: type[T]) -> tuple[T, ...]:
    if not (folder / name).exists():
        return ()
    document = read_document(folder, name)
    return _checked(document, document.value, kind)


def _checked(document: Document, value: Any, kind: type[T]) -> tuple[T, ...]:
    try:
        return TypeAdapter(tuple[kind, ...]).validate_python(value)  # type: ignore[valid-type]
    except ValidationError as error:
        raise Refused(
            problem_of(item["type"], item["input"], document.where(item["loc"]), item["loc"])
            for item in error.errors(include_url=False)
        ) from error


def _merged(shared: tuple[T, ...], own: tuple[T, ...]) -> tuple[T, ...]:
    """The pack's own stand in the place of shared ones of the same code."""
    found: dict[str, T] = {one.code: one for one in shared}  # type: ignore[attr-defined]
    found |= {one.code: one for one in own}  # type: ignore[attr-defined]
    return tuple(found.values())


def _in_minor_units(scheme: Any) -> Any:
    """The scheme's amounts and percentages as whole numbers. Raises ``Refused`` for what has none."""
    if not isinstance(scheme, dict):
        return scheme
    lists = {
        name: [_converted(one) for one in scheme[name]]
        for name in ("benefits", "contributions")
        if isinstance(scheme.get(name), list)
    }
    observed = scheme.get("observations")
    if isinstance(observed, list):
        lists["observations"] = [_in_thousandths(one) for one in observed]
    return scheme | lists


def _in_thousandths(observation: Any) -> Any:
    if not isinstance(observation, dict) or "percent" not in observation:
        return observation
    rest = {name: value for name, value in observation.items() if name != "percent"}
    return rest | {"thousandths": _whole(observation["percent"])}


def _converted(line: Any) -> Any:
    if not isinstance(line, dict):
        return line
    currency = str(line.get("currency", ""))
    found = dict(line)
    try:
        for name in _AMOUNTS:
            if line.get(name) is not None:
                found[name] = minor(line[name], currency)
        if "amounts" in line:
            found["amounts"] = [minor(one, currency) for one in line["amounts"]]
        if "table" in line:
            found["table"] = [(size, minor(one, currency)) for size, one in line["table"]]
    except (ArithmeticError, ValueError, TypeError) as error:
        facts = {"given": str(line)[:80], "expected": "decimal"}
        raise Refused(Problem("field_wrong", where="schemes.yaml amount", facts=facts)) from error
    return found | {name: _whole(line[name]) for name in _PERCENTAGES if line.get(name) is not None}


def _whole(percent: Any) -> Any:
    """Per cent as thousandths of one per cent; what is no number is left for the check that names it."""
    return round(percent * 1000) if isinstance(percent, int | float) else percent
