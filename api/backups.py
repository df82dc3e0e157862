"""`/api/projects/{id}/backups`, `/diff`, `/restore` and `/api/trash`: the kept versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.answers import json_answer, saved_answer
from api.body import read_fields, text_field
from api.conditions import not_modified, precondition, source_of
from api.context import context, existing_id
from api.problems import RequestProblem
from storage.errors import DocumentError, FileBroken

_LONGEST_LABEL = 200
_T = TypeVar("_T")


async def list_backups(request: Request) -> Response:
    """List the kept versions of a project, newest first."""
    found = await run_in_threadpool(context(request).history.backups, existing_id(request))
    return json_answer({"backups": found})


async def load_backup(request: Request) -> Response:
    """Return the bytes of a kept version; it never changes, so that a browser may keep it, unlike the current one."""
    history = context(request).history
    name = request.path_params["name"]
    content, etag = await run_in_threadpool(history.version, existing_id(request), name)
    caching = "no-cache" if name == "current" else "private, max-age=31536000, immutable"
    headers = {"ETag": f'"{etag}"', "Cache-Control": caching}
    if not_modified(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="application/json")


async def make_save_point(request: Request) -> Response:
    """Pin the current version under a label."""
    label = text_field(await read_fields(request), "label", required=False).strip()
    if len(label) > _LONGEST_LABEL or any(ord(character) < ord(" ") for character in label):
        detail = f"a label is one line of at most {_LONGEST_LABEL} characters"
        raise RequestProblem(422, "bad_request", "Bad label", detail, field="label")
    made = await run_in_threadpool(context(request).history.pin, existing_id(request), label)
    return json_answer(made, 201)


async def compare(request: Request) -> Response:
    """Return the structural difference of two versions."""
    earlier = request.query_params.get("from")
    later = request.query_params.get("to", "current")
    if not earlier:
        detail = "'from' has to name a version: a backup's name, an etag, or current"
        raise RequestProblem(400, "bad_request", "Bad query", detail, parameter="from")
    history = context(request).history
    return json_answer(await _of_kept_text(history.compare, existing_id(request), earlier, later))


async def restore(request: Request) -> Response:
    """Put a kept version back, whole or in parts."""
    fields = await read_fields(request)
    name = text_field(fields, "backup")
    paths = _paths(fields)
    history = context(request).history
    project, asked = existing_id(request), precondition(request)
    saved = await _of_kept_text(history.restore, project, name, paths, asked, source_of(request))
    return saved_answer(saved, restored=name, replaced=saved.kept)


async def list_trash(request: Request) -> Response:
    """List deleted projects, latest first."""
    return json_answer({"projects": await run_in_threadpool(context(request).trash.all)})


async def _of_kept_text(work: Callable[..., _T], *given: object) -> _T:
    """Do what reads kept versions, and say so if one of them is broken: the request itself holds no document."""
    try:
        return await run_in_threadpool(work, *given)
    except DocumentError as problem:
        raise FileBroken(f"the kept version is broken: {problem.detail}", problem) from problem


def _paths(fields: dict[str, Any]) -> list[str] | None:
    paths = fields.get("paths")
    if paths is None:
        return None
    if not isinstance(paths, list) or not paths or not all(isinstance(path, str) for path in paths):
        detail = "'paths' has to be a list of JSON pointers, or absent to restore the whole document"
        raise RequestProblem(422, "bad_request", "Bad paths", detail, field="paths")
    return paths


routes = [
    Route("/api/projects/{id}/backups", list_backups, methods=["GET"]),
    Route("/api/projects/{id}/backups", make_save_point, methods=["POST"]),
    Route("/api/projects/{id}/backups/{name}", load_backup, methods=["GET"]),
    Route("/api/projects/{id}/diff", compare, methods=["GET"]),
    Route("/api/projects/{id}/restore", restore, methods=["POST"]),
    Route("/api/trash", list_trash, methods=["GET"]),
]
