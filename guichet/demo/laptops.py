"""The laptops of the demonstration: an office file each, and somebody who sits at it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from desktop.application import Application
from desktop.services.desk import Desk
from domain.programme import Programme

USER, FULL_NAME, PASSWORD = "demo", "Demo Clerk", "guichet-demo"


@dataclass(frozen=True)
class Laptop:
    """``name`` is the file's: NSR-1, NSR-2, LDR-1."""

    name: str
    office: str
    desk: Desk


class Laptops:
    """Makes laptops; everybody stays seated until ``close()``."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._seated = ExitStack()

    def make(self, programme: Programme, office: str, path: Path) -> Laptop:
        """A new office file at ``path``, opened by the demonstration's user."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._application.create_office(path, programme, office, USER, PASSWORD, FULL_NAME)
        desk = self._seated.enter_context(self._application.desk(path, PASSWORD, USER))
        return Laptop(path.stem, office, desk)

    def close(self) -> None:
        """Everybody leaves."""
        self._seated.close()
