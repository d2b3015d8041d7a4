"""A server is believed when its root is the one named in the code; plain HTTP only within this machine."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.sync.trusting import Trust, check_address, check_trust, read_trust
from domain.problems import Fault, Refused
from domain.wire.joining import root_fingerprint
from server.certificates import certify_receipts, certify_tls, make_root, new_tls_key


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
        ("http://127.0.0.1@example.org", "server_wrong_address"),
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


class Keys:
    """What a server makes at its first start."""

    def __init__(self) -> None:
        self.root_key, self.receipt_key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        self.root = make_root(self.root_key)
        self.receipt = certify_receipts(self.receipt_key.public_key(), self.root, self.root_key)


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def test_the_root_of_the_code_vouches_for_the_key_of_receipts() -> None:
    ours = Keys()
    body = {"root": base64.b64encode(der(ours.root)), "receipt": base64.b64encode(der(ours.receipt))}
    trust = check_trust(read_trust(body), root_fingerprint(der(ours.root)))
    assert trust.receipt_key().public_bytes_raw() == ours.receipt_key.public_key().public_bytes_raw()
    assert trust.root_pem().startswith(b"-----BEGIN CERTIFICATE-----")


def test_another_servers_root_or_receipts_are_not_believed() -> None:
    ours, theirs = Keys(), Keys()
    expected = root_fingerprint(der(ours.root))
    for root, receipt in (
        (theirs.root, theirs.receipt),
        (theirs.root, ours.receipt),
        (ours.root, theirs.receipt),
    ):
        trust = Trust(der(root), der(receipt))
        assert fault(lambda trust=trust: check_trust(trust, expected)) == "server_not_trusted"


def test_a_key_for_tls_signs_no_receipts() -> None:
    ours = Keys()
    tls = certify_tls(new_tls_key().public_key(), {"localhost"}, ours.root, ours.root_key)
    trust = check_trust(Trust(der(ours.root), der(tls)), root_fingerprint(der(ours.root)))
    assert fault(trust.receipt_key) == "server_not_trusted"
