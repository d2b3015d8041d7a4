"""Importing: a row is in once, whatever happens in between; what is refused comes back to be corrected."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop.models import journal, records
from desktop.services import judge_duplicate, register
from desktop.services.bulk import held, sources
from desktop.services.bulk.report import Comparing
from desktop.services.desk import Desk
from desktop.services.register import Registered
from desktop.services.sign_in import sign_in
from desktop.services.standing import OfBatch
from domain.problems import Refused
from domain.records import KINDS
from domain.registration import HouseholdForm, parse
from domain.vocabulary import DuplicateDecision
from guichet.sample.households import households as sample
from tests.desktop.models.offices import AREA, NOON, PASSWORD, add, make_office, member, programme
from tests.desktop.services.bulk.lists import HEADINGS, ROWS, codes, taken, written

ROOT = Path(__file__).parents[4]
# Printed codes carry four signs of the device and a check over them; nothing else may differ.
CODE = re.compile(r"NSR-[A-Z0-9]{4}-26-([0-9]{6})-[A-Z0-9]")


def total(desk: Desk) -> dict[str, int]:
    with desk.store.reading() as connection:
        return {kind: records.count(connection, kind) for kind in KINDS}


def everything(desk: Desk) -> list[tuple[Any, ...]]:
    """Every change but its clock and what follows from the clock."""
    with desk.store.reading() as connection:
        rows = connection.execute(
            "SELECT id, author, kind, subject, district, fields, base, about FROM change ORDER BY id"
        )
        return list(rows.fetchall())


def test_a_list_is_checked_without_a_trace_and_then_registered(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv")
    before = total(desk)
    checked = taken(desk, path, dry_run=True)
    assert (checked.registered, checked.registered_persons, checked.refused) == (3, 3, 0)
    assert total(desk) == before
    done = taken(desk, path)
    assert (done.registered, done.sound) == (3, True)
    assert total(desk)["person"] == before["person"] + 3
    again = taken(desk, path)
    assert (again.registered, again.already) == (0, 3)
    assert total(desk)["person"] == before["person"] + 3


def test_an_import_writes_what_registering_one_by_one_writes(tmp_path: Path) -> None:
    one, many = make_office(tmp_path / "one.guichet"), make_office(tmp_path / "many.guichet")
    forms = awkward([parse(line) for line in sample(programme(), 30, 3, office="NSR")])
    theirs_told = [told(register.register, one, form) for form in forms]
    with many.writing_many() as writer:
        standing = OfBatch(many, writer, forms)
        ours_told = [told(register.register_with, many, writer, form, None, standing) for form in forms]
    assert ours_told == theirs_told
    assert {"identifier_held", "registered", "already", "code_unknown"} <= set(theirs_told)
    theirs, ours = (plain(everything(desk)) for desk in (one, many))
    assert len(theirs) > 100
    assert theirs == ours
    assert beside(one) == beside(many), "what is searched and compared follows from it alike"
    with many.store.reading() as connection:
        assert journal.broken_links(connection) == []
    numbers = [CODE.findall(add(desk, member()).code) for desk in (one, many)]
    assert numbers[0] == numbers[1], "no code is given twice, and none is left out"
    one.close()
    many.close()


def awkward(forms: list[HouseholdForm]) -> list[HouseholdForm]:
    """Forms that lean on one another, are refused, come again or name people of earlier ones."""
    shared = {"scheme": "national_id", "value": "17201-9999999-1"}
    bodies = [
        [member(id="p1", identifiers=[shared], phones=["03001234567"])],
        [member(given_name="Na\u00efma", mother_name="N'Diaye", phones=["03001234567"])],
        [member(given_name="Zarghuna", identifiers=[shared])],
        [member(mother_name="Bibi", phones=["none"])],
        [{"same_person_as": "p1", "role": "head"}],
        [{"person": "NSR-ABCD-26-000001-7", "role": "head"}],
        [member(sex=None)],
        *([member(phones=["03001234567"])] for _ in range(4)),
    ]
    more = [household(people, f"h{number}") for number, people in enumerate(bodies)]
    return [*forms[:10], *more, more[0], *forms[10:], forms[3]]


def household(people: list[dict[str, Any]], key: str) -> HouseholdForm:
    place = {"area": AREA, "village": "Odigram", "compound": "c1"}
    return parse({"id": key, "household": place, "legal_basis": "public_interest", "members": people})


def told(act: Callable[..., Registered], *given: Any) -> str:
    """What came of registering, and with which doubts."""
    try:
        done = act(*given)
    except Refused as refusal:
        return refusal.problems[0].code
    return " ".join(["already" if done.already else "registered", *(p.code for p in done.warnings)])


def plain(rows: Iterable[Any]) -> list[str]:
    return [CODE.sub(r"NSR-\1", json.dumps(row)) for row in rows]


def beside(desk: Desk) -> dict[str, list[str]]:
    """Every row of every table that follows from the changes; words without the numbers they are given."""
    tables = [*KINDS, "imported", "person_facts", "search_area", "village_name"]
    asked = {table: f"SELECT * FROM {table} ORDER BY 1, 2" for table in tables}
    asked["sequence"] = "SELECT last FROM sequence ORDER BY last"
    asked["match_stale"] = "SELECT person FROM match_stale ORDER BY 1"
    asked["name_word"] = "SELECT word FROM name_word ORDER BY word"
    for table in ("person_search", "mother_search"):
        for word in ("na", "bibi", "ndiaye", "k"):
            asked[f"{table} {word}"] = f"SELECT rowid FROM {table} WHERE {table} MATCH '{word}*'"
    with desk.store.reading() as connection:
        return {name: plain(connection.execute(question).fetchall()) for name, question in asked.items()}


def test_every_refused_row_is_named_and_comes_back_corrected(desk: Desk, tmp_path: Path) -> None:
    bad = (
        "4;Bah;;M;1988",
        "5;Bah;Ali;X;1988",
        "6;Bah;Ali;M;03/04/85",
        "7;Bah;Ali;M;29/02/2023",
        "8;Bah;Ali;M;",
        "1;Again;Ali;M;1988",
        '9;=HYPERLINK("x");Ali;F;32/12/1999',
    )
    sheet = tmp_path / "errors.csv"
    done = taken(desk, written(tmp_path / "a.csv", *ROWS, *bad), errors=sheet)
    assert (done.registered, done.refused, done.sheet) == (3, 7, sheet)
    assert codes(done) == [
        (5, "name_missing_one"),
        (6, "bulk_word_unknown"),
        (7, "two_digit_year"),
        (8, "date_impossible"),
        (9, "precision_missing"),
        (10, "bulk_key_again"),
        (11, "date_impossible"),
    ]
    assert done.unknown_words == {"sex": {"X": 1}}
    text = sheet.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == HEADINGS + ";Error;Field"
    assert "'=HYPERLINK" in text, "a formula would run in a spreadsheet"
    corrected = text.replace("5;Bah;Ali;X", "5;Bah;Ali;M").replace("03/04/85", "03/04/1985")
    (tmp_path / "b.csv").write_text(corrected, encoding="utf-8")
    after = taken(desk, tmp_path / "b.csv", dates={"Date of birth": "dmy"})
    assert (after.registered, after.already) == (2, 1)


def test_the_sheet_can_be_a_workbook_whose_cells_are_text(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, written(tmp_path / "a.csv", "1;=SUM(A1);Gul;F;32/12/1999"), errors=tmp_path / "e.xlsx")
    assert done.sheet
    page = load_workbook(done.sheet).active
    assert (page["B2"].value, page["B2"].data_type, page["F2"].value) == ("=SUM(A1)", "s", "date_impossible")


def test_no_sheet_is_left_where_nothing_is_refused(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, written(tmp_path / "a.csv"), errors=tmp_path / "e.xlsx")
    assert done.sheet is None
    assert [path.name for path in tmp_path.iterdir() if "e.xlsx" in path.name] == []


FAMILY = "Household;No;Role;Surname;First name;Sex;Date of birth"


def test_rows_of_a_household_become_one(desk: Desk, tmp_path: Path) -> None:
    rows = ("H1;1;Chef;Khan;Gul;M;1960", "H1;2;Épouse;Khan;Bibi;F;1965", "H2;1;Head;Shah;Ali;M;1970")
    done = taken(desk, written(tmp_path / "a.csv", *rows, headings=FAMILY))
    assert (done.registered, done.registered_persons) == (2, 3)
    apart = (*rows, "H1;3;Enfant;Khan;Zaman;M;1990", ";1;Head;Nobody;Ali;M;1970")
    again = taken(desk, written(tmp_path / "b.csv", *apart, headings=FAMILY))
    assert (again.registered, again.already) == (0, 2)
    assert codes(again) == [(5, "bulk_key_again"), (6, "bulk_key_missing")]
    new = (rows[0], rows[1], "H1;3;Enfant;Khan;Zaman;M;1990")
    assert codes(taken(desk, written(tmp_path / "c.csv", *new, headings=FAMILY))) == [(4, "bulk_person_new")]


def test_a_wrong_member_keeps_the_household_out_whole(desk: Desk, tmp_path: Path) -> None:
    before = total(desk)
    rows = ("H1;1;Head;Khan;Gul;M;1960", "H1;2;Spouse;Khan;Bibi;F;29/02/2023")
    done = taken(desk, written(tmp_path / "a.csv", *rows, headings=FAMILY), errors=tmp_path / "e.csv")
    assert (done.registered, done.refused_rows) == (0, 2)
    changed = {kind for kind, count in total(desk).items() if count != before[kind]}
    assert changed == set()
    assert (tmp_path / "e.csv").read_text(encoding="utf-8-sig").count("\n") == 3


def test_an_identity_number_held_by_somebody_is_named(desk: Desk, tmp_path: Path) -> None:
    add(desk, member(identifiers=[{"scheme": "national_id", "value": "17201-1234567-1"}]))
    headings = HEADINGS + ";CNIC"
    rows = (ROWS[0] + ";17201-1234567-1", ROWS[1] + ";17201-7654321-3", ROWS[2] + ";17201-7654321-3")
    path = written(tmp_path / "a.csv", *rows, headings=headings)
    assert codes(taken(desk, path, dry_run=True)) == [(2, "identifier_held"), (4, "bulk_number_again")]
    assert codes(taken(desk, path)) == [(2, "identifier_held"), (4, "identifier_held")]


def test_a_cancelled_import_goes_on_where_it_stopped(desk: Desk, tmp_path: Path) -> None:
    rows = [f"{n};Khan;Gul{n};M;{1950 + n % 50}" for n in range(1, 701)]
    path = written(tmp_path / "a.csv", *rows)
    seen: list[int] = []
    first = taken(desk, path, report=lambda news: seen.append(news.rows), cancelled=lambda: bool(seen))
    assert (first.stopped, first.registered) == (True, 300)
    second = taken(desk, path)
    assert (second.registered, second.already, second.stopped) == (400, 300, False)
    assert total(desk)["person"] == 700


KILLED = """
import sys
from pathlib import Path
from desktop.services.sign_in import sign_in
from tests.desktop.models.offices import PASSWORD
from tests.desktop.services.bulk.lists import taken
desk = sign_in(Path(sys.argv[1]), PASSWORD)
taken(desk, Path(sys.argv[2]), report=lambda news: print(news.rows, flush=True))
"""


def test_a_killed_import_goes_on_and_doubles_nobody(tmp_path: Path) -> None:
    make_office(tmp_path / "office.guichet").close()
    rows = [f"{n};Khan;Gul{n};M;{1950 + n % 50}" for n in range(1, 3001)]
    path = written(tmp_path / "a.csv", *rows)
    command = [sys.executable, "-c", KILLED, str(tmp_path / "office.guichet"), str(path)]
    work = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert work.stdout is not None
    assert work.stdout.readline().strip() == "300"
    time.sleep(0.05)
    os.kill(work.pid, signal.SIGKILL)
    work.wait()
    work.stdout.close()
    desk = sign_in(tmp_path / "office.guichet", PASSWORD, clock=lambda: NOON)
    there = total(desk)
    assert there["person"] >= 300 and there["person"] % 300 == 0
    assert there["household"] == there["membership"] == there["consent"] == there["person"]
    done = taken(desk, path)
    assert (done.already, done.registered) == (there["person"], 3000 - there["person"])
    assert total(desk)["person"] == 3000
    desk.close()


def test_look_alikes_are_registered_with_a_judgement_that_waits(desk: Desk, tmp_path: Path) -> None:
    add(desk, member(given_name="Gulalai", family_name="Khattak", birth_date="1987-12-25"))
    rows = ("1;Khattak;Gulalai;F;25/12/1987", "2;Orakzai;Zarmina;F;1951", "3;Orakzai;Zarmina;F;1951")
    done = taken(desk, written(tmp_path / "a.csv", *rows), comparing=Comparing.judge)
    assert (done.registered, done.uncompared) == (3, 0)
    pairs = judge_duplicate.lines(desk, judge_duplicate.pending(desk))
    assert len(pairs) == done.look_alikes >= 1
    assert all(pair.decision is DuplicateDecision.pending for pair in pairs)
    assert taken(desk, tmp_path / "a.csv", comparing=Comparing.judge).look_alikes == 0


def test_look_alikes_can_be_held_back_released_and_dropped(desk: Desk, tmp_path: Path) -> None:
    known = add(desk, member(given_name="Gulalai", family_name="Khattak", birth_date="1987-12-25"))
    rows = ("1;Khattak;Gulalai;F;25/12/1987", "2;Shah;Zaman;M;1988")
    path = written(tmp_path / "a.csv", *rows)
    done = taken(desk, path, comparing=Comparing.hold)
    assert (done.registered, done.held) == (1, 1)
    assert (taken(desk, path, comparing=Comparing.hold).held, len(held.waiting(desk))) == (1, 1)
    [line] = held.lines(desk, held.waiting(desk))
    assert (line.title, line.look_alikes[0]["code"]) == ("Gulalai Khattak", known.persons[0])
    [made] = held.release(desk, [line.id])
    assert len(held.waiting(desk)) == 0
    assert len(judge_duplicate.pending(desk)) == 1
    assert taken(desk, path).already == 2
    assert not made.already
    with pytest.raises(Refused, match="held_unknown"):
        held.release(desk, [line.id])


def test_dropped_households_can_be_imported_again(desk: Desk, tmp_path: Path) -> None:
    add(desk, member(given_name="Gulalai", family_name="Khattak", birth_date="1987-12-25"))
    path = written(tmp_path / "a.csv", "1;Khattak;Gulalai;F;25/12/1987")
    taken(desk, path, comparing=Comparing.hold)
    assert held.drop(desk, held.waiting(desk)) == 1
    assert taken(desk, path).registered == 1


def test_a_mapping_is_remembered_with_its_source(desk: Desk, tmp_path: Path) -> None:
    taken(desk, written(tmp_path / "a.csv"), source="GICAM")
    kept = sources.mapping_of(desk, "GICAM")
    assert kept is not None
    assert (kept.columns["Surname"], kept.defaults.area) == ("family_name", AREA)
    assert sources.known(desk) == ["GICAM"]
    assert sources.mapping_of(desk, "nobody") is None


def test_a_missing_column_and_a_missing_source_are_named(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "1;Khan", headings="Number;Surname")
    with pytest.raises(Refused) as caught:
        taken(desk, path)
    assert {(p.code, p.facts.get("field")) for p in caught.value.problems} == {
        ("bulk_field_missing", "sex"),
        ("bulk_field_missing", "birth_date"),
    }
    with pytest.raises(Refused, match="bulk_source_missing"):
        taken(desk, written(tmp_path / "b.csv"), source=" ")
