"""V40: no telephone and no identifier in words that lists and papers show."""

from __future__ import annotations

import pytest

from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body


@pytest.mark.parametrize(
    "text",
    ["Street 4", "House 12/3, block 7", "behind mill 1960", "Km 12", "B.P. 1234", "", "Haus 4 5 6 7 8 9"],
)
def test_v40_accepts_what_an_address_has(problems: Ask, text: str) -> None:
    assert problems(body(household_address=text, household_landmark=text, household_village=text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "ask 0300 1234567",
        "+92 300 1234567",
        "17201-1234567-1",
        "CNIC 17201-1234567-1 near mill",
        "tel.03001234567",
    ],
)
@pytest.mark.parametrize("field", ["village", "address", "landmark"])
def test_v40_warns_of_numbers_of_people(problems: Ask, field: str, text: str) -> None:
    found = problems(body(**{f"household_{field}": text}))
    assert found == [("V40", "number_in_words", f"household.{field}", "warning")]
