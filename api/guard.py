"""The guard in front of every request: it lets pass or answers, and completes the head of every answer."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.checks import Ask, ask_of, check, is_allowed, names_allowed_page
from api.options import Options
from api.policies import API_POLICY, APP_POLICY, PAGE_POLICY
from api.problems import Problem, RequestProblem, problem_response

log = logging.getLogger("holdfast")

_ALLOWED_HEADERS = (
    "content-type, if-match, if-none-match, authorization, x-token, holdfast-replace-broken, holdfast-on-conflict, "
    "holdfast-edited-at, holdfast-sent-at, holdfast-base-saved-at, holdfast-client, x-user, "
    "x-csrftoken, idempotency-key"
)
_EXPOSED_HEADERS = "ETag, Last-Modified, Holdfast-Saved-At, Holdfast-Kind, Holdfast-Warnings, Retry-After"

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "vary": "Origin, Sec-Fetch-Site",
}


_POLICY = b"content-security-policy"
_FAULT = Problem(500, "internal", "Something went wrong", "see the server's log; look at the project before you go on")


class Guard:
    """ASGI middleware that lets a request pass or answers it."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        """Guard `app` by what the operator allowed."""
        self._app = app
        self._options = options

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ask = ask_of(scope)
        included = ask.is_drop_in and names_allowed_page(ask, self._options)
        sender = _Sender(send, ask, self._allowed_origin(ask), included=included)
        try:
            if check(ask, self._options):
                await sender.preflight()
            else:
                await self._app(scope, receive, sender)
        except RequestProblem as refused:
            answer = problem_response(refused.problem, refused.detail, refused.facts, refused.headers)
            await answer(scope, receive, sender)
        except Exception as fault:
            if sender.begun:
                raise
            log.exception("%s %s", ask.method, ask.path)
            await problem_response(_FAULT, type(fault).__name__, {})(scope, receive, sender)

    def _allowed_origin(self, ask: Ask) -> str | None:
        origin = ask.one("origin")
        return origin if origin is not None and is_allowed(origin, self._options) else None


def _policy_of(ask: Ask) -> str:
    if ask.is_app:
        return APP_POLICY
    return API_POLICY if ask.is_api else PAGE_POLICY


class _Sender:
    """Adds the headers that every answer carries."""

    def __init__(self, send: Send, ask: Ask, allowed_origin: str | None, *, included: bool) -> None:
        self._send = send
        self.begun = False
        self._policy = (_POLICY, _policy_of(ask).encode())
        self._fixed = dict(ALWAYS)
        if allowed_origin is not None:
            self._fixed["access-control-allow-origin"] = allowed_origin
            self._fixed["access-control-expose-headers"] = _EXPOSED_HEADERS
        if allowed_origin is not None or included:
            self._fixed["cross-origin-resource-policy"] = "cross-origin"
        self._encoded = [(name.encode(), value.encode("latin-1")) for name, value in self._fixed.items()]

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            own = [] if any(name.lower() == _POLICY for name, _ in message["headers"]) else [self._policy]
            message["headers"] = [*message["headers"], *self._encoded, *own]
        await self._send(message)

    async def preflight(self) -> None:
        """Answer an allowed preflight."""
        headers = [
            (b"access-control-allow-methods", b"GET, PUT, POST, PATCH, DELETE"),
            (b"access-control-allow-headers", _ALLOWED_HEADERS.encode()),
            (b"access-control-max-age", b"600"),
        ]
        await self({"type": "http.response.start", "status": 204, "headers": headers})
        await self._send({"type": "http.response.body", "body": b""})
