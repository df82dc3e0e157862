"""Keys that one object names twice: every JSON parser keeps the last value and drops the others silently."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson

from storage.canonical import INDENT, Line, escape_part, layout, line_end, line_of, line_start, lines
from storage.regions import Region

_GROWTHS = 8
_LARGE = 1 << 20
_KEY_MARK = b'": '
"""Ends every key of laid-out text; inside a string it stands as often after writing it again as before."""
_ESCAPES_OF_A_MARK = (b"\\u0022", b"\\u003a", b"\\u003A", b"\\u0020")
_paused = 0
_pausing = threading.Lock()


def find_duplicate(text: bytes) -> str | None:
    """Return the JSON pointer of a key that its object names twice, or None.

    A document is read into dictionaries and written again; when that loses members, a slow pass finds which.
    """
    if not _could_be_miscounted(text):
        with gc_paused():
            again = layout(orjson.dumps(orjson.loads(text)))
        if text.count(_KEY_MARK) == again.count(_KEY_MARK):
            return None
    return _pointer_of_duplicate(text)


def _could_be_miscounted(text: bytes) -> bool:
    """Say whether a string escapes a quote, a colon or a space, which are written plainly and then counted as keys."""
    return b"\\u00" in text and any(escape in text for escape in _ESCAPES_OF_A_MARK)


def region_may_add_duplicate(old: bytes, new: bytes, region: Region, room: tuple[int, int]) -> bool:
    """Say whether a changed region could have made a duplicate key in a document that had none; sure when no.

    It cannot when the region has the same keys and brackets as before. Otherwise the region is grown to whole items
    of an array, or to members of which only the inside changed, and these alone are searched.

    Args:
        old: the text without duplicates.
        new: the text in question.
        region: where they differ.
        room: how many bytes before and behind the region are the same in both texts.
    """
    before, after = region.start - room[0], region.end + room[1]
    for _ in range(_GROWTHS):
        was = list(lines(old[region.old_start : region.old_end]))
        now = list(lines(new[region.start : region.end]))
        if [_shape(line) for line in was] == [_shape(line) for line in now]:
            return False
        level = min(line.indent for line in was + now)
        had, has = _members(was, level), _members(now, level)
        if had is not None and has is not None:
            inside = new[region.start : region.end].rstrip().removesuffix(b",")
            if not any(had) and not any(has):
                return find_duplicate(b"[%s]" % inside) is not None
            if had == has:
                return find_duplicate(b"{%s}" % inside) is not None
            level -= INDENT
        start, end = _grown_start(new, region, level), _grown_end(new, region, level)
        if start < before or end > after or end - start > _LARGE:
            return True
        region = region.grown(region.start - start, end - region.end)
    return True


def _shape(line: Line) -> tuple[int, bytes | None, bytes]:
    return line.indent, line.key, line.rest.rstrip(b",") if line.opens or line.closes else b""


def _members(some: list[Line], level: int) -> list[bytes | None] | None:
    """Return the keys of the whole values at `level` (None for an array's items), or None if some are cut."""
    keys: list[bytes | None] = []
    depth = 0
    for line in some:
        depth -= line.closes
        if line.indent != level + INDENT * depth:
            return None
        if depth == 0 and not line.closes:
            keys.append(line.key)
        depth += line.opens
    return keys if depth == 0 else None


def _grown_start(text: bytes, region: Region, level: int) -> int:
    """Return where the value at `level` begins that the region begins in; -1 if there is none."""
    first = line_of(text[region.start : line_end(text, region.start)].rstrip(b"\n"))
    if region.start < region.end and first.indent == level and not first.closes:
        return region.start
    feed = b"\n" + b" " * level
    at = region.start
    while level >= 0 and (at := text.rfind(feed, 0, at)) >= 0:
        if text[at + len(feed) : at + len(feed) + 1] not in (b" ", b"}", b"]"):
            return at + 1
    return -1


def _grown_end(text: bytes, region: Region, level: int) -> int:
    """Return where the value at `level` ends that the region ends in; behind the text if there is none."""
    at = line_start(text, region.end - 1)
    last = line_of(text[at : region.end].rstrip(b"\n"))
    if region.start < region.end and last.indent == level and not last.opens:
        return region.end
    feed = b"\n" + b" " * level
    at = region.end - 1
    while level >= 0 and (at := text.find(feed, at)) >= 0:
        if text[at + len(feed) : at + len(feed) + 1] in (b"}", b"]"):
            return line_end(text, at + 1)
        at += len(feed)
    return len(text) + 1


def _pointer_of_duplicate(text: bytes) -> str | None:
    """Read with the standard library, which shows each object's members before they are merged.

    An object that a double key around it drops has no place in the document; then that other key is named.
    """
    found: dict[int, tuple[dict[str, Any], str]] = {}

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            found[id(members)] = (members, _first_twice(key for key, _ in pairs))
        return members

    document = json.loads(text, object_pairs_hook=keep)
    if not found:
        return None
    path, where = next((path, value) for path, value in walk(document) if id(value) in found)
    return f"{path}/{escape_part(found[id(where)][1])}"


def _first_twice(keys: Iterable[str]) -> str:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            return key
        seen.add(key)
    raise AssertionError


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the JSON pointer of every value with the value, outermost first."""
    yield path, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from walk(member, f"{path}/{escape_part(key)}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, f"{path}/{index}")


@contextmanager
def gc_paused() -> Iterator[None]:
    """Stop the cyclic collector while many objects are made: it makes parsing 8 MB four times slower."""
    global _paused  # noqa: PLW0603 - the collector is one for the process, so the count of who paused it is too
    with _pausing:
        _paused += 1
        if _paused == 1:
            gc.disable()
    try:
        yield
    finally:
        with _pausing:
            _paused -= 1
            if _paused == 0:
                gc.enable()
