"""What can go wrong with forms of the programme."""

from __future__ import annotations

FORMS_AS_DATA: dict[str, tuple[str, str]] = {}
