"""A server in memory, on a line that fails as it is told: for faults the real one cannot be made to have.

It decides with the real server's own rules (`server.deciding`) and speaks the real bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.models import identity, settings
from desktop.models.identity import Identity
from desktop.services.desk import Desk
from domain import changes
from domain.changes import Change
from domain.ids import RecordId
from domain.problems import Fault, Problem, Refused
from domain.wire.encoding import decode_request, decode_response, encode_response
from domain.wire.joining import renew_bytes
from domain.wire.messages import Answer, Batch, Cursor, Request, Response, Row, Stop, Verdict
from server.deciding import Deciding, Held, Wrote, referenced

DISTRICTS = ("PK-KP-NOWSHERA",)
STOP_EVERY = 2  # rows


@dataclass
class Kept:
    """A device's history: each change with the chain after it and the word given on it."""

    public_key: bytes
    entries: list[tuple[Change, bytes, Answer]] = field(default_factory=list)

    def chain(self, device: str, number: int) -> bytes:
        return self.entries[number - 1][1] if number else changes.chain_start(device)


class SmallServer:
    """What the central server remembers, without a database."""

    def __init__(self) -> None:
        self.devices: dict[str, Kept] = {}
        self.records: dict[RecordId, Held] = {}
        self.versions: dict[RecordId, int] = {}
        self.version = 0
        self.photos: dict[str, bytes] = {}
        self.halves: dict[tuple[str, str], bytes] = {}
        self.asked = 0
        self.requests: list[Request] = []
        self.epoch = "first"

    def join(self, desk: Desk) -> None:
        """As `join_server` leaves it: the server knows the device, and the file the server."""
        with desk.store.transaction() as connection:
            who = identity.current(connection)
            settings.put(connection, "server_url", "http://localhost")
            identity.mark_registered(connection, who)
        self.devices[who.device] = Kept(who.public_key())

    def known(self, device: str) -> None:
        """What the token endpoint says first."""
        if device not in self.devices:
            raise Refused(Problem("device_unknown"))

    def take_chunk(self, device: str, name: str, start: int, chunk: bytes, size: int) -> int:
        """As the real one: to be announced, in order, and in the end what its name says."""
        kinds = ("photo", "document")
        if name not in {held.fields.get("sha256") for held in self.records.values() if held.kind in kinds}:
            raise Refused(Problem("photo_unknown"))
        held = self.halves.get((device, name), b"")
        if start != len(held):
            raise Refused(Problem("offset_wrong", facts={"offset": len(held)}))
        held += chunk
        self.halves[device, name] = held
        if len(held) >= size:
            del self.halves[device, name]
            if sha256(held).hexdigest() != name:
                raise Refused(Problem("photo_damaged"))
            self.photos[name] = held
        return len(held)

    # -- an exchange

    def exchange(self, device: str, data: bytes) -> bytes:
        self.asked += 1
        self.known(device)
        request = decode_request(data)
        self.requests.append(request)
        return encode_response(self.answer(device, request))

    def answer(self, device: str, request: Request) -> Response:
        answers: tuple[Answer, ...] = ()
        receipt = ""
        for batch in request.batches:
            answers += tuple(self._push(device, batch))
            receipt = self._receipt(device, batch.changes[-1].number)
        if request.answered is not None and not request.batches:
            answers, receipt = self._lost(device, request.answered)
        page = self._page(request, answers, receipt, max(request.last, request.answered or 0), device)
        return replace(page, epoch=self.epoch)

    def _lost(self, device: str, answered: int) -> tuple[tuple[Answer, ...], str]:
        held = self.devices[device].entries
        if len(held) == answered:
            return (), ""
        return tuple(answer for _, _, answer in held[answered:]), self._receipt(device, len(held))

    def _receipt(self, device: str, upto: int) -> str:
        chain = self.devices[device].chain(device, upto).hex()
        return json.dumps(
            {"device": device, "upto": upto, "chain": chain, "received_at": "2026-11-23T07:00:00Z"}
        )

    def _push(self, device: str, batch: Batch) -> list[Answer]:
        kept = self.devices[device]
        assert batch.device == device
        signed = changes.signed_bytes(device, batch.first, len(batch.changes), batch.chain_end)
        Ed25519PublicKey.from_public_bytes(kept.public_key).verify(batch.signature, signed)
        last = len(kept.entries)
        if batch.first > last + 1:
            raise Refused(Problem("gap", facts={"expected": last + 1}))
        after = changes.chain(kept.chain(device, batch.first - 1), batch.changes)
        known = list(range(batch.first, min(last, batch.changes[-1].number) + 1))
        same = [n for n in known if after[n - batch.first] == kept.chain(device, n)]
        if same != known:
            raise Refused(Problem("forked", facts={"agreed": same[-1] if same else batch.first - 1}))
        if after[-1] != batch.chain_end:
            raise Refused(Problem("chain_broken"))
        answers = [self._again(kept.entries[n - 1][2]) for n in known]
        fresh = batch.changes[len(known) :]
        answers += self._decide(device, kept, fresh, after[len(known) :])
        return answers

    @staticmethod
    def _again(answer: Answer) -> Answer:
        return answer if answer.verdict is Verdict.refused else replace(answer, verdict=Verdict.known)

    def _decide(self, device: str, kept: Kept, fresh: tuple[Change, ...], after: list[bytes]) -> list[Answer]:
        subjects = {change.subject for change in fresh if change.subject} & self.records.keys()
        if any("merged_into" in change.fields for change in fresh):  # whatever each was merged into
            subjects |= {name for name, held in self.records.items() if held.kind in ("household", "person")}
        pointed_at = {name for change in fresh for name in referenced(change)} & self.records.keys()
        held = {name: self.records[name] for name in subjects if name is not None}
        kinds = {name: self.records[name].kind for name in pointed_at}
        deciding = Deciding(device, DISTRICTS, held, kinds, history=self._wrote)
        answers = []
        for change, chain in zip(fresh, after, strict=True):
            decision = deciding.decide(change)
            answers.append(Answer(change.number, decision.verdict, decision.problem))
            kept.entries.append((change, chain, answers[-1]))
        self.version += 1
        for touched in [*deciding.created.values(), *deciding.edited.values()]:
            self.records[touched.id] = touched
            self.versions[touched.id] = self.version
        return answers

    def _wrote(self, name: RecordId) -> Wrote | None:
        kept = self.devices.get(name.device)
        if kept is None or name.number > len(kept.entries):
            return None
        change, _chain, answer = kept.entries[name.number - 1]
        return Wrote(change, refused=answer.verdict is Verdict.refused)

    def _page(
        self, request: Request, answers: tuple[Answer, ...], receipt: str, proven: int, mine: str
    ) -> Response:
        [district] = DISTRICTS
        cursor = request.cursors.get(district, Cursor())
        if cursor.version > self.version:  # it came back from an older copy
            cursor = Cursor()
        if not request.page:
            return Response(answers, receipt, (), dict(request.cursors), True, 0)
        order = {name: place for place, name in enumerate(self.records, 1)}
        found = sorted(
            (self.versions[name], order[name], held)
            for name, held in self.records.items()
            if (self.versions[name], order[name]) > (cursor.version, cursor.row)
        )
        page = found[: request.page]
        rows: list[Row] = []
        stops: list[Stop] = []
        after = cursor
        for version, place, held in page:
            if len(rows) - (stops[-1].rows if stops else 0) == STOP_EVERY:
                stops.append(Stop(len(rows), {district: after}))
            row = _row(held)
            if cursor == Cursor() or not _proven(row, mine, proven):
                rows.append(row)
            after = Cursor(version, place)
        more = len(found) > len(page)
        tallies: dict[str, int] = {}
        for held in [] if more else self.records.values():
            tallies[held.kind] = tallies.get(held.kind, 0) + 1
        left = len(found) - len(page)
        return Response(
            answers, receipt, tuple(rows), {district: after}, more, 0, tallies, left=left, stops=tuple(stops)
        )


