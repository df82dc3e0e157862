"""Errors in the shapes that the older tools read: their pages look for a message and know nothing of problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Shape = Callable[[Mapping[str, Any]], dict[str, Any]]
_PROBLEM = b"application/problem+json"


def job_history(problem: Mapping[str, Any]) -> dict[str, Any]:
    """Say it as the pixel-art dashboard expects."""
    return {"status": "error", "message": _sentence(problem), "code": problem["code"]}


def workflow(problem: Mapping[str, Any]) -> dict[str, Any]:
    """Say it as the register's pages expect, with the old words where they had some."""
    known = {"json_syntax": "Invalid JSON", "empty": "Invalid JSON", "method_not_allowed": "Method not allowed"}
    return {"error": known.get(problem["code"]) or _sentence(problem), "code": problem["code"]}


SHAPES: dict[str, Shape] = {"/load-jobs": job_history, "/save-jobs": job_history, "/api/workflow/": workflow}


STATUSES: dict[Shape, dict[int, int]] = {workflow: {422: 400}}
"""Statuses that the older tools do not know, and those that they know instead."""


class Shapes:
    """ASGI middleware that puts problems into the shape of the address that was asked."""

    def __init__(self, app: ASGIApp) -> None:
        """Shape what `app` answers."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        shape = _shape_for(scope["path"]) if scope["type"] == "http" else None
        await self._app(scope, receive, send if shape is None else _Reshaper(send, shape))


class _Reshaper:
    """Holds an answer back if it is a problem, until its body is known."""

    def __init__(self, send: Send, shape: Shape) -> None:
        self._send = send
        self._shape = shape
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self._held = message
        elif self._held is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._release(self._held)

    async def _release(self, start: Message) -> None:
        body = orjson.dumps(self._shape(orjson.loads(self._body))) if self._body else b""
        fixed = {b"content-type": b"application/json", b"content-length": str(len(body)).encode()}
        status = STATUSES.get(self._shape, {}).get(start["status"], start["status"])
        others = [(name, value) for name, value in start["headers"] if name.lower() not in fixed]
        await self._send({**start, "status": status, "headers": [*others, *fixed.items()]})
        await self._send({"type": "http.response.body", "body": body})


def _shape_for(path: str) -> Shape | None:
    return next((shape for prefix, shape in SHAPES.items() if path.startswith(prefix)), None)


def _is_problem(start: Message) -> bool:
    return any(name.lower() == b"content-type" and value == _PROBLEM for name, value in start["headers"])


def _sentence(problem: Mapping[str, Any]) -> str:
    hint = problem.get("hint")
    return f"{problem['detail']}; {hint}" if hint else str(problem["detail"])
