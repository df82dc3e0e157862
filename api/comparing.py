"""`/api/projects/{id}/diff`: what is different between two versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.codes import KEPT
from api.conditions import not_modified
from api.context import context, existing_id
from api.headers import KNOWN_ANSWER
from api.operations import TEXT, Answer, Described, Operation, Parameter
from api.problems import RequestProblem
from api.queries import one_of
from storage.documents import etag_of
from storage.errors import DocumentError, FileBroken

_ON = ("0", "1")
_FORMAT = 1
"""Part of the etags, so that an answer which browsers keep ends with the form that it has."""
_T = TypeVar("_T")


async def compare(request: Request) -> Response:
    """Return the structural difference of two versions; nothing is compared for a client that has the answer."""
    query = request.query_params
    names = (query.get("from") or "", query.get("to") or "current")
    if not names[0]:
        detail = "'from' has to name a version: a backup's name, an etag, or current"
        raise RequestProblem(400, "bad_request", "Bad query", detail, parameter="from")
    only_counts = one_of(query, "counts", _ON, "0") == "1"
    project, history = existing_id(request), context(request).history
    etags = [await run_in_threadpool(history.etag, project, name) for name in names]
    headers = _headers(names, etags, only_counts=only_counts)
    if not_modified(request, headers["ETag"].strip('"')):
        return Response(status_code=304, headers=headers)
    found = await of_kept_text(history.compare, project, *names, only_counts=only_counts)
    return json_answer(found, headers=_headers(names, [found["from"], found["to"]], only_counts=only_counts))


async def of_kept_text(work: Callable[..., _T], *given: object, **named: object) -> _T:
    """Do what reads kept versions, and say so if one of them is broken: the request itself holds no document."""
    try:
        return await run_in_threadpool(work, *given, **named)
    except DocumentError as problem:
        raise FileBroken(f"the kept version is broken: {problem.detail}", problem) from problem


def _headers(names: tuple[str, str], etags: list[str], *, only_counts: bool) -> dict[str, str]:
    """Say for how long an answer holds: for ever between two versions that are named by what they are."""
    said = f"diff {_FORMAT} {etags[0]} {etags[1]} {only_counts}"
    caching = "no-cache" if "current" in names else "private, max-age=31536000, immutable"
    return {"ETag": f'"{etag_of(said.encode())}"', "Cache-Control": caching}


_HEADERS = ("ETag", "Cache-Control")
routes = [
    Described(
        "GET",
        "/api/projects/{id}/diff",
        compare,
        Operation(
            "Compare two versions",
            {
                200: Answer("What changed; with `counts=1` only how much", "Difference", headers=_HEADERS),
                304: Answer("The answer is known", headers=_HEADERS),
            },
            problems=(*KEPT, "bad_request"),
            parameters=[
                Parameter(
                    "from",
                    "The earlier one: a backup's name, an etag, or `current`.",
                    TEXT,
                    required=True,
                    example="current",
                ),
                Parameter("to", "The later one; `current` without one.", TEXT),
                Parameter("counts", "1 leaves the changes out.", {"enum": list(_ON)}),
                KNOWN_ANSWER,
            ],
            tag="versions",
            description="Items of lists are matched by their `id`. An answer about two versions that are named by "
            "their backups or etags never changes.",
        ),
    )
]
