"""The application: routes, the guard in front, and one way from every error to an answer."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api import backups, health, pages, projects, transfer
from api.context import Context
from api.guard import Guard
from api.options import Options
from api.problems import Problem, RequestProblem, problem_response, response_for
from kinds import generic
from storage.errors import StorageError
from storage.history import History
from storage.index import Index
from storage.others import OtherFiles
from storage.recovery import recover
from storage.store import Store

log = logging.getLogger("holdfast")


def create_app(store: Store, options: Options) -> Starlette:
    """Return the application that serves `store`; it closes the store when it stops."""
    mimetypes.add_type("text/javascript", ".js")  # the Windows registry can say text/plain
    index = Index(store.fs, store.layout, store.settings, generic.describe)
    app = Starlette(
        routes=[*projects.routes, *backups.routes, *transfer.routes, *health.routes, *pages.routes],
        middleware=[Middleware(Guard, options=options)],
        exception_handlers={
            RequestProblem: _answer_request_problem,
            StorageError: _answer_storage_error,
            HTTPException: _answer_http_exception,
            ClientDisconnect: _answer_nobody,
            Exception: _answer_fault,
        },
        lifespan=_lifespan,
    )
    app.state.context = Context(store, History(store), index, OtherFiles(store), options)
    app.state.options = options
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    at: Context = app.state.context
    for leftover in recover(at.store):
        log.warning("left by a crash: %s %s %s", leftover.path.name, leftover.action, leftover.backup or "")
    yield
    at.store.close()
    at.index.store()


async def _answer_request_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestProblem)
    return problem_response(error.problem, error.detail, error.facts, error.headers)


async def _answer_storage_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, StorageError)
    answer = response_for(error)
    if answer.status_code >= 500:
        log.error("%s", error.detail)
    return answer


async def _answer_http_exception(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "bad_request")
    problem = Problem(error.status_code, code, str(error.detail), "see docs/api.md")
    return problem_response(problem, str(error.detail), {}, dict(error.headers or {}))


async def _answer_nobody(request: Request, _: Exception) -> Response:
    """Log that a client went away while it was sending; nothing was written."""
    log.info("%s %s: the client went away before the body was complete", request.method, request.url.path)
    return Response(status_code=400)


async def _answer_fault(_: Request, error: Exception) -> Response:
    problem = Problem(500, "internal", "Something went wrong", "see the server's log; nothing was saved")
    return problem_response(problem, type(error).__name__, {})
