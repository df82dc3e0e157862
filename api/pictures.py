"""`/api/projects/{id}/picture`: a picture out of a document, so that a page need not load all of it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.codes import CURRENT
from api.conditions import not_modified
from api.context import Context, context, existing_id
from api.headers import KNOWN_ANSWER
from api.operations import TEXT, Answer, Described, Operation, Parameter
from api.problems import RequestProblem
from kinds.pictures import INSIDE, LARGEST_PICTURE, TYPES, Picture, picture_of
from storage.documents import etag_of
from storage.errors import BadPointer
from storage.pointers import get


async def load_picture(request: Request) -> Response:
    """Return the picture at a place of the current version."""
    path = request.query_params.get("path")
    picture = await run_in_threadpool(_picture, context(request), existing_id(request), path)
    etag = etag_of(picture.content)
    headers = {"ETag": f'"{etag}"', "Cache-Control": "no-cache"}
    if not_modified(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(picture.content, headers=headers, media_type=picture.type)


def _picture(at: Context, project: str, path: str | None) -> Picture:
    _, opened = at.inside.open(project)
    pointer = at.kinds.summary(opened.kind.name, opened.document).picture if path is None else path
    if pointer is None:
        raise _missing(f"{project!r} has no picture that stands for it; name one by its path", None)
    try:
        picture = picture_of(get(opened.document, pointer))
    except BadPointer as error:
        raise _missing(error.detail, pointer) from error
    if picture is None:
        raise _missing(f"there is no picture at {pointer!r} that browsers show", pointer)
    return picture


def _missing(detail: str, pointer: str | None) -> RequestProblem:
    hint = f"name a `data:` URL of an image in the document, up to {LARGEST_PICTURE >> 20} MB"
    return RequestProblem(404, "no_such_picture", "No such picture", detail, hint, path=pointer)


_HEADERS = ("ETag", "Cache-Control")
routes = [
    Described(
        "GET",
        "/api/projects/{id}/picture",
        load_picture,
        Operation(
            "Load a picture out of a document",
            {
                200: Answer(
                    "The image itself", type=TYPES[0], headers=_HEADERS, others={kind: {} for kind in TYPES[1:]}
                ),
                304: Answer("The picture is known", headers=_HEADERS),
            },
            problems=(*CURRENT, "no_such_picture"),
            parameters=[
                Parameter("path", "JSON pointer to it; without one, the picture that stands for the project.", TEXT),
                KNOWN_ANSWER,
            ],
            tag="inside",
            description=f"At the place stands a `data:` URL, or an object that holds one as `{INSIDE}`. The picture "
            "that stands for a project is the one that `summary.picture` of its row names. A page may name the address "
            "in an `<img>`, unless the server wants a token, which an `<img>` cannot show.",
        ),
    )
]
