"""Forms that every rule accepts, to be spoilt one field at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

TODAY = date(2026, 11, 23)
AREA = "PK-KP-NOWSHERA-PAB-01"
Found = list[tuple[str, str, str, str]]


def head(**changed: Any) -> dict[str, Any]:
    """A grown woman known to the day."""
    return {
        "role": "head",
        "given_name": "Awa",
        "family_name": "N'Diaye",
        "sex": "female",
        "birth_date": "1987-04-12",
        "birth_precision": "day",
    } | changed


def child(**changed: Any) -> dict[str, Any]:
    """Her child of seven."""
    return head(role="child", given_name="Fatou", birth_date="2019-05-01") | changed


def body(*members: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """A form; ``household`` fields are given with a ``household_`` before them."""
    place = {
        key.removeprefix("household_"): changed.pop(key) for key in [*changed] if key.startswith("house")
    }
    return {
        "household": {"area": AREA} | place,
        "legal_basis": "public_interest",
        "members": list(members or [head()]),
    } | changed
