"""An unexpected bug is caught once, logged without anybody's data, and told in plain words."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from domain.problems import Fault

log = logging.getLogger("guichet.window")
Told = Callable[[Fault], None]


class Accidents:
    """Takes the place of Python's own hooks. The same bug at the same line is logged and told once."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._known: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """From now on, nothing unexpected is silent, and nothing unexpected ends the window."""
        sys.excepthook = self.happened
        threading.excepthook = lambda args: self.happened(
            args.exc_type, args.exc_value or SystemError(), args.exc_traceback
        )

    def remove(self) -> None:
        """Gives Python its own hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def happened(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Logs kind and lines only: the message of an exception may hold somebody's name."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        lines = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
        where = " > ".join(lines)
        bug = f"{kind.__name__} in {where}"
        if bug in self._known:
            return
        self._known.add(bug)
        log.error("unexpected %s", bug)
        self._told(Fault("unexpected", kind=kind.__name__))
