"""Enrolment codes, joining, tokens: who may speak, and what each refusal is called."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from cryptography import x509
from sqlalchemy import text

from domain.ids import device_code
from domain.problems import Refused
from domain.wire.joining import EnrolmentCode, root_fingerprint
from server import devices, enrolment
from server.database import Database
from server.running import Running
from tests.server.device import DISTRICT, Device, Joined, Line, code_of, person


@pytest.fixture
def device(line: Line) -> Device:
    return Device(line)


def test_a_device_joins_and_learns_its_districts(server: Running, device: Device) -> None:
    answer = device.join(server.enrol("NSR"))
    assert answer.status_code == 200
    document = answer.json()
    assert abs(document.pop("time") - time.time() * 1000) < 60_000
    assert document == {
        "device": device.id,
        "office": "NSR",
        "programme": "kp-one-window",
        "districts": [DISTRICT],
    }


def test_a_code_names_the_office_and_the_root_certificate(server: Running, line: Line) -> None:
    document = enrolment.issue(server.database, server.trust, "NSR")
    code = EnrolmentCode.parse(document["code"])
    assert code is not None and code.office == document["office"] == "NSR"
    root = base64.b64decode(line.call("GET", "/v1/trust").json()["root"])
    assert code.fingerprint == root_fingerprint(root)
    x509.load_der_x509_certificate(root).verify_directly_issued_by(x509.load_der_x509_certificate(root))


def test_the_secret_of_a_code_is_not_in_the_database(server: Running, database: Database) -> None:
    code = EnrolmentCode.parse(server.enrol("NSR"))
    assert code is not None
    with database.transaction() as connection:
        stored = connection.execute(text("SELECT * FROM enrolment")).all()
    assert len(stored) == 1
    assert code.secret not in repr(stored) and code.secret.encode() not in stored[0].secret_hash


def test_an_office_that_does_not_exist_gets_no_code(server: Running) -> None:
    with pytest.raises(Refused) as refused:
        server.enrol("XYZ")
    problem = refused.value.problems[0]
    assert (problem.code, problem.where) == ("office_unknown", "office")
    assert "LDR" in str(problem.facts["known"]) and "NSR" in str(problem.facts["known"])


def test_a_code_works_once(server: Running, device: Device, line: Line) -> None:
    code = server.enrol("NSR")
    device.join(code)
    answer = Device(line).join(code)
    assert (answer.status_code, code_of(answer)) == (403, "enrolment_code_used")


def test_a_device_whose_answer_was_lost_may_ask_again(server: Running, device: Device) -> None:
    code = server.enrol("NSR")
    first, again = device.join(code).json(), device.join(code).json()
    assert first | {"time": 0} == again | {"time": 0}
    assert len(devices.listing(server.database)) == 1


def test_a_code_expires(server: Running, database: Database, device: Device) -> None:
    code = server.enrol("NSR")
    with database.transaction() as connection:
        left = connection.execute(text("SELECT expires_at - now() FROM enrolment")).scalar_one()
        connection.execute(text("UPDATE enrolment SET expires_at = now() - interval '1 second'"))
    assert 6.9 < left.total_seconds() / 86_400 <= 7
    assert code_of(device.join(code)) == "enrolment_code_expired"


def test_a_code_nobody_issued_is_invalid(server: Running, device: Device) -> None:
    code = EnrolmentCode.parse(server.enrol("NSR"))
    assert code is not None
    assert code_of(device.join(str(code._replace(secret="A" * 16)))) == "enrolment_code_invalid"


def test_a_code_of_one_office_does_not_open_another(server: Running, device: Device) -> None:
    answer = device.join(server.enrol("NSR"), office="LDR")
    assert (answer.status_code, code_of(answer)) == (409, "office_mismatch")
    assert answer.json()["facts"] == {"expected": "NSR", "given": "LDR"}


def test_two_devices_of_an_office_never_print_the_same_codes(
    server: Running, device: Device, line: Line
) -> None:
    device.join(server.enrol("NSR"))
    taken = device_code(device.id)
    second, code = Device(line), server.enrol("NSR")
    answer = second.join(code, device_code=taken)
    assert (answer.status_code, code_of(answer)) == (409, "device_code_taken")
    assert second.join(code, device_code="ZZZ2").status_code == 200  # the code was not spent
    assert Device(line).join(server.enrol("LDR"), device_code=taken).status_code == 200


@pytest.mark.parametrize("given", ["", "ABC", "abcd", "ABCDE", "AB\0D", "ÀBCD", "ABCD\n"])
def test_a_device_code_has_four_letters(server: Running, device: Device, given: str) -> None:
    assert code_of(device.join(server.enrol("NSR"), device_code=given)) == "device_code_wrong"


def test_a_key_that_is_not_the_devices_own_does_not_join(server: Running, device: Device) -> None:
    stolen = Device(device.line)
    answer = device.join(server.enrol("NSR"), public_key=base64.b64encode(stolen.public).decode())
    assert code_of(answer) == "signature_wrong"
    assert devices.listing(server.database) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"{" * 100_000,
        b"\xff\xfe",
        json.dumps({"office": "NSR", "secret": "\ud800", "public_key": "AA==", "device_code": "A"}).encode(),
        json.dumps({"office": [], "secret": 1, "public_key": 5, "device_code": {}, "signature": 0}).encode(),
    ],
)
def test_a_body_that_is_no_joining_is_a_problem(server: Running, line: Line, body: bytes) -> None:
    answer = line.call("POST", "/v1/devices", data=body)
    assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


@pytest.mark.parametrize("name", ["public_key", "signature", "secret", "office"])
@pytest.mark.parametrize("value", ["", "AAAA", "\0", "\ud800", 7, None, ["x"]])
def test_a_joining_with_a_wrong_part_is_a_problem(
    server: Running, device: Device, name: str, value: Any
) -> None:
    answer = device.join(server.enrol("NSR"), **{name: value})
    assert answer.status_code in (400, 403, 409)
    code_of(answer)


# -- tokens


def test_a_token_opens_the_exchange_and_is_not_stored(joined: Joined, database: Database) -> None:
    awa = joined()
    assert awa.send(None).status_code == 200
    with database.transaction() as connection:
        stored = connection.execute(text("SELECT * FROM token")).all()
    assert awa.token.encode() not in stored[0].hash


def test_an_expired_token_is_invalid(joined: Joined, database: Database) -> None:
    awa = joined()
    with database.transaction() as connection:
        left = connection.execute(text("SELECT expires_at - now() FROM token")).scalar_one()
        connection.execute(text("UPDATE token SET expires_at = now()"))
    assert 0 < left.total_seconds() <= 900
    answer = awa.send(None)
    assert (answer.status_code, code_of(answer)) == (401, "token_invalid")
    awa.sign_in()
    assert awa.send(None).status_code == 200


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Basic abc", "Bearer é", "Bearer x y"])
def test_without_a_token_nothing_is_told(joined: Joined, shown: str) -> None:
    answer = joined().post(b"", Authorization=shown.encode("latin-1"))  # type: ignore[arg-type]
    assert (answer.status_code, code_of(answer)) == (401, "token_invalid")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_clock_a_day_off_is_told_and_measured_and_asked_again(joined: Joined, database: Database) -> None:
    awa = joined()
    awa.clock_ahead = 86_400
    answer = awa.ask_token()
    assert (answer.status_code, code_of(answer)) == (401, "clock_off")
    facts = answer.json()["facts"]
    assert answer.json()["error"] == "invalid_client"
    assert facts["hours"] == 24
    with database.transaction() as connection:
        offset = connection.execute(text("SELECT clock_offset_ms FROM device")).scalar_one()
    assert abs(offset - 86_400_000) < 5_000
    awa.clock_ahead += facts["server_time_ms"] / 1000 - (time.time() + awa.clock_ahead)
    awa.sign_in()
    awa.create("person", person())
    assert awa.push().answers[0].verdict == "accepted"


def test_a_replayed_assertion_is_refused(joined: Joined) -> None:
    awa = joined()
    assertion = awa.assertion()
    assert awa.ask_token(assertion).status_code == 200
    assert code_of(awa.ask_token(assertion)) == "assertion_replayed"


def test_a_device_that_never_joined_is_unknown(server: Running, device: Device) -> None:
    answer = device.ask_token()
    assert (answer.status_code, code_of(answer)) == (401, "device_unknown")


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "urn:guichet:OTHER"},
        {"aud": None},
        {"aud": []},
        {"aud": [{}]},
        {"sub": "somebody"},
        {"sub": None},
        {"jti": ""},
        {"jti": None},
        {"jti": "x" * 500},
        {"jti": "a\0b"},
        {"exp": None},
        {"exp": "soon"},
        {"exp": float("nan")},
        {"exp": 10**400},
    ],
)
def test_an_assertion_with_a_wrong_claim_is_invalid(joined: Joined, changed: dict[str, Any]) -> None:
    awa = joined()
    answer = awa.ask_token(awa.assertion(**changed))
    assert (answer.status_code, code_of(answer)) == (401, "assertion_invalid")


@pytest.mark.parametrize("issuer", [None, "", "\0", "\ud800", 5, ["x"], "g" * 32])
def test_an_issuer_that_is_no_device_is_unknown(joined: Joined, issuer: Any) -> None:
    awa = joined()
    assert code_of(awa.ask_token(awa.assertion(iss=issuer))) == "device_unknown"


@pytest.mark.parametrize("iat", [None, "x", float("inf"), -1, 10**400])
def test_an_issuing_time_that_makes_no_sense_is_passed_over(joined: Joined, iat: Any) -> None:
    awa = joined()
    assert awa.ask_token(awa.assertion(iat=iat)).status_code == 200


def test_an_assertion_signed_by_another_key_is_invalid(joined: Joined) -> None:
    awa, binta = joined(), joined()
    assert code_of(awa.ask_token(binta.assertion(iss=awa.id, sub=awa.id))) == "assertion_invalid"


@pytest.mark.parametrize("assertion", ["x", "a.b.c", "é", "." * 70_000, "eyJhbGciOiJub25lIn0.e30."])
def test_an_assertion_that_is_none_is_invalid(joined: Joined, assertion: str) -> None:
    assert code_of(joined().ask_token(assertion)) == "assertion_invalid"


@pytest.mark.parametrize("body", [b"", b"\xff", b"grant_type=password", b"a=1&" * 30])
def test_a_form_of_another_grant_is_refused(server: Running, line: Line, body: bytes) -> None:
    answer = line.call("POST", "/v1/token", data=body)
    assert answer.status_code == 400
    assert code_of(answer) in ("grant_wrong", "message_unreadable")
    assert answer.json()["error"] in ("unsupported_grant_type", "invalid_request")


# -- taking it back


@pytest.mark.parametrize("by", ["id", "code"])
def test_a_revoked_device_is_shut_out_at_once(server: Running, joined: Joined, by: str) -> None:
    awa, binta = joined(), joined()
    name = awa.id if by == "id" else f"nsr-{device_code(awa.id).lower()}"
    (revoked,) = devices.revoke(server.database, name)["revoked"]
    assert revoked["device"] == awa.id
    assert code_of(awa.send(None)) == "token_invalid"
    answer = awa.ask_token()
    assert (answer.status_code, code_of(answer)) == (403, "device_revoked")
    assert code_of(awa.join(server.enrol("NSR"))) == "device_revoked"
    assert binta.send(None).status_code == 200


def test_revoking_a_device_nobody_knows_is_refused(server: Running) -> None:
    with pytest.raises(Refused, match="device_not_listed"):
        devices.revoke(server.database, "NSR-AAAA")


def test_the_list_of_devices_is_plain_data(server: Running, joined: Joined) -> None:
    awa = joined()
    awa.create("person", person())
    awa.push()
    (listed,) = devices.listing(server.database)
    assert json.loads(json.dumps(listed)) == listed
    assert (listed["device"], listed["office"], listed["changes"]) == (awa.id, "NSR", 1)
    assert listed["revoked_at"] is None and listed["seen_at"]
