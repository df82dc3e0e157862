"""`/api/import`: documents taken in from outside, shown before anything is changed if that is asked for."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer, saved_answer
from api.body import read_body
from api.conditions import precondition, terms_of
from api.context import Context, context
from api.headers import CREATES, FORCE, IF_MATCH, REPLACES_BROKEN, TERMS
from api.operations import TEXT, Answer, Body, Described, Operation, Parameter
from api.problems import RequestProblem
from api.queries import one_of
from kinds.importing import FORMATS, MODES, Wanted, carry_out, plan
from storage.decisions import Precondition
from storage.names import check_id
from storage.terms import Terms

_TYPES = {"application/zip": "zip", "application/x-zip-compressed": "zip", "text/csv": "csv"}
_ON = ("0", "1")


async def import_documents(request: Request) -> Response:
    """Take documents as new projects, as saves to existing ones, or as copies beside them."""
    at = context(request)
    wanted, terms = _wanted(request, at), terms_of(request)
    is_dry = one_of(request.query_params, "dry_run", _ON, "0") == "1"
    body = await read_body(request)
    return await run_in_threadpool(_shown if is_dry else _done, at, body, wanted, terms)


def _shown(at: Context, body: bytes, wanted: Wanted, terms: Terms) -> Response:
    steps = plan(at.store, body, wanted)
    return json_answer({"dryRun": True, "documents": [step.preview(at.store, terms) for step in steps]})


def _done(at: Context, body: bytes, wanted: Wanted, terms: Terms) -> Response:
    saved = carry_out(at.store, plan(at.store, body, wanted), terms)
    if wanted.format != "zip":
        return saved_answer(saved[0])
    return json_answer({"documents": [done.as_dict() for done in saved]})


def _wanted(request: Request, at: Context) -> Wanted:
    query = request.query_params
    sent_as = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    asked = precondition(request)
    wanted = Wanted(
        mode=one_of(query, "mode", MODES, "create"),
        id=query.get("id", ""),
        name=query.get("name", ""),
        format=one_of(query, "format", FORMATS, _TYPES.get(sent_as, "json")),
        collection=query.get("collection", ""),
        asked=None if asked == Precondition() else asked,
        largest=at.options.max_body,
    )
    _check(wanted)
    return wanted


def _check(wanted: Wanted) -> None:
    """Refuse what the format cannot do, before the body is read."""
    if wanted.format == "zip":
        if wanted.id:
            raise _unfit("the documents of a zip file get the names of their files; leave id out")
        return
    if not wanted.id and not wanted.name:
        detail = "the query has to hold an id, or the name of the file"
        raise RequestProblem(422, "bad_id", "Which project?", detail, "add ?id=my-project")
    if wanted.format == "csv":
        check_id(wanted.id)
        if not wanted.collection:
            raise _unfit("rows go into a collection; name it with &collection=")


def _unfit(detail: str) -> RequestProblem:
    return RequestProblem(400, "bad_request", "Bad query", detail, "see docs/api.md")


_SAVED: dict[str, Any] = {"oneOf": [{"$ref": "#/components/schemas/Saved"}, {"$ref": "#/components/schemas/Imported"}]}
routes = [
    Described(
        "POST",
        "/api/import",
        import_documents,
        Operation(
            "Import documents",
            {
                200: Answer("What was saved, or with `dry_run=1` what would be", _SAVED, headers=("ETag",)),
                201: Answer("A project was made", "Saved", headers=("ETag", "Holdfast-Saved-At")),
            },
            problems=(
                *("bad_id", "bad_request", "bad_archive", "bad_csv", "body_too_large", "contract_broken"),
                *("json_syntax", "not_an_object", "no_such_project", "no_such_collection", "project_exists"),
                *("409 file_broken", "stale_base", "base_unknown", "precondition_required", "too_large", "disk_full"),
            ),
            parameters=[
                Parameter("id", "id of the project", TEXT),
                Parameter("name", "name of the file, of which an id is made that is free", TEXT),
                Parameter("mode", "make a project, save over one, or put a copy beside it", {"enum": list(MODES)}),
                Parameter("format", "what the body is, if its type does not say it", {"enum": list(FORMATS)}),
                Parameter("collection", "collection into which rows of CSV go", TEXT),
                Parameter("dry_run", "1 shows what would change, and changes nothing", {"enum": list(_ON)}),
                *(IF_MATCH, CREATES, REPLACES_BROKEN, FORCE, *TERMS),
            ],
            body=Body(("application/json", "application/zip", "text/csv")),
            tag="transfer",
        ),
    ),
]
