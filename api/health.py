"""`/health`: whether the server lives; the older pixel-art dashboard reads it too."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.context import context
from api.operations import Answer, Described, Operation
from storage.names import timestamp

_STARTED = time.monotonic()


def installed_version() -> str:
    """Return the version of this installation."""
    try:
        return version("holdfast")
    except PackageNotFoundError:
        return "0.0.0"


async def health(request: Request) -> Response:
    """Say that the server lives, and for how long."""
    at = context(request)
    return json_answer(
        {
            "status": "ok",
            "version": installed_version(),
            "server_time": timestamp(datetime.now(UTC)),
            "uptime_seconds": round(time.monotonic() - _STARTED, 3),
            "data": at.options.data.absolute().name,
            "projects": len(await run_in_threadpool(at.index.rows)),
            "storage": asdict(await run_in_threadpool(at.usage.room)),
            "apps": [{"name": app.name, "address": app.address} for app in at.options.apps],
            "api_key_detected": False,
            "balance": {"status": "missing"},
        }
    )


routes = [
    Described(
        "GET",
        "/health",
        health,
        Operation(
            "Ask whether the server lives",
            {200: Answer("It does", "Health")},
            problems=("file_permission", "io_error"),
            tag="operations",
        ),
    )
]
