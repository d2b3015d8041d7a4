"""A server in a thread of this program: for the demonstration, the journeys and the tests."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType

from domain.problems import Fault
from server import enrolment
from server.database import Database
from server.serving import Server, make_server, note_url, prepared
from server.site import Site
from server.trust import Trust

_START_SECONDS = 30


class Running:
    """A server that answers at ``url`` until ``stop()``; also a context manager."""

    def __init__(self, database: Database, trust: Trust, site: Site) -> None:
        self.database = database
        self.trust = trust
        self._socket = site.listen()
        self.url = site.url(self._socket.getsockname()[1])
        self._ready = threading.Event()
        self._server: Server = make_server(database, trust, site, self._ready.set)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="guichet-server", daemon=True
        )

    @property
    def fingerprint(self) -> str:
        """The server's name in enrolment codes."""
        return self.trust.fingerprint

    def enrol(self, office: str) -> str:
        """A fresh enrolment code for one device of the office."""
        return enrolment.issue(self.database, self.trust, office)["code"]

    def start(self) -> None:
        """Returns when it answers. Raises ``Fault("server_failed")`` when it does not."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            self.stop()
            raise Fault("server_failed")
        note_url(self.database, self.url)

    def stop(self) -> None:
        """Finishes what is under way, then lets the database go. Stopping twice is once."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join()
        self._socket.close()
        self.database.close()

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def running(
    where: str | Path,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    names: tuple[str, ...] = (),
    tls: bool = False,
) -> Running:
    """Starts a server on the database at a DSN (``str``) or in a folder (``Path``); port 0 takes a free one.

    Plain HTTP on the loopback unless ``tls``; elsewhere always TLS. Raises ``Refused`` and ``Fault``.
    """
    site = Site(host, port, names, tls=tls)
    database, trust = prepared(where)
    try:
        server = Running(database, trust, site)
        server.start()
    except BaseException:
        database.close()
        raise
    return server
