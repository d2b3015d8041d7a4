"""Rules that ask why (V41, V42): printing again, and opening a file kept confidential."""

from __future__ import annotations

from collections.abc import Iterator

from domain.problems import Facts, Problem


def reprint_explained(code: str, copies_before: int, reason: str) -> Iterator[Problem]:
    """V41. A second copy says why; the paper bears its number."""
    if copies_before > 0 and not reason.strip():
        facts: Facts = {"code": code, "copy": copies_before + 1}
        yield Problem("reprint_reason_missing", "reason", "V41", facts=facts)


def opening_explained(confidential: bool, reason: str) -> Iterator[Problem]:
    """V42. A confidential file is opened with a reason, which is written down."""
    if confidential and not reason.strip():
        yield Problem("confidential_reason_missing", "reason", "V42")
