"""Changes the server refused: corrected or set aside, and the journal keeps every one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.models import records, rounds, states
from desktop.services.desk import Desk
from desktop.services.settling import refused
from domain.problems import Problem, Refused
from domain.record_checks import problems_of
from domain.records import Fields
from server import deciding
from tests.desktop.models.offices import AREA, add, member
from tests.desktop.sync import told
from tests.desktop.sync.small_server import SmallServer
from tests.desktop.sync.told import converged, edit, go_round, of_file, of_server, person_of

Office = Callable[[str], Desk]
ELSEWHERE = "PK-KP-LOWERDIR"


def household_elsewhere(desk: Desk) -> int:
    """A household filed under a district that is not this office's, with a member who has a telephone."""
    with desk.writing() as writer:
        fields = {
            "code": "NSR-1",
            "kind": "household",
            "area": "PK-KP-LOWERDIR-X",
            "registered_on": "2026-11-23",
        }
        home = writer.create("household", ELSEWHERE, fields)
        said: Fields = {"code": "NSR-2", "given_name": "Zora", "sex": "female", "birth_precision": "unknown"}
        zora = writer.create("person", ELSEWHERE, said, about=home)
        lives: Fields = {"household": home, "person": zora, "role": "head", "start_on": "2026-11-23"}
        writer.create("membership", ELSEWHERE, lives, about=home)
        writer.create("phone", ELSEWHERE, {"person": zora, "number": "+923001234567"}, about=home)
        writer.set("household", home, {"village": "Pabbi"})
    return home


