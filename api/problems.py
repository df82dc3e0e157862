"""The one table from errors to HTTP: a status, a stable code, a title, and what to do about it (RFC 9457)."""

from __future__ import annotations

from typing import Any, NamedTuple

import orjson
from starlette.responses import Response

from kinds.microfilm.film import errors as film
from storage import documents, errors


class Problem(NamedTuple):
    """How one kind of error looks from outside."""

    status: int
    code: str
    title: str
    hint: str


class RequestProblem(Exception):
    """Something wrong with a request before any project is involved."""

    def __init__(self, status: int, code: str, title: str, detail: str, hint: str = "", **facts: Any) -> None:
        """Keep what the answer says; `headers` among the facts go into the answer's head."""
        super().__init__(detail)
        self.problem = Problem(status, code, title, hint)
        self.detail = detail
        self.headers: dict[str, str] = facts.pop("headers", {})
        self.facts = facts


_FIX_TEXT = "correct the text and send it again; nothing was changed"
_KEPT = "nothing was lost: choose between the two versions and save again with `current` as the base"

TABLE: dict[type[errors.StorageError], Problem] = {
    errors.EmptyDocument: Problem(400, "empty", "The document is empty", "send a JSON object, at least {}"),
    errors.NotUtf8: Problem(400, "not_utf8", "The text is not UTF-8", "save or send it as UTF-8"),
    errors.JsonSyntax: Problem(400, "json_syntax", "The text is not JSON", _FIX_TEXT),
    errors.JsonNumber: Problem(400, "json_number", "JSON has no such number", "use null or a text instead"),
    errors.DuplicateKey: Problem(400, "duplicate_key", "A key appears twice", "keep one of them"),
    errors.NotAnObject: Problem(422, "not_an_object", "A document is a JSON object", "put it under a key of an object"),
    errors.TooDeep: Problem(422, "too_deep", "The document is nested too deeply", "nest at most 200 levels"),
    errors.LoneSurrogate: Problem(
        422, "lone_surrogate", "Half a character", "cut texts between characters, or call toWellFormed()"
    ),
    errors.BadCsv: Problem(422, "bad_csv", "The table cannot be used", "correct the line that is named"),
    errors.ContractBroken: Problem(
        422, "contract_broken", "The contract is broken", "correct what is named, or save with ?validate=off"
    ),
    errors.BadArchive: Problem(422, "bad_archive", "The archive cannot be used", "send a zip file of .json files"),
    errors.BadContract: Problem(422, "bad_contract", "The contract cannot be used", "correct the schema"),
    film.BadFilmRequest: Problem(422, "bad_film_request", "Cannot be used", "correct the field that is named"),
    film.NoSuchRoll: Problem(404, "no_such_roll", "No such roll", "GET …/rolls lists them"),
    film.IllegalStep: Problem(409, "illegal_step", "Not possible now", "take one of the steps in `legal`"),
    film.KeyReused: Problem(409, "key_reused", "The key was used before", "send a key of its own with each request"),
    film.NotAnOrder: Problem(409, "not_an_order", "Not an archive order", "name a project of the kind microfilm"),
    film.NothingPlanned: Problem(
        409, "nothing_planned", "Nothing is planned", "put the analysis into the order, then POST …/plan"
    ),
    film.PlanChanged: Problem(409, "plan_changed", "The plan is gone", "restore the order from a kept version"),
    film.NumbersUnknown: Problem(
        409, "numbers_unknown", "Numbers were given early", "POST …/migrate takes them over into the ledger"
    ),
    film.NoFitting: Problem(409, "no_fitting_temp_roll", "No such temp roll", "take one of `offered`, or `new`"),
    film.NumbersExhausted: Problem(409, "numbers_exhausted", "No numbers are left", ""),
    film.LedgerDamaged: Problem(
        *(409, "ledger_damaged", "The ledger is damaged"),
        "`holdfast film check` names every line; the kept versions in backups/film-ledger/ have what was there",
    ),
    errors.NumberPrecision: Problem(422, "number_precision", "A number would lose digits", "write it as a text"),
    errors.BadId: Problem(
        422, "bad_id", "Not an id", "use a-z, 0-9, _ and -, up to 64 of them, beginning with a letter or digit"
    ),
    errors.NoSuchProject: Problem(404, "no_such_project", "No such project", "GET /api/projects lists them"),
    errors.NoSuchBackup: Problem(404, "no_such_backup", "No such version", "GET …/backups lists the kept versions"),
    errors.NoSuchOtherFile: Problem(404, "no_such_file", "No such file", "GET /api/projects lists other files"),
    errors.BadPointer: Problem(422, "bad_pointer", "The pointer leads nowhere", "take paths from …/diff"),
    errors.PatchFailed: Problem(422, "patch_failed", "The patch does not fit", "load the project and make it anew"),
    errors.ProjectExists: Problem(
        412, "project_exists", "The project exists", "load it and save with its etag, or choose another id"
    ),
    errors.NotRegularFile: Problem(409, "not_a_regular_file", "Not a regular file", "put a plain file in its place"),
    errors.TooLarge: Problem(413, "too_large", "Too large", "split the project, or start with a larger --max-body"),
    errors.PreconditionRequired: Problem(
        428, "precondition_required", "Which version?", "send If-Match with the etag you loaded, or If-None-Match: *"
    ),
    errors.WrittenByProgram: Problem(
        409, "written_by_program", "Not to be changed like this", "use the addresses of the program that writes it"
    ),
    errors.OnlyGrows: Problem(
        409, "only_grows", "This list only grows", "leave the items that are there as they are, and add new ones"
    ),
    errors.StaleBase: Problem(409, "stale_base", "The project has changed", _KEPT),
    errors.BaseUnknown: Problem(412, "base_unknown", "The base is no longer kept", _KEPT),
    errors.FileBroken: Problem(
        422, "file_broken", "The file is broken", "correct the file, or restore a kept version; it is not overwritten"
    ),
    errors.FileBusy: Problem(503, "file_busy", "The file is being written", "try again in a moment"),
    errors.LockTimeout: Problem(503, "lock_timeout", "Another writer is busy", "try again in a moment"),
    errors.DiskFull: Problem(507, "disk_full", "The disk is full", "free space and save again; the old version stands"),
    errors.ReadOnlyFolder: Problem(403, "dir_readonly", "The folder is read only", "make the data folder writable"),
    errors.PermissionDenied: Problem(403, "file_permission", "No permission", "correct the file's permissions"),
    errors.IoFault: Problem(500, "io_error", "The disk reported an error", "the old version stands; check the disk"),
    errors.DurabilityUnknown: Problem(
        500, "durability_unknown", "The disk did not confirm", "send the same content again until it answers 200"
    ),
}

