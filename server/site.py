"""Where a server listens: its socket, its names, and whether the line must be TLS."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from domain.problems import Fault, Problem, Refused

_LOOPBACK_NAMES = {"localhost", "ip6-localhost"}
_BACKLOG = 256


@dataclass(frozen=True)
class Site:
    """``host`` and ``port`` to listen on (0: a free one); ``names`` under which devices also reach it.

    ``certificate`` and ``key`` are PEM files given by hand; ``tls`` asks for TLS even on the loopback.
    """

    host: str = "127.0.0.1"
    port: int = 0
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    tls: bool = False

    def __post_init__(self) -> None:
        if (self.certificate is None) != (self.key is None):
            where = "tls_cert" if self.certificate is None else "tls_key"
            raise Refused(Problem("tls_file_missing", where=where))

    @property
    def secure(self) -> bool:
        """Plain HTTP is for the loopback interface only."""
        return self.tls or self.certificate is not None or not is_loopback(self.host)

    def listen(self) -> socket.socket:
        """The listening socket. Raises ``Fault``: ``port_taken``, ``host_unknown``."""
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                self.host,
                self.port,
                type=socket.SOCK_STREAM,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_PASSIVE,
            )[0]
        except OSError as error:
            raise Fault("host_unknown", host=self.host) from error
        # With its protocol named: asyncio spares the small answers Nagle's 40 ms only then.
        listening = socket.socket(family, kind, protocol)
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where REUSEADDR would share the port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(_BACKLOG)
        except OSError as error:
            listening.close()
            raise Fault("port_taken", host=self.host, port=self.port) from error
        return listening

    def all_names(self) -> set[str]:
        """Every name and address the certificate must hold."""
        found = {*self.names, "localhost", "127.0.0.1", "::1"}
        found |= own_names() if _is_wildcard(self.host) else {self.host}
        return {_plain(name) for name in found}

    def url(self, port: int) -> str:
        """How a device reaches this server: the first name given, the host, or this machine's address."""
        name = next(iter(self.names), None) or (own_address() if _is_wildcard(self.host) else self.host)
        shown = f"[{name}]" if ":" in name else name
        return f"{'https' if self.secure else 'http'}://{shown}:{port}"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() in _LOOPBACK_NAMES


def own_names() -> set[str]:
    """This machine's host names and addresses, as far as it knows them."""
    name = socket.gethostname()
    found = {name, socket.getfqdn(), own_address()}
    with suppress(OSError):  # a name that nobody resolves is still a name
        found |= {str(address[0]) for *_, address in socket.getaddrinfo(name, None)}
    return {_plain(item) for item in found if item}


def own_address() -> str:
    """The address this machine is seen under; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address kept for documentation (RFC 5737)
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _is_wildcard(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _plain(name: str) -> str:
    """As a certificate has it: without the zone of a link-local address, names in ASCII."""
    name = name.partition("%")[0]
    return name if name.isascii() else name.encode("idna").decode()
