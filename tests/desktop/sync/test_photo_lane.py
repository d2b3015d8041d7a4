"""Portraits travel after the text, each on its own, and a bad one holds up no other."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from random import Random
from typing import Any

from desktop.models import identity, journal, photos
from desktop.models.identity import Identity
from desktop.services import documents
from desktop.services.desk import Desk
from desktop.services.photos import attach
from desktop.services.scans import PDF, Scan
from desktop.sync import receiving
from desktop.sync.budget import ONLY_TEXT, Budget, Lane
from desktop.sync.photo_lane import CHUNK
from desktop.sync.report import Progress
from desktop.sync.round import Round
from domain.problems import Fault, Problem, Refused
from domain.vocabulary import DocumentKind
from guichet.sample.portrait import portrait
from tests.desktop.models.offices import add
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import SmallLine, SmallServer
from tests.desktop.sync.told import go_round, person_of, states, stopped

Office = Callable[[str], Desk]


def test_portraits_follow_the_text_both_ways(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    registered = add(first)
    attach(first, registered.code, portrait(3))
    report = go_round(first, server)
    assert (report.photos_sent, report.photos_received) == (1, 0)
    report = go_round(second, server)
    assert (report.photos_sent, report.photos_received) == (0, 1)
    with second.store.reading() as connection:
        assert photos.not_arrived(connection, 9) == photos.not_here(connection, 9) == []
        [name] = server.photos
        assert photos.read(connection, name) == server.photos[name]


def test_documents_follow_the_portraits_however_small(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    registered = add(first)
    paper = Scan(b"%PDF-1.4 a small paper", PDF)
    documents.attach(first, registered.code, DocumentKind.certificate, paper)
    attach(first, registered.code, portrait(3))
    with first.store.reading() as connection:
        sizes = [len(photos.read(connection, name)) for name in photos.not_arrived(connection, 9)]
    assert sizes[0] > sizes[1] == len(paper.data)
    assert go_round(first, server).photos_sent == 2
    assert list(map(len, server.photos.values())) == sizes
    assert go_round(second, server).photos_received == 2
    [line] = documents.of(second, registered.code)
    assert documents.data(second, line.row) == paper.data


def test_a_portrait_whose_record_was_refused_holds_up_no_other(office: Office, server: SmallServer) -> None:
    first = office("first")
    registered = add(first)
    with first.writing() as writer:
        lost = photos.keep(writer.connection, b"nobody's")
        fields: Any = {"person": person_of(first, "Awa"), "sha256": lost, "size": 8}
        writer.create("photo", "PK-KP-LOWERDIR", fields)
    attach(first, registered.code, portrait(3))
    report = go_round(first, server)
    assert report.finished
    assert report.photos_sent == 1
    assert lost not in server.photos
    with first.store.reading() as connection:
        assert photos.not_arrived(connection, 9) == [lost]


def test_a_portrait_with_another_hash_is_not_kept(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    attach(first, add(first).code, portrait(3))
    go_round(first, server)
    [name] = server.photos
    good, server.photos[name] = server.photos[name], b"something else"
    report = go_round(second, server)
    assert (report.finished, report.photos_received, report.photos_damaged) == (True, 0, 1)
    with second.store.reading() as connection:
        assert photos.not_here(connection, 9) == [name]
    server.photos[name] = good
    assert go_round(second, server).photos_received == 1


def test_a_portrait_its_own_device_has_not_sent_is_asked_for_next_time(
    office: Office, server: SmallServer
) -> None:
    first, second = office("first"), office("second")
    attach(first, add(first).code, portrait(3))
    go_round(first, server)
    [(name, data)] = server.photos.items()
    server.photos.clear()
    assert go_round(second, server).photos_received == 0
    server.photos[name] = data
    assert go_round(second, server).photos_received == 1


def test_the_journal_remembers_the_servers_word(desk: Desk, server: SmallServer) -> None:
    add(desk)
    go_round(desk, server)
    with desk.store.reading() as connection:
        who = identity.current(connection)
        [(upto, jws)] = connection.execute("SELECT upto, jws FROM receipt").fetchall()
        assert receiving.check_arrival(connection, who, dict(small.json.loads(jws))) == upto - who.span[0] + 1
        assert journal.last_answered(connection, who) == upto - who.span[0] + 1


# -- chunks, budgets


def scan(desk: Desk, code: str, size: int, seed: int = 1) -> str:
    """A document of so many bytes; its name."""
    data = b"%PDF-1.4 " + Random(seed).randbytes(size - 9)
    documents.attach(desk, code, DocumentKind.certificate, Scan(data, PDF))
    return sha256(data).hexdigest()


class CutLine(SmallLine):
    """A line that lets some chunks through, in either direction, and counts all of them."""

    def __init__(self, server: SmallServer, chunks: int = 99) -> None:
        super().__init__(server)
        self.chunks = chunks
        self.went: list[tuple[str, int, int]] = []

    def put_chunk(self, who: Identity, name: str, start: int, chunk: bytes, size: int) -> int:
        self._one(name, start, len(chunk))
        self.up += len(chunk)
        return super().put_chunk(who, name, start, chunk, size)

    def get_chunk(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
        self._one(name, start, most)
        self.down += most
        return super().get_chunk(who, name, start, most)

    def _one(self, name: str, start: int, size: int) -> None:
        if not self.chunks:
            raise Fault("cut_line")
        self.chunks -= 1
        self.went.append((name, start, size))


def cut(desk: Desk, line: SmallLine) -> None:
    assert stopped(lambda: go_round(desk, line)) == "cut_line"


def test_a_scan_goes_on_in_the_middle_both_ways(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    name = scan(first, add(first).code, 150_000)
    for there, desk in enumerate((first, second)):
        cut(desk, CutLine(server, 2))
        again = CutLine(server)
        report = go_round(desk, again)
        assert again.went == [(name, 2 * CHUNK, 150_000 - 2 * CHUNK)]
        moved = (report.photo_bytes_up, report.photo_bytes_down)
        assert moved[there] == sum(moved) == 150_000 - 2 * CHUNK
    with second.store.reading() as connection:
        assert sha256(photos.read(connection, name)).hexdigest() == name
        assert connection.execute("SELECT count(*) FROM photo_part").fetchone() == (0,)


def test_a_server_that_is_elsewhere_says_where_it_goes_on(office: Office, server: SmallServer) -> None:
    desk = office("first")
    name = scan(desk, add(desk).code, 150_000)
    cut(desk, CutLine(server, 2))

    class Forgetful(CutLine):
        def missing_photos(self, who: Identity, names: list[str]) -> dict[str, int]:
            return dict.fromkeys(super().missing_photos(who, names), 140_000)

    assert go_round(desk, Forgetful(server)).photos_sent == 1
    assert name in server.photos


def test_a_server_that_never_knows_where_it_is_holds_up_no_other(office: Office, server: SmallServer) -> None:
    desk = office("first")
    registered = add(desk)
    small, large = scan(desk, registered.code, 1000), scan(desk, registered.code, 90_000, seed=2)

    class Confused(CutLine):
        def put_chunk(self, who: Identity, name: str, start: int, chunk: bytes, size: int) -> int:
            if name == small:
                raise Refused(Problem("offset_wrong", facts={"offset": 1 - min(start, 1)}))
            return super().put_chunk(who, name, start, chunk, size)

    report = go_round(desk, Confused(server))
    assert (report.finished, report.photos_sent) == (True, 1)
    assert list(server.photos) == [large]


def test_one_that_arrives_damaged_holds_up_no_other_and_goes_again(
    office: Office, server: SmallServer
) -> None:
    desk = office("first")
    registered = add(desk)
    small, large = scan(desk, registered.code, 1000), scan(desk, registered.code, 90_000, seed=2)

    class Noisy(CutLine):
        def put_chunk(self, who: Identity, name: str, start: int, chunk: bytes, size: int) -> int:
            return super().put_chunk(who, name, start, chunk[::-1] if name == small else chunk, size)

    report = go_round(desk, Noisy(server))
    assert (report.finished, report.photos_sent, report.photos_damaged) == (True, 1, 1)
    assert list(server.photos) == [large]
    assert go_round(desk, server).photos_sent == 1


def test_half_of_one_that_comes_damaged_is_thrown_away(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    name = scan(first, add(first).code, 90_000)
    go_round(first, server)
    good = server.photos[name]
    server.photos[name] = bytes(90_000)
    assert go_round(second, server).photos_damaged == 1
    with second.store.reading() as connection:
        assert photos.begun(connection, name) == 0
    server.photos[name] = good
    assert go_round(second, server).photos_received == 1


def test_more_than_the_record_names_is_not_kept(office: Office, server: SmallServer) -> None:
    first, second = office("first"), office("second")
    name = scan(first, add(first).code, 90_000)
    go_round(first, server)
    server.photos[name] += bytes(10)
    assert go_round(second, server).photos_damaged == 1
    with second.store.reading() as connection:
        assert photos.begun(connection, name) == 0


def test_only_records_go_when_nothing_else_may(office: Office, server: SmallServer) -> None:
    desk = office("first")
    registered = add(desk)
    attach(desk, registered.code, portrait(3))
    scan(desk, registered.code, 90_000)
    line = CutLine(server)
    report = Round(desk.store, line, budget=Budget(ONLY_TEXT)).run()
    assert (report.finished, report.photos_left, line.went) == (True, 2, [])
    with desk.store.reading() as connection:
        waiting = [photos.amount_to_send(connection, later).size for later in (False, True)]
    assert report.bytes_left == sum(waiting)
    assert states(desk).keys() == {"arrived"}
    without_scans = Round(desk.store, line, budget=Budget(frozenset({Lane.photos}))).run()
    assert (without_scans.photos_sent, without_scans.photos_left, without_scans.bytes_left) == (1, 1, 90_000)
    assert go_round(desk, server).photos_left == 0


def test_a_budget_is_never_overspent_and_says_what_it_left(office: Office, server: SmallServer) -> None:
    desk = office("first")
    registered = add(desk)
    names = [scan(desk, registered.code, size, seed=size) for size in (30_000, 100_000, 120_000)]
    line = CutLine(server)
    most = 20_000 + 30_000 + CHUNK
    report = Round(desk.store, line, budget=Budget(most_bytes=most)).run()
    assert report.finished
    assert sum(line.traffic) <= most
    assert list(server.photos) == names[:1]
    assert [name for name, _, _ in line.went][:2] == names[:2]
    assert (report.photos_sent, report.photos_left, report.bytes_left) == (1, 2, 220_000)
    rounds_needed = 0
    while report.photos_left:
        report = Round(desk.store, CutLine(server), budget=Budget(most_bytes=60_000)).run()
        rounds_needed += 1
        assert rounds_needed < 9  # each goes on where the one before stopped, however little it may spend
    assert set(server.photos) == set(names)


def test_a_round_can_be_stopped_between_two_chunks_and_tells_bytes(
    office: Office, server: SmallServer
) -> None:
    desk = office("first")
    scan(desk, add(desk).code, 150_000)
    seen: list[tuple[int, int]] = []

    def stop() -> bool:
        return len(seen) == 1

    def told(progress: Progress) -> None:
        if progress.photo_bytes:
            seen.append((progress.photo_bytes, progress.photo_bytes_to_do))

    report = Round(desk.store, SmallLine(server), told, stop).run()
    assert not report.finished
    report = Round(desk.store, SmallLine(server), told).run()
    assert report.finished
    assert seen[0] == (CHUNK, 150_000)
    assert report.photo_bytes_up == 150_000 - CHUNK
