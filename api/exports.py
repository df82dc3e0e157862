"""`/api/projects/{id}/export`: a project as a file to keep, as JSON, CSV or XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.context import Context, context, existing_id
from api.items import collection_of
from api.operations import TEXT, Answer, Described, Operation, Parameter
from api.problems import RequestProblem
from api.queries import bad_query, one_of
from kinds.csv_text import written
from kinds.tables import NoSuchColumn, Table, tables_of
from kinds.workbook import write_workbook

FORMATS = ("json", "csv", "xlsx")
_ON = ("0", "1")
_CHUNK = 1 << 18
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


def _json(at: Context, project: str, raw: bool) -> bytes:
    return at.history.raw(project) if raw else at.store.load(project).text


def _tables(at: Context, project: str, collection: str, fields: list[str]) -> list[Table]:
    _, opened = at.inside.open(project)
    wanted = [collection_of(opened, collection)] if collection else list(opened.collections.values())
    try:
        return tables_of(opened.document, wanted, fields)
    except NoSuchColumn as error:
        raise RequestProblem(400, "bad_request", "Bad query", str(error), parameter="fields") from error


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
    headers = _headers(f"{project}.xlsx") | {"Content-Length": str(path.stat().st_size)}
    if cut:
        headers["Holdfast-Warnings"] = "text_cut"
    return StreamingResponse(
        _chunks(path), headers=headers, media_type=_XLSX, background=BackgroundTask(folder.cleanup)
    )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _headers(name: str) -> dict[str, str]:
    return {"Content-Disposition": attachment(name), "Cache-Control": "no-store"}


_SENT = ("Content-Disposition", "Cache-Control", "Holdfast-Warnings")
routes = [
    Described(
        "GET",
        "/api/projects/{id}/export",
        export_project,
        Operation(
            "Download a project",
            {
                200: Answer(
                    "The file; `Holdfast-Warnings: text_cut` if a cell could not hold a text", None, "*/*", _SENT
                )
            },
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
