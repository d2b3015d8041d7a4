"""Taking an answer in: receipts must be about this journal, rows keep what waits here."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.models import identity, journal
from desktop.services.desk import Desk
from desktop.sync import receiving
from domain.ids import RecordId
from domain.problems import Fault
from domain.wire.messages import Cursor, Response, Row
from tests.desktop.models.offices import DISTRICT, add, child, member


def response(*rows: Row, cursor: Cursor = Cursor(5, 7)) -> Response:  # noqa: B008  (frozen)
    return Response((), "", rows, {DISTRICT: cursor}, False, 0)


def cursor_row(connection: Any) -> Any:
    return connection.execute("SELECT version, row, again_version, again_row FROM cursor").fetchone()


@pytest.mark.parametrize(
    "changed",
    [
        {"upto": 2},
        {"upto": 999},
        {"upto": "3"},
        {"upto": None},
        {"chain": "00"},
        {"chain": ""},
        {"device": "f" * 32},
    ],
)
def test_a_receipt_about_something_else_is_wrong(desk: Desk, changed: dict[str, Any]) -> None:
    add(desk)
    with desk.store.reading() as connection:
        who = identity.current(connection)
        claims: dict[str, object] = {"device": who.device, "upto": 3}
        claims["chain"] = journal.chain_at(connection, who, 3).hex()
        assert receiving.check_arrival(connection, who, claims) == 3
        with pytest.raises(Fault) as caught:
            receiving.check_arrival(connection, who, claims | changed)
    assert caught.value.problem.code == "receipt_wrong"


def test_a_district_is_read_again_once_what_waited_is_sent(desk: Desk) -> None:
    registered = add(desk, member(), child())
    with desk.store.transaction() as connection:
        connection.execute("UPDATE change SET state = 'arrived'")
        receiving.take_rows(connection, response(cursor=Cursor(5, 7)))
        who = identity.current(connection)
        name = RecordId(who.device, registered.household - who.span[0] + 1)
    with desk.writing() as writer:
        writer.set("household", registered.household, {"village": "Mine"})
    fields = {"code": registered.code, "kind": "household", "area": "x", "registered_on": "2026-11-23"}
    theirs = Row(
        name, "household", DISTRICT, fields | {"village": "Theirs"}, {"village": RecordId("f" * 32, 1)}
    )
    with desk.store.transaction() as connection:
        receiving.take_rows(connection, response(theirs, cursor=Cursor(9, 1)))
        assert cursor_row(connection) == (9, 1, 5, 7)
        receiving.take_rows(connection, response(theirs, cursor=Cursor(12, 3)))
        assert cursor_row(connection) == (12, 3, 5, 7)
        receiving.read_again(connection)
        assert cursor_row(connection) == (12, 3, 5, 7)  # it still waits
        connection.execute("UPDATE change SET state = 'arrived'")
        receiving.read_again(connection)
        assert cursor_row(connection) == (5, 7, None, None)
        assert receiving.cursors(connection) == {DISTRICT: Cursor(5, 7)}


def test_starting_over_forgets_every_cursor(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        receiving.take_rows(connection, response())
        receiving.start_over(connection)
        assert receiving.cursors(connection) == {}


def test_counts_leave_out_what_the_server_refused(desk: Desk) -> None:
    add(desk, member(), child())
    with desk.store.transaction() as connection:
        connection.execute("UPDATE change SET state = 'arrived'")
        tallies = {"user": 1, "household": 1, "consent": 1, "person": 2, "membership": 2}
        assert receiving.counts_that_differ(connection, tallies) == {}
        assert receiving.counts_that_differ(connection, tallies | {"phone": 3, "of_a_newer_office": 9}) == {
            "phone": (0, 3)
        }
        connection.execute(
            "UPDATE change SET state = 'refused'"
            " WHERE id = (SELECT max(id) FROM change WHERE kind = 'person')"
        )
        assert receiving.counts_that_differ(connection, tallies) == {"person": (1, 2)}
        assert receiving.counts_that_differ(connection, tallies | {"person": 1}) == {}


@pytest.mark.parametrize(
    ("number", "revision", "speaks"),
    [(2, None, False), (99, None, True), (None, 3, False), (None, 99, True), (None, None, False)],
)
def test_rows_that_speak_of_what_this_file_never_sent_are_of_a_copy(
    desk: Desk, number: int | None, revision: int | None, speaks: bool
) -> None:
    add(desk)
    with desk.store.transaction() as connection:
        connection.execute("UPDATE change SET state = 'arrived'")
        who = identity.current(connection)
        name = RecordId(who.device, number) if number else RecordId("f" * 32, 12345)
        revisions = {"village": RecordId(who.device, revision)} if revision else {}
        row = Row(name, "household", DISTRICT, {}, revisions)
        assert receiving.of_a_copy(connection, [row]) is speaks
