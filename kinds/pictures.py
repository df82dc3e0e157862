"""Pictures that documents hold as `data:` URLs (RFC 2397): their types and their bytes."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml")
"""What is taken for a picture; browsers show each of them in an `<img>`."""
LARGEST_PICTURE = 16 << 20
"""Bytes that a picture has at most."""
INSIDE = "image_data_url"
"""Member that holds the picture where the value is an object."""
_HEAD = re.compile(r"data:(image/[a-z+]{2,10})((?:;[^;,]{0,60}){0,5}),", re.IGNORECASE)
_ALIASES = {"image/jpg": "image/jpeg"}
_SPACES = b" \t\r\n\f"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as a browser gets it."""

    type: str
    content: bytes


def picture_of(value: Any) -> Picture | None:
    """Return the picture that a value is, or that an object holds under `image_data_url`; None if there is none."""
    text = value.get(INSIDE) if isinstance(value, dict) else value
    if not isinstance(text, str):
        return None
    head = _HEAD.match(text)
    if head is None:
        return None
    named = head[1].lower()
    kind = _ALIASES.get(named, named)
    content = _content(text[head.end() :], is_base64=head[2].lower().endswith(";base64"))
    if kind not in TYPES or not content or len(content) > LARGEST_PICTURE:
        return None
    return Picture(kind, content)


def _content(text: str, *, is_base64: bool) -> bytes | None:
    """Decode what follows the head, as forgivingly as browsers do: with spaces, and without padding."""
    content = unquote_to_bytes(text) if "%" in text else text.encode()
    if not is_base64:
        return content
    packed = content.translate(None, _SPACES).rstrip(b"=")
    try:
        return base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except binascii.Error:
        return None
