"""Whether a save drops so much that it may be an accident: a page that saved before it had loaded, a cleared list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from storage.pointers import join
from storage.regions import Region

_WORTH_GUARDING_BYTES = 128
_WORTH_GUARDING_ITEMS = 3
_INSIDE = b"\n    "
"""How each line below the top level of a laid-out document begins."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """One thing of which more than half is gone."""

    path: str
    """The JSON pointer of an array at the top level, or nothing for the whole text."""
    before: int
    after: int

    def __str__(self) -> str:
        """Say it in words."""
        unit = f"items of {self.path}" if self.path else "bytes"
        return f"{self.before:,} {unit} became {self.after:,}"


def may_shrink(old: bytes, new: bytes, regions: list[Region]) -> bool:
    """Say cheaply whether a collection could have lost items; sure when it says no.

    What is gone at one place and has come at another was moved, and is no loss.
    """
    before = sum(old.count(_INSIDE, region.old_start, region.old_end) for region in regions)
    return before - sum(new.count(_INSIDE, region.start, region.end) for region in regions) > 1


def shrunk(before: bytes, after: bytes) -> list[Shrunk]:
    """Return what lost more than half: the whole text, or an array at the top level of the document.

    Args:
        before: the text that is replaced, laid out.
        after: the text that replaces it, laid out.
    """
    return [*_of_bytes(len(before), len(after)), *_of_collections(_counts(before), _counts(after))]


def _of_bytes(before: int, after: int) -> Iterator[Shrunk]:
    if before >= _WORTH_GUARDING_BYTES and after * 2 < before:
        yield Shrunk("", before, after)


def _of_collections(before: dict[str, int], after: dict[str, int]) -> Iterator[Shrunk]:
    for key, count in before.items():
        left = after.get(key, 0)
        if count >= _WORTH_GUARDING_ITEMS and left * 2 < count:
            yield Shrunk(join("", key), count, left)


def _counts(text: bytes) -> dict[str, int]:
    """Return how many items each array at the top level has, without making objects of them."""
    members = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    arrays = {key: value for key, value in members.items() if bytes(value)[:1] == b"["}
    return {key: len(msgspec.json.decode(value, type=list[msgspec.Raw])) for key, value in arrays.items()}
