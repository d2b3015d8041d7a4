"""An order that shuts this device out: whether it is the server's, and handing over what was not sent."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from desktop.sync.remote import Remote
from domain.problems import Fault
from domain.wire.bundle import MEDIA_TYPE


def is_genuine(remote: Remote, order: object, devices: Collection[str]) -> bool:
    """Whether an order is signed by the server this file joined, and is about one of its own identities."""
    if not isinstance(order, str):
        return False
    try:
        claims = remote.check_receipt(order)
    except Fault:
        return False
    return claims.get("revoke") in devices


def hand_over(remote: Remote, sealed: Path, device: str) -> None:
    """Give the sealed bundle to the server. Raises Fault unless it has confirmed, signed, that very one."""
    data = sealed.read_bytes()
    name = hashlib.sha256(data).hexdigest()
    answer = remote.hand_over(data, MEDIA_TYPE)
    claims = remote.check_receipt(str(answer.get("confirmation", "")))
    if claims.get("sealed") != name or claims.get("device") != device:
        raise Fault("receipt_wrong")