def codes_of(call: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [problem.code for problem in caught.value.problems]


def test_a_refused_household_is_made_anew_with_all_that_leans_on_it(
    desk: Desk, server: SmallServer, office: Office
) -> None:
    home = household_elsewhere(desk)
    go_round(desk, server)
    lines = refused.waiting(desk)
    assert [line.kind for line in lines] == ["household", "person", "membership", "phone", "household"]
    assert [line.follows for line in lines] == [None, home, home, home, home]
    first = lines[0]
    assert (first.where, first.problem.code, first.made, first.leaning) == ("code", "area_elsewhere", True, 4)
    assert codes_of(lambda: refused.correct(desk, lines[2].change, {})) == ["refusal_follows"]
    done = refused.correct(desk, home, {"area": AREA})
    assert (len(done.changes), len(done.replaced)) == (4, 5)
    go_round(desk, server)
    assert refused.waiting(desk) == []
    converged(desk, office("second"), server=server)
    assert person_of(desk, "Zora") in done.changes


def test_a_household_filed_under_another_district_arrives_when_its_place_is_corrected(
    desk: Desk, server: SmallServer, office: Office
) -> None:
    with desk.writing() as writer:
        fields = {
            "code": "NSR-1",
            "kind": "household",
            "area": "PK-KP-LOWERDIR-X",
            "registered_on": "2026-11-23",
        }
        home = writer.create("household", ELSEWHERE, fields)
        said: Fields = {
            "household": home,
            "legal_basis": "public_interest",
            "notice_version": "1",
            "language": "en",
        }
        at: Fields = {"given": "read_aloud", "at": "2026-11-23T07:00:00Z"}
        writer.create("consent", "PK-KP-NOWSHERA", said | at, about=home)
        writer.set("household", home, {"village": "Pabbi"})
    go_round(desk, server)
    assert told.states(desk)["refused"] == 3
    done = refused.correct(desk, home, {"area": AREA})
    assert (len(done.changes), len(done.replaced)) == (2, 3)
    assert refused.waiting(desk) == [] and refused.count(desk) == 0
    other = office("second")
    converged(desk, other, server=server)
    [found] = [fields for kind, fields in of_server(server).values() if kind == "household"]
    assert (found["code"], found["area"], found["village"]) == ("NSR-1", AREA, "Pabbi")
    assert told.states(desk)["refused"] == 3  # the journal still says what was refused
    assert [one.how for one in refused.settled(desk)] == ["corrected"] * 3
    assert all(one.by_change in done.changes for one in refused.settled(desk))


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is of a version that takes no name such as Coumba."""

    def fewer(kind: str, fields: Fields, *, creating: bool) -> list[Problem]:
        wrong = [name for name, value in fields.items() if value == "Coumba"]
        found = [Problem("field_wrong", name, facts={"kind": kind, "expected": "enum"}) for name in wrong]
        return found + problems_of(kind, fields, creating=creating)

    monkeypatch.setattr(deciding, "problems_of", fewer)


@pytest.fixture
def refused_edit(desk: Desk, server: SmallServer, strict: None) -> int:
    """A name that the server would not take."""
    add(desk, member(given_name="Awa"))
    go_round(desk, server)
    edit(desk, "person", person_of(desk, "Awa"), mother_name="Coumba")
    go_round(desk, server)
    [line] = refused.waiting(desk)
    assert (line.problem.code, line.where, line.name) == ("field_wrong", "mother_name", "Awa N'Diaye")
    return line.change


def test_a_refused_edit_is_said_again_and_is_no_conflict(
    desk: Desk, server: SmallServer, refused_edit: int, office: Office
) -> None:
    refused.correct(desk, refused_edit, {"mother_name": "Khady"})
    report = go_round(desk, server)
    assert (report.refused, report.conflicts) == (0, 0)
    converged(desk, office("second"), server=server)
    [person] = [fields for kind, fields in of_server(server).values() if kind == "person"]
    assert person["mother_name"] == "Khady"
    with desk.store.reading() as connection:
        assert rounds.refused(connection) == []
        home = connection.execute("SELECT id FROM household").fetchone()[0]
        assert states.of_households(connection, [home]) == {home: "arrived"}


def test_a_value_that_is_wrong_again_is_said_before_it_is_sent(desk: Desk, refused_edit: int) -> None:
    assert codes_of(lambda: refused.correct(desk, refused_edit, {"sex": "unknown"})) == ["field_wrong"]
    assert codes_of(lambda: refused.correct(desk, refused_edit, {"code": "x"})) == ["refusal_unchangeable"]
    assert refused.count(desk) == 1


def test_a_refused_edit_that_is_set_aside_goes_back_to_what_stood(
    desk: Desk, server: SmallServer, refused_edit: int, office: Office
) -> None:
    assert codes_of(lambda: refused.set_aside(desk, refused_edit, " ")) == ["refusal_reason_missing"]
    assert refused.set_aside(desk, refused_edit, "it was her aunt's name") == (refused_edit,)
    converged(desk, office("second"), server=server)
    [person] = [fields for kind, fields in of_file(desk).values() if kind == "person"]
    assert "mother_name" not in person
    [kept] = refused.settled(desk)
    assert (kept.how, kept.reason, kept.by_change) == ("set_aside", "it was her aunt's name", None)
    assert codes_of(lambda: refused.set_aside(desk, refused_edit, "again")) == ["refusal_unknown"]


def test_what_stood_before_is_read_again_where_this_file_never_wrote_it(
    office: Office, server: SmallServer, strict: None
) -> None:
    first, second = office("first"), office("second")
    add(first, member(given_name="Awa", mother_name="Khady"))
    go_round(first, server)
    go_round(second, server)
    edit(second, "person", person_of(second, "Awa"), mother_name="Coumba")
    go_round(second, server)
    [line] = refused.waiting(second)
    refused.set_aside(second, line.change, "mistaken")
    converged(first, second, server=server)
    with second.store.reading() as connection:
        person = records.read(connection, "person", person_of(second, "Awa"))
    assert person is not None and person["mother_name"] == "Khady"


def test_a_refused_record_that_is_set_aside_leaves_the_register_and_stays_in_the_journal(
    desk: Desk, server: SmallServer
) -> None:
    home = household_elsewhere(desk)
    go_round(desk, server)
    assert len(refused.set_aside(desk, home, "entered at the wrong office")) == 5
    assert refused.waiting(desk) == []
    converged(desk, server=server)
    with desk.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)
        said = connection.execute("SELECT fields FROM change WHERE kind = 'person'").fetchone()[0]
    assert "Zora" in said


def test_what_leans_on_a_refused_record_and_was_not_sent_comes_first(desk: Desk, server: SmallServer) -> None:
    home = household_elsewhere(desk)
    go_round(desk, server)
    edit(desk, "household", home, village="Azakhel")
    assert codes_of(lambda: refused.correct(desk, home, {"area": AREA})) == ["refusal_not_sent"]
    assert codes_of(lambda: refused.set_aside(desk, home, "no")) == ["refusal_not_sent"]
