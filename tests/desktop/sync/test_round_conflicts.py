"""What the server says of each change, two values for one field, servers that forgot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models import identity
from desktop.services.back_up import back_up, restore
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.ids import RecordId
from domain.problems import Problem, Refused
from server.deciding import Held
from tests.desktop.models.offices import PASSWORD, add, child, member
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import SmallLine, SmallServer
from tests.desktop.sync.told import (
    converged,
    copied,
    edit,
    go_round,
    households,
    of_file,
    of_server,
    person_of,
    states,
    stopped,
)

Office = Callable[[str], Desk]


# -- refusals and conflicts


def test_a_refused_change_stays_with_its_reason_and_the_rest_goes_on(desk: Desk, server: SmallServer) -> None:
    add(desk)
    with desk.writing() as writer:
        fields = {"code": "x", "sex": "male", "birth_precision": "unknown", "given_name": "Elsewhere"}
        writer.create("person", "PK-KP-LOWERDIR", fields)
    add(desk, member(given_name="After"))
    report = go_round(desk, server)
    assert (report.refused, report.differing) == (1, {})
    assert states(desk) == {"arrived": report.sent - 1, "refused": 1}
    with desk.store.reading() as connection:
        (problem,) = connection.execute("SELECT problem FROM change WHERE state = 'refused'").fetchone()
    assert "area_elsewhere" in problem
    assert person_of(desk, "Elsewhere")
    assert go_round(desk, server).sent == 0


def test_a_refusal_whose_answer_was_lost_is_told_again(desk: Desk, server: SmallServer) -> None:
    with desk.writing() as writer:
        fields = {"code": "x", "sex": "male", "birth_precision": "unknown"}
        writer.create("person", "PK-KP-LOWERDIR", fields)
    stopped(lambda: go_round(desk, SmallLine(server, small.cut_after)))
    assert go_round(desk, server).refused == 1
    assert states(desk) == {"arrived": 1, "refused": 1}


def shared_person(office: Office, server: SmallServer) -> tuple[Desk, Desk]:
    first, second = office("first"), office("second")
    add(first, member(given_name="Awa"))
    go_round(first, server)
    go_round(second, server)
    return first, second


@pytest.mark.parametrize(("field", "stands"), [("family_name", "Ba"), ("mother_name", "Sy")])
def test_two_values_for_one_field_are_both_kept(
    office: Office, server: SmallServer, field: str, stands: str
) -> None:
    first, second = shared_person(office, server)
    edit(first, "person", person_of(first, "Awa"), **{field: "Ba"})
    edit(second, "person", person_of(second, "Awa"), **{field: "Sy"})
    go_round(first, server)
    report = go_round(second, server)
    assert report.conflicts == 1
    assert states(second)["conflict"] == 1
    converged(first, second, server=server)
    [person] = [fields for kind, fields in of_server(server).values() if kind == "person"]
    [conflict] = [fields for kind, fields in of_server(server).values() if kind == "conflict"]
    assert person[field] == stands
    assert {conflict["kept"][field], conflict["other"][field]} == {"Ba", "Sy"}
    assert conflict["kept"][field] == stands


@pytest.mark.parametrize("field", ["family_name", "mother_name"])
@pytest.mark.parametrize("values", [("Ba", "Sy"), ("Ba", "Ba")])
def test_a_row_that_came_while_its_field_waited_is_settled_all_the_same(
    office: Office, server: SmallServer, field: str, values: tuple[str, str]
) -> None:
    """The clerk edits between the sending and the fetching of a round: the server's value comes too early.

    The server need not send that row again, and the counts agree: only reading again brings both together.
    """
    first, second = shared_person(office, server)
    edit(first, "person", person_of(first, "Awa"), **{field: values[0]})
    go_round(first, server)

    def edits(line: SmallLine, who: Any, request: bytes) -> bytes:
        answer = line.server.exchange(who.device, request)
        edit(second, "person", person_of(second, "Awa"), **{field: values[1]})
        return answer

    go_round(second, SmallLine(server, edits))
    assert states(second)["waiting"] == 1
    [mine] = [fields for kind, fields in of_file(second).values() if kind == "person"]
    assert mine[field] == values[1]  # what waits is never overwritten
    converged(first, second, server=server)


def test_different_fields_of_one_record_both_apply(office: Office, server: SmallServer) -> None:
    first, second = shared_person(office, server)
    edit(first, "person", person_of(first, "Awa"), family_name="Ba")
    edit(second, "person", person_of(second, "Awa"), mother_name="Sy")
    converged(first, second, server=server)
    [person] = [fields for kind, fields in of_server(server).values() if kind == "person"]
    assert (person["family_name"], person["mother_name"]) == ("Ba", "Sy")


# -- newer offices


def test_what_a_newer_office_knows_is_kept_and_forwarded(office: Office, server: SmallServer) -> None:
    first, second = shared_person(office, server)
    [(name, held)] = [(n, h) for n, h in server.records.items() if h.kind == "person"]
    held.fields["shoe_size"] = 42
    server.version += 1
    server.versions[name] = server.version
    visit = replace_kind(server)
    go_round(second, server)
    edit(second, "person", person_of(second, "Awa"), mother_name="Sy")
    go_round(second, server)
    assert server.records[name].fields["shoe_size"] == 42
    assert of_file(second)[f"person {name}"][1]["shoe_size"] == 42
    with second.store.reading() as connection:
        kept = connection.execute("SELECT kind, fields FROM record_of_newer_kind").fetchall()
    assert kept == [("visit_of_a_newer_office", visit)]
    assert go_round(first, server).differing == {}


def replace_kind(server: SmallServer) -> str:
    """A record of a kind this program does not know."""
    name = RecordId("e" * 32, 1)
    server.version += 1
    server.records[name] = Held(name, "visit_of_a_newer_office", small.DISTRICTS[0], {"by": f"{'e' * 32}:9"})
    server.versions[name] = server.version
    return f'{{"by": "{"e" * 32}:9"}}'


# -- counts


def test_counts_that_differ_are_told_and_everything_is_read_again(
    office: Office, server: SmallServer
) -> None:
    first, second = shared_person(office, server)
    with second.store.transaction() as connection:
        connection.execute("DELETE FROM membership")
    report = go_round(second, server)
    assert report.differing == {"membership": (0, 1)}
    assert go_round(second, server).differing == {}
    assert of_file(second) == of_server(server)
    assert of_file(first)


def test_a_server_that_came_back_from_an_older_copy_gets_everything_again(
    office: Office, server: SmallServer
) -> None:
    first, second = office("first"), office("second")
    registered = [add(first, member(given_name=name), child()).code for name in ("Awa", "Fatou")]
    go_round(first, server)
    rolled_back(server, 6)
    report = go_round(first, server)  # nothing waits: what it holds of this file shows it
    assert (report.sent, report.differing) == (sum(states(first).values()) - 6, {})
    add(second, member(given_name="Zora"))
    converged(first, second, server=server)
    codes = [fields["code"] for kind, fields in of_server(server).values() if kind == "household"]
    assert set(registered) <= set(codes)
    assert len(codes) == len(set(codes)) == 3


def rolled_back(server: SmallServer, numbers: int) -> None:
    """The server's database is put back as it was when each device had sent so many changes."""
    for device in server.devices.values():
        device.entries = device.entries[:numbers]
    kept = {name for name in server.records if name.number <= numbers}
    server.records = {name: held for name, held in server.records.items() if name in kept}
    server.versions = {name: v for name, v in server.versions.items() if name in kept}


