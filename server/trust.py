"""What a server proves itself with: a root key made at its first start, and the keys it certified.

They are kept in the database, so that any number of workers is one server to its devices.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from joserfc import jws
from joserfc.jwk import OKPKey
from sqlalchemy import Connection, text

from domain.wire.joining import audience, root_fingerprint
from domain.wire.messages import PROTOCOL
from server.certificates import (
    certify_bundles,
    certify_receipts,
    certify_tls,
    make_root,
    names_of,
    new_tls_key,
)
from server.database import Database

ALGORITHM = "Ed25519"
_MAKING_KEYS = 7_203_157_002  # the advisory lock of whoever makes keys
_RENEW = timedelta(days=365)

PrivateKey = Ed25519PrivateKey | X25519PrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Trust:
    """The root certificate; the key that signs receipts and the one bundles are sealed to, with theirs."""

    root: x509.Certificate
    receipts: x509.Certificate
    receipt_key: OKPKey
    bundles: x509.Certificate
    bundle_key: X25519PrivateKey

    @property
    def fingerprint(self) -> str:
        """The server's name in enrolment codes."""
        return root_fingerprint(_der(self.root))

    @property
    def audience(self) -> str:
        """Whom a device's assertion must be for."""
        return audience(_der(self.root))

    def document(self) -> dict[str, str | int]:
        """What ``GET /v1/trust`` answers, without the time."""
        encoded = {name: base64.b64encode(_der(c)).decode() for name, c in self._named()}
        return {"protocol": PROTOCOL, **encoded}

    def receipt(self, device: str, upto: int, chain: bytes, received_at: datetime) -> str:
        """A compact JWS that this device's changes up to ``upto`` arrived; the same facts, the same text."""
        moment = received_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        facts = {"device": device, "upto": upto, "chain": chain.hex(), "received_at": moment}
        payload = json.dumps(facts, sort_keys=True, separators=(",", ":"))
        return self.signed(payload)

    def signed(self, payload: str) -> str:
        """A compact JWS over a text, by the receipt key."""
        return jws.serialize_compact({"alg": ALGORITHM}, payload, self.receipt_key, [ALGORITHM])

    def _named(self) -> list[tuple[str, x509.Certificate]]:
        return [("root", self.root), ("receipt", self.receipts), ("bundle", self.bundles)]


def load(database: Database) -> Trust:
    """The server's trust, made at its first start."""
    with database.transaction() as connection:
        _lock(connection)
        root, _ = _root(connection)
        kept = _kept(connection, "receipt")
        if kept is None:
            key = Ed25519PrivateKey.generate()
            kept = key, certify_receipts(key.public_key(), *_root(connection))
            _keep(connection, "receipt", *kept)
        signing = OKPKey.import_key(_pem(kept[0]))
        bundle_key, bundles = _bundles(connection)
        return Trust(root, kept[1], signing, bundles, bundle_key)


def tls(database: Database, names: Collection[str]) -> tuple[bytes, bytes]:
    """Certificate and private key (PEM) for these names; made anew for another name or when they grow old."""
    with database.transaction() as connection:
        _lock(connection)
        root, root_key = _root(connection)
        kept = _kept(connection, "tls")
        if kept is None or not _serves(kept[1], names):
            names = set(names) | (names_of(kept[1]) if kept else set())
            key = new_tls_key()
            kept = key, certify_tls(key.public_key(), names, root, root_key)
            _keep(connection, "tls", *kept)
        return kept[1].public_bytes(Encoding.PEM), _pem(kept[0])


def _root(connection: Connection) -> tuple[x509.Certificate, Ed25519PrivateKey]:
    kept = _kept(connection, "root")
    if kept is None:
        key = Ed25519PrivateKey.generate()
        kept = key, make_root(key)
        _keep(connection, "root", *kept)
    return kept[1], cast(Ed25519PrivateKey, kept[0])


def _bundles(connection: Connection) -> tuple[X25519PrivateKey, x509.Certificate]:
    """What comes on a stick is sealed to this key, for years: it is made once."""
    kept = _kept(connection, "bundle")
    if kept is None:
        key = X25519PrivateKey.generate()
        kept = key, certify_bundles(key.public_key(), *_root(connection))
        _keep(connection, "bundle", *kept)
    return cast(X25519PrivateKey, kept[0]), kept[1]


def _serves(certificate: x509.Certificate, names: Collection[str]) -> bool:
    fresh = certificate.not_valid_after_utc - datetime.now(UTC) > _RENEW
    return fresh and set(names) <= names_of(certificate)


def _kept(connection: Connection, name: str) -> tuple[PrivateKey, x509.Certificate] | None:
    row = connection.execute(
        text("SELECT private_key, certificate FROM keyring WHERE name = :name"), {"name": name}
    ).one_or_none()
    if row is None:
        return None
    key = cast(PrivateKey, load_der_private_key(row.private_key, None))
    return key, x509.load_der_x509_certificate(row.certificate)


def _keep(connection: Connection, name: str, key: PrivateKey, certificate: x509.Certificate) -> None:
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    connection.execute(
        text(
            "INSERT INTO keyring (name, private_key, certificate) VALUES (:name, :key, :certificate)"
            " ON CONFLICT (name) DO UPDATE SET private_key = excluded.private_key,"
            " certificate = excluded.certificate, made_at = now()"
        ),
        {"name": name, "key": private, "certificate": _der(certificate)},
    )


def _lock(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING_KEYS})


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _pem(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
