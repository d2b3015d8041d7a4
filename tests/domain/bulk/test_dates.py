"""Dates of lists: read as declared, refused where two readings are possible."""

from __future__ import annotations

import pytest

from domain.birth import Precision
from domain.bulk.dates import Order, Unclear, needs_order, order_of, read_date


@pytest.mark.parametrize(
    ("text", "order", "written", "precision"),
    [
        ("12/04/1987", "dmy", "1987-04-12", Precision.day),
        ("12/04/1987", "mdy", "1987-12-04", Precision.day),
        ("12.4.1987", "dmy", "1987-04-12", Precision.day),
        ("1987-04-12", None, "1987-04-12", Precision.day),
        ("1987-04-12 00:00:00", None, "1987-04-12", Precision.day),
        ("1987/04/12", None, "1987-04-12", Precision.day),
        ("04/1987", None, "1987-04", Precision.month),
        ("1987-04", None, "1987-04", Precision.month),
        ("1987", None, "1987", Precision.year),
        ("12 avril 1987", None, "1987-04-12", Precision.day),
        ("1er août 1990", None, "1990-08-01", Precision.day),
        ("12 de março de 1987", None, "1987-03-12", Precision.day),
        ("29/02/2024", "dmy", "2024-02-29", Precision.day),
    ],
)
def test_a_clear_date_is_read(text: str, order: Order | None, written: str, precision: Precision) -> None:
    assert read_date(text, order) == (written, precision)


@pytest.mark.parametrize(
    ("text", "order", "code"),
    [
        ("03/04/85", "dmy", "two_digit_year"),
        ("12 avr. 85", None, "two_digit_year"),
        ("29/02/2023", "dmy", "date_impossible"),
        ("31/04/1987", "dmy", "date_impossible"),
        ("04/13/1987", "dmy", "date_impossible"),
        ("13/1987", None, "date_impossible"),
        ("03/04/1987", None, "date_order"),
        ("31145", None, "birth_form"),
        ("vers 1960", "dmy", "birth_form"),
        ("12 brumaire 1987", "dmy", "birth_form"),
    ],
)
def test_what_is_unclear_is_named_and_never_guessed(text: str, order: Order | None, code: str) -> None:
    with pytest.raises(Unclear) as caught:
        read_date(text, order)
    assert caught.value.code == code


def test_the_order_is_found_only_where_no_other_is_possible() -> None:
    assert order_of(["03/04/1987", "25/12/1990"]) == "dmy"
    assert order_of(["03/04/1987", "12/25/1990"]) == "mdy"
    assert order_of(["03/04/1987", "05/06/1990"]) is None
    assert order_of(["25/12/1990", "12/25/1990"]) is None
    assert needs_order(["03/04/1987"])
    assert not needs_order(["1987-04-03", "1987", "03/04/85"])
