"""Write what waits into a bundle: everything that has not arrived, text first, then photos."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from desktop.models import bundles, identity, journal, photos
from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.sync import receiving
from domain.changes import signed_bytes
from domain.problems import Fault, Problem, Refused
from domain.wire.bundle import MOST_BYTES, Part, reply_key
from domain.wire.encoding import encode_request
from domain.wire.joining import renew_bytes
from domain.wire.messages import BATCH_LIMIT, Batch, Request

BATCHES_AT_ONCE = 10  # of a message inside: what is unreadable in one does not keep back the next
MOST_WANTED = 1000
_MANY = 100_000


@dataclass(frozen=True)
class Plan:
    """What a bundle will hold, decided before its first byte: the changes of each identity, the photos."""

    signer: Identity
    everyone: tuple[Identity, ...]
    upto: tuple[tuple[Identity, int, int], ...]  # whose, up to which number, how many
    photos: tuple[str, ...]
    photo_bytes: int

    @property
    def changes(self) -> int:
        """How many changes, of all identities of this file."""
        return sum(many for _, _, many in self.upto)


def plan(store: Store) -> Plan:
    """What has not arrived. Raises Refused before the file has joined a server."""
    with store.transaction() as connection:
        receiving.read_again(connection)
        everyone = identity.everyone(connection)
        if not any(who.registered for who in everyone):
            raise Refused(Problem("not_joined"))
        spans = []
        for who in journal.in_order_of_writing(connection, everyone):
            many, last = bundles.open_span(connection, who)
            spans.append((who, last, many))
        chosen, size = [], 0
        for one in (one for later in (False, True) for one in photos.to_send(connection, later, _MANY)):
            if size + one.size > MOST_BYTES:
                break
            chosen.append(one.name)
            size += one.size
        return Plan(identity.current(connection), tuple(everyone), tuple(spans), tuple(chosen), size)


def parts(
    store: Store, chosen: Plan, program: str, told: Callable[[int], None] = lambda _: None
) -> Iterator[Part]:
    """The parts in the order the server takes them; ``told`` hears how many changes and photos are in."""
    yield Part("M", json.dumps(_manifest(store, chosen, program)).encode())
    yield from _renewals(chosen)
    done = 0
    for who, upto, _ in chosen.upto:
        for request in _requests(store, who, upto, program):
            yield Part("Q", encode_request(request), who.device)
            done += sum(len(batch.changes) for batch in request.batches)
            told(done)
    for number, name in zip(count(1), chosen.photos, strict=False):
        data = _photo(store, name)
        if data:
            yield Part("P", data, name)
        told(done + number)


def _manifest(store: Store, chosen: Plan, program: str) -> dict[str, object]:
    who = chosen.signer
    with store.reading() as connection:
        return {
            "public_key": who.public_key().hex(),
            "reply": reply_key(who.private_key).public_key().public_bytes_raw().hex(),
            "cursors": {
                name: [cursor.version, cursor.row] for name, cursor in receiving.cursors(connection).items()
            },
            "wanted": photos.not_here(connection, MOST_WANTED),
            "answered": journal.last_answered(connection, who),
            "waiting": 0,
            "program": program,
        }


def _renewals(chosen: Plan) -> Iterator[Part]:
    """Identities taken since the server last met this file, each vouched for by one it will know by then."""
    known = [who for who in chosen.everyone if who.registered][-1]
    for who in chosen.everyone:
        if not who.registered:
            signed = renew_bytes(known.device, who.device)
            body = {
                "public_key": _text(who.public_key()),
                "device_code": who.code,
                "renews": known.device,
                "voucher": _text(known.sign(signed)),
                "signature": _text(who.sign(signed)),
            }
            yield Part("N", json.dumps(body).encode(), who.device)
            known = who


def _requests(store: Store, who: Identity, upto: int, program: str) -> Iterator[Request]:
    """The open changes of an identity in messages of some batches; nothing is marked by writing them."""
    after = 0
    while True:
        made = []
        for _ in range(BATCHES_AT_ONCE):
            with store.reading() as connection:
                found = bundles.open_changes(connection, who, after, upto, BATCH_LIMIT)
                end = journal.chain_at(connection, who, found[-1].number) if found else b""
            if not found:
                break
            first, after = found[0].number, found[-1].number
            mark = who.sign(signed_bytes(who.device, first, len(found), end))
            made.append(Batch(who.device, tuple(found), end, mark))
        if not made:
            return
        yield Request(tuple(made), {}, page=1, program=program)


def _photo(store: Store, name: str) -> bytes:
    """Its bytes; none for one that is damaged here, which a check of the file names."""
    try:
        with store.reading() as connection:
            return photos.read(connection, name)
    except Fault as fault:
        if fault.problem.code != "photo_damaged":
            raise
        return b""


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
