"""The guard in front of every request: who may ask, from where, and what goes into the head of every answer.

Only a Host allow-list stops DNS rebinding, and only Origin and Sec-Fetch-Site stop the other pages of the operator's
browser (Ollama CVE-2024-28224, Vite CVE-2025-24010, MCP CVE-2025-66414 did without). Decisions use the raw scope.
"""

from __future__ import annotations

import hmac
import re
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.options import Options
from api.problems import RequestProblem, problem_response

_PROJECT_PATHS = b"/api/projects/"
_SAFE_PATH = re.compile(rb"[A-Za-z0-9/_.:~+=,@-]*")
_READS = ("GET", "HEAD")
_WRITES = ("PUT", "POST", "PATCH")
_TYPES = ("application/json", "application/merge-patch+json", "application/json-patch+json")
_ALLOWED_HEADERS = (
    "content-type, if-match, if-none-match, authorization, x-token, holdfast-replace-broken, holdfast-on-conflict, "
    "holdfast-edited-at"
)
_EXPOSED_HEADERS = "ETag, Last-Modified, Holdfast-Saved-At, Holdfast-Kind, Holdfast-Warnings, Retry-After"

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "vary": "Origin, Sec-Fetch-Site",
}
API_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


class Ask(NamedTuple):
    """What the guard looks at in a request."""

    method: str
    path: str
    raw_path: bytes
    headers: dict[str, list[str]]
    port: int

    def one(self, name: str) -> str | None:
        """Return a header's value if the request has it."""
        values = self.headers.get(name)
        return values[0] if values else None

    @property
    def is_api(self) -> bool:
        """Whether the request is for data and not for a page."""
        return not (self.path == "/" or self.path.startswith("/dashboard/") or self.path == "/favicon.ico")


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
        sender = _Sender(send, ask, self._allowed_origin(ask))
        try:
            preflight = check(ask, self._options)
        except RequestProblem as refused:
            answer = problem_response(refused.problem, refused.detail, refused.facts, refused.headers)
            await answer(scope, receive, sender)
            return
        if preflight:
            await sender.preflight()
            return
        await self._app(scope, receive, sender)

    def _allowed_origin(self, ask: Ask) -> str | None:
        origin = ask.one("origin")
        return origin if origin in self._options.allow_origins else None


def ask_of(scope: Scope) -> Ask:
    """Take from a scope what the guard looks at."""
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    port = (scope.get("server") or ("", 0))[1] or 0
    return Ask(scope["method"], scope["path"], scope.get("raw_path") or scope["path"].encode(), headers, port)


def check(ask: Ask, options: Options) -> bool:
    """Let a request pass, or say that it is an allowed preflight, which is answered without the application.

    Raises:
        RequestProblem: it is refused.
    """
    _check_host(ask, options)
    preflight = ask.method == "OPTIONS" and "access-control-request-method" in ask.headers
    own = _check_origin(ask, options)
    if preflight:
        return True
    _check_site(ask, own=own)
    _check_token(ask, options)
    _check_path(ask)
    _check_body_head(ask, options)
    return False


