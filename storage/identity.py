"""What tells the items of an array apart: an id of their own, or the value itself."""

from __future__ import annotations

from typing import Any

from storage.numbers import Digits

Identity = tuple[str, object]
"""A text or a number, with its type: the text "1" is another identity than the number 1."""


def by_identity(items: list[Any], key: str = "id") -> dict[Identity, Any] | None:
    """Return the items by their identity, or None unless each is an object with one of its own."""
    found: dict[Identity, Any] = {}
    for item in items:
        identity = identity_of(item.get(key)) if isinstance(item, dict) else None
        if identity is None:
            return None
        found[identity] = item
    return found if len(found) == len(items) else None


def by_value(items: list[Any]) -> dict[Identity, Any] | None:
    """Return the scalars of a set by their value, or None if there is something else or one twice."""
    found: dict[Identity, Any] = {}
    for item in items:
        identity = ("constant", repr(item)) if item is None or isinstance(item, bool) else identity_of(item)
        if identity is None:
            return None
        found[identity] = item
    return found if len(found) == len(items) else None


def identity_of(value: Any) -> Identity | None:
    """Return the identity that a text or a number is, or None if the value is neither."""
    if isinstance(value, str):
        return ("text", value)
    if isinstance(value, Digits):
        return ("number", value.value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ("number", float(value))
    return None
