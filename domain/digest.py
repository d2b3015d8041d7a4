"""One number for what a register holds of a district: equal on two machines when every record is.

The sum, modulo 2^256, of SHA-256 over each record's canonical bytes (RFC 8785): their order does not matter.
It guards against accidents, not against somebody who chooses records; for that there are signed receipts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from domain.changes import canonical_bytes
from domain.records import Fields

_SIZE = 32


class Digest:
    """Adds records one by one; ``str`` is 64 hexadecimal figures."""

    def __init__(self) -> None:
        self._sum = 0

    def add(self, name: str, kind: str, fields: Fields, revisions: Mapping[str, str]) -> None:
        """A record as every machine names it. What was never set and what is empty are the same."""
        given = {field: value for field, value in fields.items() if value is not None}
        data = canonical_bytes([name, kind, given, dict(revisions)])
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(data).digest())) % (1 << 8 * _SIZE)

    def __str__(self) -> str:
        return self._sum.to_bytes(_SIZE).hex()
