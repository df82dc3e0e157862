"""What the film register shows."""

from __future__ import annotations

from api.operations import COUNT, TEXT, Schema
from api.schemas.parts import MOMENT, OPEN, YES_NO, list_of, named, or_null, said, shape
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.steps import OrderState, RollState
from kinds.microfilm.film.temp_rolls import TempStatus

_TEXTS: Schema = {"type": "array", "items": TEXT}
_TYPE: Schema = {"enum": list(FILM_TYPES)}
_NUMBER: Schema = {"type": "string", "pattern": "^[123][0-9]{7}$"}
_WHOLE: Schema = {"type": "integer"}
_LINES: Schema = {"type": "array", "items": OPEN}

_REST = shape("What an empty roll would leave.", {"usable": _WHOLE, "worth_keeping": YES_NO})

_ORDER: dict[str, Schema] = {
    "project": TEXT,
    "archive_id": or_null(TEXT),
    "location": TEXT,
    "state": {"enum": [str(state) for state in OrderState]},
    "steps": said(_TEXTS, "What can be asked of the whole order."),
    "settings": OPEN,
    "rolls": list_of("FilmRoll"),
    "warnings": list_of("Notice"),
}
_OUTCOME: dict[str, Schema] = {
    **_ORDER,
    "film_number": said(or_null(_NUMBER), "The number that the request gave, or had given before."),
    "entries": said(_LINES, "The lines that the request added to the ledger, or had added before."),
    "repeated": YES_NO,
}

SCHEMAS: dict[str, Schema] = {
    "FilmIssue": shape(
        "A film number of a roll.",
        {
            "film_number": _NUMBER,
            "status": {"enum": ["current", "superseded", "void"]},
            "attempt": _WHOLE,
            "at": MOMENT,
            "capacity": COUNT,
            "legacy": YES_NO,
            "temp_roll": TEXT,
            "superseded_by": _NUMBER,
            "reason": TEXT,
        },
        "attempt temp_roll superseded_by reason",
    ),
    "FilmRoll": shape(
        "A roll of an order.",
        {
            "roll_id": COUNT,
            "film_type": _TYPE,
            "state": {"enum": [str(state) for state in RollState]},
            "steps": said(_TEXTS, "What can be done with it now."),
            "attempt": COUNT,
            "film_number": or_null(_NUMBER),
            "capacity": COUNT,
            "pages_used": COUNT,
            "pages_remaining": COUNT,
            "utilization": {"type": "number"},
            "documents": COUNT,
            "first_document": TEXT,
            "last_document": TEXT,
            "temp_roll": said(or_null(TEXT), "The temp roll that is reserved for it."),
            "potential_temp_roll": shape(
                "What an empty roll would leave.", {"usable": _WHOLE, "worth_keeping": YES_NO}
            ),
            "numbers": list_of("FilmIssue"),
        },
    ),
    "FilmOrder": shape("Where an order and its rolls are.", _ORDER),
    "FilmOutcome": shape("How an order stands after a request.", _OUTCOME),
    "FilmImport": shape(
        "What became of numbers that were given early.",
        {
            **_OUTCOME,
            "taken": said(_TEXTS, "Numbers that the ledger knows from now on."),
            "known": said(_TEXTS, "Numbers that it knew before."),
            "misfits": list_of("FilmMisfit"),
        },
    ),
    "FilmMisfit": shape(
        "What does not go together with an early number.",
        {"roll": _WHOLE, "number": TEXT, "code": TEXT, "detail": TEXT, "taken": YES_NO, "dropped": YES_NO},
    ),
    "FilmLabel": shape(
        "What is written on the box of a roll.",
        {
            "film_number": _NUMBER,
            "archive_id": or_null(TEXT),
            "location": or_null(TEXT),
            "document_type": or_null(TEXT),
            "film_type": _TYPE,
            "roll_id": COUNT,
            "first_document": TEXT,
            "last_document": TEXT,
            "documents": COUNT,
            "pages": COUNT,
            "first_blip": or_null(TEXT),
            "last_blip": or_null(TEXT),
            "filmed_at": MOMENT,
        },
    ),
    "FilmLabels": shape("The labels of an order.", {"project": TEXT, "labels": list_of("FilmLabel")}),
    "TempRoll": shape(
        "The unexposed rest of a filmed roll.",
        {
            "id": TEXT,
            "film_type": _TYPE,
            "status": {"enum": [str(status) for status in TempStatus]},
            "exists": said(YES_NO, "Whether there is such film: not once it was exposed."),
            "capacity": COUNT,
            "usable": COUNT,
            "source": shape("What it was cut from.", {"project": TEXT, "roll": COUNT, "film_number": _NUMBER}),
            "roll": or_null(shape("The roll that has it, or used it.", {"project": TEXT, "roll": COUNT})),
            "at": MOMENT,
        },
    ),
    "TempRolls": shape("Temp rolls.", {"temp_rolls": list_of("TempRoll"), "best": or_null(TEXT)}),
    "FilmNextNumbers": shape("The number that each location gives next.", dict.fromkeys(("OU", "DW", "other"), TEXT)),
    "FilmLedger": shape("Lines of the ledger.", {"entries": _LINES, "next": named("FilmNextNumbers"), "lines": COUNT}),
    "FilmNext": shape("The line that explains a gap.", {"entries": _LINES, "next": named("FilmNextNumbers")}),
    "FilmRules": shape(
        "The seven rules.",
        {
            "holds": YES_NO,
            "rules": {
                "type": "array",
                "items": shape(
                    "One rule.",
                    {
                        "rule": COUNT,
                        "text": TEXT,
                        "holds": YES_NO,
                        "breaches": {"type": "array", "items": shape("What breaks it.", {"where": TEXT, "text": TEXT})},
                    },
                ),
            },
        },
    ),
}
