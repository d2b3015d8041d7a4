"""Messages to bytes and back: column-folded JSON under Zstandard, the same over HTTPS and on a stick.

Inside a message a record id is ``[index into "devices", number]``, so that a fingerprint is written once.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import zstandard

from domain.changes import Change, translate_references
from domain.ids import RecordId
from domain.problems import Problem
from domain.wire.columns import fold, unfold
from domain.wire.messages import (
    OLDEST_PROTOCOL,
    PROTOCOL,
    Answer,
    Batch,
    Cursor,
    Request,
    Response,
    Row,
    Verdict,
)

LEVEL = 9
MAX_BYTES = 64 * 1024 * 1024


class Garbled(ValueError):
    """The bytes are not a message of this protocol; the reader names it and keeps nothing."""


class OtherProtocol(Garbled):
    """A message of a protocol this version does not speak; ``protocol`` says which."""

    def __init__(self, protocol: int) -> None:
        self.protocol = protocol
        super().__init__(f"protocol {protocol}")


class _Devices:
    """Fingerprints of a message, each written once."""

    def __init__(self, known: list[str] | None = None) -> None:
        self.list = list(known or [])
        self._index = {device: index for index, device in enumerate(self.list)}

    def pack(self, record: RecordId) -> list[int]:
        index = self._index.get(record.device)
        if index is None:
            index = self._index[record.device] = len(self.list)
            self.list.append(record.device)
        return [index, record.number]

    def unpack(self, pair: list[int]) -> RecordId:
        return RecordId(self.list[pair[0]], pair[1])


def encode_request(request: Request) -> bytes:
    """A request as bytes."""
    body: dict[str, Any] = {
        "protocol": PROTOCOL,
        "cursors": {name: [cursor.version, cursor.row] for name, cursor in request.cursors.items()},
        "page": request.page,
    }
    if request.batch:
        body["batch"] = _pack_batch(request.batch)
    return _squeeze(body)


def decode_request(data: bytes) -> Request:
    """The reverse of ``encode_request``; Garbled when it cannot be read."""
    body = _stretch(data)
    try:
        return Request(
            batch=_unpack_batch(body["batch"]) if "batch" in body else None,
            cursors={name: Cursor(*pair) for name, pair in body["cursors"].items()},
            page=int(body["page"]),
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise Garbled(str(error)) from error


def encode_response(response: Response) -> bytes:
    """A response as bytes; only the answers that are not plain acceptance are written out."""
    devices = _Devices()
    return _squeeze(
        {
            "protocol": PROTOCOL,
            "answers": _pack_answers(response.answers),
            "receipt": response.receipt,
            "rows": fold([_pack_row(row, devices) for row in response.rows]),
            "devices": devices.list,
            "cursors": {name: [cursor.version, cursor.row] for name, cursor in response.cursors.items()},
            "more": response.more,
            "time": response.server_time_ms,
            "tallies": dict(response.tallies),
        }
    )


def decode_response(data: bytes) -> Response:
    """The reverse of ``encode_response``; Garbled when it cannot be read."""
    body = _stretch(data)
    try:
        devices = _Devices(body["devices"])
        return Response(
            answers=tuple(_unpack_answers(body["answers"])),
            receipt=body["receipt"],
            rows=tuple(_unpack_row(row, devices) for row in unfold(body["rows"])),
            cursors={name: Cursor(*pair) for name, pair in body["cursors"].items()},
            more=bool(body["more"]),
            server_time_ms=int(body["time"]),
            tallies=body["tallies"],
        )
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise Garbled(str(error)) from error


def _pack_batch(batch: Batch) -> dict[str, Any]:
    devices = _Devices([batch.device])
    return {
        "devices": devices.list,
        "first": batch.first,
        "changes": fold([_pack_change(change, devices) for change in _with_clock_steps(batch.changes)]),
        "chain": batch.chain_end.hex(),
        "signature": base64.b64encode(batch.signature).decode(),
    }


def _unpack_batch(body: dict[str, Any]) -> Batch:
    devices = _Devices(body["devices"])
    changes = []
    clock = 0
    for number, row in enumerate(unfold(body["changes"]), start=body["first"]):
        clock += row["_clock"]
        changes.append(_unpack_change(row, number, clock, devices))
    if not changes:
        raise ValueError("a batch without changes")
    return Batch(
        device=devices.list[0],
        changes=tuple(changes),
        chain_end=bytes.fromhex(body["chain"]),
        signature=base64.b64decode(body["signature"], validate=True),
    )


def _with_clock_steps(changes: tuple[Change, ...]) -> list[tuple[Change, int]]:
    last = 0
    steps = []
    for change in changes:
        steps.append((change, change.clock - last))
        last = change.clock
    return steps


def _pack_change(stepped: tuple[Change, int], devices: _Devices) -> dict[str, Any]:
    change, step = stepped
    row = _pack_fields(change.kind, change.fields, devices)
    row |= {"_kind": change.kind, "_author": change.author, "_clock": step}
    if change.subject:
        row["_subject"] = devices.pack(change.subject)
    if change.district:
        row["_district"] = change.district
    if change.base:
        row["_base"] = {name: devices.pack(seen) for name, seen in change.base.items()}
    return row


def _unpack_change(row: dict[str, Any], number: int, clock: int, devices: _Devices) -> Change:
    kind = row["_kind"]
    return Change(
        number=number,
        author=row["_author"],
        clock=clock,
        kind=kind,
        subject=devices.unpack(row["_subject"]) if "_subject" in row else None,
        district=row.get("_district", ""),
        base={name: devices.unpack(pair) for name, pair in row.get("_base", {}).items()},
        fields=_unpack_fields(kind, row, devices),
    )


def _pack_row(row: Row, devices: _Devices) -> dict[str, Any]:
    packed = _pack_fields(row.kind, row.fields, devices)
    packed |= {"_kind": row.kind, "_id": devices.pack(row.id), "_district": row.district}
    if row.revisions:
        packed["_revisions"] = {name: devices.pack(seen) for name, seen in row.revisions.items()}
    return packed


def _unpack_row(row: dict[str, Any], devices: _Devices) -> Row:
    kind = row["_kind"]
    return Row(
        id=devices.unpack(row["_id"]),
        kind=kind,
        district=row["_district"],
        fields=_unpack_fields(kind, row, devices),
        revisions={name: devices.unpack(pair) for name, pair in row.get("_revisions", {}).items()},
    )


def _pack_fields(kind: str, fields: Mapping[str, Any], devices: _Devices) -> dict[str, Any]:
    return translate_references(kind, fields, lambda text: devices.pack(RecordId.parse(text)))


def _unpack_fields(kind: str, row: dict[str, Any], devices: _Devices) -> dict[str, Any]:
    fields = {name: value for name, value in row.items() if not name.startswith("_")}
    return translate_references(kind, fields, lambda pair: str(devices.unpack(pair)))


def _pack_answers(answers: tuple[Answer, ...]) -> dict[str, Any]:
    if not answers:
        return {}
    others = [
        [a.number, a.verdict.value, *([_pack_problem(a.problem)] if a.problem else [])]
        for a in answers
        if a.verdict is not Verdict.accepted
    ]
    return {"first": answers[0].number, "count": len(answers), "others": others}


def _unpack_answers(body: dict[str, Any]) -> list[Answer]:
    if not body:
        return []
    others = {
        item[0]: Answer(item[0], Verdict(item[1]), _unpack_problem(item[2]) if len(item) > 2 else None)
        for item in body["others"]
    }
    numbers = range(body["first"], body["first"] + body["count"])
    return [others.get(number) or Answer(number, Verdict.accepted) for number in numbers]


def _pack_problem(problem: Problem) -> list[Any]:
    return [problem.code, problem.where, problem.rule, dict(problem.facts)]


def _unpack_problem(item: list[Any]) -> Problem:
    return Problem(code=item[0], where=item[1], rule=item[2], facts=item[3])


def _squeeze(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return zstandard.ZstdCompressor(level=LEVEL).compress(text.encode())


def _stretch(data: bytes) -> dict[str, Any]:
    """Bounded, so that a small hostile message cannot fill the memory."""
    try:
        if zstandard.frame_content_size(data) > MAX_BYTES:
            raise Garbled("too large")
        text = zstandard.ZstdDecompressor().decompress(data, max_output_size=MAX_BYTES)
        body = json.loads(text)
    except (zstandard.ZstdError, ValueError, RecursionError) as error:
        raise Garbled(str(error)) from error
    if not isinstance(body, dict) or not isinstance(body.get("protocol"), int):
        raise Garbled("not a message")
    if not OLDEST_PROTOCOL <= body["protocol"] <= PROTOCOL:
        raise OtherProtocol(body["protocol"])
    return body
