"""What comes on a stick is taken like a round; whatever is wrong with it is named, and nothing is taken."""

from __future__ import annotations

import io
import json
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.jwk import OKPKey
from sqlalchemy import text

from domain.ids import device_code
from domain.problems import Refused
from domain.wire import bundle
from domain.wire.bundle import DOWN, UP, Head, Part
from domain.wire.encoding import decode_response, encode_request
from domain.wire.messages import Cursor, Request, Response
from server import bundles
from server.devices import revoke
from server.running import Running
from tests.server.device import ELSEWHERE, Device, Joined, code_of, household, receipt_facts, verdicts


def reply_of(device: Device) -> X25519PrivateKey:
    return bundle.reply_key(device.key.private_bytes_raw())


def parts_of(device: Device, first: int = 1, **changed: Any) -> list[Part]:
    """A manifest, and one message when something was written."""
    manifest = {
        "public_key": device.public.hex(),
        "reply": reply_of(device).public_key().public_bytes_raw().hex(),
        "cursors": {name: [cursor.version, cursor.row] for name, cursor in device.cursors.items()},
        "wanted": [],
        "answered": 0,
        "waiting": 0,
        "program": "0.4",
    } | changed
    found = [Part("M", json.dumps(manifest).encode())]
    if len(device.journal) >= first:
        request = Request((device.batch(first),), {})
        found.append(Part("Q", encode_request(request), device.id))
    return found


def stick_of(server: Running, device: Device, parts: list[Part] | None = None, **changed: Any) -> bytes:
    given = {"to": server.fingerprint, "by": device.id, "office": "NSR", "laptop": device_code(device.id)}
    head = Head(**({"way": UP, "at": "2026-11-23T08:00:00Z"} | given | changed))
    key = server.trust.bundle_key.public_key().public_bytes_raw()
    chosen = parts_of(device) if parts is None else parts
    return b"".join(bundle.seal(head, key, chosen, device.key.sign))


def take(server: Running, data: bytes) -> bytes:
    return b"".join(bundles.answer(server.database, server.trust, io.BytesIO(data)))


def read_back(server: Running, device: Device, data: bytes) -> tuple[Head, list[Part]]:
    source = io.BytesIO(data)
    head = bundle.read_head(source)
    signed_with: list[str] = []

    public = cast(Ed25519PublicKey, server.trust.receipts.public_key())
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def verify(signed: bytes, signature: bytes) -> None:
        read = jws.deserialize_compact(signature, OKPKey.import_key(pem), ["Ed25519"])
        assert json.loads(read.payload or b"") == {"bundle": signed.decode()}
        signed_with.append("receipt key")

    parts = list(bundle.opened(source, head, reply_of(device), verify))
    assert signed_with
    return head, parts


def responses(parts: list[Part]) -> list[Response]:
    return [decode_response(part.body) for part in parts if part.kind in "RW"]


