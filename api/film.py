"""`/api/film/`: the film register, from the plan of an order to the numbers on its boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.body import read_fields
from api.context import context
from api.operations import Endpoint
from api.queries import bad_query, number, one_of
from kinds.microfilm.film import views
from kinds.microfilm.film.asking import (
    key_of,
    next_of,
    reason_of,
    request_of,
    rework_of,
    settings_of,
    takeover_of,
)
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.errors import NoSuchRoll
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.office import FilmOffice
from kinds.microfilm.film.standing import Standing
from kinds.microfilm.film.steps import Step
from kinds.microfilm.sessions import LOCAL_USER, moment_of
from storage.names import timestamp

Act = Callable[[FilmOffice, str], Standing]


async def plan_order(request: Request) -> Response:
    """Plan the rolls of an order."""
    fields = await read_fields(request)
    settings, reason = settings_of(fields), reason_of(fields, required=False)
    who = _who(request, fields)
    return await _acted(request, lambda office, order: office.plan(order, settings, reason, who))


async def show_rolls(request: Request) -> Response:
    """Show where an order and its rolls are."""
    office, order = _office(request), request.path_params["project"]
    standing = await run_in_threadpool(office.look, order)
    return json_answer(views.order_of(standing))


async def show_labels(request: Request) -> Response:
    """Show what is written on the boxes."""
    office, order = _office(request), request.path_params["project"]

    def labels() -> dict[str, Any]:
        standing = office.look(order)
        return {"project": standing.project, "labels": views.labels_of(standing, office.segments(standing))}

    return json_answer(await run_in_threadpool(labels))


def taking(step: Step) -> Endpoint:
    """Return the endpoint that takes a step with one roll."""

    async def take_step(request: Request) -> Response:
        fields = await read_fields(request)
        asked, who, roll = request_of(step, fields), _who(request, fields), _roll(request)
        return await _acted(request, lambda office, order: office.step(order, roll, step, asked, who))

    take_step.__name__ = f"{step}_roll"
    return take_step


async def rework_order(request: Request) -> Response:
    """Say that rolls of an order have to be done again."""
    fields = await read_fields(request)
    (rolls, asked), who = rework_of(fields), _who(request, fields)
    return await _acted(request, lambda office, order: office.rework(order, rolls, asked, who))


async def archive_order(request: Request) -> Response:
    """Say that an order is done with."""
    fields = await read_fields(request)
    asked, who = request_of(None, fields), _who(request, fields)
    return await _acted(request, lambda office, order: office.archive(order, asked, who))


async def migrate_numbers(request: Request) -> Response:
    """Take numbers over that the old system gave early."""
    fields = await read_fields(request)
    takeover = takeover_of(fields)
    who, office, order = _who(request, fields), _office(request), request.path_params["project"]

    def migrate() -> dict[str, Any]:
        standing, done = office.migrate(order, takeover, who)
        return {**views.outcome_of(standing), **done.report()}

    return json_answer(await run_in_threadpool(migrate))


async def list_temp_rolls(request: Request) -> Response:
    """Show the temp rolls, or those that are long enough for so many pages."""
    query = request.query_params
    film_type = one_of(query, "film_type", FILM_TYPES, FILM_TYPES[0]) if "film_type" in query else None
    pages = number(query, "pages", 0) if "pages" in query else None
    ledger = await run_in_threadpool(_office(request).ledger)
    return json_answer(views.temp_rolls_of(ledger, film_type, pages))


async def show_ledger(request: Request) -> Response:
    """Show lines of the ledger."""
    query = request.query_params
    after, at = _since(query.get("since", ""))
    office, order = _office(request), query.get("project")
    project = await run_in_threadpool(office.id_of, order) if order else None
    ledger = await run_in_threadpool(office.ledger)
    lines = views.lines_of(ledger, query.get("location") or None, project)
    later = [line for line in lines if line["seq"] > after and line["at"] > at]
    return json_answer({"entries": later, "next": views.next_numbers(ledger), "lines": len(ledger.entries)})


async def set_next_number(request: Request) -> Response:
    """Let the numbers of a location go on with another one."""
    fields = await read_fields(request)
    location, following, reason = next_of(fields)
    who, office = _who(request, fields), _office(request)
    entries = await run_in_threadpool(office.skip, location, following, reason, who)
    ledger = await run_in_threadpool(office.ledger)
    return json_answer({"entries": [entry.as_dict() for entry in entries], "next": views.next_numbers(ledger)})


async def prove_rules(request: Request) -> Response:
    """Prove the seven rules on the data folder."""
    return json_answer(views.rules_of(await run_in_threadpool(_office(request).prove)))


async def _acted(request: Request, act: Act) -> Response:
    office, order = _office(request), request.path_params["project"]
    return json_answer(views.outcome_of(await run_in_threadpool(act, office, order)))


def _office(request: Request) -> FilmOffice:
    found: FilmOffice = context(request).film
    return found


def _who(request: Request, fields: Mapping[str, Any]) -> Who:
    user = request.headers.get("x-user", "").strip()[:200] or LOCAL_USER
    return Who(user, key_of(fields, request.headers.get("idempotency-key")))


def _roll(request: Request) -> int:
    text: str = request.path_params["roll"]
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NoSuchRoll(f"{text!r} is no roll", id=request.path_params["project"])
    return int(text)


def _since(text: str) -> tuple[int, str]:
    """Read a line or a moment after which lines are wanted."""
    if not text:
        return 0, ""
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text), ""
    moment = moment_of(text.replace(" ", "+"))  # a plus sign that was not escaped
    if moment is None:
        raise bad_query("since", "the number of a line, or a moment with its time zone (ISO 8601)")
    return 0, timestamp(moment)
