"""Conditional requests (RFC 9110, section 13) as preconditions of the store."""

from __future__ import annotations

import re

from starlette.requests import Request

from api.problems import RequestProblem
from storage.decisions import Precondition

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
