"""Every code that a problem can have: under which statuses it comes, and which codes come together."""

from __future__ import annotations

from collections.abc import Iterable

from api.checks import APPS, DROP_INS, Ask
from api.operations import Operation
from api.problems import TABLE, Problem

_RAISED = (
    Problem(400, "bad_request", "The request cannot be understood", "correct what `detail` names"),
    Problem(401, "unauthorized", "Token needed", "send Authorization: Bearer with the token that the server printed"),
    Problem(403, "origin_not_allowed", "Origin not allowed", "start the server with --allow-origin for that page"),
    Problem(403, "cross_site", "Other site, or not for inclusion", "open the server's own page, or fetch it by script"),
    Problem(404, "not_found", "There is nothing at this address", "see docs/api.md"),
    Problem(404, "no_such_contract", "No such contract", "GET /api/kinds lists them"),
    Problem(404, "no_such_collection", "No such collection", "take one of `collections`"),
    Problem(404, "no_such_item", "No such item", "GET …/items/{collection} lists them"),
    Problem(404, "no_such_picture", "No such picture", "name a `data:` URL of an image in the document"),
    Problem(405, "method_not_allowed", "This address is not asked like that", "use one of the methods in Allow"),
    Problem(408, "body_timeout", "The body came too slowly", "send it again"),
    Problem(413, "body_too_large", "The body is too large", "start the server with a larger --max-body"),
    Problem(415, "content_encoding", "The body is compressed", "send it uncompressed"),
    Problem(415, "unsupported_media_type", "The body has another type", "send the Content-Type that the hint names"),
    Problem(421, "bad_host", "Wrong host", "open the address that the server printed"),
    Problem(500, "internal", "Something went wrong", "see the server's log; look at the project before you go on"),
)
"""What `RequestProblem` says, the guard, and the last resort; the table of storage's errors has all others."""

PROBLEMS: dict[str, Problem] = {problem.code: problem for problem in (*TABLE.values(), *_RAISED)}

_SEVERAL = {"bad_request": (400, 422), "file_broken": (422, 409)}
"""Codes with several statuses, that of requests without a body first."""

LOADING = ("file_permission", "io_error", "file_busy", "not_a_regular_file", "too_large")
"""What can come when a file is read."""
SAVING = (
    *("file_permission", "dir_readonly", "io_error", "durability_unknown"),
    *("lock_timeout", "file_busy", "not_a_regular_file", "too_large", "disk_full", "only_grows", "written_by_program"),
)
"""What can come when a file is written."""
DOCUMENT = (
    *("empty", "not_utf8", "json_syntax", "json_number", "duplicate_key"),
    *("not_an_object", "too_deep", "lone_surrogate", "number_precision"),
)
"""What can be wrong with the text of a document."""
CURRENT = ("no_such_project", "file_broken", "not_an_object", "too_deep")
"""What can come when the current version of a project is loaded."""
KEPT = ("no_such_backup", *CURRENT)
"""What can come when any version of a project is loaded."""

BRINGS: dict[str, tuple[str, ...]] = {"file_broken": LOADING, "contract_broken": (*DOCUMENT, *SAVING)}
"""Codes that come wherever another one does: what reads a file can fail to, and what is held against a contract is
parsed before and saved afterwards."""

EVERY: dict[int, tuple[str, ...]] = {
    400: ("bad_request",),
    401: ("unauthorized",),
    403: ("cross_site", "origin_not_allowed"),
    413: ("body_too_large",),
    421: ("bad_host",),
    500: ("internal",),
}
"""What the guard and the server itself can answer to every request."""
SENT = {408: ("body_timeout",), 415: ("content_encoding", "unsupported_media_type")}
"""What it can answer to every request that carries a body."""

WRITES = ("PUT", "POST", "PATCH")
_IDS = "/api/projects/"


def statuses_of(code: str) -> tuple[int, ...]:
    """Return the statuses under which a code comes.

    Raises:
        KeyError: nothing is known of the code.
    """
    return _SEVERAL.get(code) or (PROBLEMS[code].status,)


def problems_of(method: str, path: str, operation: Operation) -> dict[int, tuple[str, ...]]:
    """Return the codes of all problems that an operation can answer, by status.

    Args:
        method: upper case.
        path: as in the route, with names in braces.
        operation: what is written beside the route.
    """
    found: dict[int, set[str]] = {}
    for named in _with_companions(operation.problems):
        status, _, code = named.rpartition(" ")
        allowed = statuses_of(code) if method in WRITES else statuses_of(code)[:1]
        for each in (int(status),) if status else allowed:
            found.setdefault(each, set()).add(code)
    for each, codes in _common(method, path).items():
        found.setdefault(each, set()).update(codes)
    return {status: tuple(sorted(codes)) for status, codes in sorted(found.items())}


def is_open(path: str) -> bool:
    """Say whether an address needs no token."""
    return path == "/health" or path.startswith(DROP_INS) or not Ask("GET", path, b"", {}, "", 0).is_api


def _with_companions(named: Iterable[str]) -> Iterable[str]:
    for each in named:
        yield each
        yield from BRINGS.get(each.rpartition(" ")[2], ())


def _common(method: str, path: str) -> dict[int, tuple[str, ...]]:
    common = {**EVERY, **SENT} if method in WRITES else dict(EVERY)
    if is_open(path) and not path.startswith((APPS, DROP_INS)):
        del common[401]
    if "{" not in path:
        return common
    if not path.startswith(_IDS):
        return {**common, 404: ("not_found",)}
    return {**common, 422: ("bad_id",)} if method in WRITES else {**common, 404: ("no_such_project",)}
