"""The terminal: answers go to standard output, all else to standard error, passwords are not echoed."""

from __future__ import annotations

import getpass
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from domain.problems import Problem, Refused


class Terminal:
    """Where a command speaks. With ``as_json`` standard output carries one document and nothing else."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._progress_shown = 0
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A console that lacks a letter shows another: it must not stop the work.
                stream.reconfigure(errors="replace", encoding="utf-8" if as_json else None)

    def answer(self, document: Any, lines: Iterable[str], *, one_line: bool = False) -> None:
        """What was asked for, once. On one line where somebody waits to read it while we go on."""
        if not self.as_json:
            for line in lines:
                sys.stdout.write(f"{line}\n")
        elif document is not None:
            json.dump(document, sys.stdout, ensure_ascii=False, indent=None if one_line else 2)
            sys.stdout.write("\n")
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """A line beside the answer."""
        self.end_progress()
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    @property
    def is_watched(self) -> bool:
        """Whether somebody sits at the terminal; otherwise what is noted goes to a log."""
        return sys.stderr.isatty()

    def progress(self, text: str) -> None:
        """How far it has come, on one line that is written over; silent where nobody watches."""
        if not self.is_watched:
            return
        sys.stderr.write("\r" + text.ljust(self._progress_shown))
        sys.stderr.flush()
        self._progress_shown = len(text)

    def end_progress(self) -> None:
        """The line of progress is over."""
        if self._progress_shown:
            sys.stderr.write("\r" + " " * self._progress_shown + "\r")
            self._progress_shown = 0

    def secret(self, variable: str, prompt: str) -> str:
        """From the environment, else typed. Raises Refused where nobody can be asked."""
        given = os.environ.get(variable)
        if given:
            return given
        if not _somebody_is_there():
            raise Refused(Problem("password_missing", "password", facts={"variable": variable}))
        self.end_progress()
        try:
            return getpass.getpass(prompt, stream=sys.stderr)
        except EOFError:
            raise Refused(Problem("password_missing", "password", facts={"variable": variable})) from None

    def same(self, first: str, again: str) -> str:
        """A new password typed twice alike. Raises Refused."""
        if first != again:
            raise Refused(Problem("passwords_differ", "password"))
        return first

    @contextmanager
    def input(self, name: str) -> Iterator[IO[bytes]]:
        """A file to read, or standard input for ``-``. Raises Refused."""
        if name == "-":
            yield sys.stdin.buffer
            return
        path = Path(name)
        if not path.is_file():
            raise Refused(Problem("file_missing", "input", facts={"name": path.name}))
        try:
            file = path.open("rb")
        except OSError:
            raise Refused(Problem("file_unreadable", "input", facts={"name": path.name})) from None
        with file:
            yield file


def _somebody_is_there() -> bool:
    """Whether a password can be typed: a pipe on standard input is data, not an answer."""
    if sys.stdin is not None and sys.stdin.isatty():
        return True
    try:
        with Path(os.ctermid()).open("r+b", buffering=0):
            return True
    except (OSError, AttributeError):
        return False
