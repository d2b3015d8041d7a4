"""What a round costs in HTTP on the real stack: one request where there is nothing to do, and few bytes."""

from __future__ import annotations

from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import lines

NOTHING = 600  # bytes both ways, head lines included; the token was fetched before


def test_with_nothing_to_do_a_round_is_one_small_request(server: Running, make: Make) -> None:
    laptop, other = make("first").join(server), make("second").join(server)
    laptop.register(lines(2))
    for one in (laptop, other, laptop):
        one.sync_fully()
    report = laptop.sync_fully()
    assert (report.sent, report.received, report.counts_compared) == (0, 0, True)
    assert report.bytes_up + report.bytes_down <= NOTHING
