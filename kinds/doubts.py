"""What is allowed but doubtful in any kind: ids twice, references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kinds.kind import Collection, Document
from storage.documents import Notice
from storage.pointers import join

MOST = 50


def located(document: Document, collection: Collection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each item of an array with its JSON pointer."""
    found: Any = document
    path = ""
    for key in collection.path or (collection.name,):
        found = found.get(key) if isinstance(found, dict) else None
        path = join(path, key)
    for index, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield join(path, index), item


def duplicate_ids(document: Document, collections: Iterable[Collection]) -> Iterator[Notice]:
    """Say which items share their id with an earlier one: edits of them cannot be merged item by item."""
    for collection in collections:
        seen: set[str | int] = set()
        for path, item in located(document, collection):
            value = item.get(collection.key)
            if not isinstance(value, str | int):
                continue
            if value in seen:
                text = f"{collection.key} {value!r} stands twice in {collection.name}"
                yield Notice("duplicate_id", text, join(path, collection.key))
            seen.add(value)


def ids_of(document: Document, collection: Collection) -> set[str]:
    """Return the ids of a collection that are texts."""
    return {item[collection.key] for item in collection.items(document) if isinstance(item.get(collection.key), str)}


def dangling(path: str, member: str, value: Any, known: set[str], what: str) -> Iterator[Notice]:
    """Say that a reference leads nowhere."""
    if isinstance(value, str) and value not in known:
        yield Notice("dangling_reference", f"there is no {what} {value!r}", join(path, member))
