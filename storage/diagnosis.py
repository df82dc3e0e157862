"""What is wrong with a text that is no JSON, in words and with its place."""

from __future__ import annotations

import json
import re

import msgspec

from storage.duplicates import walk
from storage.errors import DocumentError, JsonNumber, JsonSyntax, LoneSurrogate

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONSTANT = re.compile(r"-?(?:NaN|Infinity)")
_BYTE = re.compile(r"\(byte (\d+)\)")


def diagnosis(text: bytes, error: msgspec.DecodeError) -> DocumentError:
    """Return the error that says in words why a text could not be read."""
    lone = lone_surrogate_path(text)
    if lone is not None:
        return LoneSurrogate(f"the text at {lone or '/'} holds half of an emoji or other character", path=lone)
    said = _BYTE.search(str(error))
    offset = min(int(said[1]), len(text)) if said else len(text.rstrip())
    if "trailing characters" in str(error):
        offset -= 1  # msgspec names the byte behind the first of them
    where = position(text, offset)
    around = text[max(0, offset - 1) : offset + 12].decode(errors="replace")
    if constant := _CONSTANT.search(around):
        return JsonNumber(f"{constant[0]} is not a JSON number", **where)
    reason = _BYTE.sub("", str(error)).removeprefix("JSON is malformed: ").strip()
    if not said:
        reason = "the text ends too early"
    return JsonSyntax(f"line {where['line']}, column {where['column']}: {reason}", **where)


def position(text: bytes, offset: int) -> dict[str, int]:
    """Return line and column, both from 1, the column in characters."""
    start = text.rfind(b"\n", 0, offset) + 1
    column = len(text[start:offset].decode(errors="replace")) + 1
    return {"line": text.count(b"\n", 0, offset) + 1, "column": column}


def lone_surrogate_path(text: bytes) -> str | None:
    """Return where a lone surrogate stands if that is all that is wrong with the text."""
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None
    for path, value in walk(document):
        if isinstance(value, str) and _SURROGATE.search(value):
            return path
        if isinstance(value, dict) and any(_SURROGATE.search(key) for key in value):
            return path
    return None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def without_lone_surrogates(text: bytes) -> bytes:
    """Return a JSON text in which each half of a pair is replaced, as a browser would show it."""
    pairs = re.compile(rb"(\\\\|\\u[dD][89abAB]..\\u[dD][c-fC-F]..)|\\u[dD][89a-fA-F]..")
    return pairs.sub(lambda match: match[1] or b"\\ufffd", text)
