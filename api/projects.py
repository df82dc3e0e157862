"""`/api/projects`: list, load, save and delete projects."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import Packer, json_answer, saved_answer, version_headers
from api.body import read_body
from api.checks import MERGE_PATCH
from api.codes import CURRENT, SAVING
from api.conditions import not_modified, precondition, source_of, terms_of
from api.context import Context, context, existing_id
from api.headers import (
    CLIENT,
    CREATES,
    FORCE,
    IF_MATCH,
    KNOWN_VERSION,
    REPLACES_BROKEN,
    SAVED_HEADERS,
    TERMS,
    VERSION_HEADERS,
)
from api.listing import shown_row
from api.operations import COUNT, TEXT, Answer, Body, Described, Operation, Parameter
from api.queries import ORDER, number, one_of
from storage.edits import patch
from storage.names import check_id

_SORTS = {
    "savedAt": lambda row: row.saved_at_ns,
    "id": lambda row: row.id,
    "name": lambda row: (row.name.casefold(), row.id),
    "size": lambda row: row.size,
}
_DESCENDING = ("savedAt", "size")
_PAGE = 500
_packer = Packer()


async def list_projects(request: Request) -> Response:
    """List projects, filtered, sorted and paged."""
    return json_answer(await run_in_threadpool(_listed, context(request), dict(request.query_params)))


async def load_project(request: Request) -> Response:
    """Return a project's document as it stands on disk."""
    project = existing_id(request)
    at = context(request)
    current = at.store.versions.known(project)
    if current is None or current.problem is not None:
        current = await run_in_threadpool(at.store.load, project)
    else:
        at.store.housekeeper.saw(project, current.etag)
    headers = version_headers(current.glance, at.index.kind_of(project, current))
    if not_modified(request, current.etag):
        return Response(status_code=304, headers=headers)
    text = current.text
    body, packing = _packer.pack(request, current.etag, text)
    return Response(body, headers=headers | packing, media_type="application/json")


async def save_project(request: Request) -> Response:
    """Save a whole document."""
    project = request.path_params["id"]
    check_id(project)
    asked, terms = precondition(request), terms_of(request)
    body = await read_body(request)
    saved = await run_in_threadpool(context(request).store.save, project, body, asked, "save", terms)
    return saved_answer(saved)


async def patch_project(request: Request) -> Response:
    """Save what a merge patch or a JSON patch makes of a version."""
    project = existing_id(request)
    merge = request.headers["content-type"].lower().startswith(MERGE_PATCH)
    asked, terms = precondition(request), terms_of(request)
    body = await read_body(request)
    store = context(request).store
    saved = await run_in_threadpool(patch, store, project, body, merge=merge, asked=asked, terms=terms)
    return saved_answer(saved)


async def delete_project(request: Request) -> Response:
    """Move a project to the trash."""
    project = existing_id(request)
    kept = await run_in_threadpool(context(request).trash.delete, project, precondition(request), source_of(request))
    return json_answer({"id": project, "backup": str(kept.name)})


def _listed(at: Context, query: dict[str, str]) -> dict[str, Any]:
    rows = at.index.rows()
    if kind := query.get("kind"):
        rows = [row for row in rows if row.kind == kind]
    if state := query.get("state"):
        rows = [row for row in rows if row.state == state]
    if wanted := query.get("q", "").casefold():
        rows = [row for row in rows if wanted in row.name.casefold() or wanted in row.id]
    sort = one_of(query, "sort", _SORTS, "savedAt")
    order = one_of(query, "order", ORDER, "desc" if sort in _DESCENDING else "asc")
    rows.sort(key=_SORTS[sort], reverse=order == "desc")
    offset, limit = number(query, "offset", 0), number(query, "limit", _PAGE)
    shown = [shown_row(row, at.store.backups.count(row.id)) for row in rows[offset : offset + limit]]
    return {"projects": shown, "total": len(rows), "otherFiles": at.others.all()}


_STATES = ("ok", "broken", "invalid", "too_large", "unreadable")
_STALE = ("stale_base", "base_unknown", "precondition_required", "409 file_broken", "contract_broken")
_JSON_PATCH = "application/json-patch+json"
routes = [
    Described(
        "GET",
        "/api/projects",
        list_projects,
        Operation(
            "List the projects, and files that are none yet",
            {200: Answer("One page", "Projects")},
            problems=("bad_request", "file_permission", "io_error"),
            parameters=[
                Parameter("q", "Text that has to occur in the name or the id.", TEXT),
                Parameter("kind", "Kind of project.", TEXT),
                Parameter("state", "State of the file.", {"enum": list(_STATES)}),
                Parameter("sort", "What to sort by; `savedAt` without one.", {"enum": list(_SORTS)}),
                Parameter("order", "Times and sizes begin with the highest.", {"enum": list(ORDER)}),
                Parameter("offset", "How many to leave out first.", COUNT),
                Parameter("limit", f"How many to return; {_PAGE} without one.", COUNT),
            ],
        ),
    ),
    Described(
        "GET",
        "/api/projects/{id}",
        load_project,
        Operation(
            "Load a project as it stands on disk",
            {
                200: Answer("The document", "Document", headers=(*VERSION_HEADERS, "Content-Encoding")),
                304: Answer("The version is known", headers=VERSION_HEADERS),
            },
            problems=CURRENT,
            parameters=[KNOWN_VERSION],
        ),
    ),
    Described(
        "PUT",
        "/api/projects/{id}",
        save_project,
        Operation(
            "Save a whole document",
            {
                200: Answer("It is saved, merged, or was there already", "Saved", headers=SAVED_HEADERS),
                201: Answer("A project was made", "Saved", headers=SAVED_HEADERS),
            },
            problems=("bad_id", "no_such_project", "project_exists", *_STALE),
            parameters=[IF_MATCH, CREATES, REPLACES_BROKEN, FORCE, *TERMS],
            body=Body(example={"title": "Dawn"}),
            description="`If-None-Match: *` makes a project, `If-Match` saves over the version that it names.",
        ),
    ),
    Described(
        "PATCH",
        "/api/projects/{id}",
        patch_project,
        Operation(
            "Save a change of a document",
            {200: Answer("It is saved, merged, or was there already", "Saved", headers=SAVED_HEADERS)},
            problems=("no_such_project", "no_such_backup", "patch_failed", "bad_pointer", "project_exists", *_STALE),
            parameters=[IF_MATCH, FORCE, *TERMS],
            body=Body(
                (MERGE_PATCH, _JSON_PATCH), "MergePatch", others={_JSON_PATCH: "JsonPatch"}, example={"title": "Dusk"}
            ),
            description="The patch is applied to the version that `If-Match` names, without one to the current.",
        ),
    ),
    Described(
        "DELETE",
        "/api/projects/{id}",
        delete_project,
        Operation(
            "Move a project to the trash",
            {200: Answer("Its content is kept as a backup", "Deleted")},
            problems=("no_such_project", "precondition_required", "stale_base", *SAVING),
            parameters=[IF_MATCH, FORCE, CLIENT],
        ),
    ),
]
