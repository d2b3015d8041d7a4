"""Records of any size come to those who read: a page is bounded by bytes, a record by what can be sent."""

from __future__ import annotations

import string
import threading
from random import Random

import pytest

from domain.wire.encoding import decode_pages, encode_pages
from server import sizes
from server.running import Running
from server.snapshots import Writing
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, verdicts


def words(number: int, letters: int) -> str:
    """That no compression makes short."""
    return "".join(Random(number).choices(string.ascii_letters, k=letters))


def large_ones(awa: Device, count: int, letters: int, *, alike: bool = False) -> None:
    for number in range(count):
        note = "a" * letters if alike else words(number, letters)
        awa.create("visit", {"note": note, "number": number})
        awa.push(number + 1)


@pytest.mark.parametrize("alike", [False, True])
def test_a_page_is_as_long_as_a_message_can_be(awa: Device, binta: Device, alike: bool) -> None:
    """Seventeen records of a megabyte each are more than any reader takes at once."""
    large_ones(awa, 17, 1_000_000, alike=alike)
    pages = 1
    while (response := binta.step(page=4000)).more:
        assert 1 <= len(response.rows) <= 4
        pages += 1
    assert sorted(row.fields["number"] for row in binta.rows.values()) == list(range(17))
    assert pages >= 5


def test_small_records_behind_a_large_one_come_in_their_turn(awa: Device, binta: Device) -> None:
    large_ones(awa, 5, 900_000)
    for number in range(300):
        awa.create("visit", {"number": 5 + number})
    awa.push(6)
    binta.pull()
    assert sorted(row.fields["number"] for row in binta.rows.values()) == list(range(305))


def test_a_record_larger_than_a_page_goes_alone(
    awa: Device, binta: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "PAGE_BYTES", 1000)
    large_ones(awa, 3, 3000)
    for _ in range(2):
        assert (len((page := binta.step(page=100)).rows), page.more) == (1, True)
    assert (len((page := binta.step(page=100)).rows), page.more) == (1, False)


def test_two_districts_share_one_page(joined: Joined, awa: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "PAGE_BYTES", 5000)
    there, both = joined("LDR"), joined("KPR")
    for number in range(2):
        awa.create("visit", {"note": words(number, 2000)})
        there.create("visit", {"note": words(number, 2000)}, ELSEWHERE)
    awa.push()
    there.push()
    assert (len((page := both.step(page=100)).rows), page.more) == (2, True)
    assert (len((page := both.step(page=100)).rows), page.more) == (2, False)


def test_no_record_grows_beyond_what_can_be_sent(awa: Device, binta: Device) -> None:
    """At once, or by many changes; what was entered before stays, and so does what follows."""
    awa.create("visit", {"note": words(1, 1_100_000)})
    home = awa.create("visit", {"note": words(2, 600_000)})
    awa.edit("visit", home, {"other": words(3, 600_000)})
    awa.edit("visit", home, {"other": "short"})
    awa.create("visit", {"list": [[] for _ in range(200_000)]})
    said = [awa.push(number, number).answers[0] for number in range(1, 6)]
    assert verdicts(said) == ["refused", "accepted", "refused", "accepted", "refused"]
    assert [one.problem.code for one in said if one.problem] == ["record_too_large"] * 3
    binta.pull()
    assert [row.fields["other"] for row in binta.rows.values()] == ["short"]


def test_many_small_changes_make_no_record_too_large(awa: Device) -> None:
    many = awa.create("visit", {"name": "x"})
    for number in range(320):
        awa.edit("visit", many, {f"field_{number}": words(number, 4000)})
    said = verdicts(awa.push().answers)
    assert said[:200] == ["accepted"] * 200
    assert said[-20:] == ["refused"] * 20


def test_a_snapshot_of_large_records_is_in_pages_that_can_be_read(server: Running, awa: Device) -> None:
    large_ones(awa, 9, 1_000_000)
    with server.database.transaction({DISTRICT}) as connection:
        pages = list(Writing(connection, DISTRICT, "", threading.Event()).pages())
    assert [len(page.rows) for page in pages] == [4, 4, 1]
    assert [len(page.rows) for page in decode_pages(encode_pages(pages))] == [4, 4, 1]
