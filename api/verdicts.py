"""`/api/projects/{id}/contract`: what the version on disk has to look like, and where it does not."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.codes import CURRENT
from api.conditions import not_modified
from api.context import Context, context, existing_id
from api.contracts import address_of
from api.headers import KNOWN_ANSWER
from api.inside import Opened
from api.operations import Answer, Described, Operation
from storage.contracts import Verdict
from storage.documents import Notice, etag_of


async def show_contract(request: Request) -> Response:
    """Return the contract of the version on disk, every place that breaks it, and what is doubtful."""
    at = context(request)
    seen, opened = await run_in_threadpool(at.inside.open, existing_id(request))
    etag = etag_of(f"contract {seen.etag} {at.kinds.fingerprint()}".encode())
    headers = {"ETag": f'"{etag}"', "Cache-Control": "no-cache"}
    if not_modified(request, etag):
        return Response(status_code=304, headers=headers)
    return json_answer(await run_in_threadpool(_judged, at, opened, seen.warnings), headers=headers)


def _judged(at: Context, opened: Opened, of_text: tuple[Notice, ...]) -> dict[str, Any]:
    kind = opened.kind
    contract = at.kinds.contract(kind.name)
    verdict = Verdict(notices=tuple(kind.warnings(opened.document)))
    if contract is not None:
        verdict = contract.judge_parsed(opened.document)
    named = opened.document.get("$schema")
    return {
        "kind": kind.name,
        "contract": address_of(at.kinds, kind.name),
        "named": named if isinstance(named, str) else None,
        "violations": [found.as_dict() for found in verdict.violations],
        "count": verdict.count,
        "warnings": [notice.as_dict() for notice in (*of_text, *verdict.notices)],
    }


_HEADERS = ("ETag", "Cache-Control")
routes = [
    Described(
        "GET",
        "/api/projects/{id}/contract",
        show_contract,
        Operation(
            "Hold a project against its contract",
            {
                200: Answer("The contract, and what breaks it", "Verdict", headers=_HEADERS),
                304: Answer("The answer is known", headers=_HEADERS),
            },
            problems=CURRENT,
            parameters=[KNOWN_ANSWER],
            tag="kinds",
            description="Of the version on disk, which an edit by hand or `validate=off` may have made invalid.",
        ),
    )
]
