"""Connections that end: uvicorn alone waits for ever for a request that never becomes whole."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.guard import ALWAYS
from api.options import seconds
from api.policies import API_POLICY
from api.problems import Problem, problem_response

HEAD_DEADLINE = seconds("HOLDFAST_HEAD_DEADLINE", 15.0)
"""Seconds within which the head of a request has to arrive, counted from the connection or the last answer."""


class DeadlineProtocol(HttpToolsProtocol):
    """uvicorn's protocol, with a deadline for the head of each request; bodies have one in `api.body`."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def on_message_begin(self) -> None:
        """Wait anew for the head of a further request."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Stop waiting: the head has arrived."""
        self._stop()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what is not HTTP as every other error is answered, and hang up."""
        problem = Problem(400, "bad_request", "Not HTTP", "send a request as RFC 9112 has it")
        answer = problem_response(problem, msg, {}, {**ALWAYS, "content-security-policy": API_POLICY})
        head = b"".join(b"%b: %b\r\n" % pair for pair in [*answer.raw_headers, (b"connection", b"close")])
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + head + b"\r\n" + bytes(answer.body))
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the deadline with the connection."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop()
        self._deadline = self.loop.call_later(HEAD_DEADLINE, self._expire)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _expire(self) -> None:
        transport: Any = self.transport
        if transport is not None and not transport.is_closing():
            transport.close()
