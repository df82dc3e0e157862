"""Items as tables: one flat column for each field, also of nested objects, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from kinds.kind import Collection, Document, Item
from storage import numbers

HEAVY = 2000
"""Characters from which on a text is left out of tables unless it is asked for."""
_DEEPEST = 20
_MOST_NAMED = 40

Cell = str | int | float | bool | None
Value = Any


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under named columns."""

    collection: Collection
    columns: tuple[str, ...]
    items: Sequence[Item]

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells of each item; what an item does not have is None."""
        for item in self.items:
            flat = flattened(item)
            yield [cell_of(flat.get(column)) for column in self.columns]


class NoSuchColumn(LookupError):
    """None of the tables has a column of this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        """Keep the name that was asked for, and the names that there are."""
        super().__init__(f"there is no column {name!r}; there are {', '.join(known[:_MOST_NAMED]) or 'none'}")
        self.name = name
        self.known = known


def tables_of(document: Document, collections: Iterable[Collection], fields: Sequence[str] = ()) -> list[Table]:
    """Return a table for each collection, with the columns wanted that it has.

    Raises:
        NoSuchColumn: none of them has a column.
    """
    whole = [table_of(part, part.items(document), fields and ("*",)) for part in collections]
    known = list(dict.fromkeys(column for table in whole for column in table.columns))
    missing = next((name for name in fields if name != "*" and name not in known), None)
    if missing is not None:
        raise NoSuchColumn(missing, known)
    return [table_of(table.collection, table.items, fields) for table in whole] if fields else whole


def table_of(collection: Collection, items: Sequence[Item], fields: Iterable[str] = ()) -> Table:
    """Return the table of a collection.

    Args:
        collection: names the columns that come first.
        items: its items.
        fields: the columns wanted, as far as it has them; none leaves out what is heavy, `*` takes all.
    """
    wanted = tuple(fields)
    heavy: dict[str, bool] = {}
    for item in items:
        for name, value in flattened(item).items():
            heavy[name] = heavy.get(name, False) or _is_heavy(value, named=name in collection.columns)
    known = [name for name in collection.columns if name in heavy or not items]
    columns = (*known, *(name for name in heavy if name not in known))
    if not wanted:
        return Table(collection, tuple(name for name in columns if not heavy.get(name)), items)
    if "*" in wanted:
        return Table(collection, columns, items)
    return Table(collection, tuple(name for name in wanted if name in columns), items)


def flattened(item: Item) -> dict[str, Value]:
    """Return the fields of an item by the names of their columns: `metadata.mood`; lists stay whole."""
    found: dict[str, Value] = {}
    _flatten(item, "", found, 0)
    return found


def nested(cells: Iterable[tuple[str, Value]]) -> Item:
    """Return the item that has these fields, the other way around."""
    item: Item = {}
    for column, value in cells:
        put(item, column, value)
    return item


def put(item: Item, column: str, value: Value) -> None:
    """Set the field of a column, and make the objects around it.

    Raises:
        TypeError: a member around it holds something else than an object.
    """
    *parents, last = parts_of(column)
    holder = item
    for part in parents:
        inner = holder.get(part)
        if inner is None:
            inner = holder[part] = {}
        elif not isinstance(inner, dict):
            raise TypeError(f"{part!r} is no object")
        holder = inner
    holder[last] = value


def parts_of(column: str) -> list[str]:
    """Take the name of a column apart; a dot that belongs to a key is written as a backslash and a dot."""
    parts = [""]
    is_escaped = False
    for character in column:
        if character == "." and not is_escaped:
            parts.append("")
        elif character != "\\" or is_escaped:
            parts[-1] += character
        is_escaped = character == "\\" and not is_escaped
    return parts


def cell_of(value: Value) -> Cell:
    """Return a value as one cell; what has no flat form is JSON text."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return orjson.dumps(value, default=numbers.raw).decode()


def _flatten(item: Item, before: str, found: dict[str, Value], depth: int) -> None:
    for key, value in item.items():
        column = before + key.replace("\\", "\\\\").replace(".", "\\.")
        if isinstance(value, dict) and value and depth < _DEEPEST:
            _flatten(value, f"{column}.", found, depth + 1)
        else:
            found[column] = value


def _is_heavy(value: Value, *, named: bool) -> bool:
    """Say whether a value would make a table unreadable; long texts that the kind names belong to it all the same."""
    return isinstance(value, str) and ((len(value) > HEAVY and not named) or value.startswith("data:image/"))
