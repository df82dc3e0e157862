"""One line in the log for each save."""

from __future__ import annotations

import logging
from typing import Any

import orjson

from api.problems import problem_of
from storage.errors import FaultError
from storage.saved import Attempt

log = logging.getLogger("holdfast.save")
_SHOWN_OF_ETAG = len("sha256-") + 12


def outcome_of(attempt: Attempt) -> str:
    """Say in a word what came of a save."""
    saved = attempt.saved
    if saved is None:
        return "failed" if isinstance(attempt.error, FaultError) else "refused"
    if saved.unchanged:
        return "unchanged"
    if saved.document is not None:
        return "merged"
    return "created" if saved.created else "saved"


def log_attempt(attempt: Attempt) -> None:
    """Write one line for a save: a JSON object, so that no name in it can forge another line."""
    if log.isEnabledFor(logging.INFO):
        log.info("%s", orjson.dumps(_line_of(attempt)).decode())


def _line_of(attempt: Attempt) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": attempt.project,
        "why": attempt.why,
        "outcome": outcome_of(attempt),
        "base": (attempt.base or "")[:_SHOWN_OF_ETAG] or None,
        "client": attempt.source,
        "ms": round(attempt.seconds * 1000, 2),
    }
    if attempt.saved is not None:
        saved = attempt.saved
        line |= {
            "etag": saved.etag[:_SHOWN_OF_ETAG],
            "size": saved.size,
            "conflicts": len(saved.conflicts),
            "kept": saved.kept,
        }
        line["warnings"] = sorted({notice.code for notice in saved.warnings})
    if attempt.error is not None:
        line |= {"code": problem_of(attempt.error).code, "detail": attempt.error.detail[:500]}
    return line
