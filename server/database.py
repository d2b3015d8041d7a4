"""The server's PostgreSQL: where it is, its migrations, and transactions that see only their districts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from psycopg.types.array import ListBinaryDumper
from sqlalchemy import Connection, Engine, Row, TextClause, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from domain.problems import Fault, Problem, Refused
from server.embedded import Embedded

POOL = 11  # connections of one process: one for each thread of its lanes, one to ask whether it is well
WAIT_SECONDS = 15  # for a free connection, or for another transaction's lock
STATEMENT_SECONDS = 30
HEALTH_SECONDS = 5
IDLE_SECONDS = 120  # a transaction that says nothing for so long is ended, and its locks with it
_MIGRATING = 7_203_157_001  # the advisory lock of whoever migrates

# A machine that went without a word is noticed within a minute or so; libpq itself would wait for hours.
_GONE = {
    "connect_timeout": WAIT_SECONDS,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}

# Deadlock, serialisation, lock not available, statement cancelled by its time limit, too many connections.
_BUSY = {"40P01", "40001", "55P03", "57014", "53300"}

_BEGIN = text(
    "SELECT set_config('guichet.districts', :districts, true), set_config('guichet.device', :device, true),"
    " set_config('statement_timeout', :statement, true), set_config('lock_timeout', :wait, true),"
    " set_config('idle_in_transaction_session_timeout', :idle, true),"
    " set_config('synchronous_commit', :commit, true)"
)


class Database:
    """Open with ``Database.open``; the connections of all transactions of this process."""

    def __init__(self, engine: Engine, embedded: Embedded | None = None) -> None:
        self._engine = engine
        self._embedded = embedded

    @classmethod
    def open(cls, where: str | Path, upto: str = "head") -> Database:
        """The database at a DSN (``postgresql://…``), or the embedded one in a folder; its tables made ready.

        ``upto`` is the last step that new tables take.
        Raises ``Refused`` (``database_address_wrong``, ``database_role_too_strong``) and ``Fault``
        (``database_unavailable``, ``database_newer``, ``database_folder_denied``).
        """
        embedded = Embedded(where) if isinstance(where, Path) else None
        address = embedded.start() if embedded else _address(str(where))
        # Parameters are people's data: they stay out of messages and logs.
        engine = create_engine(
            address,
            pool_size=POOL,
            max_overflow=0,
            pool_timeout=WAIT_SECONDS,
            hide_parameters=True,
            connect_args=_GONE,
        )
        event.listen(engine, "connect", _speak_binary)
        database = cls(engine, embedded)
        try:
            with faults():
                database._prepare(upto)
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def transaction(
        self,
        districts: Collection[str] = (),
        device: int = 0,
        *,
        reading: bool = False,
        lasting: bool = True,
        seconds: int | None = None,
    ) -> Iterator[Connection]:
        """One transaction; records, changes and photos of other districts do not exist in it.

        ``reading`` is read-only and sees one moment throughout. One that is not ``lasting`` does not wait for
        the disk: a power cut may take it back whole. ``seconds``: the most one statement may take, 0 without
        limit. Raises ``Fault`` (``server_busy``, ``database_unavailable``).
        """
        with faults(), self._engine.connect() as connection:
            if reading:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                most = STATEMENT_SECONDS if seconds is None else seconds
                limits = {"statement": f"{most}s", "wait": f"{WAIT_SECONDS}s", "idle": f"{IDLE_SECONDS}s"}
                scope = {"districts": ",".join(sorted(districts)), "device": str(device)}
                commit = {"commit": "on" if lasting else "off"}
                connection.execute(_BEGIN, scope | limits | commit)
                yield connection

    def glance(self, statement: TextClause, given: Mapping[str, Any]) -> Row[Any] | None:
        """The one row of a short question that concerns no district; a quarter of a transaction's trips."""
        with faults(), self._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            return connection.execute(statement, given).one_or_none()

    @property
    def newest(self) -> str:
        """The last step of the tables that this program knows."""
        return _newest()

    def tables(self) -> str:
        """The last step the tables have taken. Raises ``Fault``."""
        with self.transaction(reading=True, seconds=HEALTH_SECONDS) as connection:
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())

    def in_use(self) -> int:
        """How many connections are at work now."""
        pool = self._engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    def close(self) -> None:
        """Gives the connections back; the embedded database stops with its last user."""
        self._engine.dispose()
        if self._embedded:
            self._embedded.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def upgrade(self) -> None:
        """Brings the tables up to date. Raises ``Fault``."""
        with faults():
            self._prepare("head")

    def _prepare(self, upto: str) -> None:
        with self._engine.begin() as connection:
            _refuse_strong_role(connection)
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
            _migrate(connection, upto)


@contextmanager
def faults() -> Iterator[None]:
    """The driver's errors as ``Fault``: busy when trying again will do, unavailable when it will not."""
    try:
        yield
    except (sqlalchemy.exc.TimeoutError, DBAPIError) as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: Exception) -> Fault | None:
    """The driver's error as a ``Fault``; None for one that would come again, or that is not of the driver."""
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return Fault("server_busy")
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if state in _BUSY:
        return Fault("server_busy")
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return Fault("database_unavailable", reason=state or type(error.orig).__name__)
    return None


def _address(dsn: str) -> sqlalchemy.URL:
    try:
        address = make_url(dsn)
    except (ArgumentError, ValueError) as error:
        raise Refused(Problem("database_address_wrong", where="database")) from error
    if address.get_backend_name() not in ("postgresql", "postgres"):
        raise Refused(Problem("database_address_wrong", where="database"))
    return address.set(drivername="postgresql+psycopg")


def _speak_binary(connection: psycopg.Connection[Any], record: object) -> None:
    """Arrays of JSON texts as they are; written as text each quotation mark would be escaped, in Python."""
    connection.adapters.register_dumper(list, ListBinaryDumper)


def _refuse_strong_role(connection: Connection) -> None:
    """Row-level security does not bind superusers, and nothing else would notice."""
    strong = connection.execute(
        text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    ).scalar_one()
    if strong:
        raise Refused(Problem("database_role_too_strong", where="database"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    return config


@cache
def _newest() -> str:
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def steps() -> frozenset[str]:
    """All steps of the tables that this program knows."""
    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def _migrate(connection: Connection, upto: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, upto)
    except CommandError as error:
        raise Fault("database_newer") from error
