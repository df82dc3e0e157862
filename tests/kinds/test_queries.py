"""Items found, filtered, sorted and paged; nothing is shown that does not fit, and nothing that fits is missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinds.kind import Collection
from kinds.queries import ABSENT, HEAVY, Query, Range, field_names, find, value_at
from tests.storage.jsons import objects

JOBS = Collection("jobs", "Jobs", search=("prompt", "metadata.mood"))
ITEMS: list[dict[str, Any]] = [
    {"id": 1, "prompt": "Golden coin", "width": 64, "metadata": {"mood": "calm"}},
    {"id": 2, "prompt": "silver COIN", "width": 32.0, "done": True, "image": "x" * 5000},
    {"id": 3, "prompt": None, "width": None, "more": {"parts": [{"deep": "y" * 5000}]}},
    {"id": 4, "width": "wide"},
]


def found(query: Query) -> list[int]:
    return [item["id"] for item in find(ITEMS, JOBS, query).items]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query(), [1, 2, 3, 4]),
        (Query(text="coin"), [1, 2]),
        (Query(text="COIN gold"), [1]),
        (Query(text="calm"), [1]),
        (Query(text="wide"), []),
        (Query(equals={"width": frozenset({"32", "wide"})}), [2, 4]),
        (Query(equals={"done": frozenset({"true"})}), [2]),
        (Query(equals={"prompt": frozenset({"null"})}), [3, 4]),
        (Query(equals={"metadata.mood": frozenset({"calm"})}), [1]),
        (Query(ranges={"width": Range(least=33)}), [1]),
        (Query(ranges={"width": Range(least=32, most=64)}), [1, 2]),
        (Query(ranges={"width": Range(least="a")}), [4]),
        (Query(sort="width"), [2, 1, 4, 3]),
        (Query(sort="width", descending=True), [4, 1, 2, 3]),
        (Query(sort="prompt"), [1, 2, 3, 4]),
        (Query(offset=1, limit=2), [2, 3]),
    ],
)
def test_a_query_finds_what_fits(query: Query, wanted: list[int]) -> None:
    assert found(query) == wanted


def test_heavy_members_are_left_out_and_named() -> None:
    page = find(ITEMS, JOBS, Query())
    assert page.omitted == ("image", "more")
    assert "image" not in page.items[1]
    assert find(ITEMS, JOBS, Query(fields=("*",))).items == ITEMS
    assert find(ITEMS, JOBS, Query(fields=("image", "metadata.mood"), limit=1)).items == [
        {"id": 1, "metadata.mood": "calm"}
    ]


def test_every_text_is_searched_where_a_kind_names_no_fields() -> None:
    plain = Collection("things", "Things")
    assert [item["id"] for item in find(ITEMS, plain, Query(text="wide")).items] == [4]
    assert find(ITEMS, plain, Query(text="y" * HEAVY)).total == 0


def test_names_of_fields_reach_into_nested_objects() -> None:
    assert field_names([{"a": {"b": {"c": 1}}, "d": [{"e": 1}]}]) == ["a", "a.b", "a.b.c", "d"]
    assert value_at({"a.b": 1, "a": {"b": 2}}, "a.b") == 1
    assert value_at({"a": {"b": 2}}, "a.b") == 2
    assert value_at({"a": 1}, "a.b") is ABSENT


@given(st.lists(objects, max_size=8), st.sampled_from(["", "id", "a", "b"]), st.booleans())
def test_any_items_can_be_sorted_and_paged_and_none_is_lost(
    items: list[dict[str, Any]], sort: str, descending: bool
) -> None:
    query = Query(sort=sort, descending=descending, fields=("*",))
    whole = find(items, JOBS, query)
    assert whole.total == len(items)
    paged = [
        item
        for offset in range(0, len(items), 3)
        for item in find(items, JOBS, Query("", {}, {}, sort, descending, offset, 3, ("*",))).items
    ]
    assert list(map(repr, paged)) == list(map(repr, whole.items))
    assert sorted(map(repr, whole.items)) == sorted(map(repr, items))


@given(st.lists(objects, max_size=8), st.text(max_size=3))
def test_what_is_found_and_what_is_not_make_the_whole(items: list[dict[str, Any]], value: str) -> None:
    inside = find(items, JOBS, Query(equals={"a": frozenset({value})})).total
    outside = sum(1 for item in items if find([item], JOBS, Query(equals={"a": frozenset({value})})).total == 0)
    assert inside + outside == len(items)
