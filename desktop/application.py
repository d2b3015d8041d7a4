"""Puts the desktop together from plain arguments: the clock, the cost of a password, its own folder."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from desktop.models.vault import Hardness
from desktop.services import create_office, users
from desktop.services import sign_in as signing_in
from desktop.services.create_office import Created
from desktop.services.desk import Desk, utc_now
from desktop.services.sign_in import Clock
from desktop.sync.timetable import Timetable
from domain.problems import Fault
from domain.programme import Programme
from domain.vocabulary import UserRole
from packs import reading


def data_folder() -> Path:
    """Where this system keeps what programs need and people never look for."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    return base / "guichet"


@dataclass(frozen=True)
class Application:
    """What commands start from. ``hardness`` is what a new password costs to try; ``data`` is a folder."""

    hardness: Hardness = field(default_factory=Hardness)
    clock: Clock = utc_now
    data: Path = field(default_factory=data_folder)

    def create_office(
        self, path: Path, programme: Programme, office: str, username: str, password: str, full_name: str = ""
    ) -> Created:
        """A new office file. Raises Refused for the names, Fault for the place."""
        return create_office.create_office(
            path, programme, office, username, password, full_name, self.hardness
        )

    @contextmanager
    def desk(self, path: Path, password: str, username: str | None = None) -> Iterator[Desk]:
        """A sitting at an office file, closed at the end. Raises Refused or Fault."""
        desk = signing_in.sign_in(path, password, username, self.clock)
        try:
            yield desk
        finally:
            desk.close()

    def add_user(self, desk: Desk, username: str, password: str, full_name: str, role: UserRole) -> int:
        """A new user of the file; their number."""
        return users.add(desk, username, password, full_name, role, self.hardness)

    def reset_password(self, desk: Desk, username: str, password: str) -> None:
        """A new password for a user."""
        users.reset_password(desk, username, password, self.hardness)

    def recover(self, path: Path, code: str, username: str, password: str) -> str:
        """A new password by the recovery code; the next recovery code."""
        return users.recover(path, code, username, password, self.hardness)

    def timetable(self) -> Timetable:
        """When rounds of synchronisation start by themselves."""
        return Timetable()

    def note_accident(self, error: BaseException) -> Path | None:
        """Log an unexpected bug as its kind and its lines: the message may hold somebody's name.

        The log's path, None where it cannot be written.
        """
        frames = traceback.extract_tb(error.__traceback__)
        where = " > ".join(f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in frames)
        log = self.data / "accidents.log"
        with suppress(OSError):
            self.data.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write(
                    f"{datetime.now(UTC).isoformat(timespec='seconds')} {type(error).__name__} {where}\n"
                )
            return log
        return None


def find_programme(pack: str) -> Programme:
    """A shipped pack by its code, or one by its folder. Raises Refused with every mistake in it."""
    folder = Path(pack)
    return reading.load(folder) if (folder / "programme.yaml").is_file() else reading.find(pack)


def hold_window(path: Path) -> BaseFileLock:
    """Says that a window shows this office file, until ``release()``; commands may run beside it.

    Raises Fault: ``file_open_elsewhere`` when another window does, ``folder_read_only``, ``folder_missing``.
    """
    create_office.check_place(path)
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Fault("file_open_elsewhere", name=path.name) from None
    except OSError as error:
        raise Fault("folder_read_only", name=str(path.parent)) from error
    return lock
