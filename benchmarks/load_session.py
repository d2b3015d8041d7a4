"""A laptop as the server sees one: it joins, signs in, and sends batches over one kept line."""

from __future__ import annotations

import base64
import http.client
import json
import secrets
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from joserfc import jws
from joserfc.jwk import OKPKey

from domain import changes
from domain.changes import Change
from domain.ids import device_code, fingerprint
from domain.wire.encoding import decode_response, encode_request
from domain.wire.joining import EnrolmentCode, audience, join_bytes
from domain.wire.messages import MEDIA_TYPE, PAGE_LIMIT, Batch, Cursor, Request, Response

_CLOCK = 1_760_000_000_000 * 1024
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_NAMES = ("Awa", "Moussa", "Fatou", "Ibrahim", "Mariam", "Oumar", "Aïssata", "Sékou", "Kadiatou", "Yusuf")


@dataclass
class Server:
    """Where it is, what it is recognised by, and whom its tokens are for."""

    url: str
    context: ssl.SSLContext
    root: bytes


@dataclass
class Session:
    """One device in one district; ``seconds`` are those of each batch, ``codes`` what came instead."""

    server: Server
    district: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    number: int = 0
    cursors: dict[str, Cursor] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    asked: list[bytes] = field(default_factory=list)
    token: str = ""

    def __post_init__(self) -> None:
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.public, self.id = public, fingerprint(public)
        self.chain = changes.chain_start(self.id)
        self.line: http.client.HTTPSConnection | None = None

    def join(self, code: str) -> None:
        """With an enrolment code, then a token."""
        enrolment = EnrolmentCode.parse(code)
        assert enrolment is not None
        body = {
            "office": enrolment.office,
            "secret": enrolment.secret,
            "public_key": base64.b64encode(self.public).decode(),
            "device_code": device_code(self.id),
            "signature": base64.b64encode(self.key.sign(join_bytes(self.id, enrolment.secret))).decode(),
        }
        status, _ = self.call("POST", "/v1/devices", json.dumps(body).encode(), "application/json")
        assert status == 200
        self.sign_in()

    def sign_in(self) -> None:
        """A new token."""
        now = int(time.time())
        claims = {
            **{"iss": self.id, "sub": self.id, "aud": audience(self.server.root)},
            **{"iat": now, "exp": now + 200, "jti": secrets.token_hex(8)},
        }
        pem = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        assertion = jws.serialize_compact(
            {"alg": "Ed25519"}, json.dumps(claims), OKPKey.import_key(pem), ["Ed25519"]
        )
        form = {"grant_type": "client_credentials", "client_assertion_type": _ASSERTION}
        body = urlencode(form | {"client_assertion": assertion}).encode()
        status, answer = self.call("POST", "/v1/token", body, "application/x-www-form-urlencoded")
        assert status == 200
        self.token = json.loads(answer)["access_token"]

    def batch(self, count: int) -> Batch:
        """The next registrations of this laptop, of about 480 bytes each, signed."""
        made = tuple(self._person(self.number + 1 + n) for n in range(count))
        end = changes.chain(self.chain, made)[-1]
        signed = changes.signed_bytes(self.id, made[0].number, count, end)
        return Batch(self.id, made, end, self.key.sign(signed))

    def arrived(self, batch: Batch) -> None:
        """The server has it: what comes next follows it."""
        self.number, self.chain = batch.changes[-1].number, batch.chain_end

    def exchange(self, batch: Batch | None, page: int = PAGE_LIMIT) -> Response | None:
        """One step; None when the server would not."""
        request = Request((batch,) if batch else (), self.cursors, page)
        status, answer = self.call("POST", "/v1/exchange", encode_request(request), MEDIA_TYPE)
        if status != 200:
            self.codes.append(status)
            return None
        response = decode_response(answer)
        self.cursors = dict(response.cursors)
        return response

    def call(self, method: str, path: str, body: bytes, media_type: str) -> tuple[int, bytes]:
        """Status and body, over the line that is kept; one the server has given up is dialled again."""
        try:
            return self._call(method, path, body, media_type)
        except (http.client.RemoteDisconnected, OSError):
            self.line = None
            return self._call(method, path, body, media_type)

    def _call(self, method: str, path: str, body: bytes, media_type: str) -> tuple[int, bytes]:
        if self.line is None:
            address = urlsplit(self.server.url)
            self.line = http.client.HTTPSConnection(
                address.hostname or "", address.port, context=self.server.context, timeout=120
            )
        headers = {"Content-Type": media_type, "Authorization": f"Bearer {self.token}"}
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        return answer.status, answer.read()

    def _person(self, number: int) -> Change:
        fields: Mapping[str, Any] = {
            "code": f"NSR-{device_code(self.id)}-26-{number:06d}-X",
            "given_name": _NAMES[number % len(_NAMES)],
            "family_name": f"N'Diaye {secrets.token_hex(2)}",
            "sex": "female" if number % 2 else "male",
            "birth_precision": "day",
            "birth_on": f"{1940 + number % 80}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            "marital_status": "married",
            "nationality": "PK",
            "notes": secrets.token_hex(24),
        }
        return Change(number, 1, _CLOCK + number, "person", None, dict(fields), self.district)
