"""The structural difference of two documents."""

from __future__ import annotations

import copy
import random
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.diff import Change, counts, differences
from storage.pointers import get, parts_of
from storage.sameness import same
from tests.storage.jsons import values


def place(pointer: str) -> tuple[int, list[tuple[int, str]]]:
    """Order pointers so that a container comes before its inside, and an item before the next one."""
    parts = parts_of(pointer)
    return len(parts), [(int(part) if part.isascii() and part.isdigit() else 0, part) for part in parts]


def put(document: Any, pointer: str, value: Any, *, replace: bool) -> Any:
    *outer, last = parts_of(pointer) or [""]
    if pointer == "":
        return value
    holder = document
    for part in outer:
        holder = holder[int(part) if isinstance(holder, list) else part]
    if isinstance(holder, list) and not replace:
        assert int(last) <= len(holder)
        holder.insert(int(last), value)
    else:
        holder[int(last) if isinstance(holder, list) else last] = value
    return document


def applied(before: Any, changes: list[Change]) -> Any:
    """Follow the changes: take out by the pointers into the earlier document, then put in by those into the later."""
    document = copy.deepcopy(before)
    moved: dict[str, Any] = {}
    out = [
        change.path if change.op == "remove" else change.before for change in changes if change.op in ("remove", "move")
    ]
    for pointer in sorted(out, key=place, reverse=True):
        *outer, last = parts_of(pointer)
        holder = get(document, "".join(f"/{part.replace('~', '~0').replace('/', '~1')}" for part in outer))
        moved[pointer] = holder.pop(int(last) if isinstance(holder, list) else last)
    for change in sorted(
        (change for change in changes if change.op != "remove"), key=lambda change: place(change.path)
    ):
        value = moved[change.before] if change.op == "move" else copy.deepcopy(change.after)
        document = put(document, change.path, value, replace=change.op == "replace")
    return document


def check(before: Any, after: Any) -> list[Change]:
    changes = list(differences(before, after))
    assert same(applied(before, changes), after)
    for change in changes:
        if change.op in ("add", "replace"):
            assert same(get(after, change.path), change.after)
        if change.op == "remove":
            assert same(get(before, change.path), change.before)
    return changes


plain_lists = st.lists(st.integers(0, 3) | st.booleans(), max_size=12)


@given(values, values)
@example({"l": [{"id": 1}, {"id": 2, "x": 5}]}, {"l": [{"id": 2}]})
@example([{"id": 1, "l": [1]}, {"id": 2, "l": [{"id": 3}, {"id": 4}]}], [{"id": 2, "l": [{"id": 4}, {"id": 3}]}])
def test_the_changes_lead_from_the_earlier_to_the_later(before: Any, after: Any) -> None:
    check(before, after)


@given(plain_lists, plain_lists)
def test_the_changes_of_plain_arrays_lead_from_the_earlier_to_the_later(before: Any, after: Any) -> None:
    check({"l": before}, {"l": after})


@given(values)
def test_equal_values_have_no_changes(value: Any) -> None:
    assert list(differences(value, copy.deepcopy(value))) == []


def test_a_nested_removal_points_into_the_earlier_document() -> None:
    before, after = {"l": [{"id": 1}, {"id": 2, "x": 5}]}, {"l": [{"id": 2}]}
    assert [(change.op, change.path) for change in differences(before, after)] == [
        ("remove", "/l/0"),
        ("remove", "/l/1/x"),
    ]


def test_a_nested_move_comes_from_a_pointer_into_the_earlier_document() -> None:
    before = [{"id": 1}, {"id": 2, "l": [{"id": 3}, {"id": 4}]}]
    after = [{"id": 2, "l": [{"id": 4}, {"id": 3}]}]
    (move,) = [change for change in check(before, after) if change.op == "move"]
    assert (move.path.startswith("/0/l/"), move.before.startswith("/1/l/")) == (True, True)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([1, 2, 3], [2, 3], [("remove", "/0")]),
        ([1, 2, 3], [1, 9, 2, 3], [("add", "/1")]),
        (
            [{"x": 1}, {"x": 2}, {"y": 1}],
            [{"x": 1}, {"x": 3}, {"y": 1}, {"z": 1}],
            [("replace", "/1/x"), ("add", "/3")],
        ),
        ([1, True], [True, 1], [("replace", "/0"), ("replace", "/1")]),
        ({"a": 1.0}, {"a": 1}, []),
        ({"a/b": {"~": 1}}, {"a/b": {}}, [("remove", "/a~1b/~0")]),
        ([], [{"id": 1}], [("add", "/0")]),
    ],
)
def test_the_changes_are_the_ones_that_a_person_would_name(
    before: Any, after: Any, found: list[tuple[str, str]]
) -> None:
    assert [(change.op, change.path) for change in check(before, after)] == found


def test_few_edits_of_a_long_array_are_found_as_they_were_made() -> None:
    choose = random.Random(1)
    before = [choose.randrange(3) for _ in range(3000)]
    after = [*before[:10], 7, *before[10:1500], *before[1501:2900], 8, *before[2900:], 9]
    assert counts(check(before, after)) == {"added": 3, "removed": 1, "replaced": 0, "moved": 0}


def test_long_arrays_that_have_little_in_common_are_compared_all_the_same() -> None:
    choose = random.Random(2)
    check([choose.randrange(9) for _ in range(900)], [choose.randrange(9) for _ in range(1000)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([0] * 40_000, [0] * 40_001),
        ([0] * 40_000 + [1], [2] + [0] * 40_001),
        (list(range(40_000)), list(range(0, 80_002, 2))),
        ([{"id": n} for n in range(40_000)], [{"id": n} for n in range(40_000, -1, -1)]),
        ([{"n": n} for n in range(40_000)], [{"n": n * 2} for n in range(40_001)]),
    ],
)
def test_long_arrays_are_compared_in_a_moment(before: Any, after: Any) -> None:
    start = time.perf_counter()
    assert list(differences(before, after))
    assert time.perf_counter() - start < 10  # a quadratic comparison takes minutes
