"""A form's look-alikes: found while it is open, written with it, pending when nobody has said anything."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.models import judgements, records
from desktop.services import form_judgements, judge_duplicate
from desktop.services.desk import Desk
from desktop.services.register import register
from domain.problems import Refused
from domain.registration import HouseholdForm, parse
from tests.desktop.models.offices import add, form, member

ZAINAB = member(
    given_name="Zainabou", family_name="Diallo", birth_date="1987-04-12", mother_name="Kadiatou Bah"
)
SWAPPED = member(given_name="Djaló", family_name="Zainabu", birth_date="1987-12-04", mother_name="Cadiatu Bá")


@pytest.fixture
def registered(desk: Desk) -> str:
    """A woman registered before, among some neighbours."""
    for name in ("Modou Faye", "Ousmane Sarr", "Ibrahima Ndour", "Binta Sagna"):
        given, family = name.split()
        add(desk, member(given_name=given, family_name=family, birth_date="1960-02-03"))
    return add(desk, ZAINAB).persons[0]


def again(**more: Any) -> HouseholdForm:
    return parse(form(SWAPPED, **more))


def test_a_swapped_name_in_another_spelling_is_found(desk: Desk, registered: str) -> None:
    [found] = form_judgements.look(desk, again())
    assert (found.member, found.look_alike.code) == (0, registered)


def test_what_nobody_judged_waits_as_pending(desk: Desk, registered: str) -> None:
    entry = again()
    [found] = form_judgements.add_pending(desk, entry)
    assert not form_judgements.add_pending(desk, entry)  # it is said already
    done = register(desk, entry)
    [line] = judge_duplicate.lines(desk, judge_duplicate.pending(desk))
    assert {line.person_code, line.other_code} == {done.persons[0], registered}
    assert line.weight == pytest.approx(found.look_alike.weight, abs=0.01)
    assert [reason.code for reason in line.reasons] == [r.code for r in found.look_alike.reasons]
    assert [(w.rule, w.code, w.where) for w in done.warnings] == [("V16", "look_alikes", "members.0")]


def test_a_form_without_judgements_writes_none(desk: Desk, registered: str) -> None:
    register(desk, again())
    assert not judge_duplicate.pending(desk)


def test_who_is_somebody_else_is_not_pending_and_keeps_the_evidence(desk: Desk, registered: str) -> None:
    entry = again(judgements=[{"member": 0, "other": registered, "decision": "different", "note": "a niece"}])
    assert not form_judgements.add_pending(desk, entry)
    done = register(desk, entry)
    rows = desk.person_row(done.persons[0]), desk.person_row(registered)
    with desk.store.reading() as connection:
        kept = judgements.latest(connection, *rows)
    assert kept is not None
    assert (kept.decision, kept.note) == ("different", "a niece")
    assert kept.weight is not None
    assert kept.weight > 0


def test_the_same_person_is_a_member_and_nothing_typed_is_lost(desk: Desk, registered: str) -> None:
    note = "Given name: Djaló"
    entry = parse(
        form(
            {"role": "guest", "person": registered},
            member(given_name="Mariama"),
            judgements=[{"member": 0, "other": registered, "decision": "same", "note": note}],
            place={"kind": "family"},
        )
    )
    done = register(desk, entry)
    assert done.persons[0] == registered
    row = desk.person_row(registered)
    with desk.store.reading() as connection:
        kept = judgements.latest(connection, row, row)
    assert kept is not None
    assert (kept.decision, kept.note) == ("same", note)
    assert not judge_duplicate.pending(desk)


def test_a_judgement_about_a_code_nobody_has_writes_nothing(desk: Desk, registered: str) -> None:
    with desk.store.reading() as connection:
        before = records.count(connection, "household")
    with pytest.raises(Refused, match=r"judgements\.0\.other: code_unknown"):
        register(desk, again(judgements=[{"member": 0, "other": "NSR-AAAA-26-1-X", "decision": "unsure"}]))
    with pytest.raises(Refused, match="judgement_of_nobody"):
        register(desk, again(judgements=[{"member": 4, "other": registered, "decision": "unsure"}]))
    with desk.store.reading() as connection:
        assert records.count(connection, "household") == before
