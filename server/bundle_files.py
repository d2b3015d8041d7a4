"""Sticks put into the server itself: each bundle is taken, and its answer is written beside it."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.problems import Fault, Problem, Refused
from server import bundles
from server.database import Database
from server.trust import Trust

OUT, IN = ".guichet-out", ".guichet-in"
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def take(database: Database, trust: Trust, place: Path) -> list[dict[str, Any]]:
    """Every bundle of a folder, or the one named: ``{"bundle", "answer", "problem", "facts"}`` of each.

    One that is refused does not keep back the next. Raises ``Refused("bundle_none_found")`` and ``Fault``.
    """
    found = [place] if place.is_file() else _inside(place) if place.is_dir() else []
    if not found:
        raise Refused(Problem("bundle_none_found", facts={"folder": place.name}))
    return [_one(database, trust, path) for path in found]


def _inside(folder: Path) -> list[Path]:
    """Files alone: a pipe, or a link to one, would be waited for without end."""
    return [path for path in sorted(folder.glob(f"*{OUT}")) if path.is_file()]


def _one(database: Database, trust: Trust, path: Path) -> dict[str, Any]:
    said: dict[str, Any] = {"bundle": path.name, "answer": None, "problem": None, "facts": {}}
    beside = path.with_name(path.name.removesuffix(OUT) + IN)
    try:
        with path.open("rb") as source:
            _write(beside, bundles.answer(database, trust, source))
    except Refused as refusal:
        problem = refusal.problems[0]
        return said | {"problem": problem.code, "facts": {"name": path.name, **problem.facts}}
    except OSError as error:
        code = "stick_full" if error.errno in _FULL else "stick_gone"
        raise Fault("stick_read_only" if error.errno in _CLOSED else code, name=path.name) from error
    return said | {"answer": beside.name}


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Whole under its name, or not there."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.unlink(missing_ok=True)  # what a stick may bring under that name: a link to another file
        with beside.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
