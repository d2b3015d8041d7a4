"""How common a value is, steadied while the register is small."""

from __future__ import annotations

import pytest

from domain.matching.frequencies import Counted, share


def test_a_small_register_believes_its_counts_little() -> None:
    known = Counted()
    known.add({"t|awa"})
    assert share("t|awa", known, 1) == pytest.approx(2 / 501)
    assert share("t|awa", Counted(), 0) == pytest.approx(1 / 500)
    assert share("t|awa", known, 1_000_000) == pytest.approx(2e-6, rel=0.01)


def test_a_corrected_person_is_counted_once() -> None:
    known = Counted()
    known.add(["t|awa", "t|awa"])
    known.remove(["t|awa"])
    known.remove(["t|awa"])
    assert known.count("t|awa") == 0


def test_no_share_exceeds_all() -> None:
    known = Counted()
    for _ in range(50):
        known.add({"v|bula"})
    assert share("v|bula", known, 10) <= 1
