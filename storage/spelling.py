"""What a browser changes in a document without anybody having edited it.

It prints numbers its own way (see `numbers`), and it moves keys that look like array indexes to the front of their
object in ascending order (ECMAScript `OrdinaryOwnPropertyKeys`). A save puts back what only changed like this.
"""

from __future__ import annotations

from typing import Any

from storage import numbers
from storage.numbers import Digits
from storage.regions import Region

_MAX_INDEX = 2**32 - 2


def as_it_was(old: bytes, new: bytes, regions: list[Region]) -> bytes:
    """Return laid-out `new` with everything spelled as in laid-out `old` that only a browser changed."""
    if _same_lines_moved(old, new, regions):
        stored, sent = numbers.loads(old), numbers.loads(new)
        return old if _browser_order(stored) == _browser_order(sent) else new
    if not any(numbers.browser_would_change(old[region.old_start : region.old_end]) for region in regions):
        return new
    stored, sent = numbers.loads(old), numbers.loads(new)
    kept = keep_digits(sent, stored)
    if _browser_order(kept) == _browser_order(stored):
        return old
    text = numbers.dumps(kept)
    return new if text == numbers.dumps(sent) else text


def _same_lines_moved(old: bytes, new: bytes, regions: list[Region]) -> bool:
    """Say cheaply whether the texts hold the same lines in another order; commas do not count."""
    if abs(len(old) - len(new)) > 0:
        return False
    lines: list[bytes] = []
    other: list[bytes] = []
    for region in regions:
        lines += old[region.old_start : region.old_end].splitlines()
        other += new[region.start : region.end].splitlines()
    return sorted(line.rstrip(b",") for line in lines) == sorted(line.rstrip(b",") for line in other)


def _browser_order(value: Any) -> Any:
    """Return a value in which objects compare by content and by the order in which a browser lists their keys."""
    if isinstance(value, dict):
        indexes = sorted((key for key in value if _is_index(key)), key=int)
        others = [key for key in value if not _is_index(key)]
        return [(key, _browser_order(value[key])) for key in indexes + others]
    if isinstance(value, list):
        return ["array", *map(_browser_order, value)]
    return (type(value) is bool, value)


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and int(key) <= _MAX_INDEX


def keep_digits(sent: Any, stored: Any) -> Any:
    """Return `sent` with the stored spelling of every number that is the same double at the same place.

    Members are matched by key, array items by `id` where all have one, else by position when the length is the same.
    """
    if isinstance(sent, dict) and isinstance(stored, dict):
        return {key: keep_digits(value, stored[key]) if key in stored else value for key, value in sent.items()}
    if isinstance(sent, list) and isinstance(stored, list):
        return _keep_in_items(sent, stored)
    if isinstance(stored, Digits) and stored == sent:
        return stored
    return sent


def _keep_in_items(sent: list[Any], stored: list[Any]) -> list[Any]:
    partners = _by_identity(stored)
    if partners is not None and _by_identity(sent) is not None:
        return [keep_digits(item, partners.get(_identity(item), item)) for item in sent]
    if len(sent) == len(stored):
        return [keep_digits(item, partner) for item, partner in zip(sent, stored, strict=True)]
    head = 0
    while head < min(len(sent), len(stored)) and sent[head] == stored[head]:
        head += 1
    tail = 0
    while tail < min(len(sent), len(stored)) - head and sent[-1 - tail] == stored[-1 - tail]:
        tail += 1
    return [*stored[:head], *sent[head : len(sent) - tail], *stored[len(stored) - tail :]]


def _by_identity(items: list[Any]) -> dict[Any, Any] | None:
    """Index items by their `id`, or return None unless every item has one of its own."""
    if not items or not all(isinstance(item, dict) and isinstance(item.get("id"), str | int) for item in items):
        return None
    index = {_identity(item): item for item in items}
    return index if len(index) == len(items) else None


def _identity(item: dict[str, Any]) -> tuple[str, Any]:
    return type(item["id"]).__name__, item["id"]
