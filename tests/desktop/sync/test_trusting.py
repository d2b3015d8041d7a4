"""A server is believed when its root is the one named in the code; plain HTTP only within this machine."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from desktop.sync.trusting import Trust, check_address, check_trust, read_trust
from domain.problems import Fault, Refused
from domain.wire.joining import root_fingerprint
from server.trust import Trust as ServerTrust


def fault(act: Any) -> str:
    with pytest.raises(Fault) as caught:
        act()
    return caught.value.problem.code


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://guichet.example.org/", "https://guichet.example.org"),
        (" https://10.0.0.5:8443 ", "https://10.0.0.5:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_taken_as_it_is_meant(typed: str, address: str) -> None:
    assert check_address(typed) == address


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "server_wrong_address"),
        ("guichet.example.org", "server_wrong_address"),
        ("ftp://guichet.example.org", "server_wrong_address"),
        ("https://", "server_wrong_address"),
        ("http://[::1", "server_wrong_address"),
        ("javascript:alert(1)", "server_wrong_address"),
        ("http://guichet.example.org", "server_needs_tls"),
        ("http://10.0.0.5:8000", "server_needs_tls"),
        ("http://localhost.example.org", "server_needs_tls"),
        ("http://127.0.0.1@example.org", "server_needs_tls"),
    ],
)
def test_any_other_address_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        check_address(typed)
    assert caught.value.problems[0].code == code


@pytest.mark.parametrize("body", [{}, {"root": 1, "receipt": 2}, {"root": "x", "receipt": "é"}, {"root": ""}])
def test_certificates_that_cannot_be_read_are_another_servers(body: Any) -> None:
    assert fault(lambda: read_trust(body)) == "server_wrong_address"


def test_garbage_with_the_right_fingerprint_is_not_believed() -> None:
    junk = Trust(b"root", b"receipt")
    assert fault(lambda: check_trust(junk, root_fingerprint(b"root"))) == "server_not_trusted"
    assert fault(lambda: check_trust(junk, "A" * 26)) == "server_not_trusted"


