"""Export, import, and adopting files that are no projects yet."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.answers import saved_answer
from api.body import read_fields, text_field
from api.conditions import terms_of
from api.context import Context, context, existing_id
from api.problems import RequestProblem
from storage.copies import Copies


async def export_project(request: Request) -> Response:
    """Offer a project's document as a download; with `raw=1` the bytes as they are, also of a broken file."""
    project = existing_id(request)
    kind = request.query_params.get("format", "json")
    if kind != "json":
        detail = f"there is no export as {kind!r}"
        raise RequestProblem(400, "bad_request", "Unknown format", detail, "use format=json", parameter="format")
    content = await run_in_threadpool(_exported, context(request), project, request.query_params.get("raw") == "1")
    headers = {"Content-Disposition": attachment(f"{project}.json"), "Cache-Control": "no-store"}
    return Response(content, headers=headers, media_type="application/json")


async def adopt_file(request: Request) -> Response:
    """Make a project of an other file."""
    fields = await read_fields(request)
    name, project = text_field(fields, "name"), text_field(fields, "id", required=False)
    saved = await run_in_threadpool(context(request).others.adopt, name, project or None)
    return saved_answer(saved)


async def merge_copy(request: Request) -> Response:
    """Merge a copy that a sync tool made into the project that it is a copy of."""
    name = text_field(await read_fields(request), "name")
    at = context(request)
    copies = Copies(at.store, at.others)
    saved = await run_in_threadpool(copies.merge, existing_id(request), name, terms_of(request))
    return saved_answer(saved, name=name)


def attachment(name: str) -> str:
    """Return the Content-Disposition of a download (RFC 6266)."""
    plain = "".join(character if " " <= character <= "~" and character not in '"\\' else "_" for character in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _exported(at: Context, project: str, raw: bool) -> bytes:
    if raw:
        return at.history.raw(project)
    current = at.store.load(project)
    return current.text


routes = [
    Route("/api/projects/{id}/export", export_project, methods=["GET"]),
    Route("/api/projects/{id}/merge-copy", merge_copy, methods=["POST"]),
    Route("/api/other-files/adopt", adopt_file, methods=["POST"]),
]
