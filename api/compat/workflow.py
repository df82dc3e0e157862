"""`/api/workflow/session/`: the sessions of the microfilm register, as its pages call them."""

from __future__ import annotations

import re
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.body import read_body
from api.context import context
from api.operations import TEXT, Answer, Body, Described, Operation, Parameter
from api.problems import RequestProblem
from kinds.microfilm import sessions
from kinds.microfilm.archive import Sessions
from storage import documents, numbers
from storage.errors import EmptyDocument

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}", re.ASCII)
_ROOT = "/api/workflow/session"


async def open_session(request: Request) -> Response:
    """Return the session of an archive order, and make it if there is none."""
    project, user = _name(request, "project"), _user(request)
    document, created = await run_in_threadpool(_sessions(request).open, project, user)
    return json_answer(sessions.shown(document, created=created))


async def update_session(request: Request) -> Response:
    """Put sections into a session; the others stay as they are."""
    session, user = _name(request, "session"), _user(request)
    update = sessions.read_update(await _fields(request))
    document = await run_in_threadpool(_sessions(request).update, session, user, update)
    return json_answer({"status": "success", "updated_fields": update.fields, "updated_at": document["updated_at"]})


async def clear_session(request: Request) -> Response:
    """Empty a session; what it held is kept as a backup."""
    session, user = _name(request, "session"), _user(request)
    await run_in_threadpool(_sessions(request).clear, session, user)
    return json_answer({"status": "success", "message": "Session cleared"})


async def migrate_session(request: Request) -> Response:
    """Take over what a browser held in its localStorage."""
    project, user = _name(request, "project"), _user(request)
    update = sessions.read_update(await _fields(request))
    document, skipped = await run_in_threadpool(_sessions(request).migrate, project, user, update)
    message = "LocalStorage data migrated successfully"
    said = {"status": "success", "message": message, "session_id": document["session_id"]}
    return json_answer({**said, "skipped": skipped} if skipped else said)


def _sessions(request: Request) -> Sessions:
    at = context(request)
    return Sessions(at.store, at.index.rows)


def _user(request: Request) -> str:
    user = request.headers.get("x-user", "").strip() or sessions.LOCAL_USER
    return user[:200]


def _name(request: Request, part: str) -> str:
    name: str = request.path_params[part]
    if not _NAME.fullmatch(name):
        detail = f"{name!r} is no {part}"
        raise RequestProblem(404, "not_found", "Not found", detail, "use letters, digits, _, . and -")
    return name


async def _fields(request: Request) -> Any:
    body = await read_body(request)
    if not body.strip():
        raise EmptyDocument("the body is empty")
    return numbers.loads(documents.read_part(body))


_WHO = Parameter("X-User", "whose session; `local` without one", TEXT, where="header")
_TAG = "older tools"
_SAVING = (
    "json_syntax",
    "not_an_object",
    "not_found",
    "no_such_project",
    "contract_broken",
    "file_broken",
    "disk_full",
)
_OPEN = Operation(
    "Open the session of an archive order",
    {200: Answer("Every section; `created` says whether it was made now", "Session")},
    problems=("not_found", "file_broken", "file_busy"),
    parameters=[_WHO],
    tag=_TAG,
)
_UPDATE = Operation(
    "Put sections into a session",
    {200: Answer("Which sections were taken", "SessionUpdated")},
    problems=_SAVING,
    parameters=[_WHO],
    body=Body(schema={"type": "object"}),
    tag=_TAG,
)
_CLEAR = Operation(
    "Empty a session",
    {200: Answer("It is empty; what it held is pinned", "SessionStatus")},
    problems=_SAVING,
    parameters=[_WHO],
    body=Body(schema={"type": "object"}, required=False),
    tag=_TAG,
)
_MIGRATE = Operation(
    "Take over what a browser held",
    {200: Answer("It was taken over; sections with newer content are named in `skipped`", "SessionStatus")},
    problems=_SAVING,
    parameters=[_WHO],
    body=Body(schema={"type": "object"}),
    tag=_TAG,
)
routes = [
    Described(method, path + slash, endpoint, operation)
    for method, path, endpoint, operation in (
        ("GET", _ROOT + "/{project}", open_session, _OPEN),
        ("PATCH", _ROOT + "/{session}/update", update_session, _UPDATE),
        ("POST", _ROOT + "/{session}/clear", clear_session, _CLEAR),
        ("POST", _ROOT + "/{project}/migrate", migrate_session, _MIGRATE),
    )
    for slash in ("/", "")
]
