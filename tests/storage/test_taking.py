"""Single values of one version in another."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given

from storage.errors import BadPointer
from storage.pointers import get
from storage.taking import with_value_of
from tests.storage.edits import documents, edited, edits, items_of

OLD = {"title": "old", "l": [{"id": "a", "t": 1}, {"id": "b", "t": 2}], "plain": [1, 2, 3]}


@pytest.mark.parametrize(
    ("now", "pointer", "after"),
    [
        ({"title": "new"}, "/title", {"title": "old"}),
        ({"other": 1}, "/title", {"other": 1, "title": "old"}),
        ({"title": "x", "new": 1}, "/new", {"title": "x"}),
        ({"l": [{"id": "b", "t": 9}]}, "/l/1/t", {"l": [{"id": "b", "t": 2}]}),
        ({"l": [{"id": "b", "t": 9}]}, "/l/1", {"l": [{"id": "b", "t": 2}]}),
        ({"l": [{"id": "b", "t": 9}]}, "/l/0", {"l": [{"id": "a", "t": 1}, {"id": "b", "t": 9}]}),
        ({"l": [{"id": "a"}, {"id": "b"}, {"id": "c"}]}, "/l/2", {"l": [{"id": "a"}, {"id": "b"}]}),
        ({"plain": [1, 9, 3]}, "/plain/1", {"plain": [1, 2, 3]}),
        ({"plain": [1, 2]}, "/plain/2", {"plain": [1, 2, 3]}),
        ({"title": "new"}, "", OLD),
    ],
)
def test_a_value_is_taken_to_where_it_belongs(now: Any, pointer: str, after: Any) -> None:
    assert with_value_of(copy.deepcopy(now), copy.deepcopy(OLD), pointer) == after


@pytest.mark.parametrize(
    ("now", "pointer"),
    [({}, "/none"), ({"l": [{"id": "b"}]}, "/l/0/t"), ({"title": {}}, "/title/x"), ({"l": 1}, "/l/0"), ({}, "title")],
)
def test_a_pointer_that_leads_nowhere_is_said_to(now: Any, pointer: str) -> None:
    with pytest.raises(BadPointer):
        with_value_of(now, OLD, pointer)


@given(documents, edits)
def test_no_value_ever_goes_into_another_item(before: dict[str, Any], steps: list[Any]) -> None:
    now = edited(before, steps, "m")
    for index in range(len(before["items"])):
        try:
            after = with_value_of(copy.deepcopy(now), copy.deepcopy(before), f"/items/{index}/text")
        except BadPointer:
            continue
        assert get(before, f"/items/{index}/text") in [item["text"] for item in items_of(after)]
        assert all(item["text"].startswith(f"{item['id']}:") for item in items_of(after))
