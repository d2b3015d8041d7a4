"""What comes on a stick: a bundle is read like the requests of a round; its answer goes back the same way.

The bytes are on disk and stay sealed there: they are gone through twice, once to know that nothing was cut,
altered or written by somebody else, and once to take it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import IO, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text

from domain.ids import LAST_NUMBER, fingerprint
from domain.problems import Problem, Refused
from domain.wire import bundle
from domain.wire.bundle import DOWN, MOST_BYTES, UP, Head, Part
from domain.wire.encoding import encode_response
from domain.wire.messages import PAGE_LIMIT, Cursor, Request, Response, Verdict
from server import devices, photos, reading, renewal
from server.bodies import as_object, as_renewal
from server.database import Database
from server.devices import Device
from server.exchange import Pushed, exchange
from server.trust import Trust

ROWS_BYTES = 32 * 1024 * 1024  # of records on the way back; the next stick goes on from there
LOG_OF_DEVICE = 1000  # lines in the log of sticks
_WITH_BYTES = ("photo", "document")
_FORGET = text(
    "DELETE FROM bundle WHERE device = :device AND name IN (SELECT name FROM bundle WHERE device = :device"
    " ORDER BY received_at DESC, name OFFSET :most)"
)


@dataclass(frozen=True)
class Manifest:
    """What a device asks for inside: its key, the key for the answer, how far it has read, what it lacks."""

    public_key: bytes
    reply: bytes
    cursors: Mapping[str, Cursor]
    wanted: tuple[str, ...]
    answered: int
    waiting: int
    program: str


@dataclass
class _Taken:
    """What became of a bundle's parts, for its answer."""

    parts: list[Part] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    last: dict[str, int] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)


def answer(
    database: Database, trust: Trust, source: IO[bytes], carrier: Device | None = None
) -> Iterator[bytes]:
    """Takes a bundle in and gives the bytes of its answer; the same bundle again is answered alike.

    ``carrier`` is the device that brought it over its line, None when the stick is in the server itself.
    Raises ``Refused`` (``bundle_…``) before anything is taken.
    """
    head, manifest = _checked(trust, source)
    if carrier:
        with database.transaction() as connection:
            devices.still_allowed(connection, carrier)  # it may have brought it for an hour
    taken = _take(database, trust, head, _again(trust, source))
    device = _device(database, head.by)
    rows, named = _rows(database, trust, device, manifest, taken)
    lacking = [name for name in dict.fromkeys([*manifest.wanted, *named]) if name not in taken.held]
    _note(database, head, device, carrier, manifest)
    back = Head(
        DOWN,
        to=head.by,
        by=trust.fingerprint,
        office=device.office,
        laptop=head.laptop,
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        answers=head.bundle,
        counts=_counts(taken, rows),
        protocol=head.protocol,
    )
    since = {name: [cursor.version, cursor.row] for name, cursor in manifest.cursors.items()}
    first = Part("M", json.dumps({"since": since, "held": taken.held}).encode())
    encoded = [Part("W", encode_response(page, head.protocol), head.by) for page in rows]
    parts = _with_photos(database, device, [first, *taken.parts, *encoded], lacking)
    return bundle.seal(back, manifest.reply, parts, lambda signed: _signature(trust, signed))


def _signature(trust: Trust, signed: bytes) -> bytes:
    """Facts in JSON, as all that the receipt key signs."""
    return trust.signed(json.dumps({"bundle": signed.decode()})).encode()


def _checked(trust: Trust, source: IO[bytes]) -> tuple[Head, Manifest]:
    """The head and the manifest, once the whole of it has shown to be for us, whole, and by its device."""
    head = bundle.read_head(source)
    if head.way != UP or head.to != trust.fingerprint:
        raise Refused(Problem("bundle_for_another", facts={"office": head.office, "laptop": head.laptop}))
    found: list[Manifest] = []

    def verify(signed: bytes, signature: bytes) -> None:
        if not found or fingerprint(found[0].public_key) != head.by:
            raise ValueError("signed by nobody")
        Ed25519PublicKey.from_public_bytes(found[0].public_key).verify(signature, signed)

    for part in bundle.opened(source, head, trust.bundle_key, verify):
        if part.kind == "M" and not found:
            found.append(_manifest(part.body))
    return head, found[0]


def _again(trust: Trust, source: IO[bytes]) -> Iterator[Part]:
    source.seek(0)
    return bundle.opened(source, bundle.read_head(source), trust.bundle_key, lambda signed, mark: None)


