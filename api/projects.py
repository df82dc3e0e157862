"""`/api/projects`: list, load, save and delete projects."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.answers import Packer, json_answer, saved_answer, version_headers
from api.body import read_body
from api.checks import MERGE_PATCH
from api.conditions import not_modified, precondition, source_of, terms_of
from api.context import Context, context, existing_id
from api.problems import TABLE
from api.queries import ORDER, number, one_of
from storage.index import Row
from storage.names import check_id, moment_of, timestamp

_SORTS = {
    "savedAt": lambda row: row.saved_at_ns,
    "id": lambda row: row.id,
    "name": lambda row: (row.name.casefold(), row.id),
    "size": lambda row: row.size,
}
_DESCENDING = ("savedAt", "size")
_PAGE = 500
_packer = Packer()
_CODES = {kind.__name__: problem.code for kind, problem in TABLE.items()}


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
    headers = version_headers(current, at.index.kind_of(project, current))
    if not_modified(request, current.etag):
        return Response(status_code=304, headers=headers)
    text = current.reading.text if current.reading else current.content
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
    saved = await run_in_threadpool(store.patch, project, body, merge=merge, asked=asked, terms=terms)
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
    shown = [_shown(at, row) for row in rows[offset : offset + limit]]
    return {"projects": shown, "total": len(rows), "otherFiles": at.others.all()}


def _shown(at: Context, row: Row) -> dict[str, Any]:
    shown = asdict(row)
    shown["savedAt"] = timestamp(moment_of(shown.pop("saved_at_ns")))
    shown["backups"] = at.store.backups.count(row.id)
    problem, summary = shown.pop("problem"), shown.pop("summary")
    del shown["facts"]
    if summary:
        shown["summary"] = summary
    if problem is not None:
        shown["problem"] = {**problem, "code": _CODES.get(problem["code"], problem["code"])}
    return shown


routes = [
    Route("/api/projects", list_projects, methods=["GET"]),
    Route("/api/projects/{id}", load_project, methods=["GET"]),
    Route("/api/projects/{id}", save_project, methods=["PUT"]),
    Route("/api/projects/{id}", patch_project, methods=["PATCH"]),
    Route("/api/projects/{id}", delete_project, methods=["DELETE"]),
]
