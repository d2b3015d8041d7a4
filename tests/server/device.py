"""A device as the server sees one: a key, a journal with its chain, and the calls of the protocol."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from joserfc import jws
from joserfc.jwk import OKPKey

from domain import changes
from domain.changes import Change
from domain.ids import RecordId, device_code, fingerprint
from domain.records import Fields
from domain.wire.encoding import decode_response, encode_request
from domain.wire.joining import EnrolmentCode, audience, join_bytes
from domain.wire.messages import BATCH_LIMIT, MEDIA_TYPE, Answer, Batch, Cursor, Request, Response

DISTRICT = "PK-KP-NOWSHERA"
ELSEWHERE = "PK-KP-LOWERDIR"
CLOCK = 1_760_000_000_000 * 1024
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class Line:
    """How this device reaches the server; ``verify`` is what requests takes."""

    url: str
    verify: str | bool = True
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, method: str, path: str, **given: Any) -> requests.Response:
        return self.session.request(method, self.url + path, timeout=30, verify=self.verify, **given)


def code_of(answer: requests.Response) -> str:
    """The problem's code, from its document."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.text
    document = answer.json()
    assert document["status"] == answer.status_code
    return str(document["type"]).removeprefix("urn:guichet:problem:")


def verdicts(answers: Iterable[Answer]) -> list[str]:
    return [answer.verdict.value for answer in answers]


class Device:
    """Numbers its changes itself, remembers its chain, and sends what it is told to."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.key = Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = fingerprint(self.public)
        self.journal: list[Change] = []
        self.cursors: dict[str, Cursor] = {}
        self.rows: dict[RecordId, Any] = {}
        self.clock_ahead = 0.0
        self.token = ""

    def joining(self, code: str, **changed: Any) -> dict[str, Any]:
        enrolment = EnrolmentCode.parse(code)
        assert enrolment is not None
        signature = self.key.sign(join_bytes(self.id, enrolment.secret))
        return {
            "office": enrolment.office,
            "secret": enrolment.secret,
            "public_key": base64.b64encode(self.public).decode(),
            "device_code": device_code(self.id),
            "signature": base64.b64encode(signature).decode(),
        } | changed

    def join(self, code: str, **changed: Any) -> requests.Response:
        return self.line.call("POST", "/v1/devices", json=self.joining(code, **changed))

    def audience(self) -> str:
        document = self.line.call("GET", "/v1/trust").json()
        return audience(base64.b64decode(document["root"]))

    def assertion(self, **changed: Any) -> str:
        now = int(time.time() + self.clock_ahead)
        claims = {
            "iss": self.id,
            "sub": self.id,
            "aud": self.audience(),
            "iat": now,
            "exp": now + 200,
            "jti": secrets.token_hex(8),
        } | changed
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return jws.serialize_compact(
            {"alg": "Ed25519"}, json.dumps(claims), OKPKey.import_key(pem), ["Ed25519"]
        )

    def ask_token(self, assertion: str | None = None) -> requests.Response:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION,
            "client_assertion": assertion or self.assertion(),
        }
        return self.line.call("POST", "/v1/token", data=form)

    def sign_in(self) -> None:
        answer = self.ask_token()
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]

    # -- its journal

    def create(self, kind: str, fields: Fields, district: str = DISTRICT) -> RecordId:
        number = len(self.journal) + 1
        self.journal.append(Change(number, 1, CLOCK + number, kind, None, fields, district))
        return RecordId(self.id, number)

    def edit(
        self, kind: str, subject: RecordId, fields: Fields, base: Mapping[str, RecordId] | None = None
    ) -> RecordId:
        number = len(self.journal) + 1
        self.journal.append(Change(number, 1, CLOCK + number, kind, subject, fields, base=base or {}))
        return RecordId(self.id, number)

    def batch(self, first: int = 1, last: int | None = None) -> Batch:
        chosen = tuple(self.journal[first - 1 : last])
        end = changes.chain(changes.chain_start(self.id), self.journal[: first - 1 + len(chosen)])[-1]
        signed = changes.signed_bytes(self.id, first, len(chosen), end)
        return Batch(self.id, chosen, end, self.key.sign(signed))

    # -- its calls

    def post(self, data: bytes, **headers: str) -> requests.Response:
        shown = {"Content-Type": MEDIA_TYPE, "Authorization": f"Bearer {self.token}"} | headers
        return self.line.call("POST", "/v1/exchange", data=data, headers=shown)

    def send(
        self, *batches: Batch | None, page: int = 1000, answered: int | None = None
    ) -> requests.Response:
        sent = tuple(batch for batch in batches if batch)
        return self.post(encode_request(Request(sent, self.cursors, page, answered)))

    def step(self, *batches: Batch | None, page: int = 1000, answered: int | None = None) -> Response:
        answer = self.send(*batches, page=page, answered=answered)
        assert answer.status_code == 200, answer.text
        response = decode_response(answer.content)
        self.cursors = dict(response.cursors)
        self.rows |= {row.id: row for row in response.rows}
        return response

    def push(self, first: int = 1, last: int | None = None) -> Response:
        upto = last or len(self.journal)
        starts = range(first, upto + 1, BATCH_LIMIT)
        return self.step(*(self.batch(start, min(start + BATCH_LIMIT - 1, upto)) for start in starts))

    def pull(self) -> Response:
        """Until nothing more comes back."""
        while True:
            response = self.step()
            if not response.more:
                return response

    def of_kind(self, kind: str) -> Sequence[Any]:
        return [row for row in self.rows.values() if row.kind == kind]


Joined = Callable[..., Device]


def household(**changed: Any) -> Fields:
    return {
        "code": "NSR-ABCD-26-000001-X",
        "kind": "household",
        "area": DISTRICT,
        "village": "Pabbi",
        "registered_on": "2026-11-23",
    } | changed


def person(**changed: Any) -> Fields:
    return {
        "code": "NSR-ABCD-26-000002-X",
        "given_name": "Awa",
        "family_name": "N'Diaye",
        "sex": "female",
        "birth_precision": "year",
        "birth_on": "1987",
    } | changed


def receipt_facts(trust: Mapping[str, Any], receipt: str) -> dict[str, Any]:
    """The facts of a receipt, once the root has vouched for the key and the key for the receipt."""
    root, certificate = (
        x509.load_der_x509_certificate(base64.b64decode(trust[n])) for n in ("root", "receipt")
    )
    certificate.verify_directly_issued_by(root)
    pem = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    facts: dict[str, Any] = json.loads(
        jws.deserialize_compact(receipt, OKPKey.import_key(pem), ["Ed25519"]).payload
    )
    return facts
