"""What the handlers work with."""

from __future__ import annotations

from asyncio import Task
from collections.abc import Awaitable, Callable, Mapping

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import Response

from server.bodies import Bodies
from server.database import Database
from server.hints import Hints
from server.lanes import Lanes
from server.metrics import Metrics
from server.snapshots import Snapshots
from server.trust import Trust
from server.web.uploads import Uploads

Counts = Mapping[str, int]


class Service:
    """One process's database and keys, what it keeps made for everybody, its lanes and its counters.

    ``metrics_token`` opens ``/metrics`` to others than this machine, and closes it to whoever lacks it.
    """

    def __init__(self, database: Database, trust: Trust, metrics_token: str = "") -> None:
        self.database = database
        self.trust = trust
        self.metrics_token = metrics_token
        self.hints = Hints(database, trust.audience.encode())
        self.snapshots = Snapshots(database)
        self.making: Task[None] | None = None  # the one snapshot that this process is writing
        self.lanes = Lanes()
        self.bodies = Bodies()
        self.uploads = Uploads()
        self.sealing = Uploads(4)  # of those apart who have no token
        self.metrics = Metrics(self.lanes, database.in_use)
        self.behind: set[int] = set()  # devices in the middle of a long reading, by the server's number
        self.watcher: CapacityLimiter | None = None


Handler = Callable[[Service, Request], Awaitable[tuple[Response, Counts]]]
Routes = tuple[tuple[str, tuple[str, ...], Handler], ...]  # address, methods, handler
