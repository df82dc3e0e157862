"""Documents to measure with: many small objects, as the bars ask, with one value that changes at each save."""

from __future__ import annotations

import json
from typing import Any

WORDS = "golden dollar coin with sparkles, pixel art icon, isometric, dawn over the harbour lantern"


def document(size: int, item: int = 0) -> dict[str, Any]:
    """Return a document of about `size` bytes as compact JSON.

    Args:
        size: the length wanted.
        item: bytes of text in each object; 0 makes objects of some 40 bytes, 200,000 of them in 8 MB.
    """
    filler = f"{WORDS} " * (item // 80 + 1)
    one = {"id": "i0000000", "n": 1234567, "ok": True} | ({"text": filler[:item]} if item else {})
    count = max(1, size // (len(json.dumps(one, separators=(",", ":"))) + 1))
    items = [{**one, "id": f"i{number:07d}", "n": number} for number in range(count)]
    return {"title": "measured", "counter": 0, "items": items}


class Edits:
    """The bodies of saves in a row: each differs from the one before by a counter and by one item."""

    def __init__(self, size: int, item: int = 0) -> None:
        """Begin with a document of about `size` bytes."""
        text = json.dumps(document(size, item), separators=(",", ":")).encode()
        head, tail = text.split(b'"counter":0', 1)
        middle = tail.index(b'"n":', len(tail) // 2)
        end = tail.index(b",", middle)
        self._parts = (head, tail[:middle], tail[end:])
        self._count = 0

    def next(self) -> bytes:
        """Return the next body."""
        self._count += 1
        return self.at(self._count, self._count)

    def at(self, counter: int, item: int) -> bytes:
        """Return the body with one value for the counter, and one for the item."""
        head, before, after = self._parts
        return b'%s"counter":%d%s"n":%d%s' % (head, counter, before, item, after)
