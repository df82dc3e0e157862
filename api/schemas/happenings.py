"""Live events, and whether the server lives."""

from __future__ import annotations

from api.operations import COUNT, TEXT, Schema
from api.schemas.parts import ETAG, MOMENT, YES_NO, list_of, named, or_null, said, shape
from storage.names import REASONS

SCHEMAS: dict[str, Schema] = {
    "Event": shape(
        "A change of a project.",
        {
            "id": TEXT,
            "etag": said(or_null(ETAG), "The version that is current now; null if the project is gone."),
            "savedAt": MOMENT,
            "why": {"enum": list(REASONS)},
            "source": said(or_null(TEXT), "What the client that made it called itself in `Holdfast-Client`."),
            "before": said(or_null(ETAG), "The version that it replaced; null if there was none, or none is known."),
            "changes": said(COUNT, "How many places a merge or a hand edit changed."),
        },
        "changes",
    ),
    "Events": shape(
        "What happened since the cursor that was asked with.",
        {
            "events": list_of("Event"),
            "cursor": said(TEXT, "Where to go on: send it as `since`."),
            "missed": said(YES_NO, "More happened than is remembered; look at everything anew."),
        },
    ),
    "App": shape("A tool that is served from a folder.", {"name": TEXT, "address": said(TEXT, "Where its page is.")}),
    "Room": shape(
        "Bytes; null until they were measured for the first time.",
        {
            "projects": said(or_null(COUNT), "Of the files of all projects."),
            "backups": said(or_null(COUNT), "Of all kept versions, also of deleted projects."),
            "free": said(or_null(COUNT), "Free on the disk of the data folder."),
            "total": said(or_null(COUNT), "Of that disk."),
        },
    ),
    "Health": shape(
        "That the server lives.",
        {
            "status": {"const": "ok"},
            "version": TEXT,
            "server_time": MOMENT,
            "uptime_seconds": {"type": "number", "minimum": 0},
            "data": said(TEXT, "Name of the data folder."),
            "projects": COUNT,
            "storage": said(named("Room"), "Measured now and then; up to half a minute old."),
            "apps": said(list_of("App"), "Tools that are served from folders."),
            "api_key_detected": said({"const": False}, "For the older pixel-art dashboard."),
            "balance": said(shape("Nothing.", {"status": {"const": "missing"}}), "For the older pixel-art dashboard."),
        },
    ),
}
