"""What is inside documents: kinds, items and figures."""

from __future__ import annotations

from api.operations import COUNT, TEXT, Schema
from api.schemas.parts import OPEN, list_of, or_null, said, shape
from storage.contracts import MOST_SHOWN

_TEXTS: Schema = {"type": "array", "items": TEXT}

SCHEMAS: dict[str, Schema] = {
    "Collection": shape("A list in a document.", {"name": TEXT, "title": TEXT}),
    "Kind": shape(
        "A kind of project.",
        {
            "name": TEXT,
            "title": TEXT,
            "description": TEXT,
            "contract": said(or_null(TEXT), "Address of its JSON Schema; null if it has none."),
            "collections": list_of("Collection"),
            "template": said(OPEN, "The document of a project that begins."),
        },
    ),
    "Kinds": shape(
        "The kinds, and the contracts of the operator that cannot be used.",
        {
            "kinds": list_of("Kind"),
            "problems": {"type": "array", "items": shape("A contract.", {"file": TEXT, "detail": TEXT})},
        },
    ),
    "Verdict": shape(
        "What a project has to look like, and where it does not.",
        {
            "kind": TEXT,
            "contract": said(or_null(TEXT), "Address of its JSON Schema; null if its kind has none."),
            "named": said(or_null(TEXT), "What the document itself says in `$schema`."),
            "violations": said(list_of("Violation"), f"What breaks the contract; at most {MOST_SHOWN}."),
            "count": said(COUNT, "How many there are in all."),
            "warnings": said(list_of("Notice"), "What is doubtful about the text of the file, and to its kind."),
        },
    ),
    "Items": shape(
        "One page of items.",
        {
            "items": {"type": "array", "items": OPEN},
            "total": said(COUNT, "How many there are that fit."),
            "omitted": said(_TEXTS, "Heavy members that were left out; `fields` asks for them."),
        },
    ),
    "Stats": shape(
        "Figures of a document.",
        {
            "kind": TEXT,
            "size": said(COUNT, "Bytes of the document."),
            "stats": said(OPEN, "Figures and histograms; each kind has its own."),
        },
    ),
}
