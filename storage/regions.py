"""Where two long texts differ, found by comparing memory instead of lines.

A save of a large document usually changes a few lines of it. What was checked in the version before need not be
checked again, so that the cost of a check follows the edit and not the size of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from storage.canonical import line_end, line_start

_BLOCK = 1 << 16
_SMALL = 1 << 12
_PROBE = 256
_SPLITS = 12


@dataclass(frozen=True, slots=True)
class Region:
    """Whole lines `old[old_start:old_end]` of one text, for which `new[start:end]` stand in the other."""

    old_start: int
    old_end: int
    start: int
    end: int

    def grown(self, before: int, after: int) -> Region:
        """Return the region with as many more bytes before and behind it."""
        return Region(self.old_start - before, self.old_end + after, self.start - before, self.end + after)


def changed_regions(old: bytes, new: bytes) -> list[Region]:
    """Return the places where `new` differs from `old`, in order; equal texts have none.

    Everything outside the regions is byte for byte the same in both, and in the same order. The regions need not be
    the smallest possible ones.
    """
    return list(_regions(old, new, Region(0, len(old), 0, len(new)), _SPLITS))


def _regions(old: bytes, new: bytes, window: Region, splits: int) -> Iterator[Region]:
    window = _trimmed(old, new, window)
    if window.old_start == window.old_end and window.start == window.end:
        return
    cut = _anchor(old, new, window) if splits else None
    if cut is None:
        yield window
        return
    at_old, at_new = cut
    yield from _regions(old, new, Region(window.old_start, at_old, window.start, at_new), splits - 1)
    yield from _regions(old, new, Region(at_old, window.old_end, at_new, window.end), splits - 1)


def _trimmed(old: bytes, new: bytes, window: Region) -> Region:
    """Cut from both ends of a window the whole lines that are the same."""
    head = _same_head(old, new, window)
    at = line_start(new, window.start + head)
    head = max(at, window.start) - window.start
    window = Region(window.old_start + head, window.old_end, window.start + head, window.end)
    tail = _whole_lines(old, new, window, _same_tail(old, new, window))
    return Region(window.old_start, window.old_end - tail, window.start, window.end - tail)


def _same_head(old: bytes, new: bytes, window: Region) -> int:
    limit = min(window.old_end - window.old_start, window.end - window.start)

    def same(low: int, high: int) -> bool:
        return old[window.old_start + low : window.old_start + high] == new[window.start + low : window.start + high]

    return _longest(limit, same)


def _same_tail(old: bytes, new: bytes, window: Region) -> int:
    limit = min(window.old_end - window.old_start, window.end - window.start)

    def same(low: int, high: int) -> bool:
        return old[window.old_end - high : window.old_end - low] == new[window.end - high : window.end - low]

    return _longest(limit, same)


def _longest(limit: int, same: Callable[[int, int], bool]) -> int:
    """Return the largest n up to `limit` for which `same(0, n)`, a block at a time and then by halves."""
    low = 0
    while low < limit and same(low, min(low + _BLOCK, limit)):
        low = min(low + _BLOCK, limit)
    high = min(low + _BLOCK, limit)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if same(low, middle) else (low, middle - 1)
    return low


def _whole_lines(old: bytes, new: bytes, window: Region, tail: int) -> int:
    """Shorten a common tail so that in both texts it begins at the start of a line."""
    in_old, in_new = window.old_end - tail, window.end - tail
    if _begins_line(old, in_old, window.old_start) and _begins_line(new, in_new, window.start):
        return tail
    feed = old.find(b"\n", in_old, window.old_end)
    return 0 if feed < 0 else window.old_end - feed - 1


def _begins_line(text: bytes, at: int, start: int) -> bool:
    return at == start or text[at - 1 : at] == b"\n"


def _anchor(old: bytes, new: bytes, window: Region) -> tuple[int, int] | None:
    """Find a line in the middle of a window from which both texts agree for a while."""
    if min(window.old_end - window.old_start, window.end - window.start) < _SMALL:
        return None
    for share in (2, 4, 3):
        at_old = line_end(old, window.old_start + (window.old_end - window.old_start) // share)
        probe = old[at_old : at_old + _PROBE]
        if at_old + _PROBE <= window.old_end:
            at_new = new.find(probe, window.start, window.end)
            if at_new > window.start and new[at_new - 1 : at_new] == b"\n":
                return at_old, at_new
    return None
