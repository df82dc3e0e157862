"""The structural difference of two documents: which values were added, removed, replaced or moved, and where."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from storage.pointers import join

_ABSENT: Any = object()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `path` is a JSON pointer into the later document, or into the earlier one for a removal."""

    op: str
    path: str
    before: Any = _ABSENT
    after: Any = _ABSENT

    def as_dict(self) -> dict[str, Any]:
        """Return what the HTTP interface shows."""
        shown: dict[str, Any] = {"op": self.op, "path": self.path}
        if self.before is not _ABSENT:
            shown["from"] = self.before
        if self.after is not _ABSENT:
            shown["to"] = self.after
        return shown


def differences(before: Any, after: Any, path: str = "") -> Iterator[Change]:
    """Yield the changes that lead from one value to another, in the order of the later document.

    Objects are matched by key. Items of an array are matched by their `id` where each has one of its own, and
    otherwise by the longest runs of equal items.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_objects(before, after, path)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_arrays(before, after, path)
    elif not same(before, after):
        yield Change("replace", path, before, after)


def same(one: Any, other: Any) -> bool:
    """Compare two JSON values; true is not 1, and numbers are equal as doubles."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def counts(changes: list[Change]) -> dict[str, int]:
    """Count changes by what they do."""
    words = {"add": "added", "remove": "removed", "replace": "replaced", "move": "moved"}
    return {word: sum(change.op == op for change in changes) for op, word in words.items()}


def identities(items: list[Any]) -> dict[tuple[str, Any], int] | None:
    """Return the index of each item by its `id`, or None unless every item is an object with an id of its own."""
    if not all(isinstance(item, dict) and type(item.get("id")) in (str, int) for item in items):
        return None
    found = {(type(item["id"]).__name__, item["id"]): index for index, item in enumerate(items)}
    return found if len(found) == len(items) else None


def _of_objects(before: dict[str, Any], after: dict[str, Any], path: str) -> Iterator[Change]:
    for key, value in before.items():
        if key not in after:
            yield Change("remove", join(path, key), before=value)
    for key, value in after.items():
        if key in before:
            yield from differences(before[key], value, join(path, key))
        else:
            yield Change("add", join(path, key), after=value)


def _of_arrays(before: list[Any], after: list[Any], path: str) -> Iterator[Change]:
    was, now = identities(before), identities(after)
    if was is None or now is None or not (was or now):
        yield from _of_plain_arrays(before, after, path)
        return
    for identity, index in was.items():
        if identity not in now:
            yield Change("remove", join(path, index), before=before[index])
    moved = _moved([was[identity] for identity in now if identity in was])
    for identity, index in now.items():
        here = join(path, index)
        if identity not in was:
            yield Change("add", here, after=after[index])
            continue
        if was[identity] in moved:
            yield Change("move", here, before=join(path, was[identity]))
        yield from differences(before[was[identity]], after[index], here)


def _moved(order: list[int]) -> set[int]:
    """Return which of the old positions left the longest row that is still in order."""
    tails: list[int] = []
    rows: list[int] = []
    for position in order:
        low = bisect_left(tails, position)
        tails[low : low + 1] = [position]
        rows.append(low)
    stay: set[int] = set()
    wanted = len(tails) - 1
    for position, row in zip(reversed(order), reversed(rows), strict=True):
        if row == wanted:
            stay.add(position)
            wanted -= 1
    return set(order) - stay


def _of_plain_arrays(before: list[Any], after: list[Any], path: str) -> Iterator[Change]:
    if len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(old, new, join(path, index))
        return
    matcher = SequenceMatcher(None, list(map(_key, before)), list(map(_key, after)), autojunk=False)
    for op, low, high, start, end in matcher.get_opcodes():
        if op == "equal":
            continue
        shared = min(high - low, end - start)
        for offset in range(shared):
            yield from differences(before[low + offset], after[start + offset], join(path, start + offset))
        for index in range(low + shared, high):
            yield Change("remove", join(path, index), before=before[index])
        for index in range(start + shared, end):
            yield Change("add", join(path, index), after=after[index])


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)
