"""What a round costs: few trips, nothing twice, and of a cut message or answer no whole part is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.models import identity, journal, settings
from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.services.desk import Desk
from desktop.sync.pace import Pace
from desktop.sync.round import Round
from desktop.sync.transport import CutShort
from domain.problems import Fault
from domain.wire.encoding import decode_cut_request, encode_request, encode_response
from domain.wire.messages import Request
from tests.desktop.models.offices import add, child, member
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import Failing, SmallLine, SmallServer
from tests.desktop.sync.told import go_round, of_file, of_server, sound, states, stopped

Office = Callable[[str], Desk]
BATCH = 5


def registered(desk: Desk, homes: int) -> int:
    """How many changes wait afterwards."""
    for _ in range(homes):
        add(desk, member(), child())
    return states(desk)["waiting"]


def sizes(server: SmallServer) -> list[list[int]]:
    """Of each request, how many changes each batch had."""
    return [[len(batch.changes) for batch in request.batches] for request in server.requests]


# -- few trips


def test_a_small_synchronisation_is_one_trip(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    registered(first, 3)
    go_round(first, server)
    server.asked = 0
    registered(second, 2)
    report = go_round(second, server)
    assert server.asked == 1
    assert (report.finished, report.counts_compared, report.differing) == (True, True, {})
    assert of_file(second) == of_server(server)
    go_round(second, server)
    assert server.asked == 2


def test_a_new_file_is_not_sent_back_what_it_has_just_sent(desk: Desk, server: SmallServer) -> None:
    registered(desk, 3)
    assert go_round(desk, server).received == 0


def test_what_is_new_comes_with_the_last_message(desk: Desk, server: SmallServer) -> None:
    total = registered(desk, 20)
    go_round(desk, server, batch=BATCH, at_once=2)
    pages = [request.page for request in server.requests]
    assert pages[:-1] == [0] * (len(pages) - 1)
    assert pages[-1] > 0
    assert [request.waiting for request in server.requests][-1] == 0
    assert server.requests[0].waiting == total - 2 * BATCH


def test_nobody_is_asked_for_photos_when_there_are_none(desk: Desk, server: SmallServer) -> None:
    class Deaf(SmallLine):
        def missing_photos(self, who: Identity, names: list[str]) -> dict[str, int]:
            raise AssertionError("asked for nothing")

        def get_chunk(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
            raise AssertionError("asked for nothing")

    registered(desk, 1)
    assert go_round(desk, Deaf(server)).finished


# -- how much at a time


def test_messages_grow_while_answers_come_soon(desk: Desk, server: SmallServer) -> None:
    total = registered(desk, 40)
    go_round(desk, server, batch=1)
    counts = [len(batches) for batches in sizes(server)]
    assert counts[:3] == [5, 20, 40]
    assert max(counts) == 40
    assert sum(counts) == total
    with desk.store.reading() as connection:
        assert settings.get(connection, "batches_at_once") == "40"


def test_an_answer_that_takes_long_changes_nothing_and_a_failure_halves(store: Store) -> None:
    pace = Pace(store)
    assert (pace.batches, pace.rows) == (5, 500)
    pace.answered(9.9, full=False)
    pace.answered(10.0, full=True)
    assert pace.batches == 5
    pace.answered(9.9, full=True)
    assert pace.batches == 10
    pace.answered(2.4, full=True)
    assert pace.batches == 40
    for expected in (20, 10, 5, 2, 1, 1):
        pace.failed()
        assert Pace(store).batches == pace.batches == expected
    pace.bore()
    pace.bore()
    assert Pace(store).batches == 7


@pytest.mark.parametrize("kept", ["", "0", "-3", "nonsense", "4000000"])
def test_a_pace_that_cannot_be_is_brought_within_bounds(store: Store, kept: str) -> None:
    with store.transaction() as connection:
        settings.put(connection, "batches_at_once", kept)
    assert 1 <= Pace(store).batches <= 40


@pytest.fixture
def store(desk: Desk) -> Store:
    return desk.store


# -- nothing twice


@pytest.mark.parametrize("fault", [small.cut_before, small.cut_after])
def test_after_a_failure_the_server_is_asked_before_anything_is_sent(
    desk: Desk, server: SmallServer, fault: Failing
) -> None:
    total = registered(desk, 10)
    line = SmallLine(server, None, fault)
    assert stopped(lambda: go_round(desk, line, batch=BATCH, at_once=2)) == "cut_line"
    sent = 2 * BATCH + min(8 * BATCH, total - 2 * BATCH)
    server.requests.clear()
    go_round(desk, line, batch=BATCH)
    asked, *others = server.requests
    assert (asked.batches, asked.answered, asked.page) == ((), 2 * BATCH, 0)
    held = sent if fault is small.cut_after else 2 * BATCH
    again = [batch.first for request in others for batch in request.batches]
    assert again == list(range(held + 1, total + 1, BATCH))
    assert states(desk) == {"arrived": total}


def test_a_program_that_stopped_in_the_middle_asks_first_too(desk: Desk, server: SmallServer) -> None:
    total = registered(desk, 3)

    class Gone(BaseException):
        pass

    def power(line: SmallLine, who: Identity, request: bytes) -> bytes:
        line.server.exchange(who.device, request)
        raise Gone

    with pytest.raises(Gone):
        go_round(desk, SmallLine(server, power))
    assert states(desk) == {"sent": total}
    server.requests.clear()
    report = go_round(desk, server)
    assert (report.sent, report.arrived) == (0, total)
    assert all(not request.batches for request in server.requests)


def test_answers_that_were_lost_keep_their_verdict_and_their_receipt(desk: Desk, server: SmallServer) -> None:
    registered(desk, 1)
    with desk.writing() as writer:
        writer.create("household", "SOMEWHERE-ELSE", {
            "code": "x", "kind": "household", "area": "x", "registered_on": "2026-11-23",
        })  # fmt: skip
    assert stopped(lambda: go_round(desk, SmallLine(server, small.cut_after))) == "cut_line"
    report = go_round(desk, server)
    assert report.refused == states(desk)["refused"] == 1
    with desk.store.reading() as connection:
        who = identity.current(connection)
        last = journal.last_number(connection, who)
        rows = connection.execute("SELECT upto FROM receipt").fetchall()
    assert rows == [(who.span[0] - 1 + last,)]


def test_each_answer_leaves_a_receipt(desk: Desk, server: SmallServer) -> None:
    total = registered(desk, 10)
    go_round(desk, server, batch=BATCH, at_once=1)
    with desk.store.reading() as connection:
        base = identity.current(connection).span[0] - 1
        upto = [row - base for (row,) in connection.execute("SELECT upto FROM receipt ORDER BY upto")]
    ends = [request.last for request in server.requests if request.batches]
    assert upto == ends
    assert upto[-1] == total


# -- cut anywhere


def cut_request(share: float) -> Failing:
    """The line is cut on the way up: the server applies what came whole, and nobody hears of it."""

    def fault(line: SmallLine, who: Identity, request: bytes) -> bytes:
        part = decode_cut_request(request[: int(len(request) * share)])
        if part is not None and part.batches:
            line.server.exchange(who.device, encode_request(replace(part, page=0)))
        raise Fault("cut_line")

    return fault


def cut_answer(share: float) -> Failing:
    """The line is cut on the way down: the beginning of the answer is there."""

    def fault(line: SmallLine, who: Identity, request: bytes) -> bytes:
        whole = line.server.exchange(who.device, request)
        raise CutShort(whole[: int(len(whole) * share)])

    return fault


SHARES = [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1]


@pytest.mark.parametrize("share", SHARES)
def test_a_request_cut_anywhere_is_worth_its_whole_batches(
    desk: Desk, server: SmallServer, share: float
) -> None:
    total = registered(desk, 12)
    line = SmallLine(server, cut_request(share))
    assert stopped(lambda: go_round(desk, line, batch=BATCH, at_once=10)) == "cut_line"
    [device] = server.devices.values()
    held = len(device.entries)
    assert held % BATCH == 0
    assert held >= int(share * 10 - 2) * BATCH  # of ten batches
    report = go_round(desk, line, batch=BATCH)
    assert report.sent == total - held
    assert states(desk) == {"arrived": total}
    assert of_file(desk) == of_server(server)
    assert sound(desk)


@pytest.mark.parametrize("share", SHARES)
def test_an_answer_cut_anywhere_is_worth_its_whole_parts(
    office: Office, server: SmallServer, share: float
) -> None:
    first, second = office("first"), office("second")
    registered(first, 12)
    go_round(first, server)
    go_round(second, server)
    registered(first, 12)
    new = go_round(first, server).arrived
    line = SmallLine(server, cut_answer(share))
    this = Round(second.store, line)
    with pytest.raises(Fault, match="cut_line"):
        this.run()
    kept = this.report.received
    assert new * (share - 0.25) <= kept <= new
    report = go_round(second, server)
    assert report.received == new - kept
    assert report.differing == {}
    assert of_file(second) == of_server(server)


def test_the_answers_of_a_cut_answer_count(desk: Desk, server: SmallServer) -> None:
    """Of an answer cut in its rows the verdicts came first."""
    total = registered(desk, 4)
    go_round(desk, server)
    add(desk)
    line = SmallLine(server, cut_answer(0.999))
    this = Round(desk.store, line)
    with pytest.raises(Fault, match="cut_line"):
        this.run()
    assert this.report.arrived == 4
    assert states(desk) == {"arrived": total + 4}


# -- another life of the server


def test_a_new_life_of_the_server_is_offered_what_it_lacks_and_read_from_the_start(
    office: Office, server: SmallServer
) -> None:
    first, second = office("first"), office("second")
    total = registered(first, 6)
    go_round(first, server)
    registered(second, 2)
    go_round(second, server)
    [entries] = [kept.entries for kept in server.devices.values() if len(kept.entries) == total]
    lost = {name for name in server.records if name.device == _device(first) and name.number > 10}
    del entries[10:]
    server.records = {name: held for name, held in server.records.items() if name not in lost}
    server.versions = dict.fromkeys(server.records, 1)
    server.version, server.epoch = 1, "second"
    server.requests.clear()
    report = go_round(first, server)
    assert (report.sent, report.finished, report.differing) == (total - 10, True, {})
    assert all(not request.batches or request.batches[0].first > 10 for request in server.requests)
    assert of_file(first) == of_server(server)
    with first.store.reading() as connection:
        assert settings.get(connection, "server_epoch") == "second"
    go_round(second, server)
    assert of_file(second) == of_server(server)
    assert go_round(first, server).sent == 0


def _device(desk: Desk) -> str:
    with desk.store.reading() as connection:
        return identity.current(connection).device


def test_a_new_life_that_lost_nothing_gets_nothing_twice(desk: Desk, server: SmallServer) -> None:
    registered(desk, 3)
    go_round(desk, server)
    server.epoch = "second"
    report = go_round(desk, server)
    assert (report.sent, report.finished, report.differing) == (0, True, {})


def test_the_test_of_cuts_cuts_between_parts(desk: Desk, server: SmallServer) -> None:
    """Or the tests above would show nothing: a cut request has fewer batches, a cut answer fewer rows."""
    registered(desk, 12)
    go_round(desk, server, batch=BATCH, at_once=10)
    request = server.requests[0]
    data = encode_request(request)
    part = decode_cut_request(data[: len(data) // 2])
    assert part is not None
    assert 0 < len(part.batches) < len(request.batches)
    everything = server.answer(_device(desk), Request((), {}))
    assert len(everything.stops) > 5
    assert len(encode_response(everything)) > 500
