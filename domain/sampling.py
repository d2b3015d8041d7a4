"""Which households of a campaign are visited again: told by their code alone, so that nobody chooses them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

PERCENT = 5
_WHOLE = 2**64


def drawn_number(campaign: str, household: str) -> int:
    """From 0 to 2**64 - 1: the first eight bytes, big-endian, of HMAC-SHA-256 (RFC 2104).

    Its key is the campaign's code and its message the household's printed code, both UTF-8 as printed.
    """
    return int.from_bytes(hmac.digest(campaign.encode(), household.encode(), hashlib.sha256)[:8], "big")


def is_drawn(campaign: str, household: str, percent: int = PERCENT) -> bool:
    """Whether the number lies in the lowest ``percent`` hundredths; no other household has a say in it."""
    return drawn_number(campaign, household) * 100 < percent * _WHOLE


def drawn(campaign: str, households: Iterable[str], percent: int = PERCENT) -> list[str]:
    """Those of one team that are visited again, lowest number first.

    A team in which chance draws nobody gives the household of its lowest number: every team is looked at.
    """
    ranked = sorted(households, key=lambda code: drawn_number(campaign, code))
    return [code for code in ranked if is_drawn(campaign, code, percent)] or ranked[:1]
