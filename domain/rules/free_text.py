"""The rule about words anybody may read (V40): no telephone number and no identifier among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.problems import Problem, Severity
from domain.registration import HouseholdForm
from domain.rules.context import Context

# Seven digits or more in a row, parted by nothing but what people put between digits.
_NUMBER = re.compile(r"(?<!\w)\+?\d(?:[ .\-/]?\d){6,}(?!\w)")
PUBLIC = ("village", "address", "landmark")


def no_numbers_in_words(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V40. Lists and papers show these fields: a number that says who somebody is has its own field."""
    for name in PUBLIC:
        if says_a_number(getattr(form.household, name), context):
            yield Problem("number_in_words", f"household.{name}", "V40", Severity.warning)


def says_a_number(text: str | None, context: Context) -> bool:
    """Whether a text holds a telephone number, or an identifier of the country's own shapes."""
    if not text:
        return False
    if _NUMBER.search(text):
        return True
    words = text.split()
    patterns = context.programme.identifier_patterns.values()
    return any(
        re.fullmatch(pattern, word) for pattern in patterns for word in words if any(map(str.isdigit, word))
    )
