"""What another page asks of this one: to hear a complaint of a household."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HearOrder:
    """A complaint is to be heard; ``household`` is a printed code, or empty."""

    household: str = ""
