"""The kind of any document: what its own keys say about it, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kinds.kind import Collection, Document, Kind, Summary

NAME = "generic"
_TITLES = ("name", "title")
_LONGEST_NAME = 200
_DEEPEST = 300


def title_of(top: Mapping[str, msgspec.Raw]) -> str:
    """Return what `name` or `title` say of a document, by its top level."""
    texts = (bytes(top[key]) for key in _TITLES if key in top)
    return next((msgspec.json.decode(raw, type=str)[:_LONGEST_NAME] for raw in texts if raw.startswith(b'"')), "")


def collections_of(document: Document) -> list[Collection]:
    """Return a collection for each top-level list of objects."""
    return [
        Collection(name, name, path=(name,), key=_key_of(value))
        for name, value in document.items()
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
    ]


def summary_of(document: Document) -> Summary:
    """Name a document by its own title, and count its lists."""
    found = collections_of(document)
    counts = {collection.name: len(document[collection.name]) for collection in found}
    text = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    name = next((document[key] for key in _TITLES if isinstance(document.get(key), str)), "")
    return Summary(name[:_LONGEST_NAME], text[:_LONGEST_NAME], counts)


def stats_of(document: Document) -> dict[str, Any]:
    """Count what every document has."""
    return {
        "members": len(document),
        "depth": _depth(document),
        "collections": [
            {"label": collection.name, "count": len(document[collection.name])}
            for collection in collections_of(document)
        ],
    }


def _key_of(items: list[Any]) -> str:
    """Return the member that tells the items apart: `id`, or another one that each has and no two share."""
    for key in ("id", "key", "name"):
        values = [item.get(key) for item in items]
        if all(isinstance(value, str | int) for value in values) and len(set(values)) == len(values):
            return key
    return "id"


def _depth(document: Document) -> int:
    """Return how many objects and lists are nested, without recursion: a document may be 200 deep."""
    depth = 0
    level: list[Any] = [document]
    while level and depth < _DEEPEST:
        depth += 1
        level = [
            part
            for holder in level
            for part in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(part, dict | list)
        ]
    return depth


KIND = Kind(
    name=NAME,
    title="Any document",
    description="A JSON object of any shape.",
    detect=lambda _: False,
    summary=summary_of,
    stats=stats_of,
    collections=collections_of,
    template=lambda title: {"name": title},
)
