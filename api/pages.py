"""The pages: files of our own, with fixed types, and nothing of the data folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from os import PathLike, stat_result
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.answers import Packer
from api.assets import Asset, Assets, Snapshot
from api.comments import without_comments
from api.file_types import type_of
from api.operations import TEXT, Answer, Described, Operation, Parameter, file_operation
from api.page_assembly import Page, assemble
from api.policies import dashboard_policy, editor_policy
from api.problems import RequestProblem

STATIC = Path(__file__).parent.parent / "static"
CLIENT = STATIC / "client"
_PREFIX = "/assets/"
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"
_WORTH_PACKING = range(300, 8 << 20)
_OWN = ("dashboard/", "client/")
_MODULE = "text/javascript"
_WITHOUT_LIBRARIES = """\
<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Holdfast</title>
  <h1>Holdfast is running</h1>
  <p>The server, its API, the command line and the tools that use them work. Only this page cannot be shown yet: the
    browser libraries that it is made with are not here.</p>
  <p>In the folder of Holdfast, run <code>python3 build_hook.py</code> (it needs npm, which comes with Node.js), then
    load this page again.</p>
</html>
"""


class _Modules(StaticFiles):
    """The SDK's modules, which import each other and so have to be of one version."""

    def file_response(
        self, full_path: PathLike[str] | str, stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Let browsers ask each time whether they have the current one."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        answer.headers["Cache-Control"] = _ASK_AGAIN
        return answer


@dataclass(frozen=True, slots=True)
class _Made:
    """A page as it was made of one version of the files."""

    version: str
    page: Page


class Pages:
    """The dashboard and what belongs to it, from one folder."""

    def __init__(self, static: Path) -> None:
        """Serve the pages in `static`."""
        self._static = static
        self._assets = Assets(static)
        self._packer = Packer(level=9, worth=_WORTH_PACKING)
        self._made: dict[str, _Made] = {}
        self._bare: dict[str, bytes] = {}

    async def first_page(self, request: Request) -> Response:
        """Return the dashboard."""
        return await run_in_threadpool(self._page, request, "index.html", dashboard_policy)

    async def editor_frame(self, request: Request) -> Response:
        """Return the page that the dashboard shows in a frame, with the JSON editor in it."""
        return await run_in_threadpool(self._page, request, "editor-frame.html", editor_policy)

    async def load_asset(self, request: Request) -> Response:
        """Return a file of the pages, for ever if it is of the version that is asked for."""
        return await run_in_threadpool(self._asset, request)

    async def icon(self, _: Request) -> Response:
        """Return the icon that browsers ask for by themselves."""
        return FileResponse(self._static / "dashboard" / "icon.svg", media_type="image/svg+xml")

    def _page(self, request: Request, name: str, policy: Callable[[Sequence[str]], str]) -> Response:
        page = self._assembled(f"dashboard/{name}", self._assets.look())
        text = (_WITHOUT_LIBRARIES if page.missing else page.text).encode()
        headers = {"Cache-Control": _ASK_AGAIN, "Content-Security-Policy": policy(page.inline)}
        return self._answer(request, text, hashlib.sha256(text).hexdigest(), headers, "text/html")

    def _assembled(self, name: str, snapshot: Snapshot) -> Page:
        made = self._made.get(name)
        if made is None or made.version != snapshot.version:
            page = assemble(self._text(name), _PREFIX + snapshot.version, snapshot.files, self._text)
            made = self._made[name] = _Made(snapshot.version, page)
            self._bare.clear()
        return made.page

    def _text(self, name: str) -> str:
        return (self._static / name).read_text(encoding="utf-8")

    def _asset(self, request: Request) -> Response:
        version, name = request.path_params["version"], request.path_params["path"]
        found = self._assets.load(version, name)
        if found is None:
            raise RequestProblem(404, "not_found", "Not found", f"the pages have no file {name!r}")
        headers = {"Cache-Control": _FOR_EVER if found.is_of_version else _ASK_AGAIN}
        kind = type_of(name)
        content = self._without_comments(found) if kind == _MODULE and name.startswith(_OWN) else found.content
        return self._answer(request, content, found.digest, headers, kind)

    def _without_comments(self, module: Asset) -> bytes:
        known = self._bare.get(module.digest)
        if known is None:
            known = self._bare[module.digest] = without_comments(module.content.decode()).encode()
        return known

    def _answer(self, request: Request, content: bytes, digest: str, headers: dict[str, str], kind: str) -> Response:
        etag = f'"sha256-{digest}"'
        headers["ETag"] = etag
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        packed, more = self._packer.pack(request, digest, content)
        return Response(packed, headers=headers | more, media_type=kind)


_KNOWN = Answer("The content is known", headers=("ETag", "Cache-Control"))
_SENT = ("ETag", "Cache-Control", "Content-Encoding", "Content-Security-Policy")


def _operation(summary: str, kind: str, problems: tuple[str, ...] = (), description: str = "") -> Operation:
    answers = {200: Answer("The file", TEXT, kind, headers=_SENT), 304: _KNOWN}
    known = Parameter("If-None-Match", "The content that is known, as `ETag` named it.", TEXT, "header")
    return Operation(summary, answers, problems, [known], tag="pages", description=description)


def routes_on(static: Path) -> list[BaseRoute]:
    """Return the routes of the pages that are in a folder."""
    pages = Pages(static)
    return [
        Described("GET", "/", pages.first_page, _operation("Show the first page", "text/html")),
        Described("GET", "/editor-frame", pages.editor_frame, _operation("Show the frame of the editor", "text/html")),
        Described("GET", "/favicon.ico", pages.icon, file_operation("Show the icon", "image/svg+xml")),
        Described(
            "GET",
            "/assets/{version}/{path:path}",
            pages.load_asset,
            _operation(
                "Load a file of the dashboard, the SDK or a library",
                "*/*",
                ("not_found",),
                "The version is a hash of all these files; the page names the current one. Under it a browser may keep "
                "a file for ever. Under any other version the current file is sent, to be asked for each time.",
            ),
        ),
        Mount("/dashboard", StaticFiles(directory=static / "dashboard", check_dir=False)),
        Mount("/client", _Modules(directory=static / "client", check_dir=False)),
    ]


routes = routes_on(STATIC)
