"""Kept versions, and what is different between two."""

from __future__ import annotations

from api.operations import COUNT, TEXT, Schema
from api.schemas.parts import ANYTHING, ETAG, MOMENT, POINTER, YES_NO, list_of, named, or_null, said, shape
from api.schemas.projects import SAVED
from storage.names import REASONS
from storage.placing import LONGEST_NAME, NAMED_BY
from storage.project_settings import BOUNDS, LAST, SPECIAL_DAYS


def _whole(name: str) -> Schema:
    return {"type": "integer", "minimum": BOUNDS[name][0], "maximum": BOUNDS[name][-1]}


WHY: Schema = {"enum": list(REASONS), "description": "How the version came to be."}

_LABEL: Schema = {"type": "string", "maxLength": 200}
_RETENTION: dict[str, Schema] = {
    "keepAll": said(YES_NO, "Nothing is thinned."),
    "last": said(_whole(LAST), "How many of the newest versions are always kept."),
    "specialDays": said(_whole(SPECIAL_DAYS), "Days for which hand edits, conflicts, deletions and pins are kept."),
}

SCHEMAS: dict[str, Schema] = {
    "Backup": shape(
        "A kept version.",
        {
            "name": said(TEXT, "When, which, what and why."),
            "savedAt": MOMENT,
            "etag": ETAG,
            "size": COUNT,
            "why": WHY,
            "pinned": said(YES_NO, "It was kept as a save point, or pinned later."),
            "label": said(TEXT, "What somebody called it."),
        },
        "label",
    ),
    "Backups": shape("Newest first.", {"backups": list_of("Backup")}),
    "Label": shape("A save point.", {"label": _LABEL}, "label"),
    "Mark": {
        **shape("How a version is kept.", {"pinned": YES_NO, "label": or_null(_LABEL)}, "pinned label"),
        "anyOf": [{"required": ["pinned"]}, {"required": ["label"]}],
    },
    "Change": shape(
        "One difference.",
        {
            "op": {"enum": ["add", "remove", "replace", "move"]},
            "path": said(TEXT, "JSON pointer into the later version; into the earlier one for what was removed."),
            "from": ANYTHING,
            "to": ANYTHING,
            "item": said(named("ChangedItem"), "The item of a list that the place lies in, if there is one."),
        },
        "from to item",
    ),
    "ChangedItem": shape(
        "The innermost item of a list that holds a place.",
        {
            "path": said(TEXT, "Its JSON pointer, in the same document as that of the change."),
            "id": said({"type": ["string", "number", "null"]}, "Its `id`."),
            "name": said(
                or_null({"type": "string", "maxLength": LONGEST_NAME}),
                f"What it is called: the first of {', '.join(NAMED_BY)} that it has.",
            ),
        },
    ),
    "Difference": shape(
        "What changed between two versions.",
        {
            "from": ETAG,
            "to": ETAG,
            "changes": list_of("Change"),
            "counts": named("Counts"),
            "truncated": said(YES_NO, "There are more changes than are shown."),
        },
        "changes truncated",
    ),
    "Restore": shape(
        "What is put back.",
        {
            "backup": said({"type": "string", "minLength": 1}, "Name of a backup, an etag, or `current`."),
            "paths": {"type": "array", "items": POINTER, "minItems": 1, "description": "Only these values."},
        },
        "paths",
    ),
    "Restored": shape(
        "What a restore did.",
        {
            **SAVED,
            "restored": said(TEXT, "The version that was asked for."),
            "replaced": said(or_null(TEXT), "The backup that undoes it; null if nothing was replaced."),
        },
        "document",
    ),
    "Settings": shape(
        "How much of a project's history is kept.",
        {
            "retention": named("Retention"),
            "defaults": shape(
                "What holds without settings.",
                {
                    **_RETENTION,
                    "recentSeconds": said(COUNT, "Everything younger is kept ..."),
                    "recentBytes": said(COUNT, "... while it fits in so many bytes."),
                    "steps": {
                        "type": "array",
                        "items": shape(
                            "One version is kept in each period.",
                            {
                                "upToSeconds": said(COUNT, "Up to this age ..."),
                                "everySeconds": said(COUNT, "... one in so many seconds."),
                            },
                        ),
                    },
                },
            ),
        },
    ),
    "Retention": shape("What holds for a project.", _RETENTION),
    "ChangedSettings": {
        **shape(
            "Settings; null goes back to the default.",
            {name: or_null(schema) for name, schema in _RETENTION.items()},
            " ".join(_RETENTION),
        ),
        "additionalProperties": False,
    },
    "Trash": shape(
        "The latest deleted first.",
        {
            "projects": {
                "type": "array",
                "items": shape(
                    "A deleted project.",
                    {"id": TEXT, "name": TEXT, "deletedAt": MOMENT, "size": COUNT, "etag": ETAG, "backup": TEXT},
                ),
            }
        },
    ),
}
