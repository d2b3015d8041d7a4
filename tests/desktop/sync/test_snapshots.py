"""A new laptop takes in a district as one file, and goes on behind the last piece and the last page."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from desktop.models import identity
from desktop.models import snapshots as kept
from desktop.models.identity import Identity
from desktop.models.snapshots import Snapshot
from desktop.services.desk import Desk
from desktop.sync import receiving, snapshots
from desktop.sync.budget import ONLY_TEXT, Budget
from desktop.sync.report import Progress, Report
from desktop.sync.round import Round
from desktop.sync.snapshots import Offered, list_offered
from domain.problems import Fault, Problem, Refused
from domain.wire.encoding import decode_request, encode_pages, encode_request
from domain.wire.messages import Cursor, Page, Request, Response
from tests.desktop.models.offices import add
from tests.desktop.sync.small_server import DISTRICTS, SmallLine, SmallServer
from tests.desktop.sync.told import go_round, of_file, of_server, sound, states

Office = Callable[[str], Desk]
[DISTRICT] = DISTRICTS
PAGE = 4


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pieces, and of what is worth one, so that a test need not write ten thousand records."""
    monkeypatch.setattr(snapshots, "LEAST_LEFT", 5)
    monkeypatch.setattr(snapshots, "PIECE", 100)


