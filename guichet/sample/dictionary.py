"""Trains the compression dictionary of small messages: `python -m guichet.sample.dictionary FILE`.

The messages are invented. A dictionary that has been published is never trained again: another one has
another number, and another protocol to announce it.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import Any, get_args

import zstandard
from pydantic.fields import FieldInfo

from desktop.models import identity, journal
from desktop.models.vault import Hardness
from desktop.services import create_office, register, sign_in
from domain.changes import Change
from domain.ids import RecordId
from domain.problems import Problem
from domain.records import KINDS, references
from domain.registration import parse
from domain.wire import frame
from domain.wire.encoding import parts_of_request, parts_of_response
from domain.wire.messages import Answer, Batch, Cursor, Request, Response, Row, Verdict
from guichet.sample.households import households
from packs.places import resources
from packs.reading import find

SIZE = 12 * 1024  # bytes
_HOUSEHOLDS, _EDITS, _ANSWERS = 60, 3000, 400
_LEVEL = 19
_WORDS = ("Gulshan", "Fátima Tavares", "2026 list", "moved to the other valley", "absent", "voir la fiche")
_PASSWORD = "not a secret"


def main(arguments: Sequence[str]) -> int:
    """Writes the dictionary. Exit 2 without a file to write to."""
    if len(arguments) != 1:
        print("python -m guichet.sample.dictionary FILE", file=sys.stderr)
        return 2
    samples: list[bytes | bytearray | memoryview[int]] = list(messages(Random(1)))
    trained = zstandard.train_dictionary(SIZE, samples, dict_id=frame.DICTIONARY, level=_LEVEL)
    Path(arguments[0]).write_bytes(trained.as_bytes())
    print(f"{len(samples)} messages of {sum(map(len, samples)):,} bytes")
    return 0


def messages(rng: Random) -> Iterator[bytes]:
    """Small messages as they are before they are packed: registrations, every kind of record, answers."""
    for pack in sorted(path.parent.name for path in (resources() / "programmes").glob("*/programme.yaml")):
        for office in find(pack).offices:
            if not office.watches:
                written = registered(pack, office.code, _HOUSEHOLDS, seed=77)
                for sent in _cut(rng, written):
                    yield _request(rng, sent)
                    yield _response(rng, sent)
    for _ in range(_EDITS):
        few = [_any_change(rng) for _ in range(rng.choice((1, 1, 1, 2, 4)))]
        yield _request(rng, few)
        yield _response(rng, few)
    for _ in range(_ANSWERS):
        yield _request(rng, [])
        yield _response(rng, [])


def registered(pack: str, office: str, count: int, seed: int) -> list[Change]:
    """What an office writes down when it registers so many invented households."""
    with tempfile.TemporaryDirectory() as folder:
        path, programme = Path(folder) / "office.guichet", find(pack)
        create_office.create_office(path, programme, office, "awa", _PASSWORD, hardness=Hardness(1024, 1, 1))
        desk = sign_in.sign_in(path, _PASSWORD)
        for line in households(programme, count, seed=seed, office=office):
            register.register(desk, parse(line))
        with desk.store.reading() as connection:
            written = journal.waiting(connection, identity.current(connection), 1_000_000)
        desk.close()
    return written


def _cut(rng: Random, changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    at = 0
    while at < len(changes):
        size = rng.choice((1, 2, 5, 10, 26, 40))
        yield changes[at : at + size]
        at += size


def _request(rng: Random, changes: Sequence[Change]) -> bytes:
    first = rng.randrange(1, 40_000)
    numbered = tuple(replace(change, number=first + nth) for nth, change in enumerate(changes))
    batches = (Batch(_device(rng), numbered, rng.randbytes(32), rng.randbytes(64)),) if numbered else ()
    cursors = {_district(rng): Cursor(rng.randrange(30_000), rng.randrange(2**40))}
    request = Request(batches, cursors, answered=rng.choice((None, first - 1)), program="0.1.0")
    return b"".join(frame.plain(frame.REQUEST, parts_of_request(request)))


def _response(rng: Random, changes: Sequence[Change]) -> bytes:
    device, first = _device(rng), rng.randrange(1, 40_000)
    rows = tuple(_row(rng, change, RecordId(device, first + nth)) for nth, change in enumerate(changes))
    refused = (
        Problem("field_wrong", "birth_on", facts={"given": "2026", "expected": "date"})
        if rng.random() < 0.1
        else None
    )
    answers = [Answer(first + nth, Verdict.accepted) for nth in range(rng.randrange(1, 30))]
    answers += [Answer(first + len(answers), Verdict.refused, refused)] if refused else []
    response = Response(
        answers=tuple(answers),
        receipt=_receipt(rng, device, first + len(answers)),
        rows=rows,
        cursors={_district(rng): Cursor(rng.randrange(30_000), rng.randrange(2**40))},
        more=rng.random() < 0.3,
        server_time_ms=1_790_000_000_000 + rng.randrange(10**10),
        tallies={kind: rng.randrange(1, 50_000) for kind in KINDS if rng.random() < 0.7},
        epoch=rng.randbytes(8).hex(),
    )
    return b"".join(frame.plain(frame.RESPONSE, parts_of_response(response)))


def _receipt(rng: Random, device: str, upto: int) -> str:
    """In the shape of one; nobody signed it."""
    at = datetime.fromtimestamp(rng.randrange(1_790_000_000, 1_900_000_000), UTC)
    facts = {
        "chain": rng.randbytes(32).hex(),
        "device": device,
        "received_at": f"{at:%Y-%m-%dT%H:%M:%S}.{rng.randrange(1000):03d}Z",
        "upto": upto,
    }
    texts = (json.dumps(part, separators=(",", ":")).encode() for part in ({"alg": "Ed25519"}, facts))
    pieces = (*texts, rng.randbytes(64))
    return ".".join(base64.urlsafe_b64encode(piece).decode().rstrip("=") for piece in pieces)


def _row(rng: Random, change: Change, name: RecordId) -> Row:
    seen = {field: RecordId(name.device, rng.randrange(1, 40_000)) for field in change.base}
    return Row(name, change.kind, change.district or _district(rng), change.fields, seen)


def _any_change(rng: Random) -> Change:
    """A new record of any kind, or an edit of one or two of its fields."""
    kind = rng.choice(sorted(KINDS))
    fields = KINDS[kind].model_fields
    edited = rng.random() < 0.5
    names = [name for name, field in fields.items() if field.is_required() or rng.random() < 0.4]
    names = rng.sample(sorted(fields), min(len(fields), rng.choice((1, 1, 2)))) if edited else names
    device = _device(rng)
    base = {name: RecordId(device, rng.randrange(1, 40_000)) for name in names if rng.random() < 0.3}
    return Change(
        number=0,
        author=rng.randrange(1, 5),
        clock=(1_790_000_000_000 + rng.randrange(10**10)) * 1024,
        kind=kind,
        subject=RecordId(device, rng.randrange(1, 40_000)) if edited else None,
        fields={name: _value(rng, kind, name, fields[name]) for name in names},
        district="" if edited else _district(rng),
        base=base if edited else {},
    )


def _value(rng: Random, kind: str, name: str, field: FieldInfo) -> Any:
    sorts = [field.annotation, *get_args(field.annotation)]
    words = [
        word.value for sort in sorts if isinstance(sort, type) and issubclass(sort, StrEnum) for word in sort
    ]
    if words:
        return rng.choice(words)
    if name in references(kind):
        return str(RecordId(_device(rng), rng.randrange(1, 40_000)))
    if bool in sorts or int in sorts:
        return rng.random() < 0.5 if bool in sorts else rng.randrange(100)
    if name == "on" or name.endswith("_on"):
        return (date(2026, 1, 1) + timedelta(days=rng.randrange(600))).isoformat()
    return rng.choice(_WORDS)


def _device(rng: Random) -> str:
    return rng.randbytes(16).hex()


def _district(rng: Random) -> str:
    return rng.choice(("PK-KP-NOWSHERA", "PK-KP-LOWERDIR", "CV-MA", "CV-CR"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
