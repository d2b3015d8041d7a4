"""Join a server with a one-time code; from then on the file trusts that server alone."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from desktop.models import identity, settings
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.wire.joining import EnrolmentCode


@dataclass(frozen=True)
class Joined:
    """The server and the districts it gives this office."""

    url: str
    districts: tuple[str, ...]


def join_server(desk: Desk, url: str, code: str, ca: Path | None = None) -> Joined:
    """Register this file with a server. Raises Refused (code, office, device code) or Fault (line, trust)."""
    # requests and the JOSE library take long to import: only who meets a server waits for them.
    from desktop.sync import remote, trusting  # noqa: PLC0415

    address = trusting.check_address(url)
    enrolment = EnrolmentCode.parse(code)
    if enrolment is None:
        raise Refused(Problem("enrolment_code_invalid", "code"))
    if enrolment.office != desk.office.code:
        facts = {"code": enrolment.office, "office": desk.office.code}
        raise Refused(Problem("office_mismatch", "code", facts=facts))
    with desk.store.reading() as connection:
        who = identity.current(connection)
        joined, root = settings.get(connection, "server_url"), settings.get(connection, "server_root")
    extra = _certificate(ca)
    trust = remote.meet(address, enrolment, extra)
    if joined and root != base64.b64encode(trust.root).decode():
        # The same server may be joined again: it may have forgotten this file when it came back from a copy.
        raise Refused(Problem("already_joined", facts={"url": joined}))
    answer = remote.join(address, trust, enrolment, who, extra)
    with desk.store.transaction() as connection:
        settings.put(connection, "server_url", address)
        settings.put(connection, "server_root", base64.b64encode(trust.root).decode())
        settings.put(connection, "server_receipt", base64.b64encode(trust.receipt).decode())
        settings.put(connection, "server_bundle", base64.b64encode(trust.bundle).decode())
        settings.put(connection, "server_ca", extra.decode())
        identity.mark_joined(connection, who)
    return Joined(address, tuple(str(district) for district in answer.get("districts", ())))


def _certificate(path: Path | None) -> bytes:
    if path is None:
        return b""
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(Problem("ca_unreadable", "ca", facts={"name": path.name})) from None
    if b"BEGIN CERTIFICATE" not in data:
        raise Refused(Problem("ca_unreadable", "ca", facts={"name": path.name}))
    return data
