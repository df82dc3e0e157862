"""Rows of the list of projects as they are shown, over HTTP and by the command."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from api.problems import TABLE
from storage.index import Row
from storage.names import moment_of, timestamp

_CODES = {kind.__name__: problem.code for kind, problem in TABLE.items()}


def shown_row(row: Row, backups: int) -> dict[str, Any]:
    """Return what the list shows of a project that has so many kept versions."""
    shown = asdict(row)
    shown["savedAt"] = timestamp(moment_of(shown.pop("saved_at_ns")))
    shown["backups"] = backups
    problem, summary = shown.pop("problem"), shown.pop("summary")
    del shown["facts"]
    if summary:
        shown["summary"] = summary
    if problem is not None:
        shown["problem"] = {**problem, "code": _CODES.get(problem["code"], problem["code"])}
    return shown
