"""Who this file is to the server: an Ed25519 key per life of the file, kept inside the encryption.

A file begins with one identity. A restored or copied file takes another; the earlier ones stay, to prove what
they had sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.ids import RecordId, device_code, fingerprint

NUMBER_BITS = 40
NUMBER_MASK = (1 << NUMBER_BITS) - 1
Connection = Any


@dataclass(frozen=True)
class Identity:
    """``no`` numbers devices in this file; ``device`` is the id all machines know; ``code`` is for people."""

    no: int
    device: str
    code: str
    private_key: bytes
    registered: bool

    def public_key(self) -> bytes:
        """32 raw bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.private_key).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """64 bytes, Ed25519."""
        return Ed25519PrivateKey.from_private_bytes(self.private_key).sign(message)

    @property
    def span(self) -> tuple[int, int]:
        """First and last row id this identity can give."""
        return (self.no << NUMBER_BITS) + 1, (self.no + 1 << NUMBER_BITS) - 1


class Devices:
    """Translates between a row id of this file and the name every machine knows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        rows = connection.execute("SELECT no, fingerprint FROM device").fetchall()
        self._fingerprints: dict[int, str] = dict(rows)
        self._numbers = {device: no for no, device in rows}

    def outward(self, row: int) -> RecordId:
        """The record's name from its row id."""
        return RecordId(self._fingerprints[row >> NUMBER_BITS], row & NUMBER_MASK)

    def inward(self, record: RecordId) -> int:
        """The row id of a record's name; a device met for the first time gets the next number."""
        no = self._numbers.get(record.device)
        if no is None:
            no = add_device(self._connection, record.device)
            self._numbers[record.device], self._fingerprints[no] = no, record.device
        return no << NUMBER_BITS | record.number

    def inward_text(self, text: str) -> int:
        """The row id of a record's written name."""
        return self.inward(RecordId.parse(text))


def add_device(connection: Connection, device: str) -> int:
    """Remember a device; its number in this file."""
    connection.execute("INSERT OR IGNORE INTO device (fingerprint) VALUES (?)", (device,))
    return int(connection.execute("SELECT no FROM device WHERE fingerprint = ?", (device,)).fetchone()[0])


def make(connection: Connection, key: Ed25519PrivateKey | None = None) -> Identity:
    """A new identity. With a key of its own making it is from now on the current one."""
    key = key or Ed25519PrivateKey.generate()
    device = fingerprint(key.public_key().public_bytes_raw())
    no = add_device(connection, device)
    connection.execute(
        "INSERT INTO identity (no, private_key, code) VALUES (?, ?, ?)",
        (no, key.private_bytes_raw(), device_code(device)),
    )
    return next(made for made in everyone(connection) if made.no == no)


def heir_key(old: Identity, chain: bytes) -> Ed25519PrivateKey:
    """The key of who takes over an identity's changes from the one with that chain on.

    Two copies of a file with the same unsent changes come to the same key, so that what both then send is
    known and not doubled. Only a holder of the old key can come to it (HKDF, RFC 5869).
    """
    derived = HKDF(hashes.SHA256(), 32, salt=chain, info=b"guichet heir 1").derive(old.private_key)
    return Ed25519PrivateKey.from_private_bytes(derived)


def forget(connection: Connection, unused: Identity) -> None:
    """Drop an identity the server never knew and nothing is written under."""
    connection.execute("DELETE FROM identity WHERE no = ? AND registered = 0", (unused.no,))


def current(connection: Connection) -> Identity:
    """The identity that signs what is written now: the latest made."""
    return everyone(connection)[-1]


def everyone(connection: Connection) -> list[Identity]:
    """Each identity this file has had, oldest first."""
    rows = connection.execute(
        "SELECT i.no, d.fingerprint, i.code, i.private_key, i.registered"
        " FROM identity i JOIN device d ON d.no = i.no ORDER BY i.no"
    )
    return [Identity(no, device, code, key, bool(registered)) for no, device, code, key, registered in rows]


def mark_registered(connection: Connection, identity: Identity) -> None:
    """The server knows this identity."""
    connection.execute("UPDATE identity SET registered = 1 WHERE no = ?", (identity.no,))


def mark_joined(connection: Connection, identity: Identity) -> None:
    """The server knows this identity for sure; the others are vouched for anew, should it not."""
    connection.execute("UPDATE identity SET registered = (no = ?)", (identity.no,))


def vouch_anew(connection: Connection) -> bool:
    """Trust that the server knows the first identity alone; False when there is none to vouch for."""
    known = [one for one in everyone(connection) if one.registered]
    if len(known) < 2:
        return False
    mark_joined(connection, known[0])
    return True