def _row(held: Held) -> Row:
    revisions = {name: RecordId.parse(seen) for name, seen in held.revisions.items()}
    return Row(held.id, held.kind, held.district, dict(held.fields), revisions)


def _proven(row: Row, device: str, number: int) -> bool:
    names = {row.id, *row.revisions.values()}
    return row.kind != "conflict" and all(n.device == device and n.number <= number for n in names)


Failing = Callable[["SmallLine", Identity, bytes], bytes]


class SmallLine:
    """A `Transport` to a `SmallServer`. ``faults`` are used up one an exchange; None means a good line."""

    def __init__(self, server: SmallServer, *faults: Failing | None) -> None:
        self.server = server
        self.faults = list(faults)
        self.up = self.down = 0
        self.renewed: list[tuple[str, str]] = []

    @property
    def traffic(self) -> tuple[int, int]:
        return self.up, self.down

    def exchange(self, who: Identity, request: bytes) -> bytes:
        fault = self.faults.pop(0) if self.faults else None
        self.up += len(request)
        answer = fault(self, who, request) if fault else self.server.exchange(who.device, request)
        self.down += len(answer)
        return answer

    def check_receipt(self, receipt: str) -> dict[str, object]:
        try:
            return dict(json.loads(receipt))
        except ValueError as error:
            raise Fault("receipt_wrong") from error

    def renew(self, old: Identity, new: Identity) -> None:
        self.server.known(old.device)
        message = renew_bytes(old.device, new.device)
        for one in (old, new):
            Ed25519PublicKey.from_public_bytes(one.public_key()).verify(one.sign(message), message)
        self.server.devices.setdefault(new.device, Kept(new.public_key()))
        self.renewed.append((old.device, new.device))

    def missing_photos(self, who: Identity, names: list[str]) -> dict[str, int]:
        halves = self.server.halves
        lacking = [name for name in names if name not in self.server.photos]
        return {name: len(halves.get((who.device, name), b"")) for name in lacking}

    def put_chunk(self, who: Identity, name: str, start: int, chunk: bytes, size: int) -> int:
        return self.server.take_chunk(who.device, name, start, chunk, size)

    def get_chunk(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
        data = self.server.photos.get(name)
        return None if data is None else (data[start : start + most], len(data))


# -- faults


def cut_before(line: SmallLine, who: Identity, request: bytes) -> bytes:
    """The request never arrives."""
    raise Fault("cut_line")


def cut_after(line: SmallLine, who: Identity, request: bytes) -> bytes:
    """The server does what it is asked, and its answer is lost."""
    line.server.exchange(who.device, request)
    raise Fault("cut_line")


def twice(line: SmallLine, who: Identity, request: bytes) -> bytes:
    """The request arrives twice; the second answer is the one that comes back."""
    line.server.exchange(who.device, request)
    return line.server.exchange(who.device, request)


def garbled(line: SmallLine, who: Identity, request: bytes) -> bytes:
    """The answer has been something else on its way."""
    return line.server.exchange(who.device, request)[::-1]


def shortened(line: SmallLine, who: Identity, request: bytes) -> bytes:
    """Half of the answer."""
    whole = line.server.exchange(who.device, request)
    return whole[: len(whole) // 2]


def busy(line: SmallLine, who: Identity, request: bytes) -> bytes:
    """The server's database is away."""
    raise Refused(Problem("server_busy"))


def with_answer(change: Callable[[Response], Response]) -> Failing:
    """The answer says something else."""

    def fault(line: SmallLine, who: Identity, request: bytes) -> bytes:
        return encode_response(change(decode_response(line.server.exchange(who.device, request))))

    return fault


def with_receipt(**changed: Any) -> Failing:
    """The receipt says something else."""

    def change(response: Response) -> Response:
        claims = json.loads(response.receipt) | changed if response.receipt else {}
        return replace(response, receipt=json.dumps(claims))

    return with_answer(change)
