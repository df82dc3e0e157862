"""Who may ask, and from where: the checks that every request passes, in their order, on the raw scope.

Only a Host allow-list stops DNS rebinding, and only Origin and Sec-Fetch-Site stop the other pages of the operator's
browser (Ollama CVE-2024-28224, Vite CVE-2025-24010, MCP CVE-2025-66414 did without).
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from typing import NamedTuple

from starlette.types import Scope

from api.options import Options
from api.problems import RequestProblem

MERGE_PATCH = "application/merge-patch+json"
_PATCH_TYPES = (MERGE_PATCH, "application/json-patch+json")
_TYPES = ("application/json",)
_UPLOADS = ("application/zip", "application/x-zip-compressed", "text/csv")
_PROJECT_PATHS = b"/api/projects/"
APPS = "/apps/"
DROP_INS = "/local-storage/"
_PAGES = ("/", "/favicon.ico", "/editor-frame")
_PAGE_FILES = ("/assets/", "/dashboard/", "/client/", APPS)
_SAFE_PATH = re.compile(rb"[A-Za-z0-9/_.:~+=,@-]*")
_ORIGIN = re.compile(r"https?://[^/?#]+")
_READS = ("GET", "HEAD")
_WRITES = ("PUT", "POST", "PATCH")


class Ask(NamedTuple):
    """What the guard looks at in a request."""

    method: str
    path: str
    raw_path: bytes
    headers: dict[str, list[str]]
    address: str
    port: int

    def one(self, name: str) -> str | None:
        """Return a header's value if the request has it."""
        values = self.headers.get(name)
        return values[0] if values else None

    @property
    def is_api(self) -> bool:
        """Whether the request is for data and not for a page."""
        return not (self.path in _PAGES or self.path.startswith(_PAGE_FILES))

    @property
    def is_app(self) -> bool:
        """Whether the request is for a page or another file of an app."""
        return self.path.startswith(APPS)

    @property
    def is_drop_in(self) -> bool:
        """Whether the request is for a script that holds a project."""
        return self.path.startswith(DROP_INS)

    @property
    def is_document(self) -> bool:
        """Whether the request is for a project itself, and not for something of it."""
        return self.raw_path.startswith(_PROJECT_PATHS) and self.path.rstrip("/").count("/") == 3

    @property
    def is_picture(self) -> bool:
        """Whether the request is for a picture out of a document."""
        return self.raw_path.startswith(_PROJECT_PATHS) and self.path.endswith("/picture") and self.path.count("/") == 4

    @property
    def referrer(self) -> str | None:
        """The origin of the page that asks, as far as its address is sent."""
        found = _ORIGIN.match(self.one("referer") or "")
        return found[0] if found else None


def ask_of(scope: Scope) -> Ask:
    """Take from a scope what the guard looks at."""
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    address, port = scope.get("server") or ("", None)
    raw_path = scope.get("raw_path") or scope["path"].encode()
    return Ask(scope["method"], scope["path"], raw_path, headers, address, port or 0)


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
    if ask.is_drop_in:
        _check_inclusion(ask, options, own=own)
    else:
        _check_site(ask, own=own)
    _check_token(ask, options)
    _check_path(ask)
    _check_body_head(ask, options)
    return False


def own_hosts(port: int, options: Options) -> set[str]:
    """Return the values of Host under which the server answers."""
    hosts = {f"localhost:{port}", f"127.0.0.1:{port}", f"[::1]:{port}", *options.hosts}
    return hosts | {host.rsplit(":", 1)[0] for host in hosts} if port == 80 else hosts


def _check_host(ask: Ask, options: Options) -> None:
    hosts = ask.headers.get("host", [])
    if len(hosts) == 1 and hosts[0].lower() in own_hosts(ask.port, options):
        return
    detail = f"this server answers only as http://localhost:{ask.port} and http://127.0.0.1:{ask.port}"
    hint = "open the address that the server printed, or start it with --allow-host NAME:PORT for each further name"
    raise RequestProblem(421, "bad_host", "Wrong host", detail, hint)


def _check_origin(ask: Ask, options: Options) -> bool:
    """Say whether a present Origin is the server's own or an allowed one."""
    origins = ask.headers.get("origin")
    if origins is None:
        return False
    origin = origins[0]
    if len(origins) == 1 and origin == own_origin(ask):
        return True
    if len(origins) == 1 and is_allowed(origin, options):
        return True
    hint = f"start the server with --allow-origin {origin}" if origin != "null" else "open the page over http instead"
    detail = f"pages of {origin!r} may not use this server"
    raise RequestProblem(403, "origin_not_allowed", "Origin not allowed", detail, hint)


def own_origin(ask: Ask) -> str:
    """Return the origin of the server's own pages, under the name by which it is asked."""
    return f"http://{ask.headers['host'][0].lower()}"


def is_allowed(origin: str, options: Options) -> bool:
    """Say whether the operator named an origin; `null` is every file and every sandboxed page, so it needs a token."""
    return origin in options.allow_origins and (origin != "null" or options.token is not None)


def names_allowed_page(ask: Ask, options: Options) -> bool:
    """Say whether a request comes from a page of an allowed origin, by Origin, or by Referer where that is not sent."""
    origin = ask.one("origin") or ask.referrer
    return origin is not None and is_allowed(origin, options)


