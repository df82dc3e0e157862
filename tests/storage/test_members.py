"""An edit that keeps the top-level members is known to, and one that does not is never taken for one."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given

from storage.canonical import layout
from storage.members import keeps_members
from storage.regions import changed_regions
from tests.storage.jsons import objects


def kept(old: dict[str, Any], new: dict[str, Any]) -> bool:
    before, after = layout(orjson.dumps(old)), layout(orjson.dumps(new))
    return keeps_members(before, after, changed_regions(before, after))


@given(objects, objects)
def test_whoever_is_said_to_keep_its_members_does(old: dict[str, Any], new: dict[str, Any]) -> None:
    if kept(old, new):
        assert list(old) == list(new)
        assert old.get("$schema") == new.get("$schema")


@pytest.mark.parametrize(
    ("new", "wanted"),
    [
        ({"n": 2, "jobs": [{"id": 1}], "$schema": "a"}, True),
        ({"n": 1, "jobs": [{"id": 2}, {"id": 3}], "$schema": "a"}, True),
        ({"n": 1, "jobs": [{"id": 1}], "$schema": "b"}, False),
        ({"n": 1, "jobs": [{"id": 1}]}, False),
        ({"m": 1, "jobs": [{"id": 1}], "$schema": "a"}, False),
        ({"n": 1, "jobs": [{"id": 1}], "$schema": "a", "more": 1}, False),
        ({"n": {"x": 1}, "jobs": [{"id": 1}], "$schema": "a"}, True),
    ],
)
def test_members_are_those_of_the_top_level(new: dict[str, Any], wanted: bool) -> None:
    assert kept({"n": 1, "jobs": [{"id": 1}], "$schema": "a"}, new) is wanted
