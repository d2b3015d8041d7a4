"""The server over HTTPS: tokens, the exchange, photos. Implements `Transport`."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import OKPKey

from desktop.models.identity import Identity
from desktop.sync import photo_calls, snapshots
from desktop.sync.line import Line, map_of
from desktop.sync.proofs import ALGORITHM, Proofs
from desktop.sync.snapshots import Offered
from desktop.sync.transport import CutShort
from desktop.sync.trusting import Trust, check_trust, read_trust
from domain.problems import Fault, Refused
from domain.wire.joining import (
    ASSERTION_SECONDS,
    EnrolmentCode,
    audience,
    join_bytes,
    renew_bytes,
    root_fingerprint,
)
from domain.wire.messages import MEDIA_TYPE

_EARLY_S = 30
_LONGEST_S = 3600  # one that lasts longer by this machine's clock was given before the clock was set back
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Remote:
    """One server, for every identity of one file."""

    def __init__(self, url: str, trust: Trust, ca: bytes = b"", clock_offset_ms: int = 0) -> None:
        self._line = Line(url, trust.root_pem() + ca)
        self._trust = trust
        self._proofs = Proofs(trust)
        self._tokens: dict[str, tuple[str, float]] = {}
        self.clock_offset_ms = clock_offset_ms

    def with_tokens(self, kept: str) -> Remote:
        """Goes on with the tokens of a round before, as ``tokens`` gave them."""
        with suppress(ValueError, TypeError):
            self._tokens = {
                device: (str(token), float(until)) for device, (token, until) in json.loads(kept).items()
            }
        return self

    @property
    def tokens(self) -> str:
        """The tokens that are good for some minutes yet, as text: the next round may go on with them."""
        return json.dumps(self._tokens)

    @property
    def traffic(self) -> tuple[int, int]:
        """Bytes of HTTP sent and received so far."""
        return self._line.up, self._line.down

    def exchange(self, who: Identity, request: bytes) -> bytes:
        """One step of a round. Raises CutShort when only the beginning of the answer comes."""
        answer = self.authorised(who, "POST", "/v1/exchange", data=request, type=MEDIA_TYPE, stream=True)
        read = bytearray()
        try:
            for piece in self.pieces(answer):
                read += piece
        except Fault as cut:
            raise CutShort(bytes(read)) from cut
        return bytes(read)

    def stop_when(self, watch: Callable[[], None]) -> None:
        """Call this at each piece that goes or comes; what it raises ends the call under way."""
        self._line.watch = watch

    def check_receipt(self, receipt: str) -> dict[str, object]:
        """The claims of a receipt signed by the server's receipt key. Raises Fault otherwise."""
        return self._proofs.claims(receipt)

    def renew(self, old: Identity, new: Identity) -> None:
        """Register a new identity of the same file; the old one vouches for it."""
        body = {
            **_introduction(new),
            "renews": old.device,
            "voucher": _text(old.sign(renew_bytes(old.device, new.device))),
            "signature": _text(new.sign(renew_bytes(old.device, new.device))),
        }
        self._line.ask("POST", "/v1/devices/renew", json=body)

    def missing_photos(self, who: Identity, names: list[str]) -> dict[str, int]:
        """Those of these photos that the server lacks, with the bytes it has of each."""
        return photo_calls.missing(self, who, names)

    def put_chunk(self, who: Identity, name: str, start: int, chunk: bytes, size: int) -> int:
        """Send bytes of a photo; how many the server then holds."""
        return photo_calls.put(self, who, name, start, chunk, size)

    def get_chunk(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
        """Bytes of a photo and its whole size; None when the server lacks it too."""
        return photo_calls.get(self, who, name, start, most)

    def list_snapshots(self, who: Identity) -> Offered:
        """What the server has ready for a first synchronisation."""
        return snapshots.list_offered(self, who)

    def get_snapshot(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
        """Bytes of a snapshot and its whole size; None when the server no longer has it."""
        return snapshots.get(self, who, name, start, most)

    def get_hints(self, who: Identity, etag: str) -> tuple[str, bytes] | None:
        """The filter of other districts' identifiers and its name; None when it is still this one."""
        answer = self.authorised(who, "GET", "/v1/hints", headers={"If-None-Match": etag} if etag else {})
        return None if answer.status_code == 304 else (answer.headers.get("ETag", ""), bytes(answer.content))

    def meet_again(self) -> Trust:
        """The server's certificates as it gives them now, issued by the root we know. Raises Fault."""
        body = map_of(self._line.ask("GET", "/v1/trust"))
        return check_trust(read_trust(body), root_fingerprint(self._trust.root))

    def pieces(self, response: requests.Response) -> Iterator[bytes]:
        """The body of a streamed answer as it comes. Raises Fault where the line is cut."""
        return self._line.pieces(response)

    def hand_over(self, sealed: bytes, type: str) -> dict[str, object]:
        """What a device that is shut out had not sent; it gets no token any more. The server's answer."""
        return map_of(self._line.ask("POST", "/v1/sealed", data=sealed, headers={"Content-Type": type}))

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def authorised(
        self,
        who: Identity,
        method: str,
        path: str,
        data: bytes | None = None,
        type: str = "",
        headers: Mapping[str, str] | None = None,
        stream: bool = False,
    ) -> requests.Response:
        """A call in the name of a device. With ``stream`` the body is still to be read, by ``pieces``.

        Raises Refused with the server's problem, and Fault.
        """
        for attempt in (1, 2):
            headers = {**(headers or {}), "Authorization": f"Bearer {self._token(who)}"}
            if type:
                headers["Content-Type"] = type
            try:
                return self._line.ask(method, path, data=data, headers=headers, stream=stream)
            except Refused as refusal:
                if refusal.problems[0].code != "token_invalid" or attempt == 2:
                    raise
                self._tokens.pop(who.device, None)
        raise AssertionError("unreachable")

    def _token(self, who: Identity) -> str:
        token, until = self._tokens.get(who.device, ("", 0.0))
        if 0 < until - time.time_ns() / 1e9 < _LONGEST_S:
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
        if isinstance(body.get("time"), int):
            self.clock_offset_ms = body["time"] - time.time_ns() // 1_000_000
        try:
            token, seconds = str(body["access_token"]), float(body["expires_in"])
        except (KeyError, TypeError, ValueError) as error:
            raise Fault("answer_garbled") from error
        self._tokens[who.device] = token, time.time_ns() / 1e9 + seconds - _EARLY_S
        return token

    def _ask_token(self, who: Identity) -> Any:
        clock = time.time_ns() // 1_000_000
        # A clock put right since it was measured may seem to stand before 1970, which is no moment.
        now = max(1, (clock + self.clock_offset_ms) // 1000)
        claims = {
            "iss": who.device,
            "sub": who.device,
            "aud": audience(self._trust.root),
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": secrets.token_urlsafe(16),
            "clock_ms": clock,
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
