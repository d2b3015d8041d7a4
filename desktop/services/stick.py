"""Files on a stick: whole under their name or not there, and a clear word when the stick is full or gone."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from domain.problems import Fault, Problem, Refused
from domain.wire import bundle
from domain.wire.bundle import Head

OUT, IN = ".guichet-out", ".guichet-in"
_PART = ".part"
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def stick(path: Path) -> Iterator[None]:
    """Raises Fault for whatever a stick does: ``stick_full``, ``stick_read_only``, ``stick_gone``."""
    try:
        yield
    except OSError as error:
        code = "stick_gone"
        if error.errno in _FULL:
            code = "stick_full"
        elif error.errno in _CLOSED and path.parent.exists():
            code = "stick_read_only"
        raise Fault(code, name=path.name) from error


def write(path: Path, pieces: Iterable[bytes]) -> int:
    """Writes a file that is whole under its name, or not there at all; its size in bytes. Raises Fault."""
    beside = path.with_name(path.name + _PART)
    size = 0
    try:
        with stick(path):
            beside.unlink(missing_ok=True)  # what a stick may bring under that name: a link to another file
            with beside.open("xb") as file:
                for piece in pieces:
                    size += file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    return size


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """An open file. Raises Fault."""
    with stick(path), path.open("rb") as file:
        yield file


def head(path: Path) -> Head:
    """The head of a bundle. Raises Refused (what is wrong with it) and Fault (the stick)."""
    with reading(path) as file:
        try:
            return bundle.read_head(file)
        except Refused as refusal:
            raise named(refusal, path) from None


def named(refusal: Refused, path: Path) -> Refused:
    """The same, with the file's name among its facts."""
    return Refused(
        [Problem(p.code, p.where, p.rule, facts={"name": path.name, **p.facts}) for p in refusal.problems]
    )


def found(place: Path, suffix: str) -> list[Path]:
    """The bundles of one sort in a folder and the folders of it, or the file itself; Raises Fault."""
    with stick(place / "x"):
        if place.is_file():
            return [place]
        if not place.is_dir():
            raise Fault("stick_gone", name=place.name)
        inside = [*place.glob(f"*{suffix}"), *place.glob(f"*/*{suffix}")]
        return sorted(path for path in inside if path.is_file() and not path.name.startswith("."))


def name_of(office: str, laptop: str, day: str) -> str:
    """``NSR-7K2M-2026-11-23.guichet-out``: whose, and of which day."""
    return f"{office}-{laptop}-{day}{OUT}"


def answer_beside(path: Path) -> Path:
    """Where the answer to a bundle is written: beside it, with the other ending."""
    return path.with_name(path.name.removesuffix(OUT) + IN)
