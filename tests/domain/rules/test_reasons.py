"""V41 and V42: printing again and opening a confidential file say why."""

from __future__ import annotations

import pytest

from domain.rules.reasons import opening_explained, reprint_explained


@pytest.mark.parametrize(
    ("copies", "reason", "asked"), [(0, "", False), (1, "", True), (1, " ", True), (2, "lost", False)]
)
def test_v41(copies: int, reason: str, asked: bool) -> None:
    found = list(reprint_explained("X", copies, reason))
    assert [(p.rule, p.code, p.facts) for p in found] == (
        [("V41", "reprint_reason_missing", {"code": "X", "copy": copies + 1})] if asked else []
    )


@pytest.mark.parametrize(
    ("confidential", "reason", "asked"),
    [(False, "", False), (True, "", True), (True, "  ", True), (True, "visit", False)],
)
def test_v42(confidential: bool, reason: str, asked: bool) -> None:
    found = list(opening_explained(confidential, reason))
    assert [(p.rule, p.code) for p in found] == ([("V42", "confidential_reason_missing")] if asked else [])
