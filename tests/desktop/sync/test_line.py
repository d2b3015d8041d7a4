"""One HTTP line: whatever answers, or does not, becomes a problem with a remedy."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from desktop.sync.line import Line, map_of
from domain.problems import Fault, Refused
from server import certificates

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


# -- the pinned root


class Safe:
    """What serves TLS on the loopback under a root of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        key, tls = Ed25519PrivateKey.generate(), certificates.new_tls_key()
        root = certificates.make_root(key)
        mine = certificates.certify_tls(tls.public_key(), ["127.0.0.1", "register.invalid"], root, key)
        self.root = root.public_bytes(Encoding.PEM)
        self.bundle = folder / f"{name}.pem"
        self.bundle.write_bytes(self.root)
        secret = tls.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / f"{name}.key").write_bytes(secret + mine.public_bytes(Encoding.PEM))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(folder / f"{name}.key")

    @contextmanager
    def serving(self, heard: list[str], *, proxy: bool = False) -> Iterator[int]:
        """A port: the server itself, or a proxy that puts itself in the place of whoever is asked for."""
        context = self.context

        class Handler(BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                heard.append("CONNECT")
                self.send_response(200)
                self.end_headers()
                with suppress(OSError):  # it is not believed
                    safe = context.wrap_socket(self.connection, server_side=True)
                    heard.append(safe.recv(65536).decode())

            def do_GET(self) -> None:
                heard.append(self.path)
                saying(200, b"{}")(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def get_request(self) -> tuple[socket.socket, Any]:
                came, address = self.socket.accept()
                return (came if proxy else context.wrap_socket(came, server_side=True)), address

        server = Server(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
PROXIES = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "HTTP_PROXY", "http_proxy", "all_proxy")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine whose environment says nothing of certificates or proxies yet."""
    for name in (*BUNDLES, *PROXIES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize("named", BUNDLES)
def test_no_bundle_of_the_environment_takes_the_place_of_the_pinned_root(
    bare: pytest.MonkeyPatch, tmp_path: Path, named: str
) -> None:
    ours, foreign = Safe(tmp_path, "ours"), Safe(tmp_path, "foreign")
    heard: list[str] = []
    with ours.serving(heard) as port:
        bare.setenv(named, str(ours.bundle))
        pinned_elsewhere = Line(f"https://127.0.0.1:{port}", foreign.root)
        assert problem(lambda: pinned_elsewhere.ask("GET", "/v1/x")).code == "server_not_trusted"
        pinned_elsewhere.close()
        assert heard == []
        for other in (str(foreign.bundle), str(tmp_path / "not there")):
            bare.setenv(named, other)
            pinned = Line(f"https://127.0.0.1:{port}", ours.root)
            assert map_of(pinned.ask("GET", "/v1/x")) == {}
            pinned.close()
    assert heard == ["/v1/x", "/v1/x"]


def test_a_proxy_that_the_machine_believes_is_not_believed_in_the_servers_place(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ours, foreign = Safe(tmp_path, "ours"), Safe(tmp_path, "foreign")
    heard: list[str] = []
    with foreign.serving(heard, proxy=True) as port:
        bare.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        for named in BUNDLES:
            bare.setenv(named, str(foreign.bundle))
        way = Line("https://register.invalid", ours.root)
        secret = {"Authorization": "Bearer a-token"}
        assert problem(lambda: way.ask("GET", "/v1/x", headers=secret)).code == "server_not_trusted"
        way.close()
    assert heard
    assert set(heard) == {"CONNECT"}, "the token never left"


def test_no_proxy_hears_what_is_said_in_clear_on_the_loopback(
    bare: pytest.MonkeyPatch, tmp_path: Path, line: tuple[Line, list[Answer]]
) -> None:
    way, answers = line
    heard: list[str] = []
    with Safe(tmp_path, "proxy").serving(heard, proxy=True) as port:
        for name in PROXIES:
            bare.setenv(name, f"http://127.0.0.1:{port}")
        answers.append(saying(200, b'{"a": 1}'))
        assert map_of(way.ask("GET", "/")) == {"a": 1}
    assert heard == []
