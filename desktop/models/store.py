"""Opens the encrypted file: one connection a thread, one way to write, a check of what kind of file it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.models import kept_for_later, migrations
from desktop.models.faults import POISONED, store_faults
from domain.problems import Fault

KEY_BYTES = 32
PAGE = 4096
SCREEN_CACHE_KIB = 64 * 1024
OTHER_CACHE_KIB = 8 * 1024
Connection = Any


class Store:
    """One office file under one key. ``connection()`` belongs to the calling thread and never leaves it."""

    def __init__(self, path: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:  # a shorter raw key would silently be taken as a passphrase
            raise ValueError("the key must have 32 bytes")
        self.path = path
        self._key = key
        self._here = threading.local()
        self._opened: list[tuple[threading.Thread, Connection]] = []
        self._lock = threading.Lock()
        self._file: tuple[int, int] | None = None

    def connection(self) -> Connection:
        """This thread's connection, opened at first use. Raises Fault when the file cannot be read."""
        connection = getattr(self._here, "connection", None)
        if connection is None:
            connection = self._opened_before() or self._open()
            self._here.connection = connection
        return connection

    def _opened_before(self) -> Connection | None:
        """A thread that Qt made forgets between two jobs what Python kept for it, but stays the same."""
        here = threading.get_ident()
        with self._lock:
            found = [kept for thread, kept in self._opened if thread.ident == here and thread.is_alive()]
        return found[-1] if found else None

    def _open(self) -> Connection:
        cache = SCREEN_CACHE_KIB if threading.current_thread() is threading.main_thread() else OTHER_CACHE_KIB
        if self._file is not None:  # the driver would make a new, empty file in its place
            self._refuse_absent_file()
        with store_faults():
            connection = dbapi2.connect(str(self.path), isolation_level=None, check_same_thread=False)
            try:
                _prepare(connection, self._key, cache)
            except BaseException:
                connection.close()
                raise
        self._file = self._file or _which_file(self.path)
        with self._lock:
            self._close_those_of_ended_threads()
            self._opened.append((threading.current_thread(), connection))
        return connection

    def _close_those_of_ended_threads(self) -> None:
        for thread, connection in [entry for entry in self._opened if not entry[0].is_alive()]:
            connection.close()
            self._opened.remove((thread, connection))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The thread's connection, with the driver's errors turned into ours."""
        try:
            with store_faults():
                yield self.connection()
        except Fault as fault:
            self._drop_if_poisoned(fault)
            if self._file is not None and fault.problem.code == "folder_read_only" and not self.path.exists():
                raise Fault("file_missing", name=self.path.name) from fault  # taken away while it was open
            raise

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of the block is written, or nothing. One writer at a time; the next waits five seconds."""
        with self.reading() as connection:
            self._refuse_absent_file()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # A connection that a damaged page has closed meanwhile has nothing left to roll back.
                with suppress(dbapi2.Error):
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                raise

    def _refuse_absent_file(self) -> None:
        """A file deleted or replaced while it is open still takes writes, and nobody would read them."""
        if self._file != _which_file(self.path):
            raise Fault("file_missing", name=self.path.name)

    def _drop_if_poisoned(self, fault: Fault) -> None:
        """After one damaged page a connection refuses good ones too; a new one reads them."""
        if fault.problem.code in POISONED:
            connection = getattr(self._here, "connection", None)
            if connection is not None:
                connection.close()
                with self._lock:
                    self._opened = [entry for entry in self._opened if entry[1] is not connection]
                self._here.connection = None

    def close(self) -> None:
        """Close every thread's connection; the write-ahead log is folded into the file."""
        with self._lock:
            for _, connection in self._opened:
                connection.close()
            self._opened.clear()
        self._here = threading.local()


def _prepare(connection: Connection, key: bytes, cache: int) -> None:
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        f"cache_size = -{cache}",
        "temp_store = MEMORY",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _which_file(path: Path) -> tuple[int, int] | None:
    """What the disk calls the file of that name now; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check_shape(path: Path) -> None:
    """Refuse early what the driver would take for something else: missing, empty, cut in a page."""
    if not path.is_file():
        raise Fault("file_missing", name=path.name)
    size = path.stat().st_size
    if size == 0:  # the driver would open it as a new, empty file, and throw its log away
        raise Fault("file_empty", name=path.name)
    if size % PAGE and not _has_log(path):  # a power cut may leave half a page that the log has whole
        raise Fault("file_truncated", name=path.name)


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def create(path: Path, key: bytes) -> Store:
    """A new office file at ``path``, which must not exist; nobody else on the machine may read it."""
    try:
        path.touch(mode=0o600, exist_ok=False)  # claims the name: of two programs at once, one is refused
    except FileExistsError:
        raise Fault("file_exists", name=path.name) from None
    except OSError as error:
        raise Fault("disk_full" if error.errno == ENOSPC else "folder_read_only", name=path.name) from error
    store = Store(path, key)
    try:
        with store.reading() as connection:
            migrations.apply(connection)
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


def open_existing(path: Path, key: bytes) -> Store:
    """An office file brought up to this version, after a copy was laid aside. A newer file is refused."""
    check_shape(path)
    store = Store(path, key)
    try:
        with store.reading() as connection:
            _refuse_cut_file(path, connection)
            done = migrations.applied(connection)
            if set(done) - set(migrations.NAMES):
                raise Fault("file_newer", name=path.name)
            if len(done) < len(migrations.NAMES):
                _lay_aside(path, connection, after=len(done))
                migrations.apply(connection)
            grown = not kept_for_later.is_in_place(connection)
        if grown:
            with store.transaction() as connection:
                kept_for_later.put_in_place(connection)
    except BaseException:
        store.close()
        raise
    return store


def _refuse_cut_file(path: Path, connection: Connection) -> None:
    """A file cut between pages passes the cipher's own check: compare sizes once the log is folded in."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    if _has_log(path):
        return
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if path.stat().st_size < pages * PAGE:
        raise Fault("file_truncated", name=path.name)


def _lay_aside(path: Path, connection: Connection, after: int) -> None:
    """A consistent copy under the same key, before the shape changes."""
    copy = path.with_name(f"{path.name}.before-{migrations.NAMES[after]}")
    copy.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
