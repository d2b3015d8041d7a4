"""What a process counts, for Prometheus: codes, sizes and seconds, never a device or a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from anyio.to_thread import current_default_thread_limiter
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from domain.wire.messages import Verdict
from server.lanes import Lanes

MEDIA_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30)
_VERDICTS = frozenset(verdict.value for verdict in Verdict)


class Metrics:
    """One process's; each has a registry of its own, since tests run several servers."""

    def __init__(self, lanes: Lanes, connections: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        labels = ("address", "method")
        self._requests = self._counter("requests", "requests answered", *labels, "status")
        self._codes = self._counter("problems", "requests answered with a problem, by its code", "code")
        self._up = self._counter("bytes_received", "bytes of bodies that came", *labels)
        self._down = self._counter("bytes_sent", "bytes of bodies that went", *labels)
        self._changes = self._counter("changes", "changes answered for, by verdict", "verdict")
        self._rows = self._counter("rows", "rows sent to devices")
        self._seconds = Histogram(
            "guichet_request_seconds",
            "seconds from a request's head to its answer",
            labels,
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._sessions = self._gauge("requests_under_way", "requests that are not answered yet")
        self._watch_lanes(lanes)
        self._gauge("database_connections", "connections in use").set_function(connections)

    def begin(self) -> None:
        """A request came."""
        self._sessions.inc()

    def end(
        self, address: str, method: str, status: int, code: str, seconds: float, counts: Mapping[str, int]
    ) -> None:
        """It was answered; ``code`` is ``done`` or that of the problem."""
        self._sessions.dec()
        self._requests.labels(address, method, str(status)).inc()
        self._seconds.labels(address, method).observe(seconds)
        if code != "done":
            self._codes.labels(code).inc()
        for verdict in _VERDICTS & counts.keys():
            self._changes.labels(verdict).inc(counts[verdict])
        self._rows.inc(counts.get("rows", 0))

    def moved(self, address: str, method: str, up: int, down: int) -> None:
        """The bytes of its bodies."""
        self._up.labels(address, method).inc(up)
        self._down.labels(address, method).inc(down)

    def text(self) -> bytes:
        """All of it, in Prometheus' own format."""
        return generate_latest(self.registry)

    def _watch_lanes(self, lanes: Lanes) -> None:
        waiting = self._gauge("lane_waiting", "requests that wait for a thread", "lane")
        working = self._gauge("lane_working", "threads at work", "lane")
        for lane in lanes.all():
            waiting.labels(lane.name).set_function(partial(getattr, lane, "waiting"))
            working.labels(lane.name).set_function(partial(getattr, lane, "working"))
        rest = current_default_thread_limiter
        waiting.labels("rest").set_function(lambda: rest().statistics().tasks_waiting)
        working.labels("rest").set_function(lambda: rest().statistics().borrowed_tokens)

    def _counter(self, name: str, what: str, *labels: str) -> Counter:
        return Counter(f"guichet_{name}", what, labels, registry=self.registry)

    def _gauge(self, name: str, what: str, *labels: str) -> Gauge:
        return Gauge(f"guichet_{name}", what, labels, registry=self.registry)
