"""`/metrics`: what the server has done and what it holds, as Prometheus reads it.

No figure carries the name of a project, so that there are never more of them than there are routes, codes and kinds.
"""

from __future__ import annotations

import threading
import time
from collections import Counter as Tally
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.attempts import log_attempt, outcome_of
from api.operations import TEXT, Answer, Described, Operation
from storage.errors import StaleBase
from storage.index import Index
from storage.saved import Attempt
from storage.store import Store

_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
_STATES = ("ok", "broken", "invalid", "too_large", "unreadable")


class Metrics:
    """The figures of one application."""

    def __init__(self, store: Store, index: Index) -> None:
        """Count what `store` does from now on, and look at `index` when somebody asks."""
        self.registry = CollectorRegistry()
        self._store = store
        self._cursor = store.events.cursor
        self._guard = threading.Lock()
        self.saves = self._counter("saves", "Saves that were asked for, by what came of them.", "outcome")
        self.conflicts = self._counter("conflicts", "Saves that met another edit of the same place.")
        self.saved_bytes = self._counter("saved_bytes", "Bytes of documents that were written.")
        self.save_seconds = self._histogram("save_seconds", "Time in the store of a save.")
        self.loads = self._counter("loads", "Documents that were asked for, by what came of it.", "outcome")
        self.changes = self._counter("changes", "Versions that became current, by how they came to be.", "why")
        self.requests = self._histogram("request_seconds", "Time until a request was answered.", "method", "route")
        self.responses = self._counter("responses", "Answers by route and status.", "method", "route", "status")
        self.problems = self._counter("problems", "Answers that were a problem, by its code.", "code")
        self.received = self._counter("received_bytes", "Bytes of request bodies.")
        self.sent = self._counter("sent_bytes", "Bytes of answers without their heads.")
        self.registry.register(_Holdings(store, index))
        ProcessCollector(registry=self.registry)
        for outcome in ("created", "saved", "unchanged", "merged", "refused", "failed"):
            self.saves.labels(outcome)
        for why in ("save", "merge", "hand-edit", "restore", "import", "delete", "broken"):
            self.changes.labels(why)

    def observe(self, attempt: Attempt) -> None:
        """Count a save, and write its line into the log."""
        log_attempt(attempt)
        self.saves.labels(outcome_of(attempt)).inc()
        self.save_seconds.observe(attempt.seconds)
        saved = attempt.saved
        if saved is not None and not saved.unchanged:
            self.saved_bytes.inc(saved.size)
        if isinstance(attempt.error, StaleBase) or (saved is not None and saved.conflicts):
            self.conflicts.inc()

    def text(self) -> bytes:
        """Return all figures as they are now."""
        self._count_changes()
        return generate_latest(self.registry)

    def _counter(self, name: str, said: str, *labels: str) -> Counter:
        return Counter(name, said, labels, namespace="holdfast", registry=self.registry)

    def _histogram(self, name: str, said: str, *labels: str) -> Histogram:
        return Histogram(name, said, labels, namespace="holdfast", registry=self.registry, buckets=_SECONDS)

    def _count_changes(self) -> None:
        """Count the events since the last time; those that were forgotten meanwhile are not known to anybody."""
        with self._guard:
            news = self._store.events.since(self._cursor)
            self._cursor = news.cursor
            for _, event in news.events:
                self.changes.labels(event.why).inc()


class _Holdings(Collector):
    """What there is, counted when somebody asks."""

    def __init__(self, store: Store, index: Index) -> None:
        self._store = store
        self._index = index
        self._started = time.monotonic()

    def collect(self) -> Iterable[Metric]:
        """Return the projects by state and by kind, and the kept versions."""
        rows = self._index.rows()
        yield _gauge(
            "holdfast_projects", "Projects by their state.", "state", Tally(row.state for row in rows), _STATES
        )
        yield _gauge("holdfast_kinds", "Projects by their kind.", "kind", Tally(row.kind for row in rows), ())
        kept = GaugeMetricFamily("holdfast_backups", "Kept versions of the projects that are there.")
        kept.add_metric([], sum(self._store.backups.count(row.id) for row in rows))
        yield kept
        size = GaugeMetricFamily("holdfast_project_bytes", "Bytes of all project files.")
        size.add_metric([], sum(row.size for row in rows))
        yield size
        uptime = GaugeMetricFamily("holdfast_uptime_seconds", "Time since the start.")
        uptime.add_metric([], round(time.monotonic() - self._started, 3))
        yield uptime


async def show_metrics(request: Request) -> Response:
    """Return the figures as Prometheus text."""
    metrics: Metrics = request.app.state.metrics
    return Response(await run_in_threadpool(metrics.text), headers={"Content-Type": _TYPE})


def _gauge(name: str, said: str, label: str, tally: Tally[str], always: Iterable[str]) -> GaugeMetricFamily:
    made = GaugeMetricFamily(name, said, labels=[label])
    for value in sorted({*tally, *always}):
        made.add_metric([value], tally[value])
    return made


routes = [
    Described(
        "GET",
        "/metrics",
        show_metrics,
        Operation(
            "Show what the server has done",
            {200: Answer("Figures in the text format of Prometheus", TEXT, "text/plain")},
            tag="operations",
        ),
    ),
]
