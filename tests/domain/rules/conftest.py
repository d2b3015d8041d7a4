"""The rules asked about a form, at the office NSR on one day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.programme import Programme
from domain.registration import HouseholdForm, parse
from domain.rules.check import check
from domain.rules.context import Context, Known
from packs.reading import find
from tests.domain.rules.forms import TODAY, Found

Ask = Callable[..., Found]


@pytest.fixture(scope="session")
def programme() -> Programme:
    return find("kp-one-window")


@pytest.fixture(scope="session")
def problems(programme: Programme) -> Ask:
    """What the rules say of a form: (rule, code, where, severity)."""
    office = programme.office("NSR")
    assert office is not None

    def ask(
        form: dict[str, Any] | HouseholdForm, known: dict[int, Known] | None = None, **held: Any
    ) -> Found:
        parsed = form if isinstance(form, HouseholdForm) else parse(form)
        found = check(parsed, Context(programme, office, TODAY, known or {}, **held))
        return [(p.rule, p.code, p.where, p.severity.value) for p in found]

    return ask
