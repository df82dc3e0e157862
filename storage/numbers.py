"""Numbers as they are written, where a double would lose something of them.

A browser reads every number as a double and prints it its own way: `1.0` comes back as `1`, `-0` as `0`,
9007199254740993 as 9007199254740992. None of that is an edit, so the digits in the file stay.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import orjson

from storage.canonical import MAX_DEPTH, layout
from storage.errors import TooDeep

SAFE_INTEGER = 2**53 - 1
"""Largest integer up to which every integer is a double of its own (ECMAScript `Number.MAX_SAFE_INTEGER`)."""

NUMBER_LINE = re.compile(rb"(?<= )(-?[0-9][0-9.eE+-]*)(?=,?\n)")
"""A number in laid-out text: it follows a space and ends its line, which no string does."""

_SUSPECT = re.compile(rb" (-?(?:[0-9][0-9.]{15,}[0-9.eE+-]*|[0-9.]+[eE][+-]?[0-9]{3,}))(?=,?\n)")
"""As above; it begins with the space itself, for which `re` looks five times faster than for what follows one."""
_ROUNDED_BY_BROWSERS = re.compile(
    rb" (?:-0|-?[0-9]+\.[0-9]*0|-?[0-9.]+[eE][0-9+-]+|-?[0-9]{16,}|-?[0-9][0-9.]{16,})(?=,?\n)"
)
_DIGITS = bytes.maketrans(b"123456789.E", b"000000000" + b"0e")
_MAX_INTEGER = 2**64
_TINY = Decimal("1e-99999")


class Digits:
    """A number that keeps the text it was written with; equal to any number of the same double."""

    __slots__ = ("text", "value")

    def __init__(self, text: str) -> None:
        """Read `text`, a JSON number."""
        self.text = text
        self.value = float(text)

    def __eq__(self, other: object) -> bool:
        """Compare as doubles, which is what every reader in a browser sees."""
        if isinstance(other, Digits):
            return self.value == other.value
        return not isinstance(other, bool) and isinstance(other, int | float) and self.value == float(other)

    def __hash__(self) -> int:
        """Agree with the hash of the double."""
        return hash(self.value)

    def __repr__(self) -> str:
        """Show the text."""
        return f"Digits({self.text!r})"


def loads(text: bytes) -> Any:
    """Parse JSON so that :func:`dumps` writes every number back as it was."""
    return json.loads(text, parse_float=_keep_float, parse_int=_keep_int)


def dumps(value: Any) -> bytes:
    """Write a value of :func:`loads` as laid-out text.

    Raises:
        TooDeep: it is nested deeper than can be written.
    """
    return layout(compact(value))


def compact(value: Any) -> bytes:
    """Write a value of :func:`loads` without white space.

    Raises:
        TooDeep: it is nested deeper than can be written.
    """
    try:
        return orjson.dumps(value, default=raw)
    except orjson.JSONEncodeError as error:
        raise TooDeep(f"the document is nested deeper than {MAX_DEPTH} levels", limit=MAX_DEPTH) from error


def as_fragment(value: Any) -> orjson.Fragment:
    """Return a value of :func:`loads` as a piece of JSON that orjson takes as it is."""
    return orjson.Fragment(orjson.dumps(value, default=raw))


def loads_in_order(text: bytes) -> tuple[Any, list[Digits]]:
    """Parse JSON, and return every number also in a list, in the order of :data:`NUMBER_LINE` in laid-out text."""
    found: list[Digits] = []

    def keep(number: str) -> Digits:
        found.append(Digits(number))
        return found[-1]

    return json.loads(text, parse_float=keep, parse_int=keep), found


def _keep_float(text: str) -> float | Digits:
    value = float(text)
    return value if "e" not in text and repr(value) == text and not text.endswith(".0") else Digits(text)


def _keep_int(text: str) -> int | Digits:
    return Digits(text) if len(text) >= 16 or text == "-0" else int(text)


def raw(value: object) -> orjson.Fragment:
    """Write a number as it was written: what orjson calls for values that it does not know."""
    if isinstance(value, Digits):
        return orjson.Fragment(value.text)
    raise TypeError(type(value).__name__)


def may_hold_long_numbers(text: bytes) -> bool:
    """Say quickly whether a text could hold a number that :func:`long_numbers` finds; sure when it says no."""
    plain = text.translate(_DIGITS)
    return b"0" * 16 in plain or b"e000" in plain or b"e+000" in plain or b"e-000" in plain


def long_numbers(text: bytes) -> Iterator[tuple[int, str]]:
    """Yield offset and text of every number in laid-out `text` that has 16 digits or an exponent of three."""
    for match in _SUSPECT.finditer(text):
        yield match.start(1), match[1].decode()


def is_infinite(number: str) -> bool:
    """Say whether a number is beyond every double."""
    return math.isinf(float(number))


def loses_digits(number: str) -> bool:
    """Say whether a reader that knows 64-bit integers and doubles would change the number."""
    if number.lstrip("-").isdigit():
        return abs(int(number)) >= _MAX_INTEGER and Decimal(int(float(number))) != Decimal(number)
    return _shortest(number) != _exact(number)


def is_unedited(sent: str, stored: str) -> bool:
    """Say whether `sent` is the number `stored`, exactly or as a reader prints it that rounds it to a double."""
    return float(sent) == float(stored) and _exact(sent) in (_exact(stored), _shortest(stored))


def _shortest(number: str) -> Decimal:
    """Return what ECMAScript and Python print for the double: the shortest digits that lead back to it."""
    return Decimal(repr(float(number)))


def _exact(number: str) -> Decimal:
    """Return the number as it is written, or for an exponent beyond all bounds one that is smaller than any double."""
    try:
        return Decimal(number)
    except InvalidOperation:
        return Decimal(0) if _is_zero(number) else _TINY


def _is_zero(number: str) -> bool:
    return not number.lower().partition("e")[0].strip("-0.")


def is_unsafe_integer(number: str) -> bool:
    """Say whether a browser may round this integer."""
    return number.lstrip("-").isdigit() and abs(int(number)) > SAFE_INTEGER


def browser_would_change(text: bytes) -> bool:
    """Say whether laid-out `text` holds a number that a browser prints in another way."""
    return _ROUNDED_BY_BROWSERS.search(text) is not None
