"""Lists that only grow, whoever writes: a save, a merge, a restore or a deletion."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import OnlyGrows
from storage.growth import growing_lists, must_grow

CONTRACT = {
    "type": "object",
    "properties": {
        "log": {"type": "array", "x-append-only": True},
        "inner": {"type": "object", "properties": {"a/b": {"type": "array", "x-append-only": True}}},
        "free": {"type": "array"},
    },
}
LISTS = [("log",), ("inner", "a/b")]
items = st.lists(st.integers(0, 3) | st.text(max_size=2), max_size=5)


def text(document: Any) -> bytes:
    """Return a document's text."""
    return json.dumps(document).encode()


def lost(before: Any, after: Any) -> str | None:
    """Return which item would be lost."""
    try:
        must_grow("diary", LISTS, text(before), None if after is None else text(after))
    except OnlyGrows as error:
        return str(error.facts["path"])
    return None


def test_a_contract_says_which_lists_only_grow() -> None:
    assert growing_lists(CONTRACT) == LISTS


@given(items, items)
def test_adding_at_the_end_is_always_allowed(before: list[Any], more: list[Any]) -> None:
    assert lost({"log": before}, {"log": [*before, *more]}) is None


@given(items, items)
def test_nothing_else_is(before: list[Any], after: list[Any]) -> None:
    assert (lost({"log": before}, {"log": after}) is None) == (after[: len(before)] == before)


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ({"log": [1, 2]}, {"log": [1]}, "/log/1"),
        ({"log": [1, 2]}, {"log": [2, 1]}, "/log/0"),
        ({"log": [1, {"a": 1}]}, {"log": [1, {"a": 2}, 3]}, "/log/1"),
        ({"log": [1]}, {}, "/log/0"),
        ({"log": [1]}, {"log": "gone"}, "/log/0"),
        ({"log": [1]}, None, "/log/0"),
        ({"inner": {"a/b": [1]}}, {"inner": []}, "/inner/a~1b/0"),
        ({"log": [{"a": 1, "b": 2}]}, {"log": [{"b": 2, "a": 1}]}, None),
        ({"free": [1]}, {"free": []}, None),
        ({}, None, None),
    ],
)
def test_the_first_item_that_would_be_lost_is_named(before: Any, after: Any, path: str | None) -> None:
    assert lost(before, after) == path
