"""`/api/events`: what happens to projects, as it happens (server-sent events, HTML standard section 9.2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import suppress
from typing import Any

import anyio
import orjson
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.context import context
from api.headers import LAST_EVENT_ID
from api.operations import TEXT, Answer, Described, Operation, Parameter
from storage.events import Events

_PING = 15
_GRACE = 2.0
_SEND_TIMEOUT = 30.0
"""Seconds after which a reader that takes nothing is let go; it comes back with the cursor it has."""


async def events(request: Request) -> Response:
    """Stream events from a cursor on, or return at once what there is to a client that asks for JSON."""
    hub = context(request).store.events
    cursor = request.headers.get("last-event-id") or request.query_params.get("since") or hub.cursor
    if "application/json" in request.headers.get("accept", ""):
        news = hub.since(cursor)
        found = [event.as_dict() for _, event in news.events]
        return json_answer({"events": found, "cursor": news.cursor, "missed": news.missed})
    closing = anyio.Event()
    return EventSourceResponse(
        _stream(hub, cursor, closing),
        ping=_PING,
        send_timeout=_SEND_TIMEOUT,
        shutdown_event=closing,
        shutdown_grace_period=_GRACE,
    )


async def _stream(hub: Events, cursor: str, closing: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    loop = asyncio.get_running_loop()
    fresh = asyncio.Event()

    def wake() -> None:
        with suppress(RuntimeError):  # the loop may have ended first
            loop.call_soon_threadsafe(fresh.set)

    with hub.listening(wake):
        yield ServerSentEvent(id=cursor, comment="listening", retry=1000)
        while not closing.is_set():
            news = hub.since(cursor)
            cursor = news.cursor
            if news.missed:
                yield ServerSentEvent("{}", event="missed", id=cursor)
            for behind, event in news.events:
                yield ServerSentEvent(orjson.dumps(event.as_dict()).decode(), id=behind)
            await _first_of(fresh.wait(), closing.wait())
            fresh.clear()


async def _first_of(*waits: Coroutine[Any, Any, object]) -> None:
    """Wait for whichever comes first."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


routes = [
    Described(
        "GET",
        "/api/events",
        events,
        Operation(
            "Hear what happens to projects",
            {
                200: Answer(
                    "A stream that does not end; or with `Accept: application/json` at once what there is",
                    "Events",
                    others={"text/event-stream": TEXT},
                )
            },
            parameters=[Parameter("since", "Cursor of the last answer or event.", TEXT), LAST_EVENT_ID],
            tag="events",
            description="Each event of the stream has the cursor as its `id` and an `Event` as its `data`. One of the "
            "type `missed` says that more happened than is remembered: look at everything anew. Without a cursor it "
            "begins with what is to come.",
        ),
    )
]
