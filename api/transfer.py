"""Export, import, and adopting files that are no projects yet."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.answers import saved_answer
from api.body import read_body, read_fields, text_field
from api.conditions import precondition, terms_of
from api.context import Context, context, existing_id
from api.problems import RequestProblem
from storage.copies import Copies
from storage.decisions import Precondition
from storage.errors import BadId
from storage.saved import Saved

_MODES = ("create", "update", "copy")


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


async def import_project(request: Request) -> Response:
    """Take a document as a new project, as a save to an existing one, or as a copy beside it."""
    query = request.query_params
    mode = query.get("mode", "create")
    if mode not in _MODES:
        detail = f"mode has to be one of {', '.join(_MODES)}"
        raise RequestProblem(400, "bad_request", "Unknown mode", detail, parameter="mode")
    wanted = query.get("id") or query.get("name", "").removesuffix(".json")
    if not wanted:
        detail = "the query has to hold an id, or the name of the file"
        raise RequestProblem(422, "bad_id", "Which project?", detail, "add ?id=my-project")
    asked = precondition(request)
    body = await read_body(request)
    store_id = wanted if query.get("id") else None
    saved = await run_in_threadpool(import_document, context(request), body, mode, wanted, store_id, asked=asked)
    return saved_answer(saved)


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


def import_document(
    at: Context, body: bytes, mode: str, wanted: str, exact: str | None, *, asked: Precondition
) -> Saved:
    """Save an imported document; an update replaces the current version unless `asked` names a base."""
    if mode == "update":
        if exact is None:
            raise BadId("an update has to name the project", id=wanted)
        base = asked if asked != Precondition() else Precondition(base=at.store.load(exact).etag)
        return at.store.save(exact, body, base, "import")
    project = exact if exact is not None and mode == "create" else at.others.free_id(wanted)
    return at.store.save(project, body, Precondition(create=True), "import")


def attachment(name: str) -> str:
    """Return the Content-Disposition of a download (RFC 6266)."""
    plain = "".join(character if " " <= character <= "~" and character not in '"\\' else "_" for character in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _exported(at: Context, project: str, raw: bool) -> bytes:
    if raw:
        return at.history.raw(project)
    current = at.store.load(project)
    return current.reading.text if current.reading else current.content


routes = [
    Route("/api/projects/{id}/export", export_project, methods=["GET"]),
    Route("/api/import", import_project, methods=["POST"]),
    Route("/api/projects/{id}/merge-copy", merge_copy, methods=["POST"]),
    Route("/api/other-files/adopt", adopt_file, methods=["POST"]),
]
