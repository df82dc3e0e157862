"""`/api/projects/{id}/export`: a project as a file to keep, as JSON, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from api.context import Context, context, existing_id
from api.inside import Opened
from api.operations import TEXT, Answer, Described, Operation, Parameter
from api.problems import RequestProblem
from api.queries import bad_query, one_of
from kinds.csv_text import written
from kinds.tables import Table, table_of
from kinds.workbook import write_workbook

FORMATS = ("json", "csv", "xlsx")
_ON = ("0", "1")
_CSV = "text/csv; charset=utf-8; header=present"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def export_project(request: Request) -> Response:
    """Offer a project as a download; with `raw=1` the bytes as they are, also of a broken file."""
    project, query = existing_id(request), request.query_params
    wanted = one_of(query, "format", FORMATS, "json")
    raw, bom = (one_of(query, name, _ON, "0") == "1" for name in ("raw", "bom"))
    at = context(request)
    if wanted == "json":
        content = await run_in_threadpool(_json, at, project, raw)
        return Response(content, headers=_headers(f"{project}.json"), media_type="application/json")
    fields = [name for name in query.get("fields", "").split(",") if name]
    tables = await run_in_threadpool(_tables, at, project, query.get("collection", ""), fields)
    if wanted == "csv":
        return _csv(project, tables, bom=bom)
    return await run_in_threadpool(_xlsx, project, tables)


def attachment(name: str) -> str:
    """Return the Content-Disposition of a download (RFC 6266)."""
    plain = "".join(character if " " <= character <= "~" and character not in '"\\' else "_" for character in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def tables_of(opened: Opened, collection: str, fields: list[str]) -> list[Table]:
    """Return the tables of one collection, or of all.

    Raises:
        RequestProblem: there is no such collection or field.
    """
    found = opened.collections
    if collection and collection not in found:
        detail = f"the document has no collection {collection!r}; it has {', '.join(found) or 'none'}"
        hint = "take one of the collections that it has"
        raise RequestProblem(404, "no_such_collection", "No such collection", detail, hint, collections=list(found))
    wanted = [found[collection]] if collection else list(found.values())
    try:
        return [table_of(part, part.items(opened.document), fields) for part in wanted]
    except KeyError as error:
        name, columns = error.args
        said = f"names of columns, and {name!r} is none; there are {', '.join(columns[:40])}"
        raise bad_query("fields", said) from error


def _json(at: Context, project: str, raw: bool) -> bytes:
    return at.history.raw(project) if raw else at.store.load(project).text


def _tables(at: Context, project: str, collection: str, fields: list[str]) -> list[Table]:
    _, opened = at.inside.open(project)
    return tables_of(opened, collection, fields)


def _csv(project: str, tables: list[Table], *, bom: bool) -> Response:
    if len(tables) != 1:
        named = ", ".join(table.collection.name for table in tables)
        wanted = f"one of {named}, since CSV holds one table" if tables else "left out, since nothing is in a list here"
        raise bad_query("collection", wanted)
    headers = _headers(f"{project}-{tables[0].collection.name}.csv")
    return StreamingResponse(_parts(tables[0], bom=bom), headers=headers, media_type=_CSV)


def _parts(table: Table, *, bom: bool) -> Iterator[bytes]:
    yield from written(table, bom=bom)


def _xlsx(project: str, tables: list[Table]) -> Response:
    folder = TemporaryDirectory(prefix="holdfast-export-")
    try:
        path = Path(folder.name) / "export.xlsx"
        cut = write_workbook(path, tables)
    except BaseException:
        folder.cleanup()
        raise
    headers = _headers(f"{project}.xlsx") | ({"Holdfast-Warnings": "text_cut"} if cut else {})
    return FileResponse(path, headers=headers, media_type=_XLSX, background=BackgroundTask(folder.cleanup))


def _headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": attachment(name), "Cache-Control": "no-store"}


routes = [
    Described(
        "GET",
        "/api/projects/{id}/export",
        export_project,
        Operation(
            "Download a project",
            {200: Answer("The file; `Holdfast-Warnings: text_cut` if a cell could not hold a text", None, "*/*")},
            problems=(
                *("no_such_project", "file_broken", "file_busy", "not_a_regular_file", "not_an_object", "too_deep"),
                *("no_such_collection", "bad_request"),
            ),
            parameters=[
                Parameter("format", "what kind of file", {"enum": list(FORMATS)}),
                Parameter("collection", "which collection; XLSX takes all without it", TEXT),
                Parameter("fields", "columns, with commas between; * for all, also heavy ones", TEXT),
                Parameter("bom", "1 begins CSV with a byte order mark, for Excel", {"enum": list(_ON)}),
                Parameter("raw", "1 gives the bytes on disk, also of a broken file", {"enum": list(_ON)}),
            ],
            tag="transfer",
        ),
    ),
]
