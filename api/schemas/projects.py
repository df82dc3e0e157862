"""Projects, saves and imports."""

from __future__ import annotations

from api.operations import COUNT, TEXT, Schema
from api.schemas.parts import ANYTHING, ETAG, MOMENT, OPEN, POINTER, YES_NO, list_of, named, or_null, said, shape
from kinds.importing import MODES

SAVED: dict[str, Schema] = {
    "id": TEXT,
    "etag": said(ETAG, "The version that is on disk now."),
    "sent": said(ETAG, "The version under which what was sent is kept: a base for the next save."),
    "savedAt": MOMENT,
    "size": said(COUNT, "Bytes on disk."),
    "unchanged": said(YES_NO, "The file held this content already; nothing was written."),
    "merged": said(YES_NO, "What was sent was merged with edits that the sender did not know."),
    "conflicts": list_of("Conflict"),
    "warnings": list_of("Notice"),
    "kept": said(or_null(TEXT), "Name of the backup with the version that was replaced, or that lost."),
    "document": said(OPEN, "The document as it is now, if it was merged."),
}

SCHEMAS: dict[str, Schema] = {
    "Document": said(OPEN, "A project's document: any JSON object, nested at most 200 levels."),
    "Project": shape(
        "A row of the list.",
        {
            "id": TEXT,
            "name": said(TEXT, "What the document calls itself, else the id."),
            "kind": TEXT,
            "size": said(COUNT, "Bytes on disk."),
            "savedAt": MOMENT,
            "etag": said({"type": "string", "pattern": "^(sha256-[0-9a-f]{64})?$"}, "Empty if it cannot be read."),
            "backups": said(COUNT, "How many versions are kept."),
            "state": {"enum": ["ok", "broken", "invalid", "too_large", "unreadable"]},
            "summary": shape(
                "What the kind says of it.",
                {"text": TEXT, "counts": {"type": "object", "additionalProperties": COUNT}, "picture": POINTER},
                "text counts picture",
            ),
            "problem": said(OPEN, "`code`, `detail` and the facts of a problem, where the state is not ok."),
        },
        "summary problem",
    ),
    "OtherFile": shape(
        "A JSON file whose name is no id.",
        {
            "name": TEXT,
            "size": COUNT,
            "savedAt": or_null(MOMENT),
            "action": {"enum": ["adopt", "merge", "none"], "description": "What can be done with it."},
            "of": said(TEXT, "The project that it looks like a copy of."),
            "problem": TEXT,
        },
        "of problem",
    ),
    "Projects": shape(
        "One page of the list.",
        {"projects": list_of("Project"), "total": COUNT, "otherFiles": list_of("OtherFile")},
    ),
    "Saved": shape("What a save did.", SAVED, "document"),
    "MergedCopy": shape("What a merge did.", {**SAVED, "name": said(TEXT, "The merged file.")}, "document"),
    "Deleted": shape("Where the content is kept.", {"id": TEXT, "backup": TEXT}),
    "Notice": shape("A warning.", {"code": TEXT, "detail": TEXT, "path": TEXT}),
    "Conflict": shape(
        "A place that both sides changed; a side that has no value there is left out.",
        {
            "path": POINTER,
            "base": ANYTHING,
            "mine": ANYTHING,
            "theirs": ANYTHING,
            "taken": said({"enum": ["mine", "theirs"]}, "Whose value was taken, if a policy said so."),
            "violation": said(TEXT, "How both edits together break the contract at this place."),
        },
        "base mine theirs taken violation",
    ),
    "MergePatch": said(OPEN, "Members to set; null removes one (RFC 7396)."),
    "JsonPatch": {"type": "array", "items": named("PatchOperation"), "description": "Operations (RFC 6902)."},
    "PatchOperation": shape(
        "One operation.",
        {
            "op": {"enum": ["add", "remove", "replace", "move", "copy", "test"]},
            "path": POINTER,
            "from": POINTER,
            "value": ANYTHING,
        },
        "from value",
    ),
    "OtherName": shape("An other file.", {"name": {"type": "string", "minLength": 1}}),
    "Adopt": shape(
        "An other file and the id that its project gets.",
        {"name": {"type": "string", "minLength": 1}, "id": TEXT},
        "id",
    ),
    "Counts": shape("How many places changed.", dict.fromkeys(("added", "removed", "replaced", "moved"), COUNT)),
    "Preview": shape(
        "What a save would do.",
        {
            "id": TEXT,
            "name": said(TEXT, "Name of the file in an archive."),
            "action": {"enum": ["create", "save", "unchanged"]},
            "kind": TEXT,
            "size": COUNT,
            "changes": list_of("Change"),
            "counts": named("Counts"),
            "truncated": YES_NO,
            "warnings": list_of("Notice"),
        },
        "name",
    ),
    "Imported": shape(
        f"What was saved of an archive, or would be (modes: {', '.join(MODES)}).",
        {
            "dryRun": {"const": True},
            "documents": {"type": "array", "items": {"anyOf": [named("Preview"), named("Saved")]}},
        },
        "dryRun",
    ),
}
