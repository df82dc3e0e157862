"""`/api/projects/{id}/items` and `/stats`: what is inside a document, without sending all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer, version_headers
from api.conditions import not_modified
from api.context import context, existing_id
from api.inside import Opened
from api.operations import COUNT, TEXT, Answer, Described, Operation, Parameter
from api.problems import RequestProblem
from api.queries import ORDER, bad_query, number, one_of
from kinds.kind import Collection
from kinds.queries import Query, Range, find

_RESERVED = frozenset({"q", "sort", "order", "offset", "limit", "fields"})
_PAGE = 100
_LARGEST_PAGE = 10_000
_MOST_NAMED = 40
Look = Callable[[Request, Opened], dict[str, Any]]
"""Takes what an answer needs out of a document."""


async def list_items(request: Request) -> Response:
    """Search, filter, sort and page the items of one collection."""
    return await _answered(request, _found)


async def load_item(request: Request) -> Response:
    """Return one item whole."""
    return await _answered(request, _item)


async def show_stats(request: Request) -> Response:
    """Return the figures of a project's kind."""
    return await _answered(request, _stats)


async def _answered(request: Request, look: Look) -> Response:
    return await run_in_threadpool(_answer, request, existing_id(request), look)


def _answer(request: Request, project: str, look: Look) -> Response:
    """Open a document, look into it and write the answer, which may have megabytes, all on one thread."""
    version, opened = context(request).inside.open(project)
    headers = version_headers(version, opened.kind.name)
    if not_modified(request, version.etag):
        return Response(status_code=304, headers=headers)
    return json_answer(look(request, opened), headers=headers)


def _found(request: Request, opened: Opened) -> dict[str, Any]:
    collection = collection_of(opened, request.path_params["collection"])
    items = collection.items(opened.document)
    known = opened.fields(collection)
    query = _query(dict(_pairs(request)), request.query_params.multi_items(), collection, known)
    found = find(items, collection, query)
    return {"items": found.items, "total": found.total, "omitted": list(found.omitted)}


def _item(request: Request, opened: Opened) -> dict[str, Any]:
    collection = collection_of(opened, request.path_params["collection"])
    wanted = request.path_params["key"]
    for item in collection.items(opened.document):
        value = item.get(collection.key)
        if value is not None and str(value) == wanted:
            return item
    detail = f"no item of {collection.name!r} has the {collection.key} {wanted!r}"
    raise RequestProblem(404, "no_such_item", "No such item", detail, "GET …/items/{collection} lists them")


def _stats(_: Request, opened: Opened) -> dict[str, Any]:
    return {"kind": opened.kind.name, "size": opened.size, "stats": opened.stats}


def collection_of(opened: Opened, name: str) -> Collection:
    """Return a collection by its name.

    Raises:
        RequestProblem: the document has no such collection; the problem names those that it has.
    """
    found = opened.collections.get(name)
    if found is not None:
        return found
    names = list(opened.collections)
    detail = f"the document has no collection {name!r}; it has {', '.join(names) or 'none'}"
    hint = "take one of the collections that it has"
    raise RequestProblem(404, "no_such_collection", "No such collection", detail, hint, collections=names)


def _pairs(request: Request) -> list[tuple[str, str]]:
    return [pair for pair in request.query_params.multi_items() if pair[0] in _RESERVED]


def _query(plain: dict[str, str], pairs: list[tuple[str, str]], collection: Collection, known: frozenset[str]) -> Query:
    """Read an address: a name with `.min` or `.max` behind it is a range, any other one has to be equal."""
    equals: dict[str, set[str]] = {}
    limits: dict[str, dict[str, float | str]] = {}
    for name, value in pairs:
        stem, _, end = name.rpartition(".")
        if name in _RESERVED:
            continue
        if end in ("min", "max") and name not in known:
            limits.setdefault(_known(stem, known), {})[end] = _limit(value, is_time=stem in collection.times)
        else:
            equals.setdefault(_known(name, known), set()).add(value)
    sort = plain.get("sort", "")
    descending = sort.startswith("-") or one_of(plain, "order", ORDER, "asc") == "desc"
    sort = sort.removeprefix("-")
    return Query(
        text=plain.get("q", ""),
        equals={name: frozenset(values) for name, values in equals.items()},
        ranges={name: Range(found.get("min"), found.get("max")) for name, found in limits.items()},
        sort=_known(sort, known) if sort else "",
        descending=descending,
        offset=number(plain, "offset", 0),
        limit=min(number(plain, "limit", _PAGE), _LARGEST_PAGE),
        fields=tuple(_known(name, known) for name in plain.get("fields", "").split(",") if name),
    )


def _known(name: str, known: frozenset[str]) -> str:
    if name in known or name == "*":
        return name
    named = ", ".join(sorted(known)[:_MOST_NAMED])
    raise bad_query(name, f"one of the fields of the items, which are {named or 'none'}")


def _limit(text: str, *, is_time: bool) -> float | str:
    """Read a limit: a number, a moment where the field holds milliseconds, else a text."""
    try:
        return float(text)
    except ValueError:
        pass
    if is_time:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise bad_query(text, "a number of milliseconds, or a moment such as 2026-11-20T12:00:00Z") from error
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000
    return text


_VERSION_HEADERS = ("ETag", "Last-Modified", "Holdfast-Saved-At", "Holdfast-Kind")
_READING = ("no_such_project", "file_broken", "not_an_object", "too_deep", "file_busy", "not_a_regular_file")
_KNOWN_VERSION = Parameter("If-None-Match", "etag of the version that is known", TEXT, where="header")

routes = [
    Described(
        "GET",
        "/api/projects/{id}/items/{collection}",
        list_items,
        Operation(
            "List items of one collection",
            {
                200: Answer("One page", "Items", headers=_VERSION_HEADERS),
                304: Answer("The version is known", headers=_VERSION_HEADERS),
            },
            problems=(*_READING, "no_such_collection", "bad_request"),
            parameters=[
                Parameter("q", "words that all have to occur", TEXT),
                Parameter("sort", "field to sort by; with a minus before it from the highest down", TEXT),
                Parameter("order", "asc or desc", {"enum": list(ORDER)}),
                Parameter("offset", "how many to leave out first", COUNT),
                Parameter("limit", f"how many to return, at most {_LARGEST_PAGE:,}", COUNT),
                Parameter("fields", "members to return, with commas between; * for all, also heavy ones", TEXT),
                _KNOWN_VERSION,
            ],
            tag="inside",
            description="Every other parameter is a filter: `status=error` for equal (several times: one of), "
            "`width.min=32` and `width.max=64` for ranges, `metadata.mood=calm` for nested members.",
        ),
    ),
    Described(
        "GET",
        "/api/projects/{id}/items/{collection}/{key}",
        load_item,
        Operation(
            "Load one item whole",
            {
                200: Answer("The item", {"type": "object"}, headers=_VERSION_HEADERS),
                304: Answer("The version is known", headers=_VERSION_HEADERS),
            },
            problems=(*_READING, "no_such_collection", "no_such_item"),
            parameters=[_KNOWN_VERSION],
            tag="inside",
        ),
    ),
    Described(
        "GET",
        "/api/projects/{id}/stats",
        show_stats,
        Operation(
            "Show the figures of a project",
            {
                200: Answer("The figures that its kind has", "Stats", headers=_VERSION_HEADERS),
                304: Answer("The version is known", headers=_VERSION_HEADERS),
            },
            problems=_READING,
            parameters=[_KNOWN_VERSION],
            tag="inside",
        ),
    ),
]
