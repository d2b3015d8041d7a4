"""A round on a bad line: wherever it stops, the next one goes on, and nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.models import loading, settings
from desktop.services.desk import Desk
from desktop.sync import receiving
from desktop.sync.report import Progress
from desktop.sync.round import Round
from domain.problems import Fault
from domain.wire.messages import Cursor
from tests.desktop.models.offices import add, child, make_office, member
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import SmallLine, SmallServer
from tests.desktop.sync.told import (
    go_round,
    of_file,
    of_server,
    sound,
    states,
    stopped,
)

Office = Callable[[str], Desk]


# -- a good line


def test_what_one_registers_the_other_has(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    add(first, member(phones=["0300 1234567"]), child())
    report = go_round(first, server)
    assert (report.finished, report.counts_compared, report.differing) == (True, True, {})
    assert report.sent == report.arrived == len(of_file(first))
    assert states(first) == {"arrived": report.sent}
    go_round(second, server)
    assert of_file(first).items() <= of_file(second).items() == of_server(server).items()
    go_round(first, server)
    assert of_file(first) == of_file(second)
    assert go_round(first, server).received == 0


@pytest.mark.parametrize("batch", [1, 2, 7, 500])
def test_a_batch_may_have_any_size(desk: Desk, server: SmallServer, batch: int) -> None:
    for _ in range(3):
        add(desk, member(), child())
    report = go_round(desk, server, batch)
    assert states(desk) == {"arrived": report.sent}
    assert of_file(desk) == of_server(server)


def test_rows_come_a_page_at_a_time(
    office: Office, server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = office("first"), office("second")
    for _ in range(4):
        add(first, member(), child())
    go_round(first, server)
    real = SmallServer._page
    monkeypatch.setattr(
        SmallServer, "_page", lambda self, request, *rest: real(self, replace(request, page=3), *rest)
    )
    go_round(second, server)
    assert of_file(second) == of_server(server)


# -- faults


FAULTS = {
    "cut before": (small.cut_before, "cut_line"),
    "cut after": (small.cut_after, "cut_line"),
    "garbled": (small.garbled, "answer_garbled"),
    "shortened": (small.shortened, "answer_garbled"),
    "busy": (small.busy, "server_busy"),
    "receipt of another device": (small.with_receipt(device="f" * 32), "receipt_wrong"),
    "receipt of another chain": (small.with_receipt(chain="00" * 32), "receipt_wrong"),
    "receipt of no chain": (small.with_receipt(upto=10_000, chain=""), "receipt_wrong"),
    "receipt of fewer": (small.with_receipt(upto=1), "receipt_wrong"),
    "receipt of nothing": (small.with_answer(lambda r: replace(r, receipt="")), "receipt_wrong"),
    "an answer left out": (small.with_answer(lambda r: replace(r, answers=r.answers[1:])), "answer_garbled"),
    "answers to others": (
        small.with_answer(
            lambda r: replace(r, answers=tuple(replace(a, number=a.number + 90) for a in r.answers))
        ),
        "answer_garbled",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_fault_at_any_step_loses_and_doubles_nothing(
    desk: Desk, server: SmallServer, name: str, at: int
) -> None:
    fault, code = FAULTS[name]
    registered = [add(desk, member(), child()).code for _ in range(3)]
    line = SmallLine(server, *[None] * at, fault)
    total = states(desk)["waiting"]
    assert stopped(lambda: go_round(desk, line, batch=2, at_once=1)) == code
    acknowledged = states(desk).get("arrived", 0)
    assert acknowledged == (0, 2, 10)[at]  # one batch, then four, then the rest
    assert states(desk)["sent"] == (2, 8, total - 10)[at]  # until the server has said what it holds
    report = go_round(desk, line, batch=2)
    assert report.differing == {}
    assert states(desk) == {"arrived": total}
    assert acknowledged + report.arrived == total
    assert of_file(desk) == of_server(server)
    codes = [fields["code"] for kind, fields in of_server(server).values() if kind == "household"]
    assert sorted(codes) == sorted(registered)
    assert sound(desk)


def test_what_is_sent_twice_is_known_and_not_doubled(desk: Desk, server: SmallServer) -> None:
    add(desk, member(), child())
    line = SmallLine(server, *[small.twice] * 5)
    report = go_round(desk, line, batch=3)
    assert states(desk) == {"arrived": report.sent}
    assert of_file(desk) == of_server(server)


def test_a_round_that_failed_is_taken_up_by_the_same_object(desk: Desk, server: SmallServer) -> None:
    add(desk)
    this = Round(desk.store, SmallLine(server, small.cut_after))
    with pytest.raises(Fault):
        this.run()
    assert not this.report.finished
    assert this.run().finished


def test_answers_without_end_are_not_waited_for(office: Office, server: SmallServer) -> None:
    first = office("first")
    go_round(first, server)
    endless = small.with_answer(lambda r: replace(r, more=True))
    assert stopped(lambda: go_round(first, SmallLine(server, *[endless] * 99))) == "answer_garbled"


@pytest.mark.parametrize("at", [0, 3])
def test_rows_and_cursors_move_together(
    office: Office, server: SmallServer, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """An accident among the rows leaves rows and cursor as they were."""
    first, second = office("first"), office("second")
    go_round(second, server)
    add(first, member(), child())
    go_round(first, server)
    before = of_file(second), cursors(second)
    real, left = loading.load, [at]

    def accident(*given: Any, **named: Any) -> None:
        if not left[0]:
            raise RuntimeError("power")
        left[0] -= 1
        real(*given, **named)

    monkeypatch.setattr(loading, "load", accident)
    with pytest.raises(RuntimeError, match="power"):
        go_round(second, server)
    monkeypatch.undo()
    assert (of_file(second), cursors(second)) == before
    go_round(second, server)
    assert of_file(second) == of_server(server)
    assert cursors(second) != before[1]


def cursors(desk: Desk) -> dict[str, Cursor]:
    with desk.store.reading() as connection:
        return receiving.cursors(connection)


# -- stopping


def test_cancelling_keeps_what_arrived_and_the_rest_waits(desk: Desk, server: SmallServer) -> None:
    for _ in range(4):
        add(desk, member(), child())
    total = states(desk)["waiting"]
    told: list[Progress] = []
    with desk.store.transaction() as connection:
        settings.put(connection, "batches_at_once", "1")
    this = Round(desk.store, SmallLine(server), told.append, lambda: bool(told), batch=9)
    report = this.run()
    assert not report.finished
    assert states(desk) == {"arrived": 9, "waiting": total - 9}
    assert told == [Progress(total, 9, 0)]
    go_round(desk, server)
    assert states(desk) == {"arrived": total}


def test_who_writes_meanwhile_is_not_held_up_and_loses_nothing(desk: Desk, server: SmallServer) -> None:
    add(desk)

    def meanwhile(line: SmallLine, who: Any, request: bytes) -> bytes:
        answer = line.server.exchange(who.device, request)
        add(desk, member(given_name="Meanwhile"))
        return answer

    report = go_round(desk, SmallLine(server, meanwhile, meanwhile))
    assert (report.finished, report.counts_compared) == (True, True)
    assert server.asked == 3  # each time what was written meanwhile follows
    report = go_round(desk, SmallLine(server, meanwhile))
    assert (report.finished, report.counts_compared) == (True, False)  # something waits again
    assert states(desk)["waiting"] == 4
    go_round(desk, server)
    assert of_file(desk) == of_server(server)


def test_without_a_server_that_knows_the_file_nothing_is_sent(tmp_path: Path, server: SmallServer) -> None:
    desk = make_office(tmp_path / "alone.guichet")
    assert stopped(lambda: go_round(desk, server)) == "not_joined"
    assert server.asked == 0
    desk.close()
