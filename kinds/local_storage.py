"""What a browser held in localStorage, as a document that a person can read.

Most pages store JSON as text. Such a text becomes real JSON in the file wherever the browser's own
`JSON.stringify(JSON.parse(text))` gives exactly the same text again; any other text stays a text. The drop-in's
`texts.js` has the same rule for the browser.
"""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from typing import Any

import orjson

from storage import numbers
from storage.errors import NotAnObject
from storage.numbers import Digits

_MAY_BE_JSON = re.compile(r"[{\[0-9tfn-]")
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}", re.ASCII)
_LARGEST_INDEX = 2**32 - 2
_DEEPEST = 100
_ESCAPE = "$utf16:"
"""What begins a text that JSON cannot hold as it is, because it has half characters, as packed data does."""
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_FIXED_DIGITS = 21
_SMALLEST_FIXED = -6


def document_of(dump: Any) -> dict[str, Any]:
    """Return the document for a dump of localStorage, an object of texts.

    Raises:
        NotAnObject: it is something else.
    """
    if not isinstance(dump, dict):
        raise NotAnObject("a dump of localStorage is an object that has a text for each key")
    for key, text in dump.items():
        if not isinstance(text, str):
            raise NotAnObject(f"the value of {key!r} is no text, so this is no dump of localStorage", path=key)
    return {escaped(key): value_of(text) for key, text in dump.items()}


def value_of(text: str) -> Any:
    """Return what a stored text is in the file: real JSON where that gives the same text again, else the text."""
    if not _MAY_BE_JSON.match(text):
        return escaped(text)
    try:
        value = numbers.loads(text.encode())
        written = orjson.dumps(value, default=numbers.raw)
    except (ValueError, RecursionError, TypeError):
        return escaped(text)
    return value if written == text.encode() and _reads_the_same(value, 0) else escaped(text)


def escaped(text: str) -> str:
    """Return a text or key as JSON can hold it: as it is, or after a mark with each half character written out."""
    if not text.startswith(_ESCAPE) and not _HALF_CHARACTER.search(text):
        return text
    literal = json.dumps(text, ensure_ascii=False)[1:-1]
    return _ESCAPE + _HALF_CHARACTER.sub(lambda half: f"\\u{ord(half[0]):04x}", literal)


def as_printed(number: float) -> str:
    """Return a number as JavaScript prints it: the shortest digits, and an exponent from 1e21 and below 1e-6."""
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    text, point = "".join(map(str, digits)), len(digits) + int(exponent)
    before = "-" if sign and number else ""
    if len(text) <= point <= _FIXED_DIGITS:
        return before + text.ljust(point, "0")
    if 0 < point <= _FIXED_DIGITS:
        return f"{before}{text[:point]}.{text[point:]}"
    if _SMALLEST_FIXED < point <= 0:
        return f"{before}0.{text.rjust(len(text) - point, '0')}"
    return f"{before}{text[0]}{'.' if text[1:] else ''}{text[1:]}e{point - 1:+d}"


def _reads_the_same(value: Any, depth: int) -> bool:
    """Say whether a browser that parses and prints a value changes neither numbers nor the order of keys."""
    if depth > _DEEPEST:
        return False
    if isinstance(value, Digits):
        return math.isfinite(value.value) and as_printed(value.value) == value.text
    if isinstance(value, dict):
        return _is_in_order(list(value)) and all(_reads_the_same(part, depth + 1) for part in value.values())
    return not isinstance(value, list) or all(_reads_the_same(part, depth + 1) for part in value)


def _is_in_order(keys: list[str]) -> bool:
    """Say whether keys that are array indices come first and in their order, as a browser prints them."""
    indices = [int(key) for key in keys if _INDEX.fullmatch(key) and int(key) <= _LARGEST_INDEX]
    return indices == sorted(indices) and all(_INDEX.fullmatch(key) for key in keys[: len(indices)])