def _check_inclusion(ask: Ask, options: Options, *, own: bool) -> None:
    """Let a script with a project in it pass only into pages that may read it; including it needs no CORS.

    A page cannot forge Referer, only leave it out. Where a browser says nothing of the page at all it is refused: any
    page can bring an older browser to that, and programs have `/api/projects`.
    """
    site, target = ask.one("sec-fetch-site"), ask.one("sec-fetch-dest")
    if target not in (None, "script"):
        detail, hint = f"the drop-in is a script, and not served as {target}", "name it in the src of a script element"
        raise RequestProblem(403, "cross_site", "Only for inclusion", detail, hint)
    is_near = own or names_allowed_page(ask, options)
    if site in ("same-origin", "none") or is_near or (site is None and ask.referrer == own_origin(ask)):
        return
    page = ask.one("origin") or ask.referrer
    where = f"a page of {page}" if page else "a page that does not say where it is from"
    hint = f"start the server with --allow-origin {page}" if page else "let the page send its address (Referrer-Policy)"
    raise RequestProblem(403, "cross_site", "Other site", f"{where} may not include this project", hint)


def _check_site(ask: Ask, *, own: bool) -> None:
    site = ask.one("sec-fetch-site")
    target = ask.one("sec-fetch-dest")
    if site is not None and site not in ("same-origin", "none") and not own:
        is_link = ask.method in _READS and ask.one("sec-fetch-mode") == "navigate" and target == "document"
        if not is_link or ask.is_api:
            detail = f"the request comes from another site's page ({site})"
            raise RequestProblem(403, "cross_site", "Other site", detail, "open the server's own page")
    is_shown = ask.is_picture and target == "image"  # by a page that may ask, as was looked at above
    if ask.is_api and target not in (None, "empty") and not is_shown and not _is_download(ask, target, site):
        detail = f"data is not served as {target}"
        raise RequestProblem(403, "cross_site", "Not for inclusion", detail, "fetch it by script")


def _is_download(ask: Ask, target: str | None, site: str | None) -> bool:
    """Let the operator follow a link to data by hand: typed, or clicked on our own page."""
    return target == "document" and site in ("none", "same-origin") and ask.method in _READS


def _check_token(ask: Ask, options: Options) -> None:
    if options.token is None and (ask.is_api or ask.is_app) and ask.path != "/health":
        _check_near(ask)
    if options.token is None or not ask.is_api or ask.is_drop_in or ask.path == "/health":
        return  # a script element can show no token; with one the drop-in holds no data
    shown = ask.one("authorization") or ""
    given = shown[7:] if shown[:7].lower() == "bearer " else ask.one("x-token") or ""
    if not hmac.compare_digest(given.encode("latin-1"), options.token.encode()):
        detail = "the request shows no token, or a wrong one"
        hint = "open the address with #token=… that the server printed, or send Authorization: Bearer …"
        raise RequestProblem(401, "unauthorized", "Token needed", detail, hint, headers={"WWW-Authenticate": "Bearer"})


def _check_near(ask: Ask) -> None:
    """Refuse other machines where there is no token, however the server was started."""
    try:
        near = ipaddress.ip_address(ask.address.partition("%")[0]).is_loopback
    except ValueError:
        near = True  # a Unix socket, which has permissions of its own
    if not near:
        detail = f"data is not served at {ask.address} without a token"
        hint = "start the server with --token auto, or on 127.0.0.1"
        raise RequestProblem(401, "unauthorized", "Token needed", detail, hint, headers={"WWW-Authenticate": "Bearer"})


def _check_path(ask: Ask) -> None:
    if _SAFE_PATH.fullmatch(ask.raw_path) and b".." not in ask.raw_path:
        return
    if ask.raw_path.startswith(APPS.encode()):
        return  # an operator's files have any names; api.app_folders looks at each part of them
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
        hint = "send it uncompressed"
        raise RequestProblem(415, "content_encoding", "Compressed body", detail, hint, headers=headers)
    kind, _, parameters = (ask.one("content-type") or "").lower().partition(";")
    charset = re.search(r"charset=\"?([a-z0-9_-]+)", parameters)
    types = _types_at(ask)
    if kind.strip() not in types or (charset and charset[1] not in ("utf-8", "utf8")):
        detail = f"a body of type {ask.one('content-type') or 'nothing'!r} is not taken"
        hint = f"send Content-Type: {' or '.join(types)}"
        raise RequestProblem(415, "unsupported_media_type", "Content type", detail, hint)


def _types_at(ask: Ask) -> tuple[str, ...]:
    """Return what a body may be; no type that a foreign page can send without asking first is among them."""
    if ask.path == "/api/import":
        return (*_TYPES, *_UPLOADS)
    return _PATCH_TYPES if ask.method == "PATCH" and ask.is_document else _TYPES


def too_large(limit: int) -> RequestProblem:
    """Say that a body is over the limit."""
    detail, hint = f"bodies up to {limit:,} bytes are taken", "start with a larger --max-body"
    return RequestProblem(413, "body_too_large", "Body too large", detail, hint, limit=limit)
