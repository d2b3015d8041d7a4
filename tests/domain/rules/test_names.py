"""V01 and V02: who somebody is called, and their sex, are said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body, head


@pytest.mark.parametrize(
    "names",
    [
        {"given_name": "Awa", "family_name": "N'Diaye"},
        {"given_name": "Awa", "family_name": None, "single_name": True},
        {"given_name": None, "family_name": "N'Diaye", "single_name": True},
        {"given_name": "Awa", "family_name": "–", "single_name": True},
        {"given_name": "آوا", "family_name": "خان"},
    ],
)
def test_v01_accepts(problems: Ask, names: dict[str, Any]) -> None:
    assert problems(body(head(**names))) == []


@pytest.mark.parametrize(
    ("names", "code", "where"),
    [
        ({"given_name": None, "family_name": None}, "name_missing", "given_name"),
        ({"given_name": "", "family_name": "  "}, "name_missing", "given_name"),
        ({"given_name": "-", "family_name": "'", "single_name": True}, "name_missing", "given_name"),
        ({"given_name": "Awa", "family_name": None}, "name_missing_one", "family_name"),
        ({"given_name": "Awa", "family_name": "=1+1"}, "name_missing_one", "family_name"),
        ({"given_name": "Awa", "family_name": "–"}, "name_missing_one", "family_name"),
        ({"given_name": "…", "family_name": "N'Diaye"}, "name_missing_one", "given_name"),
    ],
)
def test_v01_refuses(problems: Ask, names: dict[str, Any], code: str, where: str) -> None:
    assert problems(body(head(**names))) == [("V01", code, f"members.0.{where}", "error")]


@pytest.mark.parametrize(
    "said", [{"sex": "female"}, {"sex": "male"}, {"sex": "not_known", "sex_reason": "Absent"}]
)
def test_v02_accepts(problems: Ask, said: dict[str, Any]) -> None:
    assert problems(body(head(**said))) == []


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"sex": None}, "sex_missing", "sex"),
        ({"sex": "not_known"}, "sex_reason_missing", "sex_reason"),
        ({"sex": "not_known", "sex_reason": " "}, "sex_reason_missing", "sex_reason"),
    ],
)
def test_v02_refuses(problems: Ask, said: dict[str, Any], code: str, where: str) -> None:
    assert problems(body(head(**said))) == [("V02", code, f"members.0.{where}", "error")]