def _manifest(body: bytes) -> Manifest:
    given = as_object(body)
    try:
        cursors = {
            str(name): Cursor(_whole(version), _whole(row))
            for name, (version, row) in given["cursors"].items()
        }
        wanted = tuple(str(name) for name in given["wanted"][: photos.MOST_ASKED])
        keys = bytes.fromhex(given["public_key"]), bytes.fromhex(given["reply"])
        answered, waiting = _whole(given["answered"], LAST_NUMBER), _whole(given["waiting"])
        return Manifest(*keys, cursors, wanted, answered, waiting, str(given["program"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(Problem("message_unreadable")) from error


def _whole(value: Any, most: int = 2**63 - 1) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("not a number")
    return value


def _take(database: Database, trust: Trust, head: Head, parts: Iterator[Part]) -> _Taken:
    taken = _Taken()
    known = False
    for part in parts:
        if part.kind == "N":
            _renew(database, part, taken)
            continue
        if not known and part.kind in "QP":  # a revoked or unknown device is turned away before anything
            _device(database, head.by)
            known = True
        if part.kind == "Q" and part.name not in taken.failed:
            _exchange(database, trust, part, taken, head.by)
        elif part.kind == "P":
            _keep(database, _device(database, head.by), part, taken)
    return taken


def _renew(database: Database, part: Part, taken: _Taken) -> None:
    """An identity the file has taken since it last met the server."""
    try:
        made = renewal.renew(database, as_renewal(as_object(part.body)))
        taken.parts.append(Part("N", b"", made.fingerprint))
    except Refused as refusal:
        taken.parts.append(_refused(part.name, refusal))


def _exchange(database: Database, trust: Trust, part: Part, taken: _Taken, signer: str) -> None:
    """One message; when it is refused, what this device sent after it would only leave a gap.

    Without a signed batch nothing shows that it is of the device it names, which may be another's.
    """
    try:
        request = reading.read_request(part.body)
        stranger = part.name != signer and not request.batches
        if stranger or any(batch.device != part.name for batch in request.batches):
            raise Refused(Problem("device_mismatch"))
        device = _device(database, part.name)
        response, pushed = _asked(database, trust, device, replace(request, cursors={}, page=1))
    except Refused as refusal:
        taken.failed.add(part.name)
        taken.parts.append(_refused(part.name, refusal))
        return
    taken.verdicts.update(pushed.counts())
    taken.last[part.name] = request.last
    bare = replace(response, rows=(), cursors={}, more=True, stops=(), tallies={})
    taken.parts.append(Part("R", encode_response(bare, request.protocol), part.name))


def _asked(database: Database, trust: Trust, device: Device, request: Request) -> tuple[Response, Pushed]:
    """A step of a round. A writer shut out meanwhile is named as one: its carrier is not meant."""
    try:
        return exchange(database, trust, device, request)
    except Refused as refusal:
        if refusal.problems[0].code == "device_revoked":
            raise Refused(Problem("bundle_of_revoked")) from refusal
        raise


def _keep(database: Database, device: Device, part: Part, taken: _Taken) -> None:
    """A photo whose record was refused stays with its device, which shows why."""
    try:
        photos.put(database, device, part.name, part.body)
    except Refused:
        return
    taken.held.append(part.name)


def _refused(name: str, refusal: Refused) -> Part:
    problem = refusal.problems[0]
    said = {"code": problem.code, "where": problem.where, "facts": dict(problem.facts)}
    return Part("X", json.dumps(said).encode(), name)


def _rows(
    database: Database, trust: Trust, device: Device, manifest: Manifest, taken: _Taken
) -> tuple[list[Response], list[str]]:
    """What others did since the device last read, and the bytes its records name."""
    pages: list[Response] = []
    named: list[str] = []
    cursors, size, more = manifest.cursors, 0, True
    # What it brought, or had the answer of, it holds: its chain has shown so, and it need not travel back.
    answered = max(manifest.answered, taken.last.get(device.fingerprint, 0))
    while more and size < ROWS_BYTES:
        asked = Request((), cursors, PAGE_LIMIT, answered)
        page, _ = _asked(database, trust, device, asked)
        pages.append(replace(page, answers=(), receipt=""))
        size += len(encode_response(pages[-1]))
        named += [str(row.fields.get("sha256", "")) for row in page.rows if row.kind in _WITH_BYTES]
        cursors, more = page.cursors, page.more
    return pages, named


def _with_photos(database: Database, device: Device, parts: list[Part], lacking: list[str]) -> Iterator[Part]:
    """The parts made so far, then one photo after the other, as many as a stick should hold."""
    yield from parts
    size = sum(len(part.body) for part in parts)
    for name in lacking:
        try:
            data = photos.get(database, device, name).data
        except Refused:  # its own device has not sent it yet
            continue
        size += len(data)
        if size > MOST_BYTES:
            return
        yield Part("P", data, name)


def _device(database: Database, name: str) -> Device:
    """The device of that id. Raises ``Refused`` under names that a carrier does not take for its own."""
    with database.transaction() as connection:
        found = devices.find(connection, name)
    if found is None:
        raise Refused(Problem("bundle_of_unknown"))
    if found.revoked:
        raise Refused(Problem("bundle_of_revoked"))
    return found


def _counts(taken: _Taken, pages: list[Response]) -> dict[str, int]:
    refused = taken.verdicts[Verdict.refused.value]
    return {
        "changes": taken.verdicts.total() - refused,
        "refused": refused,
        "conflicts": taken.verdicts[Verdict.conflict.value],
        "photos": len(taken.held),
        "rows": sum(len(page.rows) for page in pages),
        "more": int(pages[-1].more),
    }


def _note(database: Database, head: Head, device: Device, carrier: Device | None, manifest: Manifest) -> None:
    """The log of sticks; one that was read before says nothing new about when its office was heard."""
    with database.transaction() as connection:
        new = connection.execute(
            text(
                "INSERT INTO bundle (name, device, carrier, written_at)"
                " VALUES (:name, :device, :carrier, :at)"
                " ON CONFLICT (name) DO UPDATE SET times = bundle.times + 1 RETURNING times"
            ),
            {
                "name": head.bundle,
                "device": device.no,
                "carrier": carrier.no if carrier else None,
                "at": head.at,
            },
        ).scalar_one()
        if new == 1:
            connection.execute(_FORGET, {"device": device.no, "most": LOG_OF_DEVICE})
    if new == 1:
        devices.heard(database, device, manifest.waiting, manifest.program)