def test_a_server_that_forgot_a_renewed_device_hears_of_it_again(
    desk: Desk, server: SmallServer, tmp_path: Path
) -> None:
    add(desk)
    go_round(desk, server)
    restore(tmp_path / "again.guichet", back_up(desk, tmp_path / "stick"), PASSWORD)
    again = sign_in(tmp_path / "again.guichet", PASSWORD, clock=desk.clock)
    add(again, member(given_name="Zora"))
    go_round(again, server)
    with again.store.reading() as connection:
        first, second = identity.everyone(connection)
    del server.devices[second.device]
    line = SmallLine(server)
    go_round(again, line)
    assert line.renewed == [(first.device, second.device)]
    converged(again, desk, server=server)
    del server.devices[first.device], server.devices[second.device]
    assert stopped(lambda: go_round(again, server)) == "device_unknown"
    again.close()


def test_a_server_that_came_back_and_heard_a_copy_first_gets_both(
    desk: Desk, server: SmallServer, tmp_path: Path
) -> None:
    """What the original had sent is lost there, and a copy has taken its numbers: here nothing is."""
    add(desk, place={"village": "before"})
    go_round(desk, server)
    copy = copied(desk, tmp_path / "copy.guichet")
    sent = sum(states(desk).values())
    add(desk, member(), child(), place={"village": "original"})
    go_round(desk, server)
    rolled_back(server, sent)
    add(copy, member(), place={"village": "copy"})
    go_round(copy, server)
    server.version += 100  # so that the original's cursor looks as if it had read all this
    for name in server.versions:
        server.versions[name] += 100
    add(desk, place={"village": "later"})
    for _ in range(3):
        go_round(desk, server)
        go_round(copy, server)
    assert households(server) == ["before", "copy", "later", "original"]
    assert of_file(desk) == of_file(copy) == of_server(server)
    copy.close()


def test_a_device_code_that_is_taken_is_exchanged_for_another(
    desk: Desk, server: SmallServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four letters are few: what the file had written under that identity goes to the next one."""
    add(desk)
    restore(tmp_path / "again.guichet", back_up(desk, tmp_path / "stick"), PASSWORD)
    again = sign_in(tmp_path / "again.guichet", PASSWORD, clock=desk.clock)
    registered = add(again, member(given_name="Zora"))
    real, asked = SmallLine.renew, []

    def taken_once(line: SmallLine, old: Any, new: Any) -> None:
        asked.append(new.device)
        if len(asked) == 1:
            raise Refused(Problem("device_code_taken", "device_code"))
        real(line, old, new)

    monkeypatch.setattr(SmallLine, "renew", taken_once)
    go_round(again, server)
    with again.store.reading() as connection:
        assert asked[0] not in [who.device for who in identity.everyone(connection)]
    assert registered.code in {fields.get("code") for _, fields in of_server(server).values()}
    converged(again, desk, server=server)
    again.close()


@pytest.mark.timeout(30)
def test_a_server_that_lacks_a_record_whose_change_it_knows_is_told_once(
    desk: Desk, server: SmallServer
) -> None:
    add(desk, member())
    go_round(desk, server)
    lost = next(name for name, held in server.records.items() if held.kind == "membership")
    del server.records[lost]
    edit(desk, "person", person_of(desk, "Awa"), family_name="Diop")
    report = go_round(desk, server)
    assert (report.finished, report.differing) == (True, {"membership": (1, 0)})
