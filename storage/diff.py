"""The structural difference of two documents: which values were added, removed, replaced or moved, and where."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage.pointers import join
from storage.sameness import same

_ABSENT: Any = object()
_MOST_EDITS = 64
"""Up to how many edits the shortest way from one array to another is searched, whose cost grows with them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `path` is a JSON pointer into the later document; for a removal, and in `before` of a move, it is one into the
    earlier document.
    """

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


def differences(before: Any, after: Any, path: str = "", origin: str | None = None) -> Iterator[Change]:
    """Yield the changes that lead from one value to another, in the order of the later document.

    Objects are matched by key. Items of an array are matched by their `id` where each has one of its own, and
    otherwise by position if there are as many as before, or by equal items that keep their order.

    Args:
        before: the earlier value.
        after: the later value.
        path: where `after` stands in the later document.
        origin: where `before` stands in the earlier document, if that is another place.
    """
    origin = path if origin is None else origin
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_objects(before, after, path, origin)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_arrays(before, after, path, origin)
    elif not same(before, after):
        yield Change("replace", path, before, after)


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


def _of_objects(before: dict[str, Any], after: dict[str, Any], path: str, origin: str) -> Iterator[Change]:
    for key, value in before.items():
        if key not in after:
            yield Change("remove", join(origin, key), before=value)
    for key, value in after.items():
        if key in before:
            yield from differences(before[key], value, join(path, key), join(origin, key))
        else:
            yield Change("add", join(path, key), after=value)


def _of_arrays(before: list[Any], after: list[Any], path: str, origin: str) -> Iterator[Change]:
    was, now = identities(before), identities(after)
    if was is None or now is None or not (was or now):
        yield from _of_plain_arrays(before, after, path, origin)
        return
    for identity, index in was.items():
        if identity not in now:
            yield Change("remove", join(origin, index), before=before[index])
    moved = _moved([was[identity] for identity in now if identity in was])
    for identity, index in now.items():
        here = join(path, index)
        if identity not in was:
            yield Change("add", here, after=after[index])
            continue
        there = join(origin, was[identity])
        if was[identity] in moved:
            yield Change("move", here, before=there)
        yield from differences(before[was[identity]], after[index], here, there)


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


def _of_plain_arrays(before: list[Any], after: list[Any], path: str, origin: str) -> Iterator[Change]:
    low = start = 0
    for next_low, next_start in [*_partners(before, after), (len(before), len(after))]:
        shared = min(next_low - low, next_start - start)
        for offset in range(shared):
            here, there = join(path, start + offset), join(origin, low + offset)
            yield from differences(before[low + offset], after[start + offset], here, there)
        for index in range(low + shared, next_low):
            yield Change("remove", join(origin, index), before=before[index])
        for index in range(start + shared, next_start):
            yield Change("add", join(path, index), after=after[index])
        low, start = next_low + 1, next_start + 1


def _partners(before: list[Any], after: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the indexes of equal items that keep their order; none if the arrays are of one length."""
    if len(before) == len(after):
        return
    was, now = list(map(_key, before)), list(map(_key, after))
    limit = min(len(was), len(now))
    head = next((index for index in range(limit) if was[index] != now[index]), limit)
    tail = next((index for index in range(limit - head) if was[-1 - index] != now[-1 - index]), limit - head)
    yield from zip(range(head), range(head), strict=True)
    was, now = was[head : len(was) - tail], now[head : len(now) - tail]
    inner = _shortest_edit(was, now)
    for old, new in _in_order(was, now) if inner is None else inner:
        yield head + old, head + new
    yield from zip(range(len(before) - tail, len(before)), range(len(after) - tail, len(after)), strict=True)


def _shortest_edit(was: list[Any], now: list[Any]) -> list[tuple[int, int]] | None:
    """Pair as many items as possible if few stay alone, else return None.

    The greedy algorithm of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): after `edits` steps,
    `reach[k]` is how far `was` is used up at best when k more items of `was` than of `now` are.
    """
    reach = {1: 0}
    steps: list[dict[int, int]] = []
    for edits in range(_MOST_EDITS + 1):
        steps.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            at = reach[k + 1] if down else reach[k - 1] + 1
            while at < len(was) and at - k < len(now) and was[at] == now[at - k]:
                at += 1
            reach[k] = at
            if at >= len(was) and at - k >= len(now):
                return _walked_back(steps, len(was), len(now))
    return None


def _walked_back(steps: list[dict[int, int]], old: int, new: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for edits in range(len(steps) - 1, -1, -1):
        reach, k = steps[edits], old - new
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        came = k + 1 if down else k - 1
        from_old = reach[came] if edits else 0
        from_new = from_old - came if edits else 0
        while old > from_old and new > from_new:
            old, new = old - 1, new - 1
            pairs.append((old, new))
        old, new = from_old, from_new
    return pairs[::-1]


def _in_order(was: list[Any], now: list[Any]) -> list[tuple[int, int]]:
    """Pair the first of equal items with the first, the second with the second, and drop pairs that cross."""
    places: dict[Any, list[int]] = {}
    for index in range(len(was) - 1, -1, -1):
        places.setdefault(was[index], []).append(index)
    pairs = [(places[key].pop(), index) for index, key in enumerate(now) if places.get(key)]
    crossing = _moved([old for old, _ in pairs])
    return [pair for pair in pairs if pair[0] not in crossing]


def _key(value: Any) -> Any:
    """Return something to hash and compare a value by; numbers are equal as doubles, and true is not 1."""
    if isinstance(value, dict | list):
        return "container", json.dumps(value, sort_keys=True, default=repr)
    return ("boolean", value) if isinstance(value, bool) else value
