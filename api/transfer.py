"""Files that are no projects yet: adopted as new ones, or merged into the project that they are copies of."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import saved_answer
from api.body import read_fields, text_field
from api.codes import CURRENT
from api.conditions import terms_of
from api.context import context, existing_id
from api.headers import SAVED_HEADERS, TERMS
from api.operations import Answer, Body, Described, Operation
from storage.copies import Copies


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


_FIELDS = ("json_syntax", "422 bad_request", "no_such_file")

routes = [
    Described(
        "POST",
        "/api/projects/{id}/merge-copy",
        merge_copy,
        Operation(
            "Merge a copy that a sync tool made",
            {200: Answer("It is merged, and its file is among the backups", "MergedCopy", headers=SAVED_HEADERS)},
            problems=(*CURRENT, *_FIELDS, "stale_base", "base_unknown", "contract_broken"),
            parameters=TERMS,
            body=Body(schema="OtherName", example={"name": "story (conflicted copy).json"}),
            tag="transfer",
            description="The common ancestor is the kept version from which the copy differs least. A conflict leaves "
            "the copy where it is.",
        ),
    ),
    Described(
        "POST",
        "/api/other-files/adopt",
        adopt_file,
        Operation(
            "Make a project of an other file",
            {
                200: Answer("The project holds this already", "Saved", headers=SAVED_HEADERS),
                201: Answer("The project; the file stays where it is", "Saved", headers=SAVED_HEADERS),
            },
            problems=(*_FIELDS, "bad_id", "file_broken", "project_exists", "contract_broken"),
            body=Body(schema="Adopt", example={"name": "Plan (1).json", "id": "plan"}),
            tag="transfer",
        ),
    ),
]
