"""What can go wrong with payment cycles and payments."""

from __future__ import annotations

PAYING: dict[str, tuple[str, str]] = {}
