"""Take single values of one version into another: members by key, items by identity, never into another item."""

from __future__ import annotations

from typing import Any

from storage.errors import BadPointer
from storage.identity import by_identity
from storage.pointers import parts_of, step


def with_value_of(document: Any, source: Any, pointer: str) -> Any:
    """Return `document` with the value at `pointer` as `source` has it, or without it if `source` has none.

    Args:
        document: what is changed in place and returned.
        source: where the value is taken from.
        pointer: a JSON pointer into `source`, or into `document` for what `source` does not have.

    Raises:
        BadPointer: it leads nowhere in both.
    """
    parts = parts_of(pointer)
    if not parts:
        return source
    if _leads_somewhere(source, parts):
        _take(document, source, parts, pointer)
    else:
        _drop(document, parts, pointer)
    return document


def value_like(document: Any, other: Any, pointer: str, absent: Any) -> Any:
    """Return what `other` has at the place that `pointer` names in `document`, or `absent`: items by identity."""
    try:
        for part in parts_of(pointer):
            document, other = step(document, part, pointer), _partner(other, document, part, pointer)
    except BadPointer:
        return absent
    return other


def _leads_somewhere(value: Any, parts: list[str]) -> bool:
    try:
        for part in parts:
            value = step(value, part, part)
    except BadPointer:
        return False
    return True


def _take(holder: Any, origin: Any, parts: list[str], pointer: str) -> None:
    for part in parts[:-1]:
        holder, origin = _partner(holder, origin, part, pointer), step(origin, part, pointer)
    last, value = parts[-1], step(origin, parts[-1], pointer)
    if isinstance(holder, dict) and isinstance(origin, dict):
        holder[last] = value
    elif isinstance(holder, list) and isinstance(origin, list):
        _take_item(holder, origin, int(last), value)
    else:
        raise BadPointer(f"what holds {pointer!r} is of another kind by now; restore that instead", path=pointer)


def _partner(holder: Any, origin: Any, part: str, pointer: str) -> Any:
    """Return what stands in `holder` for a part of `origin`: the item with the same identity, where there is one."""
    if not (isinstance(holder, list) and isinstance(origin, list)):
        return step(holder, part, pointer)
    here, there = by_identity(holder), by_identity(origin)
    if here is None or there is None:
        return step(holder, part, pointer)
    identity = list(there)[int(part)]
    if identity not in here:
        raise BadPointer(f"the item that holds {pointer!r} is gone; restore the item instead", path=pointer)
    return here[identity]


def _take_item(holder: list[Any], origin: list[Any], index: int, value: Any) -> None:
    here, there = by_identity(holder), by_identity(origin)
    if here is None or there is None:
        holder[index : index + 1] = [value]
        return
    identity = list(there)[index]
    at = list(here).index(identity) if identity in here else None
    if at is None:
        holder.insert(min(index, len(holder)), value)
    else:
        holder[at] = value


def _drop(holder: Any, parts: list[str], pointer: str) -> None:
    for part in parts[:-1]:
        holder = step(holder, part, pointer)
    step(holder, parts[-1], pointer)
    del holder[int(parts[-1]) if isinstance(holder, list) else parts[-1]]
