"""Conflicts between two laptops, settled by people: what is chosen travels, and nothing chosen is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.models import records
from desktop.models.identity import Devices
from desktop.services.desk import Desk
from desktop.services.settling import listed, settle
from desktop.services.settling.settle import Side, Typed
from domain.problems import Refused
from domain.vocabulary import ConflictCause
from tests.desktop.models.offices import add, member
from tests.desktop.sync.small_server import SmallServer
from tests.desktop.sync.told import converged, edit, go_round, of_server, person_of

Office = Callable[[str], Desk]
FIRST = {"given_name": "Awa", "family_name": "N'Diaye"}


@pytest.fixture
def shared(office: Office, server: SmallServer) -> tuple[Desk, Desk]:
    """Two laptops that know one household."""
    first, second = office("first"), office("second")
    add(first, member(**FIRST))
    go_round(first, server)
    go_round(second, server)
    return first, second


def disagree(
    shared: tuple[Desk, Desk], server: SmallServer, one: Any, other: Any, kind: str = "person"
) -> int:
    """Both laptops write the same person before they meet; the conflict's row on the second."""
    first, second = shared
    for desk, fields in ((first, one), (second, other)):
        row = person_of(desk, "Awa") if kind == "person" else home_of(desk)
        edit(desk, kind, row, **fields)
        go_round(desk, server)
    for desk in (*shared, *shared):
        go_round(desk, server)
    [row] = listed.to_settle(second)
    return int(row)


def home_of(desk: Desk) -> int:
    with desk.store.reading() as connection:
        return int(connection.execute("SELECT id FROM household").fetchone()[0])


def now(desk: Desk, kind: str = "person") -> dict[str, Any]:
    with desk.store.reading() as connection:
        row = connection.execute(f"SELECT id FROM {kind} ORDER BY id").fetchone()[0]
        return dict(records.read(connection, kind, row) or {})


def test_both_sides_are_told_with_who_when_and_where(shared: tuple[Desk, Desk], server: SmallServer) -> None:
    first, second = shared
    row = disagree(shared, server, {"family_name": "Ba"}, {"family_name": "Sy"})
    view = listed.read(second, row)
    [field] = view.fields
    assert (field.name, field.stands, field.kept, field.other) == ("family_name", "Ba", "Ba", "Sy")
    assert (field.kept_by.who, field.other_by.who) == ("Awa Sy", "Awa Sy")
    assert (field.kept_by.here, field.other_by.here, field.mine) == (False, True, "other")
    assert field.kept_by.at and field.other_by.at and field.kept_by.device != field.other_by.device
    assert view.line.cause is ConflictCause.values and not view.line.trivial
    [theirs] = listed.lines(first, listed.to_settle(first))
    assert listed.read(first, theirs.id).fields[0].mine == "kept"
    [line] = listed.of_household(second, view.line.household)
    assert (line.id, line.fields) == (row, ("family_name",))


@pytest.mark.parametrize(
    ("choice", "stands", "how"),
    [(Side.kept, "Ba", "standing"), (Side.other, "Sy", "other"), (Typed("Sow"), "Sow", "typed")],
)
def test_what_is_chosen_stands_everywhere(
    shared: tuple[Desk, Desk], server: SmallServer, choice: settle.Choice, stands: str, how: str
) -> None:
    first, second = shared
    row = disagree(shared, server, {"family_name": "Ba"}, {"family_name": "Sy"})
    settle.settle(second, row, choice, "seen on the card")
    go_round(second, server)
    converged(*shared, server=server)
    assert now(first)["family_name"] == stands
    assert not listed.to_settle(first) and not listed.to_settle(second)
    [line] = listed.lines(first, listed.settled(first))
    assert (line.settled_by, line.settled_how, line.settled_why) == ("Awa Sy", how, "seen on the card")
    assert listed.read(first, line.id).settled_values == {"family_name": stands}


@pytest.mark.parametrize("mine", [Side.kept, Side.other])
def test_two_people_who_settle_differently_meet_in_a_new_conflict(
    shared: tuple[Desk, Desk], server: SmallServer, mine: Side
) -> None:
    row = disagree(shared, server, {"family_name": "Ba"}, {"family_name": "Sy"})
    first, second = shared
    theirs = Side.other if mine is Side.kept else Side.kept
    [elsewhere] = listed.to_settle(first)
    settle.settle(first, elsewhere, theirs, "the first")
    settle.settle(second, row, mine, "the second")
    go_round(first, server)
    go_round(second, server)
    converged(*shared, server=server)
    [again] = listed.to_settle(first)
    view = listed.read(first, again)
    assert {view.fields[0].kept, view.fields[0].other} == {"Ba", "Sy"}
    old = listed.read(first, elsewhere)
    assert old.line.settled_why == "the second"
    assert [one["settled_why"] for one in old.settled_before] == ["the first"]
    settle.settle(first, again, Typed("Sow"), "asked her")
    converged(*shared, server=server)
    assert now(second)["family_name"] == "Sow"
    assert not listed.to_settle(second)