def own_hosts(port: int, options: Options) -> set[str]:
    """Return the values of Host under which the server answers."""
    hosts = {f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", *options.hosts}
    return hosts | {host.rsplit(":", 1)[0] for host in hosts} if port == 80 else hosts  # noqa: PLR2004 - http's own


def _check_host(ask: Ask, options: Options) -> None:
    hosts = ask.headers.get("host", [])
    if len(hosts) == 1 and hosts[0].lower() in own_hosts(ask.port, options):
        return
    detail = f"this server answers only as http://localhost:{ask.port} and http://127.0.0.1:{ask.port}"
    raise RequestProblem(421, "bad_host", "Wrong host", detail, "open the address that the server printed")


def _check_origin(ask: Ask, options: Options) -> bool:
    """Say whether a present Origin is the server's own or an allowed one."""
    origins = ask.headers.get("origin")
    if origins is None:
        return False
    origin = origins[0]
    if len(origins) == 1 and origin == f"http://{ask.headers['host'][0].lower()}":
        return True
    if len(origins) == 1 and origin in options.allow_origins and (origin != "null" or options.token):
        return True
    hint = f"start the server with --allow-origin {origin}" if origin != "null" else "open the page over http instead"
    detail = f"pages of {origin!r} may not use this server"
    raise RequestProblem(403, "origin_not_allowed", "Origin not allowed", detail, hint)


def _check_site(ask: Ask, *, own: bool) -> None:
    site = ask.one("sec-fetch-site")
    target = ask.one("sec-fetch-dest")
    if site is not None and site not in ("same-origin", "none") and not own:
        is_link = ask.method in _READS and ask.one("sec-fetch-mode") == "navigate" and target == "document"
        if not is_link or ask.is_api:
            detail = f"the request comes from another site's page ({site})"
            raise RequestProblem(403, "cross_site", "Other site", detail, "open the server's own page")
    if ask.is_api and target not in (None, "empty") and not _is_download(ask, target, site):
        detail = f"data is not served as {target}"
        raise RequestProblem(403, "cross_site", "Not for inclusion", detail, "fetch it by script")


def _is_download(ask: Ask, target: str | None, site: str | None) -> bool:
    """Let the operator follow a link to data by hand: typed, or clicked on our own page."""
    return target == "document" and site in ("none", "same-origin") and ask.method in _READS


def _check_token(ask: Ask, options: Options) -> None:
    if options.token is None or not ask.is_api or ask.path == "/health":
        return
    shown = ask.one("authorization") or ""
    given = shown[7:] if shown[:7].lower() == "bearer " else ask.one("x-token") or ""
    if not hmac.compare_digest(given.encode(), options.token.encode()):
        detail = "the request shows no token, or a wrong one"
        hint = "open the address with #token=… that the server printed, or send Authorization: Bearer …"
        raise RequestProblem(401, "unauthorized", "Token needed", detail, hint, headers={"WWW-Authenticate": "Bearer"})


def _check_path(ask: Ask) -> None:
    if _SAFE_PATH.fullmatch(ask.raw_path) and b".." not in ask.raw_path:
        return
    if not ask.raw_path.startswith(_PROJECT_PATHS):
        raise RequestProblem(404, "not_found", "Not found", "there is nothing at this address")
    if ask.method in _WRITES:
        hint = "use a-z, 0-9, _ and -, up to 64 of them, beginning with a letter or digit"
        raise RequestProblem(422, "bad_id", "Not an id", "the address holds no possible id", hint)
    raise RequestProblem(404, "no_such_project", "No such project", "the address holds no possible id")


def _check_body_head(ask: Ask, options: Options) -> None:
    length = ask.one("content-length") or "0"
    if length.isdigit() and int(length) > options.max_body:
        raise too_large(options.max_body)
    if ask.method not in _WRITES:
        return
    if (ask.one("content-encoding") or "identity").lower() != "identity":
        detail = "bodies are taken uncompressed"
        headers = {"Accept-Encoding": "identity"}
        raise RequestProblem(415, "content_encoding", "Compressed body", detail, "send it uncompressed", headers=headers)
    kind, _, parameters = (ask.one("content-type") or "").lower().partition(";")
    charset = re.search(r"charset=\"?([a-z0-9_-]+)", parameters)
    if kind.strip() not in _TYPES or (charset and charset[1] not in ("utf-8", "utf8")):
        detail = f"a body of type {ask.one('content-type') or 'nothing'!r} is not taken"
        hint = "send Content-Type: application/json"
        raise RequestProblem(415, "unsupported_media_type", "Content type", detail, hint)


def too_large(limit: int) -> RequestProblem:
    """Say that a body is over the limit."""
    detail = f"bodies up to {limit:,} bytes are taken"
    return RequestProblem(413, "body_too_large", "Body too large", detail, "start with a larger --max-body", limit=limit)


class _Sender:
    """Adds the headers that every answer carries."""

    def __init__(self, send: Send, ask: Ask, allowed_origin: str | None) -> None:
        self._send = send
        self._fixed = dict(ALWAYS)
        self._fixed["content-security-policy"] = API_POLICY if ask.is_api else PAGE_POLICY
        if allowed_origin is not None:
            self._fixed["access-control-allow-origin"] = allowed_origin
            self._fixed["access-control-expose-headers"] = _EXPOSED_HEADERS
            self._fixed["cross-origin-resource-policy"] = "cross-origin"
        self._encoded = [(name.encode(), value.encode("latin-1")) for name, value in self._fixed.items()]

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *self._encoded]
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
