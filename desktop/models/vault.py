"""The keys file beside an office file: one random key, wrapped once for each user and once for recovery.

No name is written: a wrap (`wraps`) is found by a salted hash of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from errno import ENOSPC
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from desktop.models import wraps
from desktop.models.wraps import Hardness
from domain.matching.names import fold
from domain.problems import Fault, Problem, Refused

__all__ = ["Hardness", "Vault"]
FORMAT = 1
STANDARD = Hardness()
RECOVERY = "recovery"
_FREE_TRIES = 3
_LOCK_S = 10
_LONGEST_DELAY_S = 300


class Vault:
    """The keys file of one office file (``NAME.keys``)."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".keys")
        self._closed = path.with_name(path.name + ".closed")

    def create(self, key: bytes, hardness: Hardness = STANDARD) -> str:
        """Begin with a recovery wrap alone; returns the recovery code, which is kept nowhere."""
        if self.path.exists():
            raise Fault("file_exists", name=self.path.name)
        code = wraps.new_recovery_code()
        body: dict[str, Any] = {
            "format": FORMAT,
            "salt": wraps.as_text(os.urandom(16)),
            "failures": 0,
            "not_before": 0,
            "wraps": {},
        }
        body["wraps"][RECOVERY] = wraps.wrap(key, wraps.plain_code(code), hardness, RECOVERY)
        self._write(body)
        return code

    def add(self, key: bytes, username: str, password: str, hardness: Hardness = STANDARD) -> None:
        """Wrap the key for a user; replaces the user's earlier wrap."""
        name = _name(self._read(), username)
        wrap = wraps.wrap(key, password, hardness, name)
        self._change(lambda body: body["wraps"].update({name: wrap}))

    def renew_recovery(self, key: bytes, hardness: Hardness = STANDARD) -> str:
        """A new recovery code in place of the old one."""
        code = wraps.new_recovery_code()
        wrap = wraps.wrap(key, wraps.plain_code(code), hardness, RECOVERY)
        self._change(lambda body: body["wraps"].update({RECOVERY: wrap}))
        return code

    def remove(self, username: str) -> None:
        """Forget a user's wrap. Who knew the key could still know it: that is what rekeying is for."""
        self._change(lambda body: body["wraps"].pop(_name(body, username), None))

    def wipe(self, on: date) -> None:
        """Destroy every wrap of the key, for good: the office file cannot be opened again by anybody.

        Overwritten before it is removed, as far as a disk does that; one that is gone already stays gone.
        What stays beside the file is the day, so that whoever opens it later is told why.
        """
        with suppress(OSError):
            self._closed.write_text(on.isoformat(), encoding="ascii")
        with self._alone(required=True):
            try:
                size = self.path.stat().st_size
                with self.path.open("r+b") as file:
                    file.write(os.urandom(size))
                    file.flush()
                    os.fsync(file.fileno())
                self.path.unlink()
                _flush_folder(self.path.parent)
            except FileNotFoundError:
                return
            except OSError as error:
                raise Fault("folder_read_only", name=self.path.name) from error

    def knows(self, username: str) -> bool:
        """Whether a user has a wrap."""
        body = self._read()
        return _name(body, username) in body["wraps"]

    def unlock(self, username: str | None, password: str) -> bytes:
        """The file's key. The same refusal whether the user or the password is wrong; delays grow.

        ``username`` None means the only user there is.
        """
        body = self._read()
        name = _name(body, username) if username else self._only(body)
        return self._try(body, name, password)

    def recover(self, code: str) -> bytes:
        """The file's key from the recovery code; case, spaces and dashes are forgiven."""
        return self._try(self._read(), RECOVERY, wraps.plain_code(code))

    def _only(self, body: dict[str, Any]) -> str:
        names = [name for name in body["wraps"] if name != RECOVERY]
        if len(names) != 1:
            raise Refused(Problem("user_needed", where="username"))
        return str(names[0])

    def _try(self, body: dict[str, Any], name: str, secret: str) -> bytes:
        wait = body["not_before"] - time.time()
        if 0 < wait <= _LONGEST_DELAY_S:  # a longer one was set by a clock that has been put right since
            raise Refused(Problem("wrong_credentials_wait", facts={"seconds": int(wait) + 1}))
        wrap = body["wraps"].get(name)
        try:
            # An unknown user costs the same time as a wrong password.
            key = wraps.unwrap(
                wrap or body["wraps"][RECOVERY], secret if wrap else secrets.token_hex(8), name
            )
        except wraps.WrongSecret:
            raise Refused(self._failed()) from None
        if body["failures"]:
            self._change(lambda now: now.update(failures=0, not_before=0), required=False)
        return key

    def _failed(self) -> Problem:
        delay = 0

        def count(body: dict[str, Any]) -> None:
            nonlocal delay
            body["failures"] += 1
            over = min(body["failures"] - _FREE_TRIES, 16)
            delay = min(_LONGEST_DELAY_S, 2**over) if over >= 0 else 0
            body["not_before"] = time.time() + delay

        self._change(count, required=False)
        return Problem("wrong_credentials", where="password", facts={"seconds": delay})

    def _change(self, edit: Callable[[dict[str, Any]], object], *, required: bool = True) -> None:
        """Edit the file as it is now, one program at a time: a user added meanwhile is not lost."""
        with self._alone(required=required):
            body = self._read()
            edit(body)
            self._write(body, required=required)

    @contextmanager
    def _alone(self, *, required: bool) -> Iterator[None]:
        lock = FileLock(self.path.with_name(self.path.name + ".lock"), timeout=_LOCK_S)
        try:
            lock.acquire()
        except (OSError, Timeout) as error:  # a folder nobody may write in takes no lock either
            if required:
                raise Fault("folder_read_only", name=self.path.name) from error
        try:
            yield
        finally:
            lock.release()

    def _read(self) -> dict[str, Any]:
        try:
            body = dict(json.loads(self.path.read_text(encoding="ascii")))
            if body["format"] > FORMAT:
                raise Fault("file_newer", name=self.path.name)
            _check(body)
        except FileNotFoundError:
            raise self._gone() from None
        except OSError as error:
            raise Fault("file_unreadable", name=self.path.name) from error
        except (AttributeError, ValueError, KeyError, TypeError):
            raise Fault("keys_damaged", name=self.path.name) from None
        return body

    def _gone(self) -> Fault:
        try:
            on = date.fromisoformat(self._closed.read_text(encoding="ascii"))
            return Fault("file_closed", date=on.isoformat())
        except (OSError, ValueError):
            return Fault("keys_missing", name=self.path.name)

    def _write(self, body: dict[str, Any], *, required: bool = True) -> None:
        """Whole or not at all: written beside, flushed to the disk, then renamed over."""
        beside = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.new")
        try:
            beside.touch(mode=0o600)
            with beside.open("w", encoding="ascii") as file:
                json.dump(body, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
            _flush_folder(self.path.parent)
        except OSError as error:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
            if required:
                raise Fault(
                    "disk_full" if error.errno == ENOSPC else "folder_read_only", name=self.path.name
                ) from error


def _flush_folder(folder: Path) -> None:
    """A new name is safe from a power cut once its folder is on the disk; Windows does that by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _check(body: dict[str, Any]) -> None:
    """Raises what Python raises when a part is missing or of another kind."""
    base64.b64decode(body["salt"], validate=True)
    int(body["failures"]), float(body["not_before"]), body["wraps"][RECOVERY]
    for wrap in body["wraps"].values():
        wraps.check(wrap)


def _name(body: dict[str, Any], username: str) -> str:
    """A user's name in the file: a salted hash of the folded name, so that case and accents do not matter."""
    return hashlib.sha256(base64.b64decode(body["salt"]) + fold(username).encode()).hexdigest()[:32]
