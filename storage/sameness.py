"""Whether two JSON values are the same content."""

from __future__ import annotations

from typing import Any

import orjson

from storage.numbers import Digits, raw


def same(one: Any, other: Any) -> bool:
    """Compare two values of `numbers.loads`: true is not 1, 1.0 is 1, and the order of keys does not count.

    Long integers are compared digit by digit, although they may be one double: what a browser rounded was put back
    before, so that another digit is another content.
    """
    if one is other:
        return True
    if one != other:
        return False
    try:
        if orjson.dumps(one, default=raw) == orjson.dumps(other, default=raw):
            return True
    except orjson.JSONEncodeError:
        pass  # deeper than orjson writes; the walk below has no such limit
    return _same_by_walk(one, other)


def _same_by_walk(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same_by_walk(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same_by_walk, one, other))
    if isinstance(one, Digits) or isinstance(other, Digits):
        return _exactly(one) == _exactly(other)
    return bool(one == other)


def _exactly(number: Any) -> int | float:
    """Return an integer with all its digits, anything else as a double."""
    text = number.text if isinstance(number, Digits) else repr(number)
    return int(text) if text.lstrip("-").isdigit() else float(text)
