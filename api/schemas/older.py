"""What the older tools send and read, in their own words."""

from __future__ import annotations

from api.operations import COUNT, TEXT, Schema
from api.schemas.parts import ANYTHING, MOMENT, OPEN, YES_NO, said, shape
from kinds.microfilm.sections import BROWSER_KEYS, SECONDARY

_TEXTS: Schema = {"type": "array", "items": TEXT}
_DONE: Schema = {"const": "success"}

SCHEMAS: dict[str, Schema] = {
    "JobHistory": shape(
        "What the pixel-art dashboard saves; other members go into the file too.",
        {"jobs": {"type": "array", "items": OPEN}, "lastJobId": {"type": "integer", "minimum": 0}},
        "lastJobId",
    ),
    "LoadedJobs": shape(
        "What the pixel-art dashboard loads.",
        {
            "status": {"const": "ok"},
            "jobs": {"type": "array"},
            "lastJobId": said(ANYTHING, "A whole number; absent if the file has none."),
            "savedAt": said(ANYTHING, "When the jobs were saved; absent if there is no file."),
            "message": TEXT,
        },
        "lastJobId savedAt",
    ),
    "SavedJobs": shape(
        "What a save of the pixel-art dashboard did.",
        {"status": {"const": "ok"}, "message": TEXT, "savedAt": TEXT, "fileSize": COUNT},
    ),
    "JobsProblem": shape(
        "A problem as the pixel-art dashboard reads it.",
        {"status": {"const": "error"}, "message": TEXT, "code": TEXT},
    ),
    "Session": shape(
        "A session of the register: its sections, each empty if nothing was put into it, and its secondary keys.",
        {
            "session_id": TEXT,
            **dict.fromkeys(BROWSER_KEYS, OPEN),
            **dict.fromkeys(SECONDARY, ANYTHING),
            "created": YES_NO,
            "updated_at": ANYTHING,
        },
        " ".join(SECONDARY),
    ),
    "SessionUpdated": shape(
        "Which sections were taken.", {"status": _DONE, "updated_fields": _TEXTS, "updated_at": MOMENT}
    ),
    "SessionStatus": shape(
        "That it was done.",
        {
            "status": _DONE,
            "message": TEXT,
            "session_id": TEXT,
            "skipped": said(_TEXTS, "Sections that were left alone, because they hold something newer."),
        },
        "session_id skipped",
    ),
    "WorkflowProblem": shape("A problem as the pages of the register read it.", {"error": TEXT, "code": TEXT}),
}
