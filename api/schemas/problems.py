"""Problems (RFC 9457)."""

from __future__ import annotations

from api.codes import PROBLEMS
from api.operations import COUNT, TEXT, Schema
from api.schemas.parts import ANYTHING, ETAG, MOMENT, OPEN, POINTER, list_of, or_null, said, shape

_FACTS: dict[str, Schema] = {
    "line": said(COUNT, "Line of a text, from 1."),
    "column": said({"type": ["integer", "string"]}, "Column: of a text its number from 1, of a table its name."),
    "offset": said(COUNT, "Bytes before the place."),
    "path": said(ANYTHING, "JSON pointer to the place; of a patch, what the operation names as its path."),
    "index": said(COUNT, "Which operation of a patch, from 0."),
    "parameter": said(TEXT, "The value in the query that is wrong."),
    "header": said(TEXT, "The header that is wrong."),
    "field": said(TEXT, "The member of the body that is wrong."),
    "id": said(TEXT, "The project."),
    "name": TEXT,
    "file": said(TEXT, "Name of a file."),
    "backup": said(TEXT, "Name of a kept version."),
    "etag": said(ETAG, "The version that is there, broken or not."),
    "current": said(ETAG, "The version that is on disk."),
    "kept": said(TEXT, "The backup that holds what was sent."),
    "conflicts": list_of("Conflict"),
    "theirs": said(ANYTHING, "The document on disk."),
    "base": said(ANYTHING, "The document that both edits were made from."),
    "lastGood": said(
        or_null(shape("A kept version.", {"name": TEXT, "savedAt": MOMENT})),
        "The newest kept version that is not broken.",
    ),
    "cause": said(TEXT, "The code of what is wrong with the text."),
    "kind": TEXT,
    "violations": list_of("Violation"),
    "count": said(COUNT, "How many violations there are; at most 50 are shown."),
    "collection": said(TEXT, "The list of objects that was named."),
    "collections": {"type": "array", "items": TEXT, "description": "The lists that the document has."},
    "session": said(TEXT, "The session that was named."),
    "roll": said(COUNT, "The roll of film."),
    "state": said(TEXT, "The state that does not allow the step."),
    "attempt": said(COUNT, "Which filming of the roll is going on, or was the last one."),
    "legal": said({"type": "array", "items": TEXT}, "The steps that are possible."),
    "rolls": said({"type": "array", "items": COUNT}, "The rolls of the order, or those that it is about."),
    "numbers": said({"type": "array", "items": TEXT}, "Film numbers, at most 50."),
    "offered": said({"type": "array", "items": TEXT}, "Temp rolls that can be had."),
    "location": said(TEXT, "Whose film numbers."),
    "key": said(TEXT, "The idempotency key."),
    "lines": said(COUNT, "Lines that the ledger has."),
    "keptLines": said(COUNT, "Lines that a kept version of it has."),
    "faults": said({"type": "array", "items": OPEN}, "Lines that cannot be, each with `line`, `rule` and `text`."),
    "writer": said(TEXT, "The part of the program that alone writes such projects."),
    "errno": said(TEXT, "The name that the operating system has for its error, such as `EIO`."),
    "wait": said({"type": "number"}, "How many seconds were waited."),
    "limit": COUNT,
    "size": COUNT,
}
_CODE: Schema = {
    "type": "string",
    "oneOf": [
        {"const": problem.code, "title": problem.title, "description": f"{problem.status}: {problem.hint}"}
        for problem in PROBLEMS.values()
    ],
}


SCHEMAS: dict[str, Schema] = {
    "Violation": shape(
        "A place at which a document breaks its contract.",
        {"path": POINTER, "message": TEXT, "expected": ANYTHING, "found": ANYTHING},
    ),
    "Problem": shape(
        "What went wrong, and what to do about it (RFC 9457). Which facts are there depends on the code.",
        {
            "type": said(TEXT, "`urn:holdfast:` and the code."),
            "title": said(TEXT, "The kind of problem in words."),
            "status": said({"type": "integer"}, "As in the answer's head."),
            "code": _CODE,
            "detail": said(TEXT, "What happened this time."),
            "hint": said(TEXT, "What to do; may be empty."),
            **_FACTS,
        },
        " ".join(_FACTS),
    ),
}