class Shelf:
    """A `SnapshotLine` with the small server's district on it, written when first asked for."""

    def __init__(self, server: SmallServer) -> None:
        self.server = server
        self.files: dict[str, bytes] = {}
        self.offered: dict[str, Snapshot] = {}
        self.making: frozenset[str] = frozenset()
        self.asked: list[tuple[str, int, int]] = []
        self.pieces = 999

    def write(self) -> Snapshot:
        pages = list(self._pages())
        data = b"".join(encode_pages(pages))
        name = sha256(data).hexdigest()
        self.files[name] = data
        version = pages[-1].cursors[DISTRICT].version
        made = Snapshot(DISTRICT, name, len(data), version, sum(len(page.rows) for page in pages))
        self.offered[DISTRICT] = made
        return made

    def _pages(self) -> Any:
        cursors = {DISTRICT: Cursor()}
        while True:
            request = decode_request(encode_request(Request((), cursors, PAGE)))
            response = self.server._page(request, (), "", 0, "")
            if response.rows:
                yield Page(response.rows, response.cursors)
            cursors = dict(response.cursors)
            if not response.more:
                return

    def list_snapshots(self, who: Identity) -> Offered:
        return Offered(tuple(self.offered.values()), self.making)

    def get_snapshot(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
        if not self.pieces:
            raise Fault("cut_line")
        self.pieces -= 1
        self.asked.append((name, start, most))
        data = self.files.get(name)
        return None if data is None else (data[start : start + most], len(data))


@pytest.fixture
def shelf(office: Office, server: SmallServer) -> Shelf:
    """With a district of some forty records on it."""
    first = office("writer")
    for _ in range(9):
        add(first)
        go_round(first, server)
    found = Shelf(server)
    found.write()
    return found


class Pages(SmallLine):
    """A line whose answers hold four rows, and that counts those that came that way."""

    def __init__(self, server: SmallServer) -> None:
        super().__init__(server)
        self.rows = 0

    def exchange(self, who: Identity, request: bytes) -> bytes:
        asked = decode_request(request)
        short = Request(asked.batches, asked.cursors, min(asked.page, PAGE), asked.answered)
        return super().exchange(who, encode_request(short))


def first_round(desk: Desk, shelf: Shelf, told: Callable[[Progress], None] = lambda _: None) -> Report:
    return Round(desk.store, Pages(shelf.server), told, first=shelf).run()


def whole(desk: Desk, shelf: Shelf) -> bool:
    """Everything is here, and nothing of the snapshot is left."""
    with desk.store.reading() as connection:
        assert kept.begun(connection) == []
        assert connection.execute("SELECT count(*) FROM snapshot_part").fetchone() == (0,)
    return of_file(desk) == of_server(shelf.server) and sound(desk)


def test_a_new_laptop_takes_the_file_and_then_what_came_since(
    office: Office, shelf: Shelf, server: SmallServer
) -> None:
    writer, desk = office("writer again"), office("new")
    add(writer)
    go_round(writer, server)
    before = server.asked
    report = first_round(desk, shelf)
    assert (report.finished, report.counts_compared, report.differing) == (True, True, {})
    assert whole(desk, shelf)
    size = shelf.offered[DISTRICT].size
    assert [start for _, start, _ in shelf.asked] == list(range(0, size, 100))
    assert server.asked - before < len(server.records) / PAGE  # the rest by pages, and not all of them
    assert report.received == len(server.records) - report.sent  # its own user


def test_without_one_everything_comes_by_pages(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    shelf.offered.clear()
    assert first_round(desk, shelf).differing == {}
    assert whole(desk, shelf)
    assert shelf.asked == []


def test_who_has_little_to_read_does_not_ask(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    go_round(desk, shelf.server)
    add(desk)
    first_round(desk, shelf)
    assert shelf.asked == []


@pytest.mark.parametrize("pieces", [0, 1, 3])
def test_a_cut_costs_one_piece(office: Office, shelf: Shelf, pieces: int) -> None:
    desk = office("new")
    shelf.pieces = pieces
    with pytest.raises(Fault, match="cut_line"):
        first_round(desk, shelf)
    shelf.pieces = 999
    first_round(desk, shelf)
    size = shelf.offered[DISTRICT].size
    assert [start for _, start, _ in shelf.asked] == list(range(0, size, 100))
    assert whole(desk, shelf)


@pytest.mark.parametrize("pages", range(1, 9))
def test_switched_off_between_two_pages_it_goes_on_behind_the_last(
    office: Office, shelf: Shelf, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office("new")
    taken = 0

    class SwitchedOff(BaseException):
        pass

    take = receiving.take_rows

    def counted(connection: Any, response: Any) -> None:
        nonlocal taken
        take(connection, response)
        taken += 1
        if taken > pages:
            raise SwitchedOff

    monkeypatch.setattr(receiving, "take_rows", counted)
    with pytest.raises(SwitchedOff):
        first_round(desk, shelf)
    asked = len(shelf.asked)
    with desk.store.reading() as connection:
        at = receiving.cursors(connection)[DISTRICT]
        assert (len(kept.begun(connection)), at.row > 0) == (1, True)
    monkeypatch.setattr(receiving, "take_rows", take)
    report = first_round(desk, shelf)
    assert len(shelf.asked) == asked  # all of it was here
    assert report.received < len(shelf.server.records)
    if report.counts_compared:
        assert report.differing == {}
    assert of_file(desk) == of_server(shelf.server)


def test_a_file_that_is_not_what_its_name_says_is_thrown_away(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    name = shelf.offered[DISTRICT].name
    shelf.files[name] = shelf.files[name][:-1] + b"?"
    assert first_round(desk, shelf).differing == {}
    assert whole(desk, shelf)


def test_a_file_this_version_cannot_read_is_left_for_pages(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    told = shelf.offered[DISTRICT]
    data = b"of a later version" * 30
    name = sha256(data).hexdigest()
    shelf.files[name] = data
    shelf.offered[DISTRICT] = Snapshot(DISTRICT, name, len(data), told.version, told.rows)
    assert first_round(desk, shelf).differing == {}
    assert whole(desk, shelf)


def test_half_of_one_goes_on_though_there_is_a_later_one(
    office: Office, shelf: Shelf, server: SmallServer
) -> None:
    desk, writer = office("new"), office("writer again")
    earlier = shelf.offered[DISTRICT]
    shelf.pieces = 3
    with pytest.raises(Fault):
        first_round(desk, shelf)
    add(writer)
    go_round(writer, server)
    later = shelf.write()
    shelf.pieces = 999
    first_round(desk, shelf)
    assert later.name not in {name for name, _, _ in shelf.asked}
    assert {name for name, _, _ in shelf.asked} == {earlier.name}
    assert whole(desk, shelf)


def test_half_of_one_that_the_server_no_longer_has_is_dropped_for_the_later(
    office: Office, shelf: Shelf, server: SmallServer
) -> None:
    desk, writer = office("new"), office("writer again")
    shelf.pieces = 3
    with pytest.raises(Fault):
        first_round(desk, shelf)
    add(writer)
    go_round(writer, server)
    shelf.files.clear()
    later = shelf.write()
    shelf.pieces, shelf.asked = 999, []
    first_round(desk, shelf)
    assert [name for name, _, _ in shelf.asked].count(later.name) == -(-later.size // 100)
    assert whole(desk, shelf)


def test_it_waits_a_little_for_one_that_is_being_written(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    made = shelf.offered.pop(DISTRICT)
    shelf.making = frozenset(DISTRICTS)
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            shelf.offered[DISTRICT] = made

    def take(connection: Any, page: Page) -> bool:
        receiving.take_rows(connection, Response((), "", page.rows, page.cursors, True, 0))
        return True

    with desk.store.reading() as connection:
        who = identity.current(connection)
    first = snapshots.FirstSync(desk.store, shelf, who, take, pause=pause)
    assert first.run() == made.rows
    assert len(pauses) == 3
    shelf.offered.clear()
    pauses.clear()
    assert snapshots.FirstSync(desk.store, shelf, who, take, pause=lambda s: pauses.append(s)).run() == 0
    assert sum(pauses) == 180.0  # then by pages


def test_what_was_written_here_and_not_sent_stays(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    mine = add(desk)
    report = first_round(desk, shelf)
    assert report.finished
    assert states(desk).keys() == {"arrived"}
    assert desk.household_row(mine.code)
    assert whole(desk, shelf)


def test_a_person_can_stop_it_and_sees_how_far_it_is(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    seen: list[tuple[int, int]] = []

    def told(progress: Progress) -> None:
        if progress.first_bytes_to_do:
            seen.append((progress.first_bytes, progress.left))

    line = Pages(shelf.server)
    stopped = Round(desk.store, line, told, lambda: len(seen) >= 2, first=shelf).run()
    assert not stopped.finished
    assert [done for done, _ in seen] == [0, 100]
    report = first_round(desk, shelf, told)
    assert report.finished
    size = shelf.offered[DISTRICT].size
    assert seen[-1][0] == size
    assert [left for _, left in seen] == sorted((left for _, left in seen), reverse=True)


def test_it_goes_also_when_only_records_may(office: Office, shelf: Shelf) -> None:
    desk = office("new")
    Round(desk.store, Pages(shelf.server), budget=Budget(ONLY_TEXT, 10), first=shelf).run()
    assert shelf.asked
    assert whole(desk, shelf)


# -- the calls


class Answer:
    """What a caller of `Remote.authorised` gets."""

    def __init__(self, body: Any) -> None:
        self.body = body

    def json(self) -> Any:
        return self.body


class Says:
    """A server that says one thing."""

    def __init__(self, body: Any = None, refusal: str = "") -> None:
        self.body, self.refusal = body, refusal

    def authorised(self, *_: Any, **__: Any) -> Any:
        if self.refusal:
            raise Refused(Problem(self.refusal))
        return Answer(self.body)


WHO: Any = None


def test_a_server_that_never_heard_of_snapshots_has_none() -> None:
    assert list_offered(Says(refusal="address_unknown"), WHO) == Offered((), frozenset())
    assert snapshots.get(Says(refusal="snapshot_unknown"), WHO, "0" * 64, 0, 9) is None
    with pytest.raises(Refused, match="token_invalid"):
        list_offered(Says(refusal="token_invalid"), WHO)


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"name": "x", "size": 1, "version": 1, "rows": 1},
        {"name": "0" * 64, "size": 0, "version": 1, "rows": 1},
        {"name": "0" * 64, "size": 2**40, "version": 1, "rows": 1},
        {"name": "0" * 64, "size": "many", "version": 1, "rows": 1},
        None,
    ],
)
def test_a_list_that_is_none_is_a_fault(entry: Any) -> None:
    with pytest.raises(Fault, match="answer_garbled"):
        list_offered(Says({"districts": {"X": entry}}), WHO)
