"""`/api/projects/{id}/backups`, `/restore` and `/api/trash`: the kept versions."""

from __future__ import annotations

from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer, saved_answer
from api.body import read_fields, text_field
from api.codes import CURRENT, KEPT, LOADING, SAVING
from api.comparing import of_kept_text
from api.conditions import not_modified, precondition, source_of
from api.context import context, existing_id
from api.headers import CLIENT, FORCE, IF_MATCH, KNOWN_VERSION, SAVED_HEADERS
from api.operations import Answer, Body, Described, Operation
from api.problems import RequestProblem
from storage import pinning

_LONGEST_LABEL = 200


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
    label = _label(await read_fields(request))
    made = await run_in_threadpool(context(request).history.pin, existing_id(request), label)
    return json_answer(made, 201)


async def mark_backup(request: Request) -> Response:
    """Pin a kept version, let go of it again, or give it another label."""
    fields = await read_fields(request)
    pinned = _pinned(fields)
    label = None if "label" not in fields else "" if fields["label"] is None else _label(fields)
    if pinned is None and label is None:
        detail = "the body has to hold 'pinned', 'label' or both"
        raise RequestProblem(422, "bad_request", "Missing field", detail, field="pinned")
    project, name, store = existing_id(request), request.path_params["name"], context(request).store
    marked = await run_in_threadpool(partial(pinning.marked, store, project, name, pinned=pinned, label=label))
    return json_answer(await run_in_threadpool(store.backups.describe, marked))


async def restore(request: Request) -> Response:
    """Put a kept version back, whole or in parts."""
    fields = await read_fields(request)
    name = text_field(fields, "backup")
    paths = _paths(fields)
    history = context(request).history
    project, asked = existing_id(request), precondition(request)
    saved = await of_kept_text(history.restore, project, name, paths, asked, source_of(request))
    return saved_answer(saved, restored=name, replaced=saved.kept)


async def list_trash(request: Request) -> Response:
    """List deleted projects, latest first."""
    return json_answer({"projects": await run_in_threadpool(context(request).trash.all)})


def _label(fields: dict[str, Any]) -> str:
    label = text_field(fields, "label", required=False).strip()
    if len(label) > _LONGEST_LABEL or any(ord(character) < ord(" ") for character in label):
        detail = f"a label is one line of at most {_LONGEST_LABEL} characters"
        raise RequestProblem(422, "bad_request", "Bad label", detail, field="label")
    return label


def _pinned(fields: dict[str, Any]) -> bool | None:
    pinned = fields.get("pinned")
    if pinned is not None and not isinstance(pinned, bool):
        raise RequestProblem(422, "bad_request", "Bad field", "'pinned' has to be true or false", field="pinned")
    return pinned


def _paths(fields: dict[str, Any]) -> list[str] | None:
    paths = fields.get("paths")
    if paths is None:
        return None
    if not isinstance(paths, list) or not paths or not all(isinstance(path, str) for path in paths):
        detail = "'paths' has to be a list of JSON pointers, or absent to restore the whole document"
        raise RequestProblem(422, "bad_request", "Bad paths", detail, field="paths")
    return paths


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
            problems=KEPT,
            parameters=[KNOWN_VERSION],
            tag="versions",
        ),
    ),
    Described(
        "PATCH",
        "/api/projects/{id}/backups/{name}",
        mark_backup,
        Operation(
            "Pin a kept version, or label it",
            {200: Answer("The version, under the name that it has now", "Backup")},
            problems=("no_such_project", "no_such_backup", *_FIELDS, *SAVING),
            body=Body(schema="Mark", example={"pinned": True, "label": "before the cut"}),
            tag="versions",
            description="Only its name and label change, never its content. One that is no longer pinned is thinned "
            "like any other from then on. The name that it had before still leads to it.",
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
            problems=(*KEPT, *_FIELDS, "bad_pointer", "precondition_required", "stale_base", *SAVING),
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
