"""JSON pointers (RFC 6901) into parsed documents."""

from __future__ import annotations

import re
from typing import Any

from storage.canonical import escape_part
from storage.errors import BadPointer

_BAD_ESCAPE = re.compile(r"~(?![01])")
_INDEX = re.compile(r"0|[1-9][0-9]*", re.ASCII)


def parts_of(pointer: str) -> list[str]:
    """Take a pointer apart.

    Raises:
        BadPointer: it does not begin with a slash, or has a lone tilde.
    """
    if pointer == "":
        return []
    if not pointer.startswith("/") or _BAD_ESCAPE.search(pointer):
        raise BadPointer(
            f"{pointer!r} is not a JSON pointer; write /key/0/key, with ~1 for / and ~0 for ~", path=pointer
        )
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]


def join(path: str, part: str | int) -> str:
    """Return the pointer one step further."""
    return f"{path}/{escape_part(str(part))}"


def step(value: Any, part: str, pointer: str) -> Any:
    """Go one step into a value.

    Raises:
        BadPointer: there is nothing.
    """
    if isinstance(value, dict) and part in value:
        return value[part]
    if isinstance(value, list) and _INDEX.fullmatch(part) and int(part) < len(value):
        return value[int(part)]
    raise BadPointer(f"there is nothing at {pointer!r}", path=pointer)


def get(document: Any, pointer: str) -> Any:
    """Return the value that a pointer leads to.

    Raises:
        BadPointer: it leads nowhere.
    """
    value = document
    for part in parts_of(pointer):
        value = step(value, part, pointer)
    return value