def test_two_people_who_settle_alike_are_done(shared: tuple[Desk, Desk], server: SmallServer) -> None:
    row = disagree(shared, server, {"family_name": "Ba"}, {"family_name": "Sy"})
    first, second = shared
    settle.settle(first, listed.to_settle(first)[0], Side.other)
    settle.settle(second, row, Side.other)
    go_round(first, server)
    go_round(second, server)
    converged(*shared, server=server)
    assert not listed.to_settle(first)


def test_many_fields_are_settled_at_once(shared: tuple[Desk, Desk], server: SmallServer) -> None:
    one = {"family_name": "Ba", "mother_name": "Coumba"}
    row = disagree(shared, server, one, {"family_name": "Sy", "mother_name": "Khady"})
    _, second = shared
    with pytest.raises(Refused) as refused:
        settle.settle(second, row, {"family_name": Side.kept})
    assert [problem.code for problem in refused.value.problems] == ["conflict_unanswered"]
    settle.settle(second, row, {"family_name": Side.other, "mother_name": Typed("Khadija")})
    converged(*shared, server=server)
    found = now(shared[0])
    assert (found["family_name"], found["mother_name"]) == ("Sy", "Khadija")


def test_an_end_against_an_edit_is_put_back_or_confirmed(
    shared: tuple[Desk, Desk], server: SmallServer
) -> None:
    dead = {"vital_status": "deceased", "death_on": "2026-11-01"}
    row = disagree(shared, server, {"mother_name": "Coumba"}, dead)
    first, second = shared
    view = listed.read(second, row)
    assert view.line.cause is ConflictCause.ended
    assert view.beside == {"mother_name": "Coumba"}
    assert [field.mine for field in view.fields] == ["kept", "kept"]
    settle.settle(second, row, Side.other, "she came in person")
    converged(*shared, server=server)
    assert "vital_status" not in now(first) and now(first)["mother_name"] == "Coumba"


def test_a_birth_told_exactly_is_not_estimated_too(shared: tuple[Desk, Desk], server: SmallServer) -> None:
    guessed = {"birth_precision": "estimated_age", "estimated_age": 40, "estimated_on": "2026-11-01"}
    row = disagree(shared, server, {"birth_on": "1987-04-13"}, guessed | {"birth_on": None})
    settle.settle(shared[1], row, Side.other)
    converged(*shared, server=server)
    found = now(shared[0])
    assert found["birth_precision"] == "estimated_age" and "birth_on" not in found


def test_what_differs_in_the_writing_alone_is_settled_together_and_taken_back(
    shared: tuple[Desk, Desk], server: SmallServer
) -> None:
    row = disagree(shared, server, {"village": "PABBI  bazar"}, {"village": "Pabbi Bazár"}, "household")
    first, second = shared
    [line] = listed.lines(second, [row])
    assert line.trivial and settle.trivial(second) == [row]
    done = settle.settle_trivial(second)
    assert (done.conflicts, done.changed) == ((row,), 0)
    assert settle.reopen(second, done.conflicts) == 1
    assert list(listed.to_settle(second)) == [row]
    converged(*shared, server=server)
    assert list(listed.to_settle(first))
    settle.settle_trivial(second)
    converged(*shared, server=server)
    assert not listed.to_settle(first)


def test_who_somebody_is_is_settled_by_who_may_approve(
    shared: tuple[Desk, Desk], server: SmallServer
) -> None:
    row = disagree(shared, server, {"family_name": "Ba"}, {"family_name": "Sy"})
    clerk = replace(shared[1], user=replace(shared[1].user, role="clerk"))
    with pytest.raises(Refused) as refused:
        settle.settle(clerk, row, Side.kept)
    assert refused.value.problems[0].code == "not_permitted"
    assert not listed.lines(clerk, [row])[0].may_settle


def test_what_is_wrong_with_a_typed_value_is_said(shared: tuple[Desk, Desk], server: SmallServer) -> None:
    row = disagree(shared, server, {"sex": "male"}, {"sex": "not_known"})
    with pytest.raises(Refused) as refused:
        settle.settle(shared[1], row, Typed("unknown"))
    assert refused.value.problems[0].where == "sex"
    assert list(listed.to_settle(shared[1])) == [row]


def test_two_merges_of_one_person_into_two_others_are_shown_and_converge(
    office: Office, server: SmallServer
) -> None:
    first, second = office("first"), office("second")
    for name in ("Awa", "Binta", "Coumba"):
        add(first, member(given_name=name))
    go_round(first, server)
    go_round(second, server)
    edit(first, "person", person_of(first, "Awa"), merged_into=person_of(first, "Binta"))
    edit(second, "person", person_of(second, "Awa"), merged_into=person_of(second, "Coumba"))
    go_round(first, server)
    go_round(second, server)
    converged(first, second, server=server)
    [row] = listed.to_settle(first)
    [field] = listed.read(first, row).fields
    assert field.name == "merged_into" and field.kept != field.other and field.mine == "other"
    settle.settle(first, row, Side.other)
    converged(first, second, server=server)
    merged = [f["merged_into"] for k, f in of_server(server).values() if k == "person" and "merged_into" in f]
    with second.store.reading() as connection:
        assert merged == [str(Devices(connection).outward(person_of(second, "Binta")))]
