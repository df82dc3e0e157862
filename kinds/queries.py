"""Find items of a collection: by text, by filters and ranges, sorted, paged, and without what is heavy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from kinds.kind import Collection, Item

HEAVY = 1000
"""Characters from which on a text is left out of lists unless it is asked for."""
ABSENT = object()
_DEEPEST = 20
_NEVER_HEAVY = frozenset({int, float, bool, type(None)})
_CONTAINERS = (dict, list)


@dataclass(frozen=True, slots=True)
class Range:
    """What a value has to lie between, both ends included."""

    least: float | str | None = None
    most: float | str | None = None

    def holds(self, value: Any) -> bool:
        """Compare numbers with numbers and texts with texts; anything else is outside."""
        return _reaches(value, self.least, 1) and _reaches(value, self.most, -1)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for in a collection."""

    text: str = ""
    """Words that all have to occur in the fields that are searched."""
    equals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each field the values of which it has to have one, as they are written in an address."""
    ranges: Mapping[str, Range] = field(default_factory=dict)
    sort: str = ""
    """Field to sort by; without one the order of the document stays."""
    descending: bool = False
    offset: int = 0
    limit: int = 100
    fields: tuple[str, ...] = ()
    """Members to return; none: all that are not heavy; `*`: all."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    items: list[Item]
    total: int
    omitted: tuple[str, ...] = ()
    """Members that were left out of at least one item of the page because they are heavy."""


def find(items: Iterable[Item], collection: Collection, query: Query) -> Found:
    """Return the items that a query asks for."""
    words = query.text.casefold().split()
    found = list(items)
    if query.equals or query.ranges:
        found = [item for item in found if _fits(item, query)]
    if words:
        found = [item for item in found if _has_words(item, words, collection.search)]
    if query.sort:
        found = _sorted(found, query.sort, descending=query.descending)
    page = found[query.offset : query.offset + query.limit]
    omitted: dict[str, None] = {}
    shown = [_light(item, collection, query.fields, omitted) for item in page]
    return Found(shown, len(found), tuple(omitted))


def _sorted(items: list[Item], name: str, *, descending: bool) -> list[Item]:
    """Sort by a field; what has no value comes last either way, and equal ones keep their order."""
    values = [(value_at(item, name), item) for item in items]
    ordered = [(_order(value), item) for value, item in values if not _is_nothing(value)]
    ordered.sort(key=itemgetter(0), reverse=descending)
    return [item for _, item in ordered] + [item for value, item in values if _is_nothing(value)]


def value_at(item: Item, name: str) -> Any:
    """Return the value of a field such as `metadata.mood`; a member that has the whole name comes first."""
    value: Any = item
    if name in item:
        return item[name]
    for part in name.split("."):
        if not isinstance(value, dict) or part not in value:
            return ABSENT
        value = value[part]
    return value


def field_names(items: Iterable[Item]) -> list[str]:
    """Return the fields that items have, with those of nested objects as `metadata.mood`."""
    names: dict[str, None] = {}
    for item in items:
        _collect_names(item, "", names, 0)
    return list(names)


def _collect_names(item: Item, before: str, names: dict[str, None], depth: int) -> None:
    for key, value in item.items():
        names[f"{before}{key}"] = None
        if isinstance(value, dict) and depth < _DEEPEST:
            _collect_names(value, f"{before}{key}.", names, depth + 1)


def _fits(item: Item, query: Query) -> bool:
    for name, wanted in query.equals.items():
        if _written(value_at(item, name)) not in wanted:
            return False
    return all(limits.holds(value_at(item, name)) for name, limits in query.ranges.items())


def _written(value: Any) -> str:
    """Write a scalar as an address holds it; nothing is written as null."""
    if value is None or value is ABSENT:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else "\0"


def _has_words(item: Item, words: list[str], fields: tuple[str, ...]) -> bool:
    values = (value_at(item, name) for name in fields) if fields else _texts(item, 0)
    text = "\n".join(value if isinstance(value, str) else _written(value) for value in values if value is not ABSENT)
    folded = text.casefold()
    return all(word in folded for word in words)


def _texts(value: Any, depth: int) -> Iterable[str]:
    """Yield the texts and numbers in a value, without what is heavy: nobody looks for words in an image."""
    if isinstance(value, str) and len(value) <= HEAVY:
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield _written(value)
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part, depth + 1)


def _reaches(value: Any, limit: float | str | None, sign: int) -> bool:
    if limit is None:
        return True
    numbers = isinstance(value, int | float) and not isinstance(value, bool) and isinstance(limit, int | float)
    if numbers:
        return bool((value - limit) * sign >= 0)
    if isinstance(value, str) and isinstance(limit, str):
        return value >= limit if sign > 0 else value <= limit
    return False


def _order(value: Any) -> tuple[int, Any]:
    """Order numbers before texts before the rest."""
    if isinstance(value, bool):
        return (2, value)
    if isinstance(value, int | float):
        return (0, value)
    if isinstance(value, str):
        return (1, value.casefold())
    return (3, 0)


def _is_nothing(value: Any) -> bool:
    return value is None or value is ABSENT


def _light(item: Item, collection: Collection, fields: tuple[str, ...], omitted: dict[str, None]) -> Item:
    if "*" in fields:
        return item
    if fields:
        named = {name: value_at(item, name) for name in (collection.key, *fields)}
        return {name: value for name, value in named.items() if value is not ABSENT}
    shown: Item = {}
    for name, value in item.items():
        if type(value) not in _NEVER_HEAVY and _is_heavy(value, 0):
            omitted[name] = None
        else:
            shown[name] = value
    return shown


def _is_heavy(value: Any, depth: int) -> bool:
    if isinstance(value, str):
        return len(value) > HEAVY
    if isinstance(value, _CONTAINERS):
        parts = value.values() if isinstance(value, dict) else value
        return len(value) > HEAVY or depth > _DEEPEST or any(_is_heavy(part, depth + 1) for part in parts)
    return False
