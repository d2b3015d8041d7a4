"""The server's HTTP face: its addresses are in `server.web`, plain functions behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from server.database import Database
from server.lanes import REST
from server.trust import Trust
from server.web import bundles, health, holdings, joining, photos, rounds, sealed, snapshots, watch
from server.web.guard import guarded, no_such_thing
from server.web.service import Service

_TOPICS = (health, joining, rounds, photos, watch, bundles, holdings, snapshots, sealed)


def make_app(database: Database, trust: Trust, metrics_token: str = "") -> Starlette:
    """The ASGI application of one process."""
    service = Service(database, trust, metrics_token)
    return Starlette(
        routes=[
            Route(address, guarded(service, handler), methods=list(methods))
            for topic in _TOPICS
            for address, methods, handler in topic.ROUTES
        ],
        exception_handlers={HTTPException: no_such_thing},
        lifespan=partial(_no_more_threads_than_connections, service),
    )


@asynccontextmanager
async def _no_more_threads_than_connections(service: Service, app: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = REST
    yield
    service.snapshots.stop()
