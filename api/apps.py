"""`/apps/{name}/`: tools served from folders of the operator, with the drop-in put into their pages on the way."""

from __future__ import annotations

import hashlib
import logging
import stat
from dataclasses import replace
from email.utils import formatdate
from os import stat_result
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Receive, Scope, Send

from api.app_folders import INDEX, AppFolder, find, no_index, nothing_at, unreadable
from api.context import context
from api.file_types import type_of
from api.html_pages import charset_of, is_utf8, policies_in
from api.injecting import drop_in_tag, inject
from api.operations import Answer, Described, Operation, file_operation
from api.options import Options
from api.problems import RequestProblem

log = logging.getLogger("holdfast")
_PAGE = "text/html"
_TEXT = "text/"
_UTF8 = "; charset=utf-8"
_SAMPLE = 1 << 18
"""Bytes by which a text is told to be UTF-8; the last ones may cut a character."""
_LONGEST_CHARACTER = 4
_conditions = StaticFiles()
"""Used for nothing but its conditional requests."""


async def open_app(request: Request) -> Response:
    """Lead to the first page of an app, whose relative addresses need the slash at the end."""
    return _to_folder(request, _app_at(request).address)


async def load_app_file(request: Request) -> Response:
    """Return a file of an app; of a folder its first page."""
    answer = await run_in_threadpool(_load, request, _app_at(request), request.path_params["path"])
    known = answer.status_code == 200 and _conditions.is_not_modified(answer.headers, request.headers)
    return NotModifiedResponse(answer.headers) if known else answer


def _load(request: Request, app: AppFolder, path: str) -> Response:
    if b"%2f" in request.scope.get("raw_path", b"").lower():
        raise nothing_at(app, path)
    options = context(request).options
    found = find(app, path, options.data)
    try:
        if found.is_dir():
            if path and not path.endswith("/"):
                return _to_folder(request, f"{app.address}{path}/")
            return _answer(request, app, _first_page(app, path, options))
        if path.endswith("/"):
            raise nothing_at(app, path)
        return _answer(request, app, found)
    except PermissionError as error:
        raise unreadable(path) from error
    except OSError as error:
        raise nothing_at(app, path) from error


def _app_at(request: Request) -> AppFolder:
    name = request.path_params["app"]
    for app in context(request).options.apps:
        if app.name == name:
            return app
    hint = f"start the server with --app {name}=FOLDER"
    raise RequestProblem(404, "not_found", "Not found", f"no app is named {name!r}", hint)


def _to_folder(request: Request, path: str) -> Response:
    query = request.scope["query_string"].decode("latin-1")
    return Response(status_code=307, headers={"Location": quote(path) + (f"?{query}" if query else "")})


def _first_page(app: AppFolder, path: str, options: Options) -> Path:
    try:
        return find(app, path + INDEX, options.data)
    except RequestProblem as missing:
        raise (no_index(app, path) if missing.problem.status == 404 else missing) from missing


def _answer(request: Request, app: AppFolder, file: Path) -> Response:
    about = file.stat()
    if not stat.S_ISREG(about.st_mode):
        raise nothing_at(app, file.name)
    headers = {"Cache-Control": "no-cache", "Content-Type": type_of(file.name)}
    if headers["Content-Type"] == _PAGE:
        return _page(request, app, file, about, headers)
    with file.open("rb") as opened:  # also tells whether it may be read, before the answer begins
        begin = opened.read(_SAMPLE)
    if headers["Content-Type"].startswith(_TEXT) and _looks_like_utf8(begin):
        headers["Content-Type"] += _UTF8
    return FileResponse(file, headers=headers, stat_result=about)


def _looks_like_utf8(begin: bytes) -> bool:
    """Say whether a text is UTF-8; of any other a browser finds the encoding by the page that it belongs to."""
    cuts = range(_LONGEST_CHARACTER if len(begin) == _SAMPLE else 1)
    return any(is_utf8(begin[: len(begin) - cut]) for cut in cuts)


def _page(request: Request, app: AppFolder, file: Path, about: stat_result, headers: dict[str, str]) -> Response:
    page = file.read_bytes()
    charset = charset_of(page)
    headers["Content-Type"] += f"; charset={charset}" if charset else ""
    if not context(request).options.inject:
        return FileResponse(file, headers=headers, stat_result=about)
    headers["Vary"] = "Sec-Fetch-Dest"
    shown = inject(page, drop_in_tag(app.name), fetched=request.headers.get("sec-fetch-dest") == "empty")
    if shown == page:
        return FileResponse(file, headers=headers, stat_result=about)
    _tell_of_policies(request, app, file, page)
    headers["ETag"] = f'"sha256-{hashlib.sha256(shown).hexdigest()}"'
    headers["Last-Modified"] = formatdate(about.st_mtime, usegmt=True)
    headers["Accept-Ranges"] = "bytes"
    return _InParts(shown, headers) if "range" in request.headers else Response(shown, headers=headers)


def _tell_of_policies(request: Request, app: AppFolder, file: Path, page: bytes) -> None:
    told: set[Path] = request.app.state.told_of_policies
    if file in told or not policies_in(page):
        return
    told.add(file)
    log.warning(
        "app %s: %s sets a Content-Security-Policy, which may block what is saved: it has to allow 'self' in "
        "script-src and in connect-src",
        *(app.name, file.name),
    )


class _InParts(FileResponse):
    """A page of which parts are asked for; it is a file for that long, because Starlette cuts files only."""

    def __init__(self, page: bytes, headers: dict[str, str]) -> None:
        super().__init__("", headers=headers)
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with TemporaryDirectory(prefix="holdfast-page-") as folder:
            self.path = Path(folder) / INDEX
            self.path.write_bytes(self._page)
            await super().__call__(scope, receive, send)


_FILE = file_operation("Load a file of an app", "*/*", ("not_found", "file_permission"))
_MOVED = Answer("The folder is where Location says", headers=("Location",))
routes = [
    Described(
        "GET",
        "/apps/{app}",
        open_app,
        Operation("Go to the first page of an app", {307: _MOVED}, ("not_found",), tag="pages"),
    ),
    Described(
        "GET",
        "/apps/{app}/{path:path}",
        load_app_file,
        replace(
            _FILE,
            answers={**_FILE.answers, 307: _MOVED},
            description="Files of the folders that `serve --app NAME=FOLDER` names. The address of a folder is its "
            "`index.html`. A page has the drop-in as its first script, unless it is served with `--no-inject`.",
        ),
    ),
]
