"""Which item of a list a place in a document lies in, and what a person would call that item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage.errors import BadPointer
from storage.pointers import join, parts_of, step

NAMED_BY = ("name", "title", "label", "prompt", "text", "description", "doc_id", "roll_id", "id")
"""Members that say what an item is, the most telling first."""
LONGEST_NAME = 80
_MOST_READ = 1000
"""Characters of a member that are looked at; a text may hold megabytes."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, as it is shown beside a change inside it."""

    path: str
    """Its JSON pointer in the document that it was found in."""
    id: str | int | float | None
    name: str | None

    def as_dict(self) -> dict[str, Any]:
        """Return what the HTTP interface shows."""
        return {"path": self.path, "id": self.id, "name": self.name}


def item_at(document: Any, pointer: str) -> Item | None:
    """Return the innermost item of a list that is an object and holds the place, or is it; None if there is none.

    Args:
        document: a parsed document.
        pointer: a JSON pointer into it; of one that leads nowhere, the part that leads somewhere counts.
    """
    found: tuple[str, dict[str, Any]] | None = None
    value, path = document, ""
    for part in parts_of(pointer):
        holder = value
        try:
            value = step(holder, part, pointer)
        except BadPointer:
            break
        path = join(path, part)
        if isinstance(holder, list) and isinstance(value, dict):
            found = (path, value)
    if found is None:
        return None
    where, item = found
    given = item.get("id")
    return Item(where, given if _is_named(given) else None, name_of(item))


def name_of(item: dict[str, Any]) -> str | None:
    """Return what an item is called by its first member that says so, on one line; None if none does."""
    texts = (" ".join(str(item[key])[:_MOST_READ].split()) for key in NAMED_BY if _is_named(item.get(key)))
    name = next(filter(None, texts), None)
    if name is None or len(name) <= LONGEST_NAME:
        return name
    return name[: LONGEST_NAME - 1] + "…"


def _is_named(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)
