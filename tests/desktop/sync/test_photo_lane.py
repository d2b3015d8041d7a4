"""Portraits travel after the text, each on its own, and a bad one holds up no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.models import identity, journal, photos
from desktop.services import documents
from desktop.services.desk import Desk
from desktop.services.photos import attach
from desktop.services.scans import PDF, Scan
from desktop.sync import receiving
from domain.vocabulary import DocumentKind
from guichet.sample.portrait import portrait
from tests.desktop.models.offices import add
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import SmallServer
from tests.desktop.sync.told import (
    go_round,
    person_of,
)

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
