"""Come to trust a server: its root certificate must be the one named in the enrolment code."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from domain.problems import Fault, Problem, Refused
from domain.wire.joining import root_fingerprint

_TWO_READINGS = frozenset("\\@ \t\r\n")  # what two programs read as two different hosts
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Trust:
    """A server's root certificate, and the keys that the root certifies (DER): for receipts, for bundles.

    ``bundle`` is empty in a file that joined before there were bundles, until it next meets the server.
    """

    root: bytes
    receipt: bytes
    bundle: bytes = b""

    def root_pem(self) -> bytes:
        """The root as TLS reads it."""
        return x509.load_der_x509_certificate(self.root).public_bytes(Encoding.PEM)

    def receipt_key(self) -> Ed25519PublicKey:
        """The key receipts are signed with."""
        key = x509.load_der_x509_certificate(self.receipt).public_key()
        if not isinstance(key, Ed25519PublicKey):
            raise Fault("server_not_trusted")
        return key

    def bundle_key(self) -> bytes:
        """The key bundles are sealed to (X25519, 32 raw bytes). Raises Refused where it is not known yet."""
        if not self.bundle:
            raise Refused(Problem("bundle_key_missing"))
        key = x509.load_der_x509_certificate(self.bundle).public_key()
        if not isinstance(key, X25519PublicKey):
            raise Fault("server_not_trusted")
        return key.public_bytes_raw()


def check_address(url: str) -> str:
    """The address without its end slash. Plain HTTP is for this machine only. Raises Refused."""
    wrong = Problem("server_wrong_address", "server", facts={"url": url})
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        raise Refused(wrong) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or _TWO_READINGS & set(url.strip()):
        raise Refused(wrong)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise Refused(Problem("server_needs_tls", "server", facts={"url": url}))
    return url.strip().rstrip("/")


def read_trust(body: Any) -> Trust:
    """The certificates of ``GET /v1/trust``. Raises Fault when they cannot be read."""
    try:
        root, receipt = base64.b64decode(body["root"]), base64.b64decode(body["receipt"])
        return Trust(root, receipt, base64.b64decode(body.get("bundle", "")))
    except (KeyError, TypeError, ValueError) as error:
        raise Fault("server_wrong_address") from error


def check_trust(trust: Trust, fingerprint: str) -> Trust:
    """The same, once the root is the one expected and the keys are the root's. Raises Fault."""
    if root_fingerprint(trust.root) != fingerprint:
        raise Fault("server_not_trusted")
    try:
        root = x509.load_der_x509_certificate(trust.root)
        for certificate in (trust.receipt, trust.bundle) if trust.bundle else (trust.receipt,):
            x509.load_der_x509_certificate(certificate).verify_directly_issued_by(root)
    except (ValueError, TypeError, InvalidSignature) as error:
        raise Fault("server_not_trusted") from error
    return trust
