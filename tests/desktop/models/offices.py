"""A real office file of the shipped pilot, made in a few milliseconds, and households to put into it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.models.vault import Hardness
from desktop.services.create_office import create_office
from desktop.services.desk import Desk
from desktop.services.register import Registered, register
from desktop.services.sign_in import sign_in
from domain.programme import Programme
from domain.registration import parse
from packs.reading import find

EASY = Hardness(1024, 1, 1)  # for tests only: a real file asks 128 MiB of a guesser
PASSWORD = "correct horse battery"
DISTRICT = "PK-KP-NOWSHERA"
AREA = "PK-KP-NOWSHERA-PAB-01"
NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # at the office


def programme() -> Programme:
    return find("kp-one-window")


def make_office(path: Path, office: str = "NSR", username: str = "Awa", **given: Any) -> Desk:
    """A new file and its first user's sitting; the clock stands still at noon unless one is given."""
    clock = given.pop("clock", lambda: NOON)
    create_office(path, given.pop("pack", programme()), office, username, PASSWORD, "Awa Sy", EASY)
    return sign_in(path, PASSWORD, clock=clock)


def member(**changed: Any) -> dict[str, Any]:
    """A grown woman with a name, a number and a phone."""
    return {
        "role": "head",
        "given_name": "Awa",
        "family_name": "N'Diaye",
        "sex": "female",
        "birth_date": "1987-04-12",
        "birth_precision": "day",
    } | changed


def child(**changed: Any) -> dict[str, Any]:
    return member(role="child", given_name="Fatou", birth_date="2019", birth_precision="year") | changed


def form(*members: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """One line of an import; ``place`` changes the household part."""
    place = {"area": AREA, "village": "Pabbi"} | changed.pop("place", {})
    line = {"household": place, "legal_basis": "public_interest", "members": list(members or [member()])}
    return line | changed


def add(desk: Desk, *members: dict[str, Any], **changed: Any) -> Registered:
    """Register a household."""
    return register(desk, parse(form(*members, **changed)))
