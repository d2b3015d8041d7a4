"""What nobody foresaw in one change stops that change alone, by line and by stick; no people in the log."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from server.database import Database
from server.running import Running
from tests.server.device import Device, household, person, verdicts
from tests.server.test_bundles import parts_of, read_back, responses, stick_of, take

WORD = "N'Poison"


@pytest.fixture
def rule(server: Running) -> Iterator[None]:
    """The database refuses what the server's own rules let through; a real one, as a full index would be."""
    yield from _ruled(server.database, "record", "fields ->> 'given_name' IS DISTINCT FROM")


@pytest.fixture
def strict_history(server: Running) -> Iterator[None]:
    """Not even the history holds it."""
    yield from _ruled(server.database, "change", "fields ->> 'given_name' IS DISTINCT FROM")


def _ruled(database: Database, table: str, rule: str) -> Iterator[None]:
    quoted = WORD.replace("'", "''")
    with database.transaction() as connection:
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT unforeseen CHECK ({rule} '{quoted}')"))
    yield
    with database.transaction() as connection:
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT unforeseen"))


def write_down(awa: Device) -> None:
    """Five changes; the third is the one, and the last leans on the second."""
    home = awa.create("household", household())
    who = awa.create("person", person())
    awa.create("person", person(code="NSR-ABCD-26-000003-X", given_name=WORD))
    awa.create(
        "membership", {"household": str(home), "person": str(who), "role": "head", "start_on": "2026-11-23"}
    )
    awa.edit("person", who, {"given_name": "Awa Marie"})


@pytest.mark.expects_log("change_not_taken IntegrityError")
def test_one_change_is_refused_and_the_rest_of_its_batch_arrives(
    rule: None, awa: Device, binta: Device, caplog: pytest.LogCaptureFixture
) -> None:
    write_down(awa)
    with caplog.at_level(logging.ERROR):
        answer = awa.push()
    assert verdicts(answer.answers) == ["accepted", "accepted", "refused", "accepted", "accepted"]
    problem = answer.answers[2].problem
    assert problem and (problem.code, dict(problem.facts)) == ("change_not_taken", {"kind": "person"})
    assert verdicts(awa.push().answers) == ["known", "known", "refused", "known", "known"]
    binta.pull()
    assert sorted(row.kind for row in binta.rows.values()) == ["household", "membership", "person"]
    assert "change_not_taken IntegrityError" in caplog.text
    assert WORD not in caplog.text
    assert "Awa" not in caplog.text


@pytest.mark.expects_log("change_not_taken IntegrityError")
def test_the_batches_around_it_go_as_they_always_do(rule: None, awa: Device, binta: Device) -> None:
    for number in range(250):
        awa.create("person", person(given_name=WORD if number == 120 else f"Awa {number}"))
    said = verdicts(awa.push().answers)
    assert said[120] == "refused"
    assert said.count("accepted") == 249
    binta.pull()
    assert len(binta.rows) == 249


@pytest.mark.expects_log("change_not_taken IntegrityError")
def test_what_the_history_cannot_hold_is_noted_without_its_values(
    strict_history: None, server: Running, awa: Device
) -> None:
    write_down(awa)
    assert verdicts(awa.push().answers) == ["accepted", "accepted", "refused", "accepted", "accepted"]
    awa.create("person", person(code="NSR-ABCD-26-000004-X"))
    assert verdicts(awa.push(6).answers) == ["accepted"]  # the chain goes on over it
    with server.database.transaction(device=1) as connection:
        kept = connection.execute(text("SELECT fields::text FROM change WHERE number = 3")).scalar_one()
    assert kept == "{}"


@pytest.mark.expects_log("change_not_taken IntegrityError")
def test_one_change_on_a_stick_keeps_back_no_other(rule: None, server: Running, awa: Device) -> None:
    write_down(awa)
    _, parts = read_back(server, awa, take(server, stick_of(server, awa, parts_of(awa))))
    assert verdicts(responses(parts)[0].answers).count("refused") == 1


@pytest.mark.expects_log("503 server_busy")
def test_a_trouble_of_the_moment_refuses_nothing(server: Running, awa: Device) -> None:
    """A lock that does not come, a database that goes: the device asks again, and nothing was decided."""
    write_down(awa)
    with server.database.transaction() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END $$"
            )
        )
        connection.execute(
            text("CREATE TRIGGER busy BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION busy()")
        )
    try:
        assert awa.send(awa.batch()).status_code == 503
    finally:
        with server.database.transaction() as connection:
            connection.execute(text("DROP TRIGGER busy ON record"))
            connection.execute(text("DROP FUNCTION busy()"))
    assert verdicts(awa.push().answers) == ["accepted"] * 5
