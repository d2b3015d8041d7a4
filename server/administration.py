"""What whoever looks after the server can do to it: plain data out, problems as ``Refused`` and ``Fault``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.problems import Problem, Refused
from packs.reading import load
from server import board, bundle_files, devices, enrolment, programmes, sealed
from server.backup import container
from server.backup.restoring import restore
from server.backup.taking import take
from server.database import Database
from server.serving import noted_url, prepared

Document = dict[str, Any]
Command = Callable[[str | Path, argparse.Namespace], Document]

PASSPHRASE = "GUICHET_BACKUP_PASSPHRASE"


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """What the command of that name takes besides where the database is."""
    if name == "enrol":
        parser.add_argument("--office", required=True)
    if name in ("rename", "revoke"):
        parser.add_argument("device")
    if name == "rename":
        parser.add_argument("name")
    if name in ("backup", "restore"):
        parser.add_argument("copy", type=Path)
        # Whoever runs the command asks for it; without anybody it is the variable above.
        parser.set_defaults(passphrase=None)
    if name == "backup":
        parser.add_argument("--new-key", action="store_true")
    if name == "sealed":
        parser.add_argument("doing", choices=("list", "open"))
        parser.add_argument("number", type=int, nargs="?")
        parser.add_argument("--full", action="store_true")
        parser.add_argument("--apply", action="store_true")
    if name == "bundle":
        parser.add_argument("place", type=Path)
    if name == "pack":
        parser.add_argument("doing", choices=("add",))
        parser.add_argument("folder", type=Path)


def _enrol(where: str | Path, args: argparse.Namespace) -> Document:
    database, trust = prepared(where)
    with database:
        document: Document = dict(enrolment.issue(database, trust, args.office.upper()))
        url = noted_url(database)
        return document | ({"url": url} if url else {})


def _devices(where: str | Path, args: argparse.Namespace) -> Document:
    with _opened(where) as database:
        return {"devices": devices.listing(database)}


def _rename(where: str | Path, args: argparse.Namespace) -> Document:
    with _opened(where) as database:
        return devices.rename(database, _device(args), args.name)


def _revoke(where: str | Path, args: argparse.Namespace) -> Document:
    device = _device(args)
    with _opened(where) as database:
        return devices.revoke(database, device)


def _board(where: str | Path, args: argparse.Namespace) -> Document:
    with _opened(where) as database:
        return board.whole_board(database)


def _pack(where: str | Path, args: argparse.Namespace) -> Document:
    programme = load(args.folder)
    with _opened(where) as database:
        return {"added": programmes.add(database, programme)}


def _backup(where: str | Path, args: argparse.Namespace) -> Document:
    key = container.new_key() if args.new_key else ""
    with Database.open(where) as database:
        document = take(database, args.copy, key or _passphrase(args))
    return {"backup": document | ({"key": key} if key else {})}


def _restore(where: str | Path, args: argparse.Namespace) -> Document:
    return {"restored": restore(where, args.copy, _passphrase(args))}


def _sealed(where: str | Path, args: argparse.Namespace) -> Document:
    database, trust = prepared(where)
    with database:
        if args.doing == "list":
            return {"sealed": sealed.listing(database)}
        number = args.number or 0
        document = sealed.review(database, trust, number, full=args.full)
        return document | ({"applied": sealed.apply(database, trust, number)} if args.apply else {})


def _bundle(where: str | Path, args: argparse.Namespace) -> Document:
    database, trust = prepared(where)
    with database:
        return {"bundles": bundle_files.take(database, trust, args.place)}


def _opened(where: str | Path) -> Database:
    return prepared(where)[0]


def _device(args: argparse.Namespace) -> str:
    """Raises ``Refused("device_not_listed")``: no database can look for every text."""
    device = str(args.device)
    if not device.isascii() or not device.isprintable():
        raise Refused(Problem("device_not_listed", where="device"))
    return device


def _passphrase(args: argparse.Namespace) -> str:
    given = args.passphrase or os.environ.get(PASSPHRASE)
    if not given:
        raise Refused(Problem("backup_passphrase_missing", where="passphrase"))
    return str(given)


COMMANDS: dict[str, Command] = {
    "enrol": _enrol,
    "devices": _devices,
    "rename": _rename,
    "revoke": _revoke,
    "board": _board,
    "backup": _backup,
    "restore": _restore,
    "pack": _pack,
    "sealed": _sealed,
    "bundle": _bundle,
}
