"""An unexpected bug is caught once, logged without anybody's data, and told in plain words."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from domain.problems import Fault

Told = Callable[[Fault], None]
Noted = Callable[[BaseException], object]


class Accidents:
    """Takes the place of Python's own hooks. The same bug at the same line is noted and told once.

    ``noted`` writes it down, as ``Application.note_accident`` does; ``told`` shows it to the person.
    """

    def __init__(self, told: Told, noted: Noted) -> None:
        self._told, self._noted = told, noted
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
        """Notes a bug the first time it happens; what it says may hold a name, so only its kind is shown."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        bug = f"{kind.__name__} " + " ".join(f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(trace))
        if bug in self._known:
            return
        self._known.add(bug)
        self._noted(error)
        self._told(Fault("unexpected", kind=kind.__name__))
