"""Rows of CSV taken into a collection: items are found by their key, and only the cells that differ change them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from kinds import csv_text
from kinds.csv_text import Row, Sheet
from kinds.kind import Collection, Item
from kinds.tables import cell_of, flattened, put
from storage import documents, numbers
from storage.errors import BadCsv, DocumentError
from storage.numbers import Digits

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_CONSTANTS = {"true": True, "false": False}
Types = dict[str, frozenset[type]]


def with_rows(text: bytes, body: bytes, collection: Collection) -> bytes:
    """Return a document with the rows of a CSV table in one of its collections.

    A row whose key an item has changes that item, and only where its cells differ from what the item has; any other
    row is a new item at the end. Items without a row stay. An empty cell empties a text and makes anything else null.

    Args:
        text: the document, laid out.
        body: the CSV.
        collection: where the rows go.

    Raises:
        BadCsv: the table cannot be read, has no column for the key, or names a key twice.
    """
    sheet = csv_text.read(body)
    document = numbers.loads(text)
    items = _array(document, collection)
    known = {_written(item.get(collection.key)): item for item in items if isinstance(item, dict)}
    types = _types(items)
    for key, row in _keyed(sheet, collection):
        cells = list(zip(sheet.columns, row.cells, strict=True))
        item = known.get(key)
        if item is None:
            item = {}
            items.append(item)
        _change(item, row.line, cells, types)
    return numbers.dumps(document)


def _array(document: Any, collection: Collection) -> list[Any]:
    if collection.read is not None:
        text = f"{collection.name!r} is gathered from several places, so that no rows can be taken into it"
        raise BadCsv(text, collection=collection.name)
    *parents, last = collection.path or (collection.name,)
    holder = document
    for part in parents:
        holder = holder.setdefault(part, {}) if isinstance(holder, dict) else None
    found = holder.setdefault(last, []) if isinstance(holder, dict) else None
    if not isinstance(found, list):
        raise BadCsv(f"{collection.name!r} is no list in this document", collection=collection.name)
    return found


def _keyed(sheet: Sheet, collection: Collection) -> Iterator[tuple[str, Row]]:
    if collection.key not in sheet.columns:
        named = ", ".join(sheet.columns[:20])
        text = f"the table needs a column {collection.key!r}, which tells the items apart; it has {named}"
        raise BadCsv(text, column=collection.key, line=1)
    at = sheet.columns.index(collection.key)
    lines: dict[str, int] = {}
    for row in sheet.rows:
        key = row.cells[at]
        if not key:
            raise BadCsv(f"line {row.line} has no {collection.key}", line=row.line)
        if key in lines:
            text = f"lines {lines[key]} and {row.line} have the same {collection.key} {key!r}"
            raise BadCsv(text, line=row.line)
        lines[key] = row.line
        yield key, row


def _types(items: list[Any]) -> Types:
    """Return which types the values of each column have."""
    found: dict[str, set[type]] = {}
    for item in items:
        for column, value in flattened(item).items() if isinstance(item, dict) else ():
            found.setdefault(column, set()).add(type(value))
    return {column: frozenset(types) for column, types in found.items()}


def _change(item: Item, line: int, cells: list[tuple[str, str]], types: Types) -> None:
    flat = flattened(item)
    for column, cell in cells:
        if cell == _written(flat.get(column)):
            continue
        empty = "" if isinstance(flat.get(column), str) else None
        try:
            put(item, column, _value(cell, types.get(column)) if cell else empty)
        except TypeError as error:
            text = f"line {line}: {column!r} lies inside a member that holds something else; empty that cell"
            raise BadCsv(text, line=line, column=column) from error


def _written(value: Any) -> str:
    """Return how a value stands in a cell; nothing, null and an empty text all look the same there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Digits):
        return repr(orjson.loads(value.text))
    cell = cell_of(value)
    return "" if cell is None else cell if isinstance(cell, str) else repr(cell)


def _value(cell: str, types: frozenset[type] | None) -> Any:
    """Read a cell: as text where the column holds texts only, else as what it looks like."""
    only_texts = types is not None and str in types and not types - {str, type(None)}
    if only_texts:
        return cell
    if cell in _CONSTANTS:
        return _CONSTANTS[cell]
    if _NUMBER.fullmatch(cell):
        return numbers.loads(cell.encode())
    if cell.startswith(("[", "{")):
        try:
            return numbers.loads(documents.read_part(cell.encode()))
        except (DocumentError, UnicodeEncodeError):
            return cell
    return cell