_NOT_OVERWRITTEN = TABLE[errors.FileBroken]._replace(
    status=409,
    hint="correct the file by hand, restore a kept version, or send Holdfast-Replace-Broken with this etag",
)


def problem_response(
    problem: Problem, detail: str, facts: dict[str, Any], headers: dict[str, str] | None = None
) -> Response:
    """Return a problem as `application/problem+json`."""
    content = {
        "type": f"urn:holdfast:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "detail": detail,
        **facts,
        "hint": problem.hint,
    }
    if problem.status == 503:
        headers = {"Retry-After": "2", **(headers or {})}
    body = orjson.dumps(content, default=str, option=orjson.OPT_NON_STR_KEYS)
    return Response(body, problem.status, headers, "application/problem+json")


def response_for(error: errors.StorageError, *, reading: bool) -> Response:
    """Return the answer for an error of the store.

    Args:
        error: what happened.
        reading: whether the request changes nothing.
    """
    problem = problem_of(error)
    facts = dict(error.facts)
    headers: dict[str, str] = {}
    if isinstance(error, errors.StaleBase):
        facts["theirs"] = _fragment(error.theirs)
        facts["base"] = _fragment(error.base)
        headers["ETag"] = f'"{error.current}"'
    elif isinstance(facts.get("etag"), str) and not isinstance(error, errors.FileBroken):
        headers["ETag"] = f'"{facts["etag"]}"'
    if isinstance(error, errors.FileBroken):
        cause = problem_of(error.cause)
        facts["cause"] = cause.code
        if not reading and "etag" in facts:
            problem = _NOT_OVERWRITTEN
        elif isinstance(error.cause, errors.TooDeep | errors.NotAnObject):
            problem = cause
    return problem_response(problem, error.detail, facts, headers)


def problem_of(error: errors.StorageError) -> Problem:
    """Look an error up, by itself or by the nearest of its bases."""
    for kind in type(error).__mro__:
        if kind in TABLE:
            return TABLE[kind]
    return Problem(500, "internal", "Something went wrong", "see the server's log")


def _fragment(content: bytes | None) -> orjson.Fragment | None:
    """Put a document into an answer as it is, digit for digit; files also hold UTF-16 and broken texts."""
    if content is None:
        return None
    try:
        return orjson.Fragment(documents.read_file(content).text)
    except errors.DocumentError:
        return None
