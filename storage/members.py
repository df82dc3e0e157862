"""Whether an edit left the members of a document's top level as they were, by which its kind is recognised."""

from __future__ import annotations

import re

from storage.regions import Region

_MEMBER = re.compile(rb'(?:^|\n)  ("(?:[^"\\]|\\.)*"): ')
_SCHEMA = b'"$schema"'
_MOST = 1 << 16
"""Bytes of changed lines up to which looking at them is cheaper than reading the top level anew."""


def keeps_members(old: bytes, new: bytes, regions: list[Region]) -> bool:
    """Say cheaply whether two laid-out texts have the same top-level keys and `$schema`; sure when it says yes."""
    if sum(region.old_end - region.old_start + region.end - region.start for region in regions) > _MOST:
        return False
    return all(_keeps(old[region.old_start : region.old_end], new[region.start : region.end]) for region in regions)


def _keeps(before: bytes, after: bytes) -> bool:
    keys = _MEMBER.findall(before)
    return keys == _MEMBER.findall(after) and _SCHEMA not in keys
