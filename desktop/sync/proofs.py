"""Whether what the server signed is the server's: read without a line, by the key kept at joining."""

from __future__ import annotations

import json

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from desktop.sync.trusting import Trust
from domain.problems import Fault

ALGORITHM = "Ed25519"  # RFC 9864


class Proofs:
    """Reads what one server's receipt key signed; the key is taken from its certificate once."""

    def __init__(self, trust: Trust) -> None:
        self._key = OKPKey.import_key(
            trust.receipt_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )

    def claims(self, signed: str) -> dict[str, object]:
        """The claims of a compact JWS (RFC 7515). Raises Fault when the signature is not the server's."""
        try:
            read = jws.deserialize_compact(signed, self._key, algorithms=[ALGORITHM])
            claims = json.loads(read.payload or b"")
        except (JoseError, ValueError) as error:
            raise Fault("receipt_wrong") from error
        if not isinstance(claims, dict):
            raise Fault("receipt_wrong")
        return claims
