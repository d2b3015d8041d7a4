"""What a revoked device had not sent: kept sealed as it came, shown to an administrator, applied at a word.

The device gets an order signed by the receipt key, and for what it hands over a confirmation; only then does
it wipe its keys.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, text

from domain.changes import Change
from domain.clock import moment
from domain.ids import fingerprint
from domain.problems import Problem, Refused
from domain.wire import bundle
from domain.wire.bundle import UP, Head, Part
from server import devices, photos, reading, renewal
from server.bodies import as_object, as_renewal
from server.database import Database
from server.devices import Device
from server.exchange import exchange
from server.trust import Trust

HEAD_BYTES = 80 * 1024  # by then a bundle has said whose it is
OF_DEVICE = 1024 * 1024 * 1024  # bytes that wait for an administrator; an honest one seals some megabytes
OF_OFFICE = 4 * OF_DEVICE
_PIECE = 1024 * 1024
_AGAIN = text("SELECT 1 FROM sealed WHERE device = :device AND size = :size")
_ONE_OF_OFFICE = text("SELECT 1 FROM office WHERE code = :office FOR NO KEY UPDATE")
_KEPT = text(
    "SELECT coalesce(sum(size) FILTER (WHERE device.no = :device), 0) AS own,"
    " coalesce(sum(size), 0) AS office"
    " FROM sealed JOIN device ON device.no = sealed.device"
    " WHERE device.office = :office AND applied_at IS NULL"
)


def order(database: Database, trust: Trust, device: str) -> str:
    """A compact JWS over ``{"revoke": device, "at"}``. Raises ``Refused("device_unknown")``."""
    with database.transaction() as connection:
        at = connection.execute(
            text("SELECT revoked_at FROM device WHERE fingerprint = :device"), {"device": device}
        ).scalar_one_or_none()
    if at is None:
        raise Refused(Problem("device_unknown"))
    return trust.signed(json.dumps({"revoke": device, "at": at.isoformat()}, sort_keys=True))


def with_order(database: Database, trust: Trust, refusal: Refused, device: object) -> Refused:
    """The same refusal; one of a revoked device carries the order that it may believe."""
    problem = refusal.problems[0]
    if problem.code != "device_revoked" or not isinstance(device, str):
        return refusal
    facts = {**problem.facts, "order": order(database, trust, device)}
    return Refused(replace(problem, facts=facts))


def check_head(database: Database, trust: Trust, source: IO[bytes], size: int = 0) -> Device:
    """Whose it is, before the rest of its ``size`` bytes has come; one that came before may come again.

    Raises ``Refused``: ``bundle_…``, ``device_unknown``, ``device_not_revoked``, ``sealed_full``.
    """
    source.seek(0)
    head = bundle.read_head(source)
    if head.way != UP or head.to != trust.fingerprint:
        raise Refused(Problem("bundle_for_another", facts={"office": head.office, "laptop": head.laptop}))
    with database.transaction() as connection:
        device = devices.find(connection, head.by)
        if device is None:
            raise Refused(Problem("device_unknown"))
        if not device.revoked:
            raise Refused(Problem("device_not_revoked"))
        if size and not connection.execute(_AGAIN, {"device": device.no, "size": size}).first():
            _check_room(connection, device, size)
    return device


def _check_room(connection: Connection, device: Device, size: int) -> None:
    """A stolen laptop may seal the same again and again, in the name of each identity it ever had."""
    kept = connection.execute(_KEPT, {"device": device.no, "office": device.office}).one()
    if kept.own + size > OF_DEVICE or kept.office + size > OF_OFFICE:
        raise Refused(Problem("sealed_full"))


def keep(database: Database, trust: Trust, source: IO[bytes]) -> str:
    """Keeps a whole bundle of a revoked device; a signed confirmation over ``{"sealed": sha256, "device"}``.

    The same bundle again is confirmed again. Raises ``Refused`` (``bundle_…``, ``device_…``,
    ``sealed_full``); then nothing is kept.
    """
    device = check_head(database, trust, source)
    for _ in _opened(trust, source):
        pass
    name, size = _hash(source)
    with database.transaction() as connection:
        connection.execute(_ONE_OF_OFFICE, {"office": device.office})  # or two would have the same room
        number = connection.execute(
            text(
                "INSERT INTO sealed (sha256, device, size) VALUES (:name, :device, :size)"
                " ON CONFLICT (sha256) DO NOTHING RETURNING no"
            ),
            {"name": name, "device": device.no, "size": size},
        ).scalar_one_or_none()
        if number is not None:
            _check_room(connection, device, 0)  # it is among those counted
        for start, piece in _pieces(source) if number is not None else ():
            connection.execute(
                text("INSERT INTO sealed_part (sealed, start, bytes) VALUES (:no, :start, :data)"),
                {"no": number, "start": start, "data": piece},
            )
    said = {"sealed": name, "device": device.fingerprint}
    return trust.signed(json.dumps(said, sort_keys=True))


def listing(database: Database) -> list[dict[str, Any]]:
    """What was sealed, the latest first: plain data for the terminal."""
    with database.transaction() as connection:
        rows = connection.execute(
            text(
                "SELECT sealed.no AS number, device.fingerprint AS device, device.office, device.code,"
                " sealed.size, sealed.received_at, sealed.applied_at"
                " FROM sealed JOIN device ON device.no = sealed.device ORDER BY sealed.no DESC"
            )
        ).mappings()
        return [
            {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
            for row in rows
        ]


def review(database: Database, trust: Trust, number: int, *, full: bool = False) -> dict[str, Any]:
    """What is inside, by kind; with ``full`` every change. Raises ``Refused("sealed_unknown")``."""
    found = Counter[str]()
    told: list[dict[str, Any]] = []
    pictures = 0
    with _source(database, number) as source:
        for part in _opened(trust, source):
            pictures += part.kind == "P"
            for change in _changes(part):
                found[change.kind] += 1
                told.append(_told(change, part.name))
    document: dict[str, Any] = {"number": number, "changes": dict(sorted(found.items())), "photos": pictures}
    if told:
        document |= {"from": min(one["at"] for one in told), "until": max(one["at"] for one in told)}
    return document | ({"every": told} if full else {})


def apply(database: Database, trust: Trust, number: int) -> dict[str, int]:
    """Takes the changes over as if they had arrived in time; how many of each verdict, and of photos.

    Done twice, everything is known. The device stays shut out. Raises ``Refused``.
    """
    done = Counter[str]()
    with _source(database, number) as source:
        signer = bundle.read_head(source).by
        for part in _opened(trust, source):
            if part.kind == "N":
                renewal.renew(database, as_renewal(as_object(part.body)), revoked=True)
            elif part.kind == "Q":
                done.update(_push(database, trust, part))
            elif part.kind == "P":
                done["photos"] += _photo(database, signer, part)
    with database.transaction() as connection:
        connection.execute(
            text("UPDATE sealed SET applied_at = coalesce(applied_at, now()) WHERE no = :no"), {"no": number}
        )
    return dict(sorted(done.items()))


def _push(database: Database, trust: Trust, part: Part) -> Counter[str]:
    request = reading.read_request(part.body)
    if any(batch.device != part.name for batch in request.batches):
        raise Refused(Problem("device_mismatch"))
    device = _device(database, part.name)
    _, pushed = exchange(database, trust, device, replace(request, cursors={}, page=1))
    if pushed.problem is not None:
        raise Refused(pushed.problem)
    return Counter(pushed.counts())


def _photo(database: Database, signer: str, part: Part) -> int:
    """Whether it is kept: one whose record was refused has nowhere to be."""
    try:
        photos.put(database, _device(database, signer), part.name, part.body)
    except Refused:
        return 0
    return 1


def _changes(part: Part) -> Iterator[Change]:
    if part.kind == "Q":
        for batch in reading.read_request(part.body).batches:
            yield from batch.changes


def _told(change: Change, device: str) -> dict[str, Any]:
    about = str(change.subject) if change.subject else None
    at = moment(change.clock).replace(microsecond=0).isoformat()
    name = f"{device}:{change.number}"
    return {"change": name, "kind": change.kind, "subject": about, "at": at, "fields": dict(change.fields)}


def _device(database: Database, name: str) -> Device:
    with database.transaction() as connection:
        device = devices.find(connection, name)
    if device is None:
        raise Refused(Problem("device_unknown"))
    return device


def _opened(trust: Trust, source: IO[bytes]) -> Iterator[Part]:
    """The parts, the signature checked against the key that the manifest shows and the head names."""
    source.seek(0)
    head = bundle.read_head(source)
    shown: list[bytes] = []

    def verify(signed: bytes, signature: bytes) -> None:
        if not shown or fingerprint(shown[0]) != head.by:
            raise ValueError("signed by nobody")
        Ed25519PublicKey.from_public_bytes(shown[0]).verify(signature, signed)

    for part in bundle.opened(source, head, trust.bundle_key, verify):
        if part.kind == "M" and not shown:
            shown.append(_public_key(part, head))
        yield part


def _public_key(part: Part, head: Head) -> bytes:
    try:
        return bytes.fromhex(str(as_object(part.body)["public_key"]))
    except (KeyError, ValueError) as error:
        raise Refused(
            Problem("bundle_altered", facts={"name": head.laptop, "laptop": head.laptop})
        ) from error


@contextmanager
def _source(database: Database, number: int) -> Iterator[IO[bytes]]:
    with tempfile.SpooledTemporaryFile(4 * _PIECE) as file:
        with database.transaction() as connection:
            starts = connection.execute(
                text("SELECT start FROM sealed_part WHERE sealed = :no ORDER BY start"), {"no": number}
            ).scalars()
            for start in starts.all():
                given = {"no": number, "start": start}
                data = text("SELECT bytes FROM sealed_part WHERE sealed = :no AND start = :start")
                file.write(connection.execute(data, given).scalar_one())
        if file.tell() == 0:
            raise Refused(Problem("sealed_unknown", where="number"))
        file.seek(0)
        yield file


def _hash(source: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for _, piece in _pieces(source):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _pieces(source: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    source.seek(0)
    start = 0
    while piece := source.read(_PIECE):
        yield start, piece
        start += len(piece)
