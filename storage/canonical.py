r"""The text that stands on disk: two spaces of indent, one value a line, tokens exactly as they came.

`msgspec.json.format` checks the grammar of RFC 8259 while it moves white space, and touches no token: `1.0`, `-0`,
`\u00e9`, a 30-digit integer and the order of keys stay what they were. A string cannot hold a raw line feed, so
each line of this text is one token with its key, and questions about structure become questions about lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

INDENT = 2
MAX_DEPTH = 200
"""Deepest nesting that is accepted; orjson loads 1,024 levels and can write only 254."""

KEY = rb'"(?:[^"\\]|\\.)*"'
_LIMIT = INDENT * MAX_DEPTH
_TOO_DEEP = re.compile(rb"\n {%d}(?: |(?:%s: )?(?:\[\]|\{\}))" % (_LIMIT, KEY))
_LINE = re.compile(rb"( *)(?:(%s): )?([^\n]*)" % KEY)


def layout(text: bytes) -> bytes:
    """Lay a JSON text out as it stands on disk, with a final line feed.

    Raises:
        msgspec.DecodeError: the text is not JSON.
        RecursionError: it is nested far beyond any limit.
    """
    return msgspec.json.format(text, indent=INDENT) + b"\n"


def is_too_deep(text: bytes) -> bool:
    """Say whether a laid-out text is nested deeper than MAX_DEPTH."""
    return text.find(b"\n" + b" " * _LIMIT) >= 0 and _TOO_DEEP.search(text) is not None


def line_start(text: bytes, offset: int) -> int:
    """Return where the line that holds `offset` begins."""
    return text.rfind(b"\n", 0, offset) + 1


def line_end(text: bytes, offset: int) -> int:
    """Return where the line that holds `offset` ends, behind its line feed."""
    found = text.find(b"\n", offset)
    return len(text) if found < 0 else found + 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its indent in spaces, its key as written (quoted, or None in an array), and the rest."""

    indent: int
    key: bytes | None
    rest: bytes

    @property
    def opens(self) -> bool:
        """Whether the line opens an array or object that later lines close."""
        return self.rest in (b"{", b"[")

    @property
    def closes(self) -> bool:
        """Whether the line closes an array or object that an earlier line opened."""
        return self.rest[:1] in (b"}", b"]") and self.key is None


def lines(text: bytes) -> Iterator[Line]:
    """Take laid-out text apart, line by line."""
    for raw in text.splitlines():
        yield line_of(raw)


def line_of(raw: bytes) -> Line:
    """Take one line apart."""
    match = _LINE.match(raw)
    if match is None:  # the pattern matches any text, also the empty one
        raise AssertionError(raw)
    return Line(len(match[1]), match[2], match[3])


def pointer_at(text: bytes, offset: int) -> str:
    """Return the JSON pointer (RFC 6901) of the value on the line at `offset` of a laid-out text."""
    parts: list[str] = []
    start = line_start(text, offset)
    here = line_of(text[start : line_end(text, offset)].rstrip(b"\n"))
    while here.indent:
        opener = _opener_before(text, start, here.indent)
        parts.append(_step(text, opener, start, here))
        start = opener
        here = line_of(text[start : line_end(text, start)].rstrip(b"\n"))
    return "".join(f"/{part}" for part in reversed(parts))


def _opener_before(text: bytes, start: int, indent: int) -> int:
    """Return the start of the line that opens the container of a line at `start`."""
    outer = b"\n" + b" " * (indent - INDENT)
    at = start
    while True:
        at = text.rfind(outer, 0, at)
        if at < 0:
            return 0
        if text[at + len(outer) : at + len(outer) + 1] != b" ":
            return at + 1


def _step(text: bytes, opener: int, start: int, here: Line) -> str:
    """Return the last part of a pointer: the key of the line at `start`, or its index in its array."""
    if here.key is not None:
        return escape_part(msgspec.json.decode(here.key, type=str))
    siblings = re.compile(rb"^ {%d}[^ \]}]" % here.indent, re.MULTILINE)
    return str(sum(1 for _ in siblings.finditer(text, line_end(text, opener), start)))


def escape_part(part: str) -> str:
    """Escape one part of a JSON pointer."""
    return part.replace("~", "~0").replace("/", "~1")
