"""What can go wrong with schemes, eligibility and lists of candidates."""

from __future__ import annotations

SCHEMES: dict[str, tuple[str, str]] = {}
