"""Which version of the program this is."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def program() -> str:
    """As in the package's own papers; empty where it was never installed."""
    try:
        return version("guichet")
    except PackageNotFoundError:
        return ""
