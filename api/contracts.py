"""`/api/kinds` and `/contracts`: what kinds of project there are, and what each has to look like."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.context import context
from api.operations import TEXT, Answer, Described, Operation, Parameter
from api.problems import RequestProblem
from kinds.kind import Kind
from kinds.registry import Kinds

_SUFFIX = ".schema.json"
_UNTITLED = "Untitled"


async def list_kinds(request: Request) -> Response:
    """List the kinds, each with the document that a new project of it begins with."""
    title = request.query_params.get("title") or _UNTITLED
    return json_answer(await run_in_threadpool(_listed, context(request).kinds, title))


async def load_contract(request: Request) -> Response:
    """Return the JSON Schema of a kind."""
    file: str = request.path_params["file"]
    name = file.removesuffix(_SUFFIX)
    text = await run_in_threadpool(context(request).kinds.schema, name) if file.endswith(_SUFFIX) else None
    if text is None:
        detail = f"there is no contract {file!r}"
        raise RequestProblem(404, "no_such_contract", "No such contract", detail, "GET /api/kinds lists them")
    return Response(text, headers={"Cache-Control": "no-cache"}, media_type="application/schema+json")


def address_of(kinds: Kinds, kind: str) -> str | None:
    """Return where the contract of a kind is loaded, or None if it has none."""
    return None if kinds.contract(kind) is None else f"/contracts/{kind}{_SUFFIX}"


def _listed(kinds: Kinds, title: str) -> dict[str, Any]:
    return {"kinds": [_shown(kinds, kind, title) for kind in kinds.all()], "problems": kinds.problems()}


def _shown(kinds: Kinds, kind: Kind, title: str) -> dict[str, Any]:
    template = kind.template(title)
    collections = [{"name": found.name, "title": found.title} for found in kind.collections(template)]
    return {
        "name": kind.name,
        "title": kind.title,
        "description": kind.description,
        "contract": address_of(kinds, kind.name),
        "collections": collections,
        "template": template,
    }


routes = [
    Described(
        "GET",
        "/api/kinds",
        list_kinds,
        Operation(
            "List the kinds of project",
            {200: Answer("The kinds, and contracts of the operator that cannot be used", "Kinds")},
            parameters=[Parameter("title", "title that the templates get", TEXT)],
            tag="kinds",
        ),
    ),
    Described(
        "GET",
        "/contracts/{file}",
        load_contract,
        Operation(
            "Load the contract of a kind",
            {200: Answer("A JSON Schema (2020-12)", {"type": "object"}, "application/schema+json", ("Cache-Control",))},
            problems=("no_such_contract",),
            tag="kinds",
            description="`file` is the name of the kind with `.schema.json` behind it; a document that names this "
            "address in `$schema` is checked by editors such as VS Code while it is edited by hand.",
        ),
    ),
]
