"""The server over HTTPS: tokens, the exchange, photos. Implements `Transport`."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from desktop.models.identity import Identity
from desktop.sync.line import Line, map_of
from desktop.sync.trusting import Trust, check_trust, read_trust
from domain.problems import Fault, Refused
from domain.wire.joining import ASSERTION_SECONDS, EnrolmentCode, audience, join_bytes, renew_bytes
from domain.wire.messages import MEDIA_TYPE

ALGORITHM = "Ed25519"  # RFC 9864
_EARLY_S = 30
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Remote:
    """One server, for every identity of one file."""

    def __init__(self, url: str, trust: Trust, ca: bytes = b"", clock_offset_ms: int = 0) -> None:
        self._line = Line(url, trust.root_pem() + ca)
        self._trust = trust
        self._tokens: dict[str, tuple[str, float]] = {}
        self.clock_offset_ms = clock_offset_ms

    @property
    def traffic(self) -> tuple[int, int]:
        """Bytes of HTTP sent and received so far."""
        return self._line.up, self._line.down

    def exchange(self, who: Identity, request: bytes) -> bytes:
        """One step of a round."""
        return bytes(self._authorised(who, "POST", "/v1/exchange", data=request, type=MEDIA_TYPE).content)

    def check_receipt(self, receipt: str) -> dict[str, object]:
        """The claims of a receipt signed by the server's receipt key. Raises Fault otherwise."""
        key = OKPKey.import_key(
            self._trust.receipt_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        try:
            signed = jws.deserialize_compact(receipt, key, algorithms=[ALGORITHM])
            claims = json.loads(signed.payload or b"")
        except (JoseError, ValueError) as error:
            raise Fault("receipt_wrong") from error
        return dict(claims)

    def renew(self, old: Identity, new: Identity) -> None:
        """Register a new identity of the same file; the old one vouches for it."""
        body = {
            **_introduction(new),
            "renews": old.device,
            "voucher": _text(old.sign(renew_bytes(old.device, new.device))),
            "signature": _text(new.sign(renew_bytes(old.device, new.device))),
        }
        self._line.ask("POST", "/v1/devices/renew", json=body)

    def missing_photos(self, who: Identity, names: list[str]) -> list[str]:
        """Which of these photos the server lacks."""
        body = json.dumps({"photos": names}).encode()
        answer = self._authorised(who, "POST", "/v1/photos/missing", data=body, type="application/json")
        return [str(name) for name in map_of(answer).get("missing", names)]

    def put_photo(self, who: Identity, name: str, data: bytes) -> None:
        """Send a photo."""
        self._authorised(who, "PUT", f"/v1/photos/{name}", data=data, type="image/jpeg")

    def get_photo(self, who: Identity, name: str) -> bytes | None:
        """A photo's bytes, None when the server lacks them too."""
        try:
            return bytes(self._authorised(who, "GET", f"/v1/photos/{name}").content)
        except Refused as refusal:
            if refusal.problems[0].code == "photo_unknown":
                return None
            raise

    def get_hints(self, who: Identity, etag: str) -> tuple[str, bytes] | None:
        """The filter of other districts' identifiers and its name; None when it is still this one."""
        answer = self._authorised(who, "GET", "/v1/hints", headers={"If-None-Match": etag} if etag else {})
        return None if answer.status_code == 304 else (answer.headers.get("ETag", ""), bytes(answer.content))

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _authorised(
        self,
        who: Identity,
        method: str,
        path: str,
        data: bytes | None = None,
        type: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        for attempt in (1, 2):
            headers = {**(headers or {}), "Authorization": f"Bearer {self._token(who)}"}
            if type:
                headers["Content-Type"] = type
            try:
                return self._line.ask(method, path, data=data, headers=headers)
            except Refused as refusal:
                if refusal.problems[0].code != "token_invalid" or attempt == 2:
                    raise
                self._tokens.pop(who.device, None)
        raise AssertionError("unreachable")

    def _token(self, who: Identity) -> str:
        token, until = self._tokens.get(who.device, ("", 0.0))
        if time.monotonic() < until:
            return token
        try:
            body = self._ask_token(who)
        except Refused as refusal:
            problem = refusal.problems[0]
            theirs = problem.facts.get("server_time_ms")
            if problem.code != "clock_off" or not isinstance(theirs, int):
                raise
            self.clock_offset_ms = theirs - time.time_ns() // 1_000_000
            body = self._ask_token(who)
        try:
            token, seconds = str(body["access_token"]), float(body["expires_in"])
        except (KeyError, TypeError, ValueError) as error:
            raise Fault("answer_garbled") from error
        self._tokens[who.device] = token, time.monotonic() + seconds - _EARLY_S
        return token

    def _ask_token(self, who: Identity) -> Any:
        now = (time.time_ns() // 1_000_000 + self.clock_offset_ms) // 1000
        claims = {
            "iss": who.device,
            "sub": who.device,
            "aud": audience(self._trust.root),
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": secrets.token_urlsafe(16),
        }
        assertion = jwt.encode({"alg": ALGORITHM}, claims, _signing_key(who), algorithms=[ALGORITHM])
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": _ASSERTION_TYPE,
            "client_assertion": assertion,
        }
        return self._line.ask_for_map("POST", "/v1/token", data=form)


def meet(url: str, code: EnrolmentCode, ca: bytes = b"") -> Trust:
    """The server's certificates, once its root is the one the code names. Raises Fault."""
    line = Line(url, ca)
    try:
        body = map_of(line.ask("GET", "/v1/trust", unverified=True))
        return check_trust(read_trust(body), code.fingerprint)
    finally:
        line.close()


def join(url: str, trust: Trust, code: EnrolmentCode, who: Identity, ca: bytes = b"") -> Any:
    """Register a device with a one-time secret; what the server says of it. Raises Refused or Fault."""
    line = Line(url, trust.root_pem() + ca)
    try:
        body = {
            **_introduction(who),
            "office": code.office,
            "secret": code.secret,
            "signature": _text(who.sign(join_bytes(who.device, code.secret))),
        }
        return line.ask_for_map("POST", "/v1/devices", json=body)
    finally:
        line.close()


def _introduction(who: Identity) -> dict[str, str]:
    return {"public_key": _text(who.public_key()), "device_code": who.code}


def _signing_key(who: Identity) -> OKPKey:
    key = Ed25519PrivateKey.from_private_bytes(who.private_key)
    return OKPKey.import_key(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
