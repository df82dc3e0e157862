"""Every request measured on its way."""

from __future__ import annotations

import time

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics

_PROBLEM = b"application/problem+json"
_LARGEST_PROBLEM = 1 << 20
_STREAMS = "/api/events"
_LOADS = {200: "sent", 304: "not modified"}
_DOCUMENT = "/api/projects/{id}"
_METHODS = frozenset({"GET", "HEAD", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"})


class Measuring:
    """ASGI middleware that times requests and counts what they carry."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Measure what `app` answers."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Measure one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        one = _One(receive, send)
        began = time.perf_counter()
        try:
            await self._app(scope, one.receive, one.send)
        finally:
            self._count(scope, one, time.perf_counter() - began)

    def _count(self, scope: Scope, one: _One, seconds: float) -> None:
        found = scope.get("route")
        route = getattr(found, "path", "none")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        metrics = self._metrics
        if route != _STREAMS:
            metrics.requests.labels(method, route).observe(seconds)
        metrics.responses.labels(method, route, str(one.status)).inc()
        metrics.received.inc(one.received)
        metrics.sent.inc(one.sent)
        if route == _DOCUMENT and method == "GET" and one.status in _LOADS:
            metrics.loads.labels(_LOADS[one.status]).inc()
        if one.problem:
            metrics.problems.labels(_code_in(one.problem)).inc()


class _One:
    """What passes by of one request."""

    __slots__ = ("_is_problem", "_receive", "_send", "problem", "received", "sent", "status")

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._is_problem = False
        self.status = 0
        self.received = 0
        self.sent = 0
        self.problem = b""

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._is_problem = self.status >= 400 and any(value == _PROBLEM for _, value in message["headers"])
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            self.sent += len(body)
            if self._is_problem and len(body) <= _LARGEST_PROBLEM:
                self.problem = body
        await self._send(message)


def _code_in(problem: bytes) -> str:
    try:
        code = orjson.loads(problem)["code"]
    except (ValueError, KeyError, TypeError):
        return "unknown"
    return code if isinstance(code, str) else "unknown"
