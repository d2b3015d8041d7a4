"""The server's PostgreSQL: where it is, its migrations, and transactions that see only their districts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from psycopg.types.array import ListBinaryDumper
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from domain.problems import Fault, Problem, Refused
from server.embedded import Embedded

POOL = 10  # connections, and requests handled at once, of one process
WAIT_SECONDS = 15  # for a free connection, or for another transaction's lock
STATEMENT_SECONDS = 30
_MIGRATING = 7_203_157_001  # the advisory lock of whoever migrates

# Deadlock, serialisation, lock not available, statement cancelled by its time limit, too many connections.
_BUSY = {"40P01", "40001", "55P03", "57014", "53300"}

_BEGIN = text(
    "SELECT set_config('guichet.districts', :districts, true), set_config('guichet.device', :device, true),"
    " set_config('statement_timeout', :statement, true), set_config('lock_timeout', :wait, true)"
)


class Database:
    """Open with ``Database.open``; the connections of all transactions of this process."""

    def __init__(self, engine: Engine, embedded: Embedded | None = None) -> None:
        self._engine = engine
        self._embedded = embedded

    @classmethod
    def open(cls, where: str | Path) -> Database:
        """The database at a DSN (``postgresql://…``), or the embedded one in a folder; its tables made ready.

        Raises ``Refused`` (``database_address_wrong``, ``database_role_too_strong``) and ``Fault``
        (``database_unavailable``, ``database_newer``, ``database_folder_denied``).
        """
        embedded = Embedded(where) if isinstance(where, Path) else None
        address = embedded.start() if embedded else _address(str(where))
        # Parameters are people's data: they stay out of messages and logs.
        engine = create_engine(
            address, pool_size=POOL, max_overflow=0, pool_timeout=WAIT_SECONDS, hide_parameters=True
        )
        event.listen(engine, "connect", _speak_binary)
        database = cls(engine, embedded)
        try:
            with faults():
                database._prepare()
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def transaction(
        self, districts: Collection[str] = (), device: int = 0, *, reading: bool = False
    ) -> Iterator[Connection]:
        """One transaction; records, changes and photos of other districts do not exist in it.

        ``reading`` is read-only and sees one moment throughout. Raises ``Fault`` (``server_busy``,
        ``database_unavailable``).
        """
        with faults(), self._engine.connect() as connection:
            if reading:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                limits = {"statement": f"{STATEMENT_SECONDS}s", "wait": f"{WAIT_SECONDS}s"}
                scope = {"districts": ",".join(sorted(districts)), "device": str(device)}
                connection.execute(_BEGIN, scope | limits)
                yield connection

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

    def _prepare(self) -> None:
        with self._engine.begin() as connection:
            _refuse_strong_role(connection)
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
            _migrate(connection)


@contextmanager
def faults() -> Iterator[None]:
    """The driver's errors as ``Fault``: busy when trying again will do, unavailable when it will not."""
    try:
        yield
    except sqlalchemy.exc.TimeoutError as error:
        raise Fault("server_busy") from error
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state in _BUSY:
            raise Fault("server_busy") from error
        if isinstance(error, OperationalError) or error.connection_invalidated:
            raise Fault("database_unavailable", reason=state or type(error.orig).__name__) from error
        raise


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


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise Fault("database_newer") from error
