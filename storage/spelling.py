"""What a browser changes in a document without anybody having edited it.

It prints numbers its own way (see `numbers`), and it moves keys that look like array indexes to the front of their
object in ascending order (ECMAScript `OrdinaryOwnPropertyKeys`). A save puts back what only changed like this.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storage import numbers
from storage.numbers import NUMBER_LINE, Digits
from storage.regions import Region

_MAX_INDEX = 2**32 - 2


def as_it_was(old: bytes, new: bytes, regions: list[Region]) -> bytes:
    """Return laid-out `new` with everything spelled as in laid-out `old` that only a browser changed."""
    if _same_lines_moved(old, new, regions):
        stored, sent = numbers.loads(old), numbers.loads(new)
        return old if _browser_order(stored) == _browser_order(sent) else new
    if not any(numbers.browser_would_change(old[region.old_start : region.old_end]) for region in regions):
        return new
    stored = numbers.loads(old)
    sent, in_order = numbers.loads_in_order(new)
    keep_digits(sent, stored)
    if _browser_order(sent) == _browser_order(stored):
        return old
    texts = (number.text.encode() for number in in_order)
    return NUMBER_LINE.sub(lambda _: next(texts), new)


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
    """Return a value in which objects compare by content and by the order in which a browser lists their keys.

    Numbers compare by their text, so that what is the same double and another number is another value.
    """
    if isinstance(value, dict):
        indexes = sorted((key for key in value if _is_index(key)), key=int)
        others = [key for key in value if not _is_index(key)]
        return [(key, _browser_order(value[key])) for key in indexes + others]
    if isinstance(value, list):
        return ["array", *map(_browser_order, value)]
    return ("number", _text(value)) if _is_number(value) else ("other", value)


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and int(key) <= _MAX_INDEX


def keep_digits(sent: Any, stored: Any) -> None:
    """Give every number of `sent` its stored spelling where nobody edited it.

    Members are matched by key, array items by `id` where all have one, else by position when the length is the same,
    and else from both ends as far as nothing was edited.

    Args:
        sent: a value of `numbers.loads_in_order`, changed in place.
        stored: a value of `numbers.loads`.
    """
    if isinstance(sent, dict) and isinstance(stored, dict):
        for key in sent.keys() & stored.keys():
            keep_digits(sent[key], stored[key])
    elif isinstance(sent, list) and isinstance(stored, list):
        _keep_in_items(sent, stored)
    elif isinstance(sent, Digits) and isinstance(stored, Digits) and numbers.is_unedited(sent.text, stored.text):
        sent.text = stored.text


def _keep_in_items(sent: list[Any], stored: list[Any]) -> None:
    for item, partner in _partners(sent, stored):
        keep_digits(item, partner)


def _partners(sent: list[Any], stored: list[Any]) -> Iterator[tuple[Any, Any]]:
    known, named = _by_identity(stored), _by_identity(sent)
    if known is not None and named is not None:
        return ((named[identity], known[identity]) for identity in named.keys() & known.keys())
    if len(sent) == len(stored):
        return zip(sent, stored, strict=True)
    return _unedited_ends(sent, stored)


def _unedited_ends(sent: list[Any], stored: list[Any]) -> Iterator[tuple[Any, Any]]:
    limit = min(len(sent), len(stored))
    head = 0
    while head < limit and _is_unedited(sent[head], stored[head]):
        yield sent[head], stored[head]
        head += 1
    tail = 1
    while tail <= limit - head and _is_unedited(sent[-tail], stored[-tail]):
        yield sent[-tail], stored[-tail]
        tail += 1


def _is_unedited(sent: Any, stored: Any) -> bool:
    """Compare strictly: true is not 1, and another number is not the same for being the same double."""
    if isinstance(sent, dict) and isinstance(stored, dict):
        return sent.keys() == stored.keys() and all(_is_unedited(sent[key], stored[key]) for key in sent)
    if isinstance(sent, list) and isinstance(stored, list):
        return len(sent) == len(stored) and all(map(_is_unedited, sent, stored))
    if isinstance(sent, Digits) and _is_number(stored):
        return numbers.is_unedited(sent.text, _text(stored))
    return type(sent) is type(stored) and bool(sent == stored)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Digits) and not isinstance(value, bool)


def _text(number: float | Digits) -> str:
    return number.text if isinstance(number, Digits) else repr(number)


def _by_identity(items: list[Any]) -> dict[Any, Any] | None:
    """Index items by their `id`, or return None unless every item has one of its own; a number counts as its double."""
    if not items or not all(isinstance(item, dict) and _is_name(item.get("id")) for item in items):
        return None
    index = {item["id"]: item for item in items}
    return index if len(index) == len(items) else None


def _is_name(value: Any) -> bool:
    return isinstance(value, str) or _is_number(value)
