"""One HTTP line: whatever answers, or does not, becomes a problem with a remedy."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from desktop.sync.line import Line, map_of
from domain.problems import Fault, Refused

Answer = Callable[[BaseHTTPRequestHandler], None]


def saying(status: int, body: bytes, kind: str = "application/json", **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hanging_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def half_an_answer(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"half")
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def line() -> Iterator[tuple[Line, list[Answer]]]:
    """A line to a server that answers as the test says, once each."""
    answers: list[Answer] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            answers.pop(0)(self)

        do_GET = do_POST  # noqa: N815

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    way = Line(f"http://127.0.0.1:{server.server_port}")
    yield way, answers
    way.close()
    server.shutdown()
    thread.join()
    server.server_close()


def problem(act: Callable[[], Any]) -> Any:
    with pytest.raises((Fault, Refused)) as caught:
        act()
    error = caught.value
    return error.problem if isinstance(error, Fault) else error.problems[0]


PROBLEM = b'{"type": "urn:guichet:problem:gap", "status": 409, "where": "batch", "facts": {"expected": 7}}'


def test_an_answer_is_given_and_its_bytes_are_counted(line: tuple[Line, list[Answer]]) -> None:
    way, answers = line
    answers.append(saying(200, b'{"a": 1}'))
    assert map_of(way.ask("POST", "/v1/x", data=b"12345")) == {"a": 1}
    assert way.up > len(b"12345")
    assert way.down > len(b'{"a": 1}')


def test_a_problem_document_is_a_refusal_with_its_facts(line: tuple[Line, list[Answer]]) -> None:
    way, answers = line
    answers.append(saying(409, PROBLEM, "application/problem+json"))
    found = problem(lambda: way.ask("GET", "/"))
    assert (found.code, found.where, dict(found.facts)) == ("gap", "batch", {"expected": 7})


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (saying(500, b"oops", "text/plain"), "server_busy"),
        (saying(503, b"", "text/plain"), "server_busy"),
        (saying(404, b"<html>", "text/html"), "server_wrong_address"),
        (saying(401, b'{"type": "about:blank"}'), "server_wrong_address"),
        (saying(400, b"[]"), "server_wrong_address"),
        (saying(302, b"", Location="http://example.org/login"), "server_wrong_address"),
        (hanging_up, "cut_line"),
        (half_an_answer, "cut_line"),
    ],
)
def test_whatever_else_answers_is_named(line: tuple[Line, list[Answer]], answer: Answer, code: str) -> None:
    way, answers = line
    answers += [answer] * 3
    assert problem(lambda: way.ask("POST", "/v1/exchange", data=b"x")).code == code


@pytest.mark.parametrize("facts", [b"[1]", b'"x"', b"null", b"7"])
def test_facts_of_another_shape_are_no_facts(line: tuple[Line, list[Answer]], facts: bytes) -> None:
    way, answers = line
    answers.append(saying(409, PROBLEM.replace(b'{"expected": 7}', facts), "application/problem+json"))
    assert dict(problem(lambda: way.ask("GET", "/")).facts) == {}


@pytest.mark.parametrize("body", [b"<html>sign in to the hotel</html>", b"[]", b"7", b"", b"\xff"])
def test_a_page_in_the_servers_place_is_no_map(line: tuple[Line, list[Answer]], body: bytes) -> None:
    way, answers = line
    answers.append(saying(200, body, "text/html"))
    assert (
        problem(lambda: way.ask_for_map("POST", "/v1/token", data={"a": "b"})).code == "server_wrong_address"
    )


def test_nobody_there_is_unreachable() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}", "http://guichet.invalid"):
        way = Line(url)
        assert problem(lambda way=way: way.ask("GET", "/")).code == "server_unreachable"
        way.close()


def test_a_root_that_is_trusted_is_forgotten_with_the_line() -> None:
    way = Line("https://127.0.0.1:1", b"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")
    roots = way._roots
    assert roots is not None
    assert roots.exists()
    way.close()
    assert not roots.exists()
