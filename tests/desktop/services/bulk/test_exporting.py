"""Exporting: only for a purpose, only to somebody, written down; and people survive the way out and in."""

from __future__ import annotations

import csv
import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from desktop.language import lists
from desktop.language.catalogue import Language
from desktop.services import confidential
from desktop.services.bulk import exporting, preview
from desktop.services.bulk.exporting import Chosen, Order, Words
from desktop.services.bulk.tables import neutral, plain
from desktop.services.desk import Desk
from domain.bulk.export import COLUMNS, Leave
from domain.problems import Refused
from domain.vocabulary import LegalBasis, Purpose, UserRole
from tests.desktop.models.offices import add, child, make_office, member
from tests.desktop.services.bulk.lists import taken

LEAVE = Leave(Purpose.audit, "Ministry", "MoU 7")
ALL = COLUMNS["people"]
NUMBER = {"scheme": "national_id", "value": "17201-1234567-1"}


def words(code: str = "en") -> Words:
    language = Language(code)  # type: ignore[arg-type]
    return Words(
        lambda column: lists.column_words(column, language),
        lambda column, value: lists.value_words(column, value, language),
    )


def out(desk: Desk, path: Path, language: str = "en", **changed: Any) -> exporting.Exported:
    order = dataclasses.replace(Order("people", ALL, LEAVE), **changed)
    return exporting.export(desk, path, order, words(language))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def accesses(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.store.reading() as connection:
        rows = connection.execute("SELECT access, purpose, recipient, protocol, count FROM access")
        return list(rows.fetchall())


def refusal(desk: Desk, path: Path, **changed: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        out(desk, path, **changed)
    assert not path.exists()
    return [problem.code for problem in caught.value.problems]


def test_an_export_is_written_down_and_masks_numbers(desk: Desk, tmp_path: Path) -> None:
    add(desk, member(identifiers=[NUMBER]), child())
    done = out(desk, tmp_path / "a.csv")
    rows = read(tmp_path / "a.csv")
    assert (done.rows, [row["Given name"] for row in rows]) == (2, ["Awa", "Fatou"])
    assert "7201" not in rows[0]["National identity number"]
    assert rows[0]["National identity number"].endswith("67-1")
    assert accesses(desk) == [("export", "audit", "Ministry", "MoU 7", 2)]
    out(desk, tmp_path / "b.csv", in_full=True)
    assert read(tmp_path / "b.csv")[0]["National identity number"] == "17201-1234567-1"
    assert exporting.remembered_columns(desk, "people") == ALL


def test_what_for_and_to_whom_must_be_said(desk: Desk, tmp_path: Path) -> None:
    add(desk)
    path = tmp_path / "a.csv"
    assert refusal(desk, path, leave=Leave(None)) == ["export_purpose_missing", "export_recipient_missing"]
    assert refusal(desk, path, columns=()) == ["export_columns_missing"]
    assert refusal(desk, path, columns=("dna",)) == ["export_column_unknown"]
    assert accesses(desk) == []


def test_many_people_leave_only_under_an_agreement(desk: Desk, tmp_path: Path) -> None:
    for number in range(17):
        add(desk, member(given_name=f"Awa{number}"), child(), child(given_name="Ali"))
    leave = Leave(Purpose.audit, "Ministry")
    assert refusal(desk, tmp_path / "a.csv", leave=leave) == ["export_protocol_missing"]
    found = Chosen(people=tuple(range(1)))
    with desk.store.reading() as connection:
        some_of_them = [row for (row,) in connection.execute("SELECT id FROM person LIMIT 50")]
    done = out(
        desk, tmp_path / "a.csv", leave=leave, chosen=dataclasses.replace(found, people=tuple(some_of_them))
    )
    assert done.people == 50


def test_a_stopped_export_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    add(desk)
    order = Order("people", ALL, LEAVE)
    for name in ("a.csv", "a.xlsx"):
        with pytest.raises(Refused, match="export_stopped"):
            exporting.export(desk, tmp_path / name, order, words(), cancelled=lambda: True)
    left = [p.name for p in tmp_path.iterdir() if not p.name.startswith("office.guichet")]
    assert left == []
    assert accesses(desk) == []


def test_figures_are_for_those_who_may_not_have_names(tmp_path: Path) -> None:
    desk = make_office(tmp_path / "office.guichet")
    add(desk)
    counting = dataclasses.replace(desk, user=dataclasses.replace(desk.user, role=UserRole.m_and_e))
    assert refusal(counting, tmp_path / "a.csv") == ["export_names_withheld"]
    out(counting, tmp_path / "a.csv", columns=("sex", "age", "area"))
    clerk = dataclasses.replace(desk, user=dataclasses.replace(desk.user, role=UserRole.clerk))
    assert refusal(clerk, tmp_path / "b.csv") == ["not_permitted"]
    desk.close()


def test_confidential_files_stay(desk: Desk, tmp_path: Path) -> None:
    made = add(desk)
    add(desk, member(given_name="Bibi"))
    confidential.mark(desk, made.code, True, "protection")
    done = out(desk, tmp_path / "a.csv")
    assert (done.rows, done.left_out) == (1, 1)


def test_households_and_filters(desk: Desk, tmp_path: Path) -> None:
    add(desk, member(), child())
    add(desk, place={"village": "Taru"})
    order = {"subject": "households", "columns": COLUMNS["households"]}
    assert [row["Members"] for row in _rows(desk, tmp_path / "a.csv", **order)] == ["2", "1"]
    assert len(_rows(desk, tmp_path / "b.csv", **order, chosen=Chosen(village="Taru"))) == 1
    assert len(_rows(desk, tmp_path / "c.csv", chosen=Chosen(since="2026-11-24"))) == 0
    assert len(_rows(desk, tmp_path / "d.csv", chosen=Chosen(until="2026-11-23"))) == 3


def _rows(desk: Desk, path: Path, **changed: Any) -> list[dict[str, str]]:
    out(desk, path, **changed)
    return read(path)


@given(some.text(max_size=20))
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: str) -> None:
    written = neutral(text)
    assert plain(written) == text or text.startswith("'")
    assert not written.startswith(("=", "+", "@", "\t", "\r"))
    assert not written.startswith("-") or written[1:].replace(",", ".").replace(".", "", 1).isdigit()


NAMES = some.sampled_from(["Awa", "N'Diaye", "Gül", "Ɗanjuma", "Conceição", "O Neill", "=Khan"])
BIRTHS = some.one_of(
    some.dates().map(lambda d: {"birth_date": f"{1930 + d.year % 75}-{d.month:02d}-{min(d.day, 28):02d}",
                                "birth_precision": "day"}),
    some.integers(1930, 2005).map(lambda year: {"birth_date": str(year), "birth_precision": "year"}),
    some.just({"birth_date": "1987-04", "birth_precision": "month"}),
    some.just({"birth_date": None, "birth_precision": "estimated_age", "estimated_age": 41,
               "estimated_on": "2026-11-20"}),
)  # fmt: skip
PEOPLE = some.builds(
    lambda name, family, sex, birth: member(given_name=name, family_name=family, sex=sex, **birth),
    NAMES, NAMES, some.sampled_from(["female", "male"]), BIRTHS,
)  # fmt: skip
KEPT = ("given_name", "family_name", "sex", "birth_precision", "birth_on", "estimated_age", "estimated_on")


def people(desk: Desk) -> list[tuple[Any, ...]]:
    with desk.store.reading() as connection:
        rows = connection.execute(
            f"SELECT {', '.join(KEPT)}, role FROM person p JOIN membership m ON m.person = p.id ORDER BY p.id"
        )
        return list(rows.fetchall())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(PEOPLE, min_size=1, max_size=5), some.sampled_from(["en", "fr", "pt"]),
       some.sampled_from(["csv", "xlsx"]))  # fmt: skip
def test_people_survive_the_way_out_and_in(
    tmp_path_factory: pytest.TempPathFactory, members: list[dict[str, Any]], language: str, kind: str
) -> None:
    folder = tmp_path_factory.mktemp("way")
    here, there = make_office(folder / "here.guichet"), make_office(folder / "there.guichet")
    for one in members:
        add(here, one, child(), guardian="Moussa")
    out(here, folder / f"a.{kind}", language)
    mapping = preview.mapping_for(there, preview.preview(folder / f"a.{kind}"))
    mapping.defaults.legal_basis = LegalBasis.public_interest
    done = taken(there, folder / f"a.{kind}", mapping=mapping)
    assert [(one.row, one.problem.code, one.problem.where) for one in done.problems] == []
    assert people(there) == people(here)
    here.close()
    there.close()
