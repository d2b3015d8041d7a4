"""A desk with a household, an employer and a few shorthands for both."""

from __future__ import annotations

import pytest

from desktop.services.contributing import employers
from desktop.services.contributing.employers import EmployerForm, EmployerLine
from desktop.services.desk import Desk
from desktop.services.show import household
from tests.desktop.models.offices import add, child, member


@pytest.fixture
def employer(desk: Desk) -> EmployerLine:
    """A garment factory."""
    return employers.register(desk, EmployerForm("Swat Garments", registration="KP-0117"))


@pytest.fixture
def people(desk: Desk) -> list[str]:
    """The printed codes of two women and a child of one household, the head first."""
    sister = member(role="other_relative", given_name="Binta", birth_date="1990-01-05")
    made = add(desk, member(), sister, child())
    return [one.code for one in household(desk, made.code).members]