def refusal(server: Running, data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        take(server, data)
    return caught.value.problems[0].code


def held(server: Running, device: Device) -> int:
    with server.database.transaction() as connection:
        count = connection.execute(
            text("SELECT last_number FROM device WHERE fingerprint = :name"), {"name": device.id}
        ).scalar_one()
    return int(count)


def test_changes_on_a_stick_arrive_and_the_answer_proves_it(server: Running, awa: Device) -> None:
    awa.create("household", household())
    awa.push()
    awa.pull()
    awa.create("household", household(village="Taru Jabba"))
    head, parts = read_back(server, awa, take(server, stick_of(server, awa, parts_of(awa, 2))))
    answered, rows = responses(parts)
    assert (head.way, head.to, head.counts["changes"]) == (DOWN, awa.id, 1)
    assert verdicts(answered.answers) == ["accepted"]
    facts = receipt_facts(awa.line.call("GET", "/v1/trust").json(), answered.receipt)
    assert (facts["device"], facts["upto"]) == (awa.id, 2)
    assert rows.rows == ()  # what the stick brought need not travel back
    assert held(server, awa) == 2


def test_the_same_stick_again_changes_nothing_and_is_answered_alike(server: Running, awa: Device) -> None:
    awa.create("household", household())
    data = stick_of(server, awa)
    _, first = read_back(server, awa, take(server, data))
    _, again = read_back(server, awa, take(server, data))
    assert verdicts(responses(again)[0].answers) == ["known"]
    assert responses(again)[0].receipt == responses(first)[0].receipt
    assert held(server, awa) == 1


def test_what_others_did_travels_back_from_where_the_laptop_stands(
    server: Running, awa: Device, binta: Device
) -> None:
    first = binta.create("household", household())
    binta.push()
    awa.pull()
    second = binta.create("household", household(village="Taru Jabba"))
    binta.push(2)
    _, parts = read_back(server, awa, take(server, stick_of(server, awa)))
    named = [row.id for page in responses(parts) for row in page.rows]
    assert first not in named
    assert named.count(second) == 1


def test_nothing_of_another_district_travels_back(server: Running, awa: Device, joined: Joined) -> None:
    far = joined("LDR")
    far.create("household", household(area=ELSEWHERE), ELSEWHERE)
    far.push()
    given = parts_of(awa, cursors={ELSEWHERE: [0, 0]})
    _, parts = read_back(server, awa, take(server, stick_of(server, awa, given)))
    assert [row for page in responses(parts) for row in page.rows] == []


def test_a_message_of_another_device_is_not_taken_for_it(server: Running, awa: Device, binta: Device) -> None:
    awa.create("household", household())
    binta.create("household", household(village="Taru Jabba"))
    stolen = Part("Q", parts_of(binta)[1].body, awa.id)
    _, parts = read_back(server, awa, take(server, stick_of(server, awa, [parts_of(awa)[0], stolen])))
    assert [json.loads(part.body)["code"] for part in parts if part.kind == "X"] == ["device_mismatch"]
    assert held(server, awa) == held(server, binta) == 0


def test_a_gap_is_said_inside_and_the_rest_of_the_answer_comes(server: Running, awa: Device) -> None:
    for _ in range(3):
        awa.create("household", household())
    _, parts = read_back(server, awa, take(server, stick_of(server, awa, parts_of(awa, 2))))
    said = [json.loads(part.body) for part in parts if part.kind == "X"]
    assert [(one["code"], one["facts"]) for one in said] == [("gap", {"expected": 1})]
    assert len(responses(parts)) == 1


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bundle_for_another", {"to": "ANOTHERSERVER"}),
        ("bundle_for_another", {"way": DOWN}),
        ("bundle_too_new", {"protocol": 99}),
        ("bundle_too_old", {"protocol": 0}),
        ("bundle_altered", {"by": "cd" * 16}),
    ],
)
def test_what_is_wrong_with_a_stick_is_named_and_nothing_is_taken(
    server: Running, awa: Device, code: str, change: dict[str, Any]
) -> None:
    awa.create("household", household())
    assert refusal(server, stick_of(server, awa, **change)) == code
    assert held(server, awa) == 0


def test_a_stick_cut_short_or_altered_at_its_very_end_changes_nothing(server: Running, awa: Device) -> None:
    awa.create("household", household())
    data = stick_of(server, awa)
    assert refusal(server, data[:-1]) == "bundle_cut"
    assert refusal(server, data[:-1] + bytes([data[-1] ^ 1])) == "bundle_altered"
    assert held(server, awa) == 0


def test_a_device_that_never_joined_and_one_that_was_shut_out_are_turned_away(
    server: Running, awa: Device
) -> None:
    stranger = Device(awa.line)
    stranger.create("household", household())
    assert refusal(server, stick_of(server, stranger)) == "bundle_of_unknown"
    revoke(server.database, awa.id)
    awa.create("household", household())
    assert refusal(server, stick_of(server, awa)) == "bundle_of_revoked"
    assert held(server, awa) == 0


def test_any_device_may_carry_any_stick_over_its_line(server: Running, awa: Device, joined: Joined) -> None:
    carrier = joined("LDR")
    awa.create("household", household())
    headers = {"Authorization": f"Bearer {carrier.token}", "Content-Type": bundle.MEDIA_TYPE}
    answer = awa.line.call("POST", "/v1/bundles", data=stick_of(server, awa), headers=headers)
    assert answer.status_code == 200
    head, parts = read_back(server, awa, answer.content)
    assert head.counts["changes"] == 1
    assert responses(parts)
    with server.database.transaction() as connection:
        carried = connection.execute(text("SELECT carrier FROM bundle WHERE name = :n"), {"n": head.answers})
        assert carried.scalar_one() is not None


def test_nobody_carries_without_a_token_and_a_letter_is_no_stick(server: Running, awa: Device) -> None:
    assert code_of(awa.line.call("POST", "/v1/bundles", data=stick_of(server, awa))) == "token_invalid"
    headers = {"Authorization": f"Bearer {awa.token}"}
    assert (
        code_of(awa.line.call("POST", "/v1/bundles", data=b"a letter", headers=headers)) == "bundle_unknown"
    )


def test_several_sticks_go_on_where_the_last_one_stopped(
    server: Running, awa: Device, binta: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "ROWS_BYTES", 1)
    monkeypatch.setattr(bundles, "PAGE_LIMIT", 2)
    ids = [binta.create("household", household()) for _ in range(5)]
    binta.push()
    found = []
    for _ in range(4):
        head, parts = read_back(server, awa, take(server, stick_of(server, awa)))
        page = responses(parts)[-1]
        awa.cursors = {name: Cursor(one.version, one.row) for name, one in page.cursors.items()}
        found += [row.id for row in page.rows]
        if not head.counts["more"]:
            break
    assert found == ids
