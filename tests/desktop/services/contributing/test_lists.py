"""Wages read from lists as employers write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services.contributing import lists
from domain.problems import Refused


def test_a_list_in_french_with_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "salaires.csv"
    path.write_text(
        "Matricule;Nom;Salaire brut;Jours\n12;Awa Sy;1 250,50;26\n13;Binta;900;\n;;2150,50;\n", "utf-8"
    )
    found = lists.read(path, "USD")
    assert [(w.number, w.name, w.base, w.days) for w in found.wages] == [
        ("12", "Awa Sy", 125_050, 26),
        ("13", "Binta", 90_000, None),
    ]
    assert found.columns == {"number": "Matricule", "name": "Nom", "base": "Salaire brut", "days": "Jours"}


def test_rows_that_cannot_be_read_are_named_with_their_number(tmp_path: Path) -> None:
    path = tmp_path / "wages.csv"
    path.write_text("Surname,First name,Wage,Days\nSy,Awa,abc,2\nDia,Binta,10,many\nBa,Ali,7,3\n", "utf-8")
    found = lists.read(path, "USD")
    assert [w.name for w in found.wages] == ["Ali Ba"]
    assert [(one.code, one.where) for one in found.problems] == [
        ("list_wage_unreadable", "rows.2.base"),
        ("list_days_unreadable", "rows.3.days"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [("Name,Town\nAwa,Pabbi\n", "list_without_wages"), ("Town,Wage\nPabbi,3\n", "list_without_names")],
)
def test_another_list_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(Refused) as refusal:
        lists.read(path, "USD")
    assert refusal.value.problems[0].code == code


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,250.50", "USD", 125_050),
        ("1.250,50", "USD", 125_050),
        ("1 250,5", "USD", 125_050),
        ("1.250", "USD", 125_000),
        ("1,250,000", "KHR", 125_000_000),
        ("20 000", "XAF", 20_000),
        ("250", "USD", 25_000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, currency: str, minor: int) -> None:
    assert lists.amount(text, currency) == minor


@pytest.mark.parametrize("text", ["", "12a", "1,2,3.4.5", "--3", "0.005"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        lists.amount(text, "USD")
