"""`/api/projects/{id}/backups`, `/diff`, `/restore` and `/api/trash`: the kept versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer, saved_answer
from api.body import read_fields, text_field
from api.codes import CURRENT, LOADING, SAVING
from api.conditions import not_modified, precondition, source_of
from api.context import context, existing_id
from api.headers import CLIENT, FORCE, IF_MATCH, KNOWN_VERSION, SAVED_HEADERS
from api.operations import TEXT, Answer, Body, Described, Operation, Parameter
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


_KEPT = ("no_such_backup", *CURRENT)
_FIELDS = ("json_syntax", "422 bad_request")
routes = [
    Described(
        "GET",
        "/api/projects/{id}/backups",
        list_backups,
        Operation(
            "List the kept versions of a project",
            {200: Answer("Newest first; also of a deleted project", "Backups")},
            problems=("no_such_project", *LOADING),
            tag="versions",
        ),
    ),
    Described(
        "POST",
        "/api/projects/{id}/backups",
        make_save_point,
        Operation(
            "Pin the current version",
            {201: Answer("The save point", "Backup")},
            problems=(*CURRENT, *_FIELDS, *SAVING),
            body=Body(schema="Label", required=False, example={"label": "before the cut"}),
            tag="versions",
        ),
    ),
    Described(
        "GET",
        "/api/projects/{id}/backups/{name}",
        load_backup,
        Operation(
            "Load a kept version",
            {
                200: Answer("Its bytes, which need not be JSON", {}, headers=("ETag", "Cache-Control")),
                304: Answer("The version is known", headers=("ETag", "Cache-Control")),
            },
            problems=_KEPT,
            parameters=[KNOWN_VERSION],
            tag="versions",
        ),
    ),
    Described(
        "GET",
        "/api/projects/{id}/diff",
        compare,
        Operation(
            "Compare two versions",
            {200: Answer("What changed", "Difference")},
            problems=(*_KEPT, "bad_request"),
            parameters=[
                Parameter(
                    "from",
                    "The earlier one: a backup's name, an etag, or `current`.",
                    TEXT,
                    required=True,
                    example="current",
                ),
                Parameter("to", "The later one; `current` without one.", TEXT),
            ],
            tag="versions",
            description="Items of lists are matched by their `id`.",
        ),
    ),
    Described(
        "POST",
        "/api/projects/{id}/restore",
        restore,
        Operation(
            "Put a kept version back, or some values of it",
            {
                200: Answer("It is restored, or was there already", "Restored", headers=SAVED_HEADERS),
                201: Answer("A deleted project is back", "Restored", headers=SAVED_HEADERS),
            },
            problems=(*_KEPT, *_FIELDS, "bad_pointer", "precondition_required", "stale_base", *SAVING),
            parameters=[IF_MATCH, FORCE, CLIENT],
            body=Body(schema="Restore", example={"backup": "current"}),
            tag="versions",
            description="A restore is a save, so that another one undoes it; `replaced` names the backup that does.",
        ),
    ),
    Described(
        "GET",
        "/api/trash",
        list_trash,
        Operation(
            "List the deleted projects",
            {200: Answer("The latest deleted first", "Trash")},
            problems=("file_permission", "io_error"),
            tag="versions",
        ),
    ),
]
