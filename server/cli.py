"""The server's commands: plain data out, problems as ``Refused`` and ``Fault``; the words are for others."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from server import administration, logs
from server.serving import make_server, note_url, prepared
from server.site import Site

Document = dict[str, Any]
Announce = Callable[[Document], None]

DEFAULT_PORT = 8710
# A thread that computes gives way that often: with Python's own 5 ms, each of the twenty short waits for the
# database in a batch would end with a long one for the page of somebody else's first synchronisation.
_SWITCH_SECONDS = 0.0005


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``serve`` and ``server …``; each sets ``server_command`` for ``run``."""
    serve = _command(subparsers, "serve", _serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT)
    serve.add_argument("--name", action="append", default=[], dest="names")
    serve.add_argument("--tls", action="store_true")
    serve.add_argument("--tls-cert", type=Path)
    serve.add_argument("--tls-key", type=Path)
    serve.add_argument("--log-json", action="store_true")
    inner = subparsers.add_parser("server").add_subparsers(required=True, metavar="COMMAND")
    for name, command in administration.COMMANDS.items():
        administration.add_arguments(name, _command(inner, name, _administer(command)))


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
    logs.to_stderr(as_json=args.log_json)
    sys.setswitchinterval(_SWITCH_SECONDS)
    database, trust = prepared(_where(args))
    with database, site.listen() as listening:
        url = site.url(listening.getsockname()[1])
        note_url(database, url)
        ready = {"url": url, "fingerprint": trust.fingerprint}
        metrics_token = os.environ.get("GUICHET_METRICS_TOKEN", "")
        server = make_server(database, trust, site, lambda: announce(ready), metrics_token)
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


def _administer(command: administration.Command) -> Callable[[argparse.Namespace, Announce], Document]:
    def run_it(args: argparse.Namespace, announce: Announce) -> Document:
        return command(_where(args), args)

    return run_it


def _print_ready(args: argparse.Namespace) -> Announce:
    def announce(ready: Document) -> None:
        shown = (
            json.dumps(ready) if getattr(args, "json", False) else f"{ready['url']} {ready['fingerprint']}"
        )
        print(shown, flush=True)

    return announce
