"""Request bodies: counted while they arrive, given up when they are late."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
from starlette.requests import Request

from api.checks import too_large
from api.options import Options
from api.problems import RequestProblem


async def read_body(request: Request) -> bytes:
    """Return the whole body.

    Raises:
        RequestProblem: it is larger than the limit, or did not arrive in time.
        ClientDisconnect: the client has gone; nothing has happened.
    """
    options: Options = request.app.state.options
    try:
        async with asyncio.timeout(options.body_deadline):
            return await _collect(request, options.max_body)
    except TimeoutError as error:
        detail = f"the body did not arrive within {options.body_deadline:g} seconds"
        headers = {"Connection": "close"}
        raise RequestProblem(408, "body_timeout", "Too slow", detail, "send it again", headers=headers) from error


async def _collect(request: Request, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise too_large(limit)
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def read_fields(request: Request) -> dict[str, Any]:
    """Return a small JSON object from the body; an empty body has no fields.

    Raises:
        RequestProblem: the body is something else.
    """
    body = await read_body(request)
    if not body.strip():
        return {}
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise RequestProblem(400, "json_syntax", "The text is not JSON", str(error), "send a JSON object") from error
    if not isinstance(found, dict):
        raise RequestProblem(422, "bad_request", "Not an object", "the body has to be a JSON object")
    return found


def text_field(fields: dict[str, Any], name: str, *, required: bool = True) -> str:
    """Return a field that has to be text.

    Raises:
        RequestProblem: it is missing or something else.
    """
    value = fields.get(name, "")
    if not isinstance(value, str) or (required and not value):
        raise RequestProblem(422, "bad_request", "Missing field", f"the field {name!r} has to be a text", field=name)
    return value
