"""A server put together: database, trust, programmes, TLS, and uvicorn around the application."""

from __future__ import annotations

import logging
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import uvicorn
from sqlalchemy import text

from domain.problems import Fault
from packs.reading import installed
from server import trust as trusting
from server.app import make_app
from server.database import Database
from server.listening import Patient
from server.programmes import install
from server.site import Site
from server.trust import Trust

# For requests under way when it is told to stop; idle TLS lines take it whole, and nothing cut is lost.
_GRACE_SECONDS = 3
_KEEP_SECONDS = 30  # a slow laptop thinks between two steps of its round; a new TLS line costs it seconds
_MOST_AT_ONCE = 1000  # connections, idle ones too; beyond that uvicorn answers 503


class Server(uvicorn.Server):
    """Says when it is ready to answer."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, then the word."""
        await super().startup(sockets)
        self._ready()


def prepared(where: str | Path) -> tuple[Database, Trust]:
    """The database with its tables, keys and programmes. Raises ``Refused`` and ``Fault``."""
    database = Database.open(where)
    try:
        install(database, installed())
        return database, trusting.load(database)
    except BaseException:
        database.close()
        raise


def make_server(
    database: Database, trust: Trust, site: Site, ready: Callable[[], None], metrics_token: str = ""
) -> Server:
    """uvicorn with the application; run it with the site's socket."""
    # With a handler on the root it would write each address, and a photo's address names a portrait.
    logging.getLogger("uvicorn.access").disabled = True
    config = uvicorn.Config(
        make_app(database, trust, metrics_token),
        loop="asyncio",
        http=Patient,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_keep_alive=_KEEP_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    if site.secure:
        _load_with_tls(config, database, site)
    return Server(config, ready)


def note_url(database: Database, url: str) -> None:
    """Remembers where this server is reached, for the joining sheets that come later."""
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO setting (name, value) VALUES ('url', :url)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            ),
            {"url": url},
        )


def noted_url(database: Database) -> str | None:
    """Where the server was last reached; None when it never served."""
    with database.transaction() as connection:
        return connection.execute(text("SELECT value FROM setting WHERE name = 'url'")).scalar()


def _load_with_tls(config: uvicorn.Config, database: Database, site: Site) -> None:
    """The TLS library takes keys as files only; ours live for the blink of reading them."""
    with tempfile.TemporaryDirectory(prefix="guichet-") as folder:
        certificate, key = site.certificate, site.key
        if certificate is None or key is None:
            certificate, key = Path(folder, "certificate.pem"), Path(folder, "key.pem")
            pem, private = trusting.tls(database, site.all_names())
            certificate.write_bytes(pem)
            key.touch(mode=0o600)
            key.write_bytes(private)
        config.ssl_certfile, config.ssl_keyfile = str(certificate), str(key)
        try:
            config.load()
        except OSError as error:  # ssl.SSLError is one
            raise Fault("tls_file_unreadable", file=certificate.name) from error
