"""Two records become one person and two again: both codes resolve at every moment, nothing is lost."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.models import export_rows, merges, records
from desktop.services import documents, merge_persons, photos, show, undo_merge
from desktop.services.desk import Desk
from desktop.services.merge_persons import OTHER, TAKEN
from domain.problems import Refused
from domain.vocabulary import DocumentKind
from tests.desktop.models.offices import NOON, add, child, make_office, member

AWA = member(birth_date="1987-04-12", mother_name="Bineta Sow")
AGAIN = member(given_name="Ndiaye", family_name="Aua", birth_date="1987-12-04", village="Pabbi")
AGAIN = {key: value for key, value in AGAIN.items() if key != "village"}


def merge(desk: Desk, survivor: str, absorbed: str, home: str = "", **values: str) -> int:
    """A merge as an approval writes it; its row."""
    payload = merge_persons.payload_of(desk, survivor, absorbed, values, home)
    with desk.writing() as writer:
        merge_persons.apply(desk, writer, None, payload)
        return merges.since(writer.connection, desk.today().isoformat())[0].id


def state(desk: Desk) -> dict[str, Any]:
    """Every person, every household, and who belongs where today."""
    with desk.store.reading() as connection:
        people = connection.execute("SELECT id FROM person ORDER BY id").fetchall()
        houses = connection.execute("SELECT id FROM household ORDER BY id").fetchall()
        homes = connection.execute(
            "SELECT id, household, person, role, start_on FROM membership WHERE end_on IS NULL ORDER BY id"
        ).fetchall()
        return {
            "people": [records.read(connection, "person", row) for (row,) in people],
            "households": [records.read(connection, "household", row) for (row,) in houses],
            "memberships": homes,
        }


def name_at(desk: Desk, code: str) -> str:
    with desk.store.reading() as connection:
        return str((records.read(connection, "person", desk.person_row(code)) or {})["given_name"])


def codes_of(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_both_codes_open_who_stands_after_a_merge(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    merge(desk, first.persons[0], second.persons[0])
    assert desk.person_row(first.persons[0]) == desk.person_row(second.persons[0])
    assert show.household(desk, second.persons[0]).code == first.code
    assert show.household(desk, second.code).code == first.code


def test_a_household_left_empty_goes_into_the_home_of_who_stands(desk: Desk) -> None:
    first, second = add(desk, AWA, child()), add(desk, AGAIN)
    merge(desk, first.persons[0], second.persons[0])
    with desk.store.reading() as connection:
        emptied = records.read(connection, "household", second.household) or {}
    assert emptied["status"] == "merged"
    assert emptied["merged_into"] == first.household


def test_chosen_values_are_taken_and_the_others_stay(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    merge(desk, first.persons[0], second.persons[0], birth=OTHER)
    with desk.store.reading() as connection:
        stays = records.read(connection, "person", desk.person_row(first.persons[0])) or {}
    assert (stays["given_name"], stays["birth_on"]) == ("Awa", "1987-12-04")


def test_the_chosen_home_is_where_the_person_lives(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN, child())
    merge(desk, first.persons[0], second.persons[0], home=second.code)
    view = show.household(desk, second.code)
    assert [m.code for m in view.members if m.end_on is None and m.role == "head"] == [first.persons[0]]
    with desk.store.reading() as connection:
        assert [place.code for place in merges.homes(connection, desk.person_row(first.persons[0]))] == [
            second.code
        ]


def test_no_household_is_left_without_its_head(desk: Desk) -> None:
    first, second = add(desk, AWA, child()), add(desk, AGAIN, child(given_name="Modou"))
    with pytest.raises(Refused) as refused:
        merge(desk, first.persons[0], second.persons[0], home=first.code)
    assert codes_of(refused) == ["merge_leaves_no_head"]
    assert refused.value.problems[0].facts["code"] == second.code


def test_a_home_of_neither_is_refused(desk: Desk) -> None:
    first, second, third = add(desk, AWA), add(desk, AGAIN), add(desk, member(given_name="Khady"))
    with pytest.raises(Refused) as refused:
        merge(desk, first.persons[0], second.persons[0], home=third.code)
    assert codes_of(refused) == ["merge_home_not_theirs"]


def test_nobody_is_merged_with_themselves(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    with pytest.raises(Refused, match="merge_same_person"):
        merge(desk, first.persons[0], first.persons[0])
    merge(desk, first.persons[0], second.persons[0])
    with pytest.raises(Refused, match="merge_same_person"):
        merge(desk, second.persons[0], first.persons[0])


def test_a_field_nobody_knows_is_refused(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    with pytest.raises(Refused, match="merge_field_unknown"):
        merge(desk, first.persons[0], second.persons[0], code=OTHER)


def test_undoing_gives_back_exactly_what_was(desk: Desk) -> None:
    first, second = add(desk, AWA, child()), add(desk, AGAIN)
    before = state(desk)
    made = merge(desk, first.persons[0], second.persons[0], given_name=OTHER, birth=OTHER)
    assert state(desk) != before
    undone = merge_persons.undo(desk, None, made, "two sisters")
    assert undone.left == ()
    assert "birth_on" in undone.restored
    assert state(desk) == before
    assert name_at(desk, second.persons[0]) == "Ndiaye"


def test_a_merge_is_undone_once(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    made = merge(desk, first.persons[0], second.persons[0])
    merge_persons.undo(desk, None, made, "two sisters")
    with pytest.raises(Refused, match="merge_undone_already"):
        merge_persons.undo(desk, None, made, "again")


def test_undoing_needs_a_reason(desk: Desk) -> None:
    made = merge(desk, add(desk, AWA).persons[0], add(desk, AGAIN).persons[0])
    with pytest.raises(Refused, match="merge_reason_missing"):
        merge_persons.undo(desk, None, made, "  ")


def test_what_somebody_changed_since_is_left_and_said(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    made = merge(desk, first.persons[0], second.persons[0], given_name=OTHER, birth=OTHER)
    row = desk.person_row(first.persons[0])
    with desk.writing() as writer:
        writer.set("person", row, {"given_name": "Hawa"})
    undone = merge_persons.undo(desk, None, made, "two sisters")
    assert undone.left == ("given_name",)
    assert name_at(desk, first.persons[0]) == "Hawa"


def test_who_has_moved_since_is_not_put_back_into_a_second_household(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    made = merge(desk, first.persons[0], second.persons[0], home=second.code)
    third = add(desk, member(given_name="Khady"))
    row = desk.person_row(first.persons[0])
    with desk.writing() as writer:
        [place] = merges.homes(writer.connection, row)
        writer.set("membership", place.membership, {"end_on": "2026-11-23", "end_reason": "moved"})
        writer.create(
            "membership",
            "PK-KP-NOWSHERA",
            {"household": third.household, "person": row, "role": "guest", "start_on": "2026-11-23"},
        )
    undone = merge_persons.undo(desk, None, made, "two sisters")
    assert undone.left == (f"membership:{first.code}",)
    with desk.store.reading() as connection:
        assert [place.code for place in merges.homes(connection, row)] == [third.code]


@pytest.mark.parametrize(("days", "possible"), [(90, True), (91, False)])
def test_a_merge_can_be_taken_back_for_ninety_days(tmp_path: Path, days: int, possible: bool) -> None:
    now = [NOON]
    desk = make_office(tmp_path / "office.guichet", clock=lambda: now[0])
    first, second = add(desk, AWA), add(desk, AGAIN)
    made = merge(desk, first.persons[0], second.persons[0])
    now[0] = NOON + timedelta(days=days)
    if possible:
        assert merge_persons.undo(desk, None, made, "two sisters").left == ()
    else:
        with pytest.raises(Refused) as refused:
            merge_persons.undo(desk, None, made, "two sisters")
        assert codes_of(refused) == ["merge_too_old"]
        assert refused.value.problems[0].facts["date"] == "2027-02-21"
    desk.close()


def test_a_merge_of_merged_is_undone_in_any_order(desk: Desk) -> None:
    one, two, three = (add(desk, member(given_name=name)).persons[0] for name in ("Awa", "Aua", "Hawa"))
    inner = merge(desk, two, three)
    outer = merge(desk, one, three)  # the code of one merged before names who stands for it
    assert desk.person_row(one) == desk.person_row(two) == desk.person_row(three)
    merge_persons.undo(desk, None, inner, "not she")
    assert name_at(desk, three) == "Hawa"
    assert name_at(desk, two) == "Awa"
    merge_persons.undo(desk, None, outer, "nor she")
    assert [name_at(desk, code) for code in (one, two, three)] == ["Awa", "Aua", "Hawa"]


def crossed(desk: Desk, survivor: str, absorbed: str, payload: Mapping[str, Any]) -> None:
    """The other laptop's merge arrives after ours was made: its fields are simply there."""
    rows = {}
    with desk.store.reading() as connection:
        for code in (survivor, absorbed):
            rows[code] = connection.execute("SELECT id FROM person WHERE code = ?", (code,)).fetchone()[0]
    with desk.writing() as writer:
        writer.set("person", rows[absorbed], {"merged_into": rows[survivor]})
        writer.create(
            "merge", "PK-KP-NOWSHERA", {**payload, "survivor": rows[survivor], "absorbed": rows[absorbed]}
        )


