"""Conditional requests (RFC 9110, section 13) as preconditions of the store."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from starlette.datastructures import Headers
from starlette.requests import Request

from api.problems import RequestProblem
from storage.decisions import Precondition
from storage.terms import OnConflict, Terms

_ETAG = re.compile(r'\s*(?:W/)?"?(sha256-[0-9a-f]{64})"?\s*', re.ASCII)
_BROKEN = ("holdfast-replace-broken", "x-replace-broken")


def precondition(request: Request) -> Precondition:
    """Return which version a write means.

    Raises:
        RequestProblem: a header is there that names no version.
    """
    base = request.headers.get("if-match")
    broken = next((value for name in _BROKEN if (value := request.headers.get(name))), None)
    create = request.headers.get("if-none-match", "").strip() == "*"
    force = base is not None and base.strip() == "*"
    if force:
        if request.query_params.get("force") != "1":
            detail = "If-Match: * would replace a version that nobody has seen"
            hint = "send the etag that you loaded; with ?force=1 the replaced version is kept as a conflict"
            raise RequestProblem(428, "precondition_required", "Which version?", detail, hint)
        base = None
    return Precondition(base=_etag(base), create=create, force=force, broken=_etag(broken))


def terms_of(request: Request) -> Terms:
    """Return how a save wants to be brought together with edits that it does not know.

    Raises:
        RequestProblem: a header says nothing that is known.
    """
    headers = request.headers
    wanted = headers.get("holdfast-on-conflict", "fail").strip().lower()
    if wanted not in set(OnConflict):
        detail = f"Holdfast-On-Conflict has to be one of {', '.join(OnConflict)}"
        raise RequestProblem(400, "bad_request", "Unknown policy", detail, header="Holdfast-On-Conflict")
    sent_at = _moment(headers, "holdfast-sent-at")
    return Terms(
        OnConflict(wanted),
        edited_at=_moment(headers, "holdfast-edited-at"),
        ahead=timedelta(0) if sent_at is None else sent_at - datetime.now(UTC),
        validate=_validates(request),
        base_saved_at=_moment(headers, "holdfast-base-saved-at"),
        source=source_of(request),
    )


def _validates(request: Request) -> bool:
    wanted = request.query_params.get("validate", "on")
    if wanted not in ("on", "off"):
        raise RequestProblem(400, "bad_request", "Bad query", "'validate' has to be on or off", parameter="validate")
    return wanted == "on"


def source_of(request: Request) -> str | None:
    """Return how the client calls itself, so that it knows its own changes among the events."""
    return request.headers.get("holdfast-client")


def _moment(headers: Headers, name: str) -> datetime | None:
    """Read a header that holds a moment: ISO 8601, or milliseconds since 1970 as `Date.now()` gives them."""
    value = headers.get(name)
    if value is None:
        return None
    try:
        if value.isascii() and value.isdigit():
            return datetime.fromtimestamp(int(value) / 1000, UTC)
        found = datetime.fromisoformat(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError) as error:
        detail = f"{name} is no moment: {value[:40]!r}"
        raise RequestProblem(400, "bad_request", "Not a time", detail, "send ISO 8601 in UTC", header=name) from error


def not_modified(request: Request, etag: str) -> bool:
    """Say whether the client has this version already."""
    asked = request.headers.get("if-none-match")
    if asked is None:
        return False
    return any(match[1] == etag for part in asked.split(",") if (match := _ETAG.fullmatch(part)))


def _etag(value: str | None) -> str | None:
    """Return the version that a header names; one that no version can have is a base that nobody knows."""
    if value is None:
        return None
    match = _ETAG.fullmatch(value)
    return match[1] if match else value.strip()
