"""What can go wrong with needs, plans and referrals."""

from __future__ import annotations

REFERRING: dict[str, tuple[str, str]] = {}
