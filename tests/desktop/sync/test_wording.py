"""Servers of other versions: what they turn away is said again in their words, or named; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from desktop.models import photos, settings
from desktop.services.desk import Desk
from domain.problems import Fault, Problem, Refused
from domain.wire.encoding import decode_request, encode_response
from domain.wire.messages import Request
from tests.desktop.models.offices import add, child, member
from tests.desktop.sync.small_server import SmallLine, SmallServer
from tests.desktop.sync.told import converged, go_round, of_file, of_server, person_of, sound, states, stopped

Office = Callable[[str], Desk]


class FirstServer(SmallServer):
    """A server from before protocol 2: it names what it does not know as servers of then did."""

    def __init__(self, code: str = "message_unreadable") -> None:
        super().__init__()
        self.problem = Problem(code, facts={"protocol": 1} if code == "server_too_old" else {})
        self.spoken: list[Request] = []

    def exchange(self, device: str, data: bytes) -> bytes:
        self.asked += 1
        self.known(device)
        request = decode_request(data)
        self.spoken.append(request)
        if request.protocol != 1:
            raise Refused(self.problem)
        assert request.answered is None
        answer = self.answer(device, request)
        return encode_response(answer, 1)


class Deaf(SmallServer):
    """It turns away every message, whatever it says."""

    def __init__(self, code: str, facts: Mapping[str, int]) -> None:
        super().__init__()
        self.problem = Problem(code, facts=dict(facts))

    def exchange(self, device: str, data: bytes) -> bytes:
        self.asked += 1
        raise Refused(self.problem)


class Updated(FirstServer):
    """The same server after its update."""

    def exchange(self, device: str, data: bytes) -> bytes:
        self.spoken.append(decode_request(data))
        return SmallServer.exchange(self, device, data)


@pytest.mark.parametrize("code", ["message_unreadable", "server_too_old"])
def test_a_server_of_before_is_told_in_its_own_words(office: Office, code: str) -> None:
    server = FirstServer(code)
    first, second = office("first"), office("second")
    for desk in (first, second):
        server.join(desk)
    for _ in range(12):
        add(first, member(phones=["0300 1234567"]), child())
    report = go_round(first, server, batch=7, at_once=5)
    assert (report.finished, report.older_server, report.differing) == (True, True, {})
    assert states(first) == {"arrived": report.arrived}
    assert [request.protocol for request in server.spoken].count(2) == 1
    assert {len(request.batches) for request in server.spoken[1:]} <= {0, 1}
    add(second, member())
    for _ in range(2):
        for desk in (second, first):
            assert go_round(desk, server).older_server
    assert of_file(first) == of_file(second) == of_server(server)
    assert sound(first)


def test_what_a_cut_took_along_is_known_to_a_server_of_before(desk: Desk) -> None:
    server = FirstServer()
    server.join(desk)
    add(desk, member(), child())
    go_round(desk, server)
    add(desk, member(), child())

    def lost(line: SmallLine, who: object, request: bytes) -> bytes:
        line.server.exchange(getattr(who, "device", ""), request)
        raise Fault("cut_line")

    assert stopped(lambda: go_round(desk, SmallLine(server, None, lost))) == "cut_line"
    assert states(desk).get("sent")
    go_round(desk, server)
    assert set(states(desk)) == {"arrived"}
    assert of_file(desk) == of_server(server)


def test_an_updated_server_is_noticed_by_a_small_question(desk: Desk) -> None:
    server = FirstServer()
    server.join(desk)
    add(desk, member(), child())
    go_round(desk, server)
    server.spoken.clear()
    add(desk, member())
    go_round(desk, server)
    asked = server.spoken[0]
    assert (asked.protocol, asked.batches, asked.cursors) == (2, (), {})
    assert {request.protocol for request in server.spoken[1:]} == {1}
    server.__class__ = Updated
    server.spoken.clear()
    add(desk, member())
    report = go_round(desk, server)
    assert not report.older_server
    assert {request.protocol for request in server.spoken} == {2}
    with desk.store.reading() as connection:
        assert settings.get(connection, "server_protocol") == ""
    converged(desk, server=server)


def test_pictures_wait_for_the_update_and_the_records_do_not(desk: Desk) -> None:
    server = FirstServer()
    server.join(desk)
    add(desk, member(given_name="Gul"))
    person = person_of(desk, "Gul")
    data = b"\xff\xd8\xff" + bytes(900)
    with desk.writing() as writer:
        name = photos.keep(writer.connection, data)
        writer.create("photo", "PK-KP-NOWSHERA", {"person": person, "sha256": name, "size": len(data)})
    assert stopped(lambda: go_round(desk, server)) == "server_of_before"
    assert set(states(desk)) == {"arrived"}
    assert server.photos == {}
    server.__class__ = Updated
    assert go_round(desk, server).photos_sent == 1
    assert server.photos == {name: data}


@pytest.mark.parametrize(
    ("code", "facts", "asked"),
    [
        ("client_too_old", {"protocol": 4}, 1),
        ("message_unreadable", {"protocol": 2}, 1),
        ("message_unreadable", {}, 2),
        ("server_too_old", {"protocol": 0}, 1),
    ],
)
def test_where_no_words_help_it_is_named_and_nothing_is_lost(
    desk: Desk, code: str, facts: Mapping[str, int], asked: int
) -> None:
    server = Deaf(code, facts)
    server.join(desk)
    add(desk, member(), child())
    before = of_file(desk)
    assert stopped(lambda: go_round(desk, server)) == code
    assert server.asked == asked
    assert of_file(desk) == before
    assert sum(states(desk).values()) == states(desk).get("sent", 0) + states(desk).get("waiting", 0)
    assert sound(desk)
    good = SmallServer()
    good.join(desk)
    assert go_round(desk, good).finished
    assert of_file(desk) == of_server(good)
