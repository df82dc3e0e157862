"""The application: routes, the guard in front, and one way from every error to an answer."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match, Route

from api import (
    apps,
    backups,
    comparing,
    contracts,
    drop_in,
    events,
    exports,
    film_routes,
    health,
    imports,
    items,
    metrics,
    openapi,
    pages,
    pictures,
    projects,
    settings,
    transfer,
    verdicts,
)
from api.compat import jobs, workflow
from api.compat.shapes import Shapes
from api.context import Context
from api.daily import Daily, archiving, settling, thinning
from api.guard import Guard
from api.inside import Inside
from api.measuring import Measuring
from api.metrics import Metrics
from api.options import Options
from api.problems import Problem, RequestProblem, problem_response, response_for
from api.settling import Settler
from kinds.microfilm.archive import Sessions
from kinds.microfilm.film.office import FilmOffice
from kinds.registry import kinds_of
from storage.errors import StorageError
from storage.history import History
from storage.index import Index
from storage.others import OtherFiles
from storage.recovery import recover
from storage.store import Store
from storage.trash import Trash
from storage.usage import Usage
from storage.watch import Watcher

log = logging.getLogger("holdfast")
_DOCUMENTS = (projects, items, pictures, backups, comparing, settings, transfer, exports, imports, contracts, verdicts)
_OTHERS = (events, film_routes, jobs, workflow, health, metrics, openapi, drop_in, apps, pages)


def create_app(store: Store, options: Options) -> Starlette:
    """Return the application that serves `store`; it closes the store when it stops."""
    mimetypes.add_type("text/javascript", ".js")  # the Windows registry can say text/plain
    index = Index(store.fs, store.layout, store.settings, store.meaning, store.versions.known)
    figures = Metrics(store, index)
    store.observe = figures.observe
    app = Starlette(
        routes=[route for part in (*_DOCUMENTS, *_OTHERS) for route in part.routes],
        middleware=[Middleware(Shapes), Middleware(Measuring, metrics=figures), Middleware(Guard, options=options)],
        exception_handlers=_HANDLERS,
        lifespan=_lifespan,
    )
    app.state.watcher = Watcher(store, index)
    sessions, office = Sessions(store, index.rows), FilmOffice(store, index.rows)
    chores = [settling(office), archiving(sessions, options.session_days), thinning(store)]
    app.state.daily = Daily(chores)
    app.state.settler = Settler(store.events, office)
    kinds = kinds_of(store)
    inside, usage = Inside(store, kinds), Usage(store.layout)
    app.state.context = Context(
        store, kinds, History(store), index, OtherFiles(store), Trash(store), inside, office, options, usage
    )
    app.state.options = options
    app.state.metrics = figures
    app.state.told_of_policies = set()
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    at: Context = app.state.context
    for leftover in recover(at.store):
        log.warning("left by a crash: %s %s %s", leftover.path.name, leftover.action, leftover.backup or "")
    watcher: Watcher = app.state.watcher
    watcher.start()
    daily: Daily = app.state.daily
    daily.start()
    settler: Settler = app.state.settler
    settler.start()
    yield
    settler.close()
    daily.close()
    watcher.close()
    at.store.close()
    at.index.store()


async def _answer_request_problem(_: Request, error: RequestProblem) -> Response:
    return problem_response(error.problem, error.detail, error.facts, error.headers)


async def _answer_storage_error(request: Request, error: StorageError) -> Response:
    answer = response_for(error, reading=request.method in ("GET", "HEAD"))
    if answer.status_code >= 500:
        log.error("%s", error.detail)
    return answer


async def _answer_http_exception(request: Request, error: HTTPException) -> Response:
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "bad_request")
    problem = Problem(error.status_code, code, str(error.detail), "see docs/api.md")
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(_methods_at(request))
    return problem_response(problem, str(error.detail), {}, headers)


def _methods_at(request: Request) -> list[str]:
    """Return what an address can be asked for; the router knows of its first route only."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    found = [route.methods or set() for route in routes if route.matches(request.scope)[0] is not Match.NONE]
    return sorted(set().union(*found))


async def _answer_nobody(request: Request, _: ClientDisconnect) -> Response:
    """Log that a client went away while it was sending; nothing was written."""
    log.warning("%s %s: the client went away before the body was complete", request.method, request.url.path)
    return Response(status_code=400)


_HANDLERS: dict[Any, Any] = {
    RequestProblem: _answer_request_problem,
    StorageError: _answer_storage_error,
    HTTPException: _answer_http_exception,
    ClientDisconnect: _answer_nobody,
}
