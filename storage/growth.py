"""Lists that only grow: what a new version has to keep of the one that it replaces.

A contract marks such a list with `x-append-only`. A ledger is one: what it says happened did happen, and a version that
has forgotten it, restored or sent by an old tab, must not take its place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from storage import documents
from storage.errors import OnlyGrows
from storage.pointers import join
from storage.sameness import same

Path = tuple[str, ...]


def growing_lists(schema: Any) -> list[Path]:
    """Return the paths of the lists in a schema that only grow, through nested objects but not through lists."""
    return list(_below(schema, ()))


def must_grow(project: str, lists: Iterable[Path], before: bytes, after: bytes | None) -> None:
    """Compare two texts of a project.

    Args:
        project: the id, for the error.
        lists: paths of the lists that only grow.
        before: the version that is there.
        after: the one that is to take its place, or None if nothing is.

    Raises:
        OnlyGrows: an item is not where it was, or not as it was.
    """
    old = documents.parse(before)
    new = None if after is None else documents.parse(after)
    for path in lists:
        there, then = _at(old, path), _at(new, path)
        kept = then[: len(there)]
        if not same(kept, there):
            first = next((n for n, item in enumerate(there) if n >= len(kept) or not same(item, kept[n])), 0)
            pointer = join("".join(join("", part) for part in path), str(first))
            text = f"{pointer} of {project!r} would be lost or changed, and this list only grows"
            raise OnlyGrows(text, id=project, path=pointer)


def _below(schema: Any, path: Path) -> Iterable[Path]:
    if not isinstance(schema, dict):
        return
    if schema.get("x-append-only") is True and path:
        yield path
    properties = schema.get("properties")
    for name, part in properties.items() if isinstance(properties, dict) else ():
        yield from _below(part, (*path, name))


def _at(document: Any, path: Path) -> list[Any]:
    for part in path:
        document = document.get(part) if isinstance(document, dict) else None
    return document if isinstance(document, list) else []
