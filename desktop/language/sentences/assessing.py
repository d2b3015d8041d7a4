"""What can go wrong with assessments and cohorts."""

from __future__ import annotations

ASSESSING: dict[str, tuple[str, str]] = {}
