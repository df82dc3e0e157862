"""Merge patches (RFC 7396) and JSON patches (RFC 6902): the cases of their appendices, with documents of our own."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given

from storage import numbers
from storage.canonical import layout
from storage.errors import PatchFailed
from storage.numbers import NUMBER_LINE
from storage.patching import json_patched, merge_patched
from storage.sameness import same
from tests.storage.jsons import objects, spelled, values


@pytest.mark.parametrize(
    ("document", "patch", "result"),
    [
        ({"k": "old"}, {"k": "new"}, {"k": "new"}),
        ({"k": "old"}, {"m": "new"}, {"k": "old", "m": "new"}),
        ({"k": "old"}, {"k": None}, {}),
        ({"k": "old", "m": 1}, {"k": None}, {"m": 1}),
        ({"k": ["old"]}, {"k": "new"}, {"k": "new"}),
        ({"k": "old"}, {"k": ["new"]}, {"k": ["new"]}),
        ({"k": {"m": "old"}}, {"k": {"m": "new", "n": None}}, {"k": {"m": "new"}}),
        ({"k": [{"m": 1}]}, {"k": [1]}, {"k": [1]}),
        (["x", "y"], ["z"], ["z"]),
        ({"k": 1}, ["z"], ["z"]),
        ({"k": 1}, None, None),
        ({"k": 1}, "text", "text"),
        ({"k": None}, {"m": 1}, {"k": None, "m": 1}),
        ([1, 2], {"k": 3, "m": None}, {"k": 3}),
        ({}, {"k": {"m": {"n": None}}}, {"k": {"m": {}}}),
    ],
)
def test_a_merge_patch_does_what_the_standard_says(document: Any, patch: Any, result: Any) -> None:
    assert same(merge_patched(document, patch), result)


@given(objects, values)
def test_a_merge_patch_is_idempotent_and_leaves_its_document_alone(document: Any, patch: Any) -> None:
    before = copy.deepcopy(document)
    once = merge_patched(document, patch)
    assert same(document, before)
    assert same(merge_patched(once, patch), once)


def op(kind: str, path: str, **more: Any) -> dict[str, Any]:
    return {"op": kind, "path": path, **{name.rstrip("_"): value for name, value in more.items()}}


@pytest.mark.parametrize(
    ("document", "operation", "result"),
    [
        ({"k": 1}, op("add", "/m", value=2), {"k": 1, "m": 2}),
        ({"k": [1, 3]}, op("add", "/k/1", value=2), {"k": [1, 2, 3]}),
        ({"k": [1]}, op("add", "/k/-", value=[2, 3]), {"k": [1, [2, 3]]}),
        ({"k": [1]}, op("add", "/k/1", value=2), {"k": [1, 2]}),
        ({"k": 1}, op("add", "/k", value=2), {"k": 2}),
        ({"k": 1}, op("add", "/m", value={"deep": {}}), {"k": 1, "m": {"deep": {}}}),
        ({"k": 1}, op("add", "/m", value=2, unknown=3), {"k": 1, "m": 2}),
        ({"k": 1}, op("add", "", value={"m": 2}), {"m": 2}),
        ({"k": 1}, op("add", "/__proto__", value=2), {"k": 1, "__proto__": 2}),
        ({"k": 1, "m": 2}, op("remove", "/m"), {"k": 1}),
        ({"k": [1, 2, 3]}, op("remove", "/k/1"), {"k": [1, 3]}),
        ({"k": 1, "m": 2}, op("replace", "/m", value=None), {"k": 1, "m": None}),
        ({"k": [1, 2]}, op("replace", "/k/0", value=0), {"k": [0, 2]}),
        ({"k": {"x": 1, "y": 2}, "m": {}}, op("move", "/m/z", from_="/k/x"), {"k": {"y": 2}, "m": {"z": 1}}),
        ({"k": [1, 2, 3, 4]}, op("move", "/k/3", from_="/k/1"), {"k": [1, 3, 4, 2]}),
        ({"k": 1}, op("move", "/k", from_="/k"), {"k": 1}),
        ({"k": {"x": [1]}}, op("copy", "/m", from_="/k/x"), {"k": {"x": [1]}, "m": [1]}),
        ({"k": "a", "m": [1, 2]}, op("test", "/m/1", value=2), {"k": "a", "m": [1, 2]}),
        ({"/": 9, "~1": 10}, op("test", "/~01", value=10), {"/": 9, "~1": 10}),
        ({"k": 1.0}, op("test", "/k", value=1), {"k": 1}),
        ({"k": {"x": 1, "y": 2}}, op("test", "/k", value={"y": 2, "x": 1}), {"k": {"x": 1, "y": 2}}),
    ],
)
def test_an_operation_does_what_the_standard_says(document: Any, operation: Any, result: Any) -> None:
    assert same(json_patched(document, [operation]), result)


@pytest.mark.parametrize(
    ("document", "operation"),
    [
        ({"k": "a"}, op("test", "/k", value="b")),
        ({"k": 10}, op("test", "/k", value="10")),
        ({"k": True}, op("test", "/k", value=1)),
        ({"k": 1}, op("test", "/m", value=None)),
        ({"k": 1}, op("add", "/m/n", value=1)),
        ({"k": [1]}, op("add", "/k/2", value=1)),
        ({"k": [1]}, op("add", "/k/01", value=1)),
        ({"k": [1]}, op("add", "/k/-1", value=1)),
        ({"k": 1}, op("add", "/k/x", value=1)),
        ({"k": 1}, op("remove", "/m")),
        ({"k": [1]}, op("remove", "/k/-")),
        ({"k": 1}, op("remove", "")),
        ({"k": 1}, op("replace", "/m", value=1)),
        ({"k": {"x": {}}}, op("move", "/k/x/y", from_="/k")),
        ({"k": 1}, op("move", "/m", from_="/n")),
        ({"k": 1}, op("copy", "/m", from_=1)),
        ({"k": 1}, op("move", "/m", from_=None)),
        ({"k": 1}, op("add", "/m")),
        ({"k": 1}, op("move", "/m")),
        ({"k": 1}, op("spin", "/m")),
        ({"k": 1}, {"op": ["add"], "path": "/m", "value": 1}),
        ({"k": 1}, {"op": "add", "value": 1}),
        ({"k": 1}, "add"),
        ({"k": 1}, op("add", "m", value=1)),
        ({"k": 1}, op("remove", "/k~")),
    ],
)
def test_an_operation_that_cannot_be_done_is_refused_with_its_index(document: Any, operation: Any) -> None:
    with pytest.raises(PatchFailed) as refused:
        json_patched(document, [op("add", "/first", value=0), operation])
    assert refused.value.facts["index"] == 1


def test_a_patch_is_a_list() -> None:
    with pytest.raises(PatchFailed):
        json_patched({}, {})


def test_a_copy_is_a_value_of_its_own() -> None:
    operations = [op("copy", "/m", from_="/k"), op("add", "/m/-", value=2)]
    assert json_patched({"k": [1]}, operations) == {"k": [1], "m": [1, 2]}


@given(spelled)
def test_a_patch_leaves_the_numbers_and_the_order_that_it_does_not_touch_alone(text: bytes) -> None:
    document = numbers.loads(text)
    for patched in (
        merge_patched(document, {"new key": None}),
        json_patched(document, [op("add", "/new key", value=1), op("remove", "/new key")]),
        json_patched(
            document, [op("copy", "/new key", from_=""), op("replace", "", value=document), op("remove", "/new key")]
        ),
    ):
        written = numbers.dumps(patched)
        assert written == numbers.dumps(numbers.loads(text))
        assert NUMBER_LINE.findall(written) == NUMBER_LINE.findall(layout(text))
