"""A real server in a thread: plain on the loopback, TLS with its own root elsewhere."""

from __future__ import annotations

import base64
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from domain.problems import Fault, Refused
from domain.wire.joining import EnrolmentCode, root_fingerprint
from server.running import Running, running
from server.site import Site, is_loopback
from tests.server.device import Device, Line, household


@pytest.fixture
def secure(folder: Path) -> Iterator[Running]:
    """A server of its own that speaks TLS."""
    with running(folder, tls=True) as server:
        yield server


def root_file(server: Running, folder: Path) -> str:
    """What a device does: fetch the root unverified, compare it with its code, then trust it alone."""
    code = EnrolmentCode.parse(server.enrol("NSR"))
    assert code is not None
    with pytest.warns(match="Unverified HTTPS"):
        document = requests.get(server.url + "/v1/trust", verify=False, timeout=10).json()  # noqa: S501
    root = base64.b64decode(document["root"])
    assert root_fingerprint(root) == code.fingerprint
    path = folder.parent / "root.pem"
    path.write_bytes(x509.load_der_x509_certificate(root).public_bytes(Encoding.PEM))
    return str(path)


def test_over_tls_a_device_that_trusts_the_root_joins_and_synchronises(secure: Running, folder: Path) -> None:
    assert secure.url.startswith("https://127.0.0.1:")
    line = Line(secure.url, verify=root_file(secure, folder))
    device = Device(line)
    assert device.join(secure.enrol("NSR")).status_code == 200
    device.sign_in()
    device.create("household", household())
    assert device.push().answers[0].verdict == "accepted"
    line.session.close()


def test_a_device_that_trusts_another_root_does_not_speak(secure: Running) -> None:
    with pytest.raises(requests.exceptions.SSLError), requests.Session() as session:
        session.get(secure.url + "/health", timeout=10)


def test_the_certificate_is_good_for_the_names_it_has_and_for_no_other(secure: Running, folder: Path) -> None:
    context = ssl.create_default_context(cafile=root_file(secure, folder))
    host, port = secure.url.removeprefix("https://").split(":")
    for name in ("localhost", "127.0.0.1"):
        assert _dial(context, host, int(port), name) in ("TLSv1.2", "TLSv1.3")
    with pytest.raises(ssl.SSLCertVerificationError, match=r"register\.example\.org"):
        _dial(context, host, int(port), "register.example.org")


def _dial(context: ssl.SSLContext, host: str, port: int, name: str) -> str | None:
    plain = socket.create_connection((host, port), timeout=10)
    with plain, context.wrap_socket(plain, server_hostname=name) as secured:
        return secured.version()


def test_stopped_and_started_again_it_is_the_same_server(folder: Path) -> None:
    with running(folder) as first:
        fingerprint = first.fingerprint
        device = Device(Line(first.url))
        device.join(first.enrol("NSR"))
        device.sign_in()
        device.create("household", household())
        device.push()
        device.line.session.close()
    with running(folder) as second:
        assert second.fingerprint == fingerprint
        again = Line(second.url)
        device.line = again
        assert device.push().answers[0].verdict == "known"
        again.session.close()


def test_stopping_twice_is_once(folder: Path) -> None:
    server = running(folder)
    server.stop()
    server.stop()
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(server.url + "/health", timeout=5)


def test_a_port_in_use_is_a_fault(server: Running) -> None:
    port = int(server.url.rsplit(":", 1)[1])
    with pytest.raises(Fault, match="port_taken"):
        Site("127.0.0.1", port).listen()


def test_a_host_of_nobody_is_a_fault() -> None:
    with pytest.raises(Fault, match="host_unknown"):
        Site("no-such-host.invalid").listen()
    with pytest.raises(Fault, match="port_taken"):
        Site("192.0.2.1").listen()


@pytest.mark.parametrize(
    ("host", "plain"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("LOCALHOST", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("register.example.org", False),
        ("localhost.example.org", False),
    ],
)
def test_plain_http_is_for_the_loopback_only(host: str, plain: bool) -> None:
    assert is_loopback(host) is plain
    assert Site(host).secure is not plain
    assert Site(host).url(80).startswith("http://" if plain else "https://")
    assert Site(host, tls=True).secure


def test_a_key_without_its_certificate_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="tls_cert: tls_file_missing"):
        Site("127.0.0.1", key=tmp_path / "key.pem")
    with pytest.raises(Refused, match="tls_key: tls_file_missing"):
        Site("127.0.0.1", certificate=tmp_path / "certificate.pem")


def test_the_url_has_a_name_that_others_can_reach() -> None:
    assert Site("0.0.0.0", names=("register.example.org",)).url(443) == "https://register.example.org:443"
    assert "0.0.0.0" not in Site("0.0.0.0").url(443)
    assert Site("::1").url(80) == "http://[::1]:80"
    assert {"register.example.org", "localhost", "127.0.0.1", "::1"} <= Site(
        "0.0.0.0", names=("register.example.org",)
    ).all_names()
    assert Site("10.1.2.3").all_names() >= {"10.1.2.3"}
