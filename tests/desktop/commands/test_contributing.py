"""`guichet employer`, `statement` and `insured`: from a factory's list to who is entitled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.commands.conftest import Said

Typed = Callable[..., Said]


@pytest.fixture
def employer(office: Path, typed: Typed) -> str:
    return str(typed("employer", "register", office, "Swat Garments", "--json").json["code"])


def person(office: Path, typed: Typed) -> str:
    found = typed("search", office, "", "--json").json[0]
    household = typed("show", office, found["household"], "--json").json
    return str(household["members"][0]["code"])


def test_an_employer_is_kept_and_shown(office: Path, typed: Typed, employer: str) -> None:
    code = person(office, typed)
    work = ("employer", "employ", office, code, "--employer", employer, "--scheme", "SCH-01", "--number", "7")
    assert typed(*work).code == 0
    again = typed(*work)
    assert again.code == 1
    assert "already" in again.err
    assert typed("employer", "edit", office, employer, "--workers", "12").code == 0
    assert typed("employer", "visit", office, employer, "--finding", "Wages book seen").code == 0
    shown = typed("employer", "show", office, employer, "--json").json
    assert (shown["name"], shown["workers"], shown["sector"]) == ("Swat Garments", 12, "private")
    assert shown["people"][0]["code"] == code
    assert shown["visits"][0]["finding"] == "Wages book seen"
    assert typed("employer", "leave", office, code, "--employer", employer).code == 0
    assert typed("employer", "status", office, employer, "closed").code == 0
    assert "Closed" in typed("employer", "list", office, "swat").out


def test_a_list_becomes_a_statement_that_is_paid_and_printed(
    office: Path, typed: Typed, employer: str, tmp_path: Path
) -> None:
    code = person(office, typed)
    wages = tmp_path / "wages.csv"
    wages.write_text(f'Code,Name,Wage\n{code},Awa,"855,555.00"\n,Nobody,1500000\n', "utf-8")
    month = ("--scheme", "SCH-01", "--month", "2018-01", "--input", wages)
    checked = typed("statement", "check", office, employer, *month, "--json").json
    assert (checked["due"], checked["rate"]) == (2_224_443 + 2_600_000, "2018-01-01")
    assert typed("statement", "list", office, employer, "--json").json == []
    filed = typed("statement", "file", office, employer, *month, "--json").json
    assert {problem["code"] for problem in filed["problems"]} == {"worker_new", "worker_unknown"}
    refused = typed("statement", "file", office, employer, *month)
    assert refused.code == 1
    assert filed["code"] in refused.err
    paid = typed("statement", "pay", office, filed["code"], "--amount", "48244.43", "--json").json
    assert paid["owing"] == 0
    assert typed("statement", "pay", office, filed["code"], "--amount", "x").code == 1
    assert len(typed("statement", "show", office, filed["code"], "--json").json["lines"]) == 2
    paper = tmp_path / "statement.pdf"
    printed = ("statement", "print", office, filed["code"], "--output", paper, "--language", "fr")
    assert typed(*printed).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    (glance,) = typed("insured", "check", office, code, "--on", "2018-02-01", "--json").json
    assert (glance["answer"], glance["last"]) == ("yes", "2018-01")
    counts = typed("insured", "coverage", office, "--scheme", "SCH-01", "--on", "2018-02-01", "--json").json[
        0
    ]
    assert [counts[kind] for kind in ("registered", "contributing", "entitled", "served")] == [1, 1, 1, 0]


def test_a_row_that_cannot_be_read_files_nothing(
    office: Path, typed: Typed, employer: str, tmp_path: Path
) -> None:
    wages = tmp_path / "wages.csv"
    wages.write_text("Name,Wage\nAwa,much\n", "utf-8")
    said = typed(
        "statement", "file", office, employer, "--scheme", "SCH-04", "--month", "2018-01", "--input", wages
    )
    assert said.code == 1
    assert "Row 2" in said.err
    typed_in = ("--wage", "Awa=125.50", "--wage", "Binta=200")
    month = ("--scheme", "SCH-04", "--month", "2017-08")
    made = typed("statement", "file", office, employer, *month, *typed_in, "--json").json
    assert (made["due"], made["currency"], made["workers"]) == (1255 + 2000, "USD", 2)


def test_periods_of_two_countries_are_printed(office: Path, typed: Typed, tmp_path: Path) -> None:
    code = person(office, typed)
    for country, first, last in (("SN", "2015-01-01", "2015-12-31"), ("ML", "2015-07-01", "2016-06-30")):
        said = typed(
            "insured", "add-period", office, code, "--country", country, "--institution", "Caisse",
            "--branch", "old_age", "--from", first, "--until", last, "--evidence", "certificate",
        )  # fmt: skip
        assert said.code == 0
    found = typed("insured", "periods", office, code, "--json").json
    assert found["totals"][0]["together"]["months"] == 18
    assert found["overlaps"][0]["days"] == 184
    paper = tmp_path / "periods.pdf"
    assert typed("insured", "print", office, code, "--output", paper).code == 0
    assert paper.read_bytes().startswith(b"%PDF")
    number = found["periods"][0]["number"]
    assert typed("insured", "wrong-period", office, code, number).code == 0
    assert typed("insured", "periods", office, code, "--json").json["overlaps"] == []


def test_somebody_pays_for_themselves(office: Path, typed: Typed) -> None:
    code = person(office, typed)
    months = ("--scheme", "SCH-04", "--from", "2018-01", "--until", "2018-03")
    quoted = typed("insured", "quote", office, *months, "--base", "100", "--json").json
    assert (quoted["due"], quoted["currency"]) == (3000, "USD")
    wrong = typed("insured", "pay", office, code, *months, "--base", "100", "--amount", "29")
    assert wrong.code == 1
    assert "30" in wrong.err
    assert typed("insured", "pay", office, code, *months, "--base", "100", "--amount", "30").code == 0
    (glance,) = typed("insured", "check", office, code, "--on", "2018-03-15", "--json").json
    assert (glance["answer"], glance["paid"]) == ("yes", 3)