def test_two_laptops_merging_each_into_the_other_lose_neither(desk: Desk) -> None:
    first, second = add(desk, AWA), add(desk, AGAIN)
    one, two = first.persons[0], second.persons[0]
    before = {"memberships": [], "emptied": [], "given_name": "Ndiaye"}
    merge(desk, one, two)
    times = {"undo_until": "2027-02-21", "at": "2026-11-23T08:00:00Z"}
    crossed(desk, two, one, {"before": before, "after": {"given_name": "Awa"}, **times})
    stands = desk.person_row(one)
    assert desk.person_row(two) == stands
    assert name_at(desk, two) == "Awa"
    assert undo_merge.settle(desk) == 1
    assert undo_merge.settle(desk) == 0
    assert desk.person_row(one) == desk.person_row(two) == stands
    with desk.store.reading() as connection:
        assert merges.absorbed(connection) == set(_rows(connection, two))
        assert merges.homes(connection, stands)


def _rows(connection: Any, code: str) -> list[int]:
    return [row for (row,) in connection.execute("SELECT id FROM person WHERE code = ?", (code,))]


MERGES = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["", "survivor", "absorbed"]),
        st.sets(st.sampled_from(sorted(TAKEN)), max_size=4),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(MERGES)
def test_any_merges_undone_in_reverse_give_back_the_same_register(
    asked: list[tuple[int, int, str, set[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = make_office(Path(folder) / "office.guichet")
        try:
            people = [
                member(given_name="Awa", mother_name="Bineta"),
                member(given_name="Aua", other_names="Fatou", birth_date="1987", birth_precision="year"),
                member(given_name="Hawa", sex="not_known", sex_reason="absent"),
                member(given_name="Eva", vital_status="deceased", role="spouse"),
            ]
            homes = [add(desk, people[0], people[3]), add(desk, people[1], child()), add(desk, people[2])]
            codes = [homes[0].persons[0], homes[1].persons[0], homes[2].persons[0], homes[0].persons[1]]
            _merge_and_undo(desk, codes, [*homes, homes[0]], asked)
        finally:
            desk.close()


def _merge_and_undo(
    desk: Desk, codes: list[str], homes: list[Any], asked: list[tuple[int, int, str, set[str]]]
) -> None:
    history = []
    for survivor, absorbed, where, taken in asked:
        home = {"": "", "survivor": homes[survivor].code, "absorbed": homes[absorbed].code}[where]
        before = state(desk)
        try:
            made = merge(desk, codes[survivor], codes[absorbed], home, **dict.fromkeys(taken, OTHER))
        except Refused:
            assert state(desk) == before  # refused whole
            continue
        history.append((made, before))
        rows = {desk.person_row(code) for code in codes}
        assert len(rows) == 4 - len(history)
        assert {desk.household_row(home.code) for home in homes}
    for made, before in reversed(history):
        assert merge_persons.undo(desk, None, made, "not the same").left == ()
        assert state(desk) == before
    assert len({desk.person_row(code) for code in codes}) == 4


def test_what_stayed_on_the_absorbed_records_is_read_through_them(desk: Desk, tmp_path: Path) -> None:
    """Numbers, telephones, portrait and documents of all that went into one, however often."""
    number = {"scheme": "national_id", "country": "PK", "value": "17301-1234567-8"}
    deep = add(desk, member(given_name="Hawa", identifiers=[number], phones=["+923001234567"]))
    middle, top = add(desk, AGAIN), add(desk, AWA)
    paper = io.BytesIO()
    Image.new("RGB", (600, 800), (9, 9, 9)).save(paper, "PNG")
    documents.attach(desk, deep.code, DocumentKind.certificate, paper.getvalue(), "of the household")
    documents.attach(desk, deep.persons[0], DocumentKind.id_scan, paper.getvalue(), "her own", person=True)
    photos.attach(desk, deep.persons[0], paper.getvalue())
    merge(desk, middle.persons[0], deep.persons[0])
    merge(desk, top.persons[0], middle.persons[0])
    [seen] = show.household(desk, top.code).present
    assert [value for _, _, value in seen.identifiers] == ["17301-1234567-8"]
    assert seen.phones == ("+923001234567",)
    assert seen.photo is not None
    assert {one.title for one in documents.of(desk, top.code)} == {"of the household", "her own"}
    with desk.store.reading() as connection:
        [[row]] = export_rows.people(connection, export_rows.Chosen())
    assert (row.numbers, row.phone) == ({"national_id": "17301-1234567-8"}, "+923001234567")
