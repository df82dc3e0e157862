"""The addresses of the film register, described."""

from __future__ import annotations

from typing import Any

from api.codes import CURRENT, SAVING
from api.film import (
    archive_order,
    list_temp_rolls,
    migrate_numbers,
    plan_order,
    prove_rules,
    rework_order,
    set_next_number,
    show_labels,
    show_ledger,
    show_rolls,
    taking,
)
from api.operations import COUNT, TEXT, Answer, Body, Described, Operation, Parameter
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.steps import Step

_ROOT = "/api/film"
_TAG = "film register"
_WHO = Parameter("X-User", "who asks, for the ledger; `local` without one", TEXT, where="header")
_KEY = Parameter("Idempotency-Key", "a text of its own for each request, and the same to ask again", TEXT, "header")
_ORDER = (*CURRENT, "not_found", "not_an_order", "ledger_damaged", "numbers_unknown", "lock_timeout")
_ACTING = (
    *(*_ORDER, *SAVING, "json_syntax", "bad_request", "bad_film_request", "key_reused", "contract_broken"),
    *("nothing_planned", "plan_changed"),
)
_LEDGER = ("file_broken", "ledger_damaged", "lock_timeout", *SAVING)


def _acting(
    summary: str, schema: dict[str, Any], problems: tuple[str, ...] = (), answer: str = "FilmOutcome"
) -> Operation:
    return Operation(
        summary,
        {200: Answer("How the order stands; `repeated` says that it had been done before", answer)},
        problems=(*_ACTING, *problems),
        parameters=[_WHO, _KEY],
        body=Body(schema={"type": "object", "properties": schema}, required=False),
        tag=_TAG,
    )


def _looking(summary: str, said: str, schema: str, problems: tuple[str, ...], *parameters: Parameter) -> Operation:
    return Operation(summary, {200: Answer(said, schema)}, problems=problems, parameters=parameters, tag=_TAG)


_REASON = {"reason": TEXT}
_TEMP_ROLL = {"temp_roll": {"type": "string", "description": "Id of a temp roll, `best`, or `new` for an empty roll."}}
_ATTEMPT = {"attempt": {"type": "integer", "minimum": 1}}
_OF_STEP: dict[Step, tuple[str, dict[str, Any]]] = {
    Step.START: ("Put a roll on the camera", {**_REASON, **_TEMP_ROLL}),
    Step.COMPLETE: ("Say that a roll is filmed, and give it its number", {**_REASON, **_ATTEMPT}),
    Step.FAIL: ("Say that a filming failed", {**_REASON, **_ATTEMPT, "spoiled": {"type": "boolean"}}),
    Step.REFILM: ("Make a roll ready to be filmed again", {**_REASON, **_TEMP_ROLL}),
    Step.REWORK: ("Say that a roll has to be done again", _REASON),
    Step.VOID: ("Declare the number of a roll void", _REASON),
}
_WHOLE = {"type": "integer", "minimum": 0}
_SETTINGS = {"capacity_16mm": _WHOLE, "capacity_35mm": _WHOLE, "padding": _WHOLE, "minimum": _WHOLE}
_STEP_PROBLEMS = ("no_such_roll", "illegal_step", "no_fitting_temp_roll", "numbers_exhausted")
routes = [
    Described(
        "GET",
        f"{_ROOT}/temp-rolls",
        list_temp_rolls,
        _looking(
            "List the temp rolls",
            "Temp rolls; with `pages` those that are offered, and the one that fits best",
            "TempRolls",
            (*_LEDGER, "bad_request"),
            Parameter("film_type", "of one film type", {"enum": list(FILM_TYPES)}),
            Parameter("pages", "long enough for so many", COUNT),
        ),
    ),
    Described(
        "GET",
        f"{_ROOT}/ledger",
        show_ledger,
        _looking(
            "Read the ledger",
            "Lines, and the number that each location gives next",
            "FilmLedger",
            (*_LEDGER, "bad_request", "no_such_project"),
            Parameter("location", "lines with numbers of one location", TEXT),
            Parameter("project", "lines of one order", TEXT),
            Parameter("since", "lines after this one, or after a moment", TEXT),
        ),
    ),
    Described(
        "POST",
        f"{_ROOT}/ledger",
        set_next_number,
        Operation(
            "Let a location go on with another number",
            {200: Answer("The line that explains the gap", "FilmNext")},
            problems=(*_LEDGER, "json_syntax", "bad_request", "bad_film_request", "key_reused"),
            parameters=[_WHO, _KEY],
            body=Body(schema={"type": "object", "properties": {"location": TEXT, "next": TEXT, "reason": TEXT}}),
            tag=_TAG,
        ),
    ),
    Described(
        "GET",
        f"{_ROOT}/check",
        prove_rules,
        _looking("Prove the seven rules", "Each rule, and what breaks it", "FilmRules", _LEDGER),
    ),
    Described(
        "POST",
        f"{_ROOT}/{{project}}/plan",
        plan_order,
        _acting("Plan the rolls of an order", {**_SETTINGS, **_REASON}),
    ),
    Described(
        "GET",
        f"{_ROOT}/{{project}}/rolls",
        show_rolls,
        _looking("Show the rolls of an order", "States, numbers, what can be done", "FilmOrder", (*_ORDER, *SAVING)),
    ),
    Described(
        "GET",
        f"{_ROOT}/{{project}}/labels",
        show_labels,
        _looking("Show what is written on the boxes", "A label for each number", "FilmLabels", (*_ORDER, *SAVING)),
    ),
    Described(
        "POST",
        f"{_ROOT}/{{project}}/rework",
        rework_order,
        _acting(
            "Say that rolls of an order have to be done again",
            {**_REASON, "rolls": {"type": "array", "items": {"type": "integer", "minimum": 1}}},
            ("no_such_roll", "illegal_step"),
        ),
    ),
    Described(
        "POST",
        f"{_ROOT}/{{project}}/archive",
        archive_order,
        _acting("Say that an order is done with", _REASON, ("illegal_step",)),
    ),
    Described(
        "POST",
        f"{_ROOT}/{{project}}/migrate",
        migrate_numbers,
        _acting(
            "Take over numbers that were given early",
            {**_REASON, "filmed": {"type": "boolean"}, "drop": {"type": "boolean"}},
            answer="FilmImport",
        ),
    ),
    *(
        Described(
            "POST", f"{_ROOT}/{{project}}/rolls/{{roll}}/{step}", taking(step), _acting(summary, schema, _STEP_PROBLEMS)
        )
        for step, (summary, schema) in _OF_STEP.items()
    ),
]
