"""The parts of a message as JSON: batches, rows, answers.

Inside a message a record id is ``[index into "devices", number]``, so that a fingerprint is written once. The
message says itself which fields hold one (``@household``), so that a reader keeps also what it does not know.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any

from domain.changes import Change
from domain.ids import LAST_NUMBER, RecordId
from domain.problems import Problem
from domain.records import Fields, references
from domain.wire.first.folding import fold, unfold
from domain.wire.messages import Answer, Batch, Cursor, Row, Verdict

MAX_ANSWERS = 10_000
MOST_CHANGES, MOST_ROWS = 1000, 10_000  # twice as many as were ever sent at a time
# How a column's name begins: of the message itself, a record id, a field whose own name begins so.
_OURS, _RECORD, _PLAIN = "_", "@", "'"
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")


class Devices:
    """Fingerprints of a message, each written once."""

    def __init__(self, known: list[str] | None = None) -> None:
        self.list = list(known or [])
        if not all(_FINGERPRINT.fullmatch(device) for device in self.list):
            raise ValueError("not a device")
        self._index = {device: index for index, device in enumerate(self.list)}

    def pack(self, record: RecordId) -> list[int]:
        """``[index, number]``; a device met for the first time is added to the list."""
        index = self._index.get(record.device)
        if index is None:
            index = self._index[record.device] = len(self.list)
            self.list.append(record.device)
        return [index, record.number]

    def unpack(self, pair: list[int]) -> RecordId:
        """The reverse of ``pack``; ValueError or TypeError when it is no record id."""
        index, number = whole(pair[0]), whole(pair[1])
        if len(pair) != 2 or not 0 < number <= LAST_NUMBER or not 0 <= index < len(self.list):
            raise ValueError("not a record id")
        return RecordId(self.list[index], number)


def pack_batch(batch: Batch) -> dict[str, Any]:
    """A batch with its changes folded in columns; each clock is written as a step from the one before."""
    devices = Devices([batch.device])
    return {
        "devices": devices.list,
        "first": batch.first,
        "changes": fold([_pack_change(change, devices) for change in _with_clock_steps(batch.changes)]),
        "chain": batch.chain_end.hex(),
        "signature": base64.b64encode(batch.signature).decode(),
    }


def unpack_batch(body: dict[str, Any]) -> Batch:
    """The reverse of ``pack_batch``. What does not fit raises as Python finds it; `encoding` says Garbled."""
    devices = Devices(body["devices"])
    changes = []
    clock = 0
    for number, row in enumerate(unfold(body["changes"], MOST_CHANGES), start=whole(body["first"])):
        clock += whole(row["_clock"])
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


def _pack_change(stepped: tuple[Change, int], devices: Devices) -> dict[str, Any]:
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


def _unpack_change(row: dict[str, Any], number: int, clock: int, devices: Devices) -> Change:
    return Change(
        number=number,
        author=whole(row["_author"]),
        clock=clock,
        kind=text_of(row["_kind"]),
        subject=devices.unpack(row["_subject"]) if "_subject" in row else None,
        district=text_of(row.get("_district", "")),
        base={name: devices.unpack(pair) for name, pair in row.get("_base", {}).items()},
        fields=_unpack_fields(row, devices),
    )


def pack_row(row: Row, devices: Devices) -> dict[str, Any]:
    """A record with its name, district and revisions beside its fields."""
    packed = _pack_fields(row.kind, row.fields, devices)
    packed |= {"_kind": row.kind, "_id": devices.pack(row.id), "_district": row.district}
    if row.revisions:
        packed["_revisions"] = {name: devices.pack(seen) for name, seen in row.revisions.items()}
    return packed


def unpack_row(row: dict[str, Any], devices: Devices) -> Row:
    """The reverse of ``pack_row``."""
    return Row(
        id=devices.unpack(row["_id"]),
        kind=text_of(row["_kind"]),
        district=text_of(row["_district"]),
        fields=_unpack_fields(row, devices),
        revisions={name: devices.unpack(pair) for name, pair in row.get("_revisions", {}).items()},
    )


def _pack_fields(kind: str, fields: Mapping[str, Any], devices: Devices) -> dict[str, Any]:
    packed: dict[str, Any] = {}
    for name, value in fields.items():
        record = _record(value) if name in references(kind) else None
        if record is not None:
            packed[_RECORD + name] = devices.pack(record)
        else:
            packed[_PLAIN + name if name[:1] in (_OURS, _RECORD, _PLAIN) else name] = value
    return packed


def _unpack_fields(row: dict[str, Any], devices: Devices) -> Fields:
    fields: Fields = {}
    for name, value in row.items():
        if name[:1] == _RECORD:
            fields[name[1:]] = str(devices.unpack(value))
        elif name[:1] != _OURS:
            fields[name[1:] if name[:1] == _PLAIN else name] = value
    return fields


def _record(value: Any) -> RecordId | None:
    """The record a field names; None for anything else, which then travels as it is."""
    try:
        return RecordId.parse(value)
    except (TypeError, ValueError):
        return None


def pack_answers(answers: tuple[Answer, ...]) -> dict[str, Any]:
    """Consecutive answers: plain acceptance is not written out."""
    if not answers:
        return {}
    others = [
        [a.number, a.verdict.value, *([_pack_problem(a.problem)] if a.problem else [])]
        for a in answers
        if a.verdict is not Verdict.accepted
    ]
    return {"first": answers[0].number, "count": len(answers), "others": others}


def unpack_answers(body: dict[str, Any]) -> list[Answer]:
    """The reverse of ``pack_answers``."""
    if not body:
        return []
    others = {
        item[0]: Answer(item[0], Verdict(item[1]), _unpack_problem(item[2]) if len(item) > 2 else None)
        for item in body["others"]
    }
    if not 0 <= whole(body["count"]) <= MAX_ANSWERS:
        raise ValueError("more answers than changes")
    numbers = range(whole(body["first"]), body["first"] + body["count"])
    return [others.get(number) or Answer(number, Verdict.accepted) for number in numbers]


def _pack_problem(problem: Problem) -> list[Any]:
    return [problem.code, problem.where, problem.rule, dict(problem.facts)]


def _unpack_problem(item: list[Any]) -> Problem:
    return Problem(code=text_of(item[0]), where=text_of(item[1]), rule=text_of(item[2]), facts=dict(item[3]))


def whole(value: Any) -> int:
    """The value, when it is a whole number; TypeError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def text_of(value: Any) -> str:
    """The value, when it is a text; TypeError otherwise."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def unpack_cursors(body: dict[str, list[int]]) -> dict[str, Cursor]:
    """``{district: [version, row]}`` as cursors."""
    return {name: Cursor(whole(version), whole(row)) for name, (version, row) in body.items()}
