"""Two edits of one document: the laws that hold for all, and the rules one by one."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import numbers
from storage.merge import ABSENT, Merge, Shape, merge
from tests.storage.edits import documents, edited, edits, items_of

many = settings(max_examples=3000)


def text(value: Any) -> str:
    """Spell a document with the order of its keys."""
    return json.dumps(value)


@many
@given(documents, edits)
def test_one_edit_alone_is_the_result(base: dict[str, Any], steps: list[Any]) -> None:
    mine = edited(base, steps, "m")
    for merged in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, copy.deepcopy(mine))):
        assert merged.document == mine
        assert merged.overlaps == []


@many
@given(documents, edits, edits)
def test_it_does_not_matter_who_saved_first(base: dict[str, Any], own: list[Any], other: list[Any]) -> None:
    mine, theirs = edited(base, own, "m"), edited(base, other, "t")
    one, two = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {(found.kind, found.pointer(base, mine, theirs)) for found in one.overlaps} == {
        (found.kind, found.pointer(base, mine, theirs)) for found in two.overlaps
    }
    if not one.overlaps:
        assert text(one.document) == text(two.document)


@many
@given(documents, edits, edits, st.sampled_from(["mine", "theirs"]))
def test_an_addition_is_never_lost(base: dict[str, Any], own: list[Any], other: list[Any], prefer: Any) -> None:
    mine, theirs = edited(base, own, "m"), edited(base, other, "t")
    merged = merge(base, mine, theirs, prefer=prefer)
    was = {item["id"] for item in items_of(base)}
    added = {item["id"] for side in (mine, theirs) for item in items_of(side)} - was
    lost = {item["id"] for found in merged.conflicts for side in (found.mine, found.theirs) for item in _within(side)}
    assert added - lost <= {item["id"] for item in items_of(merged.document)}


def _within(value: Any) -> list[Any]:
    return (
        [*items_of({"items": value if isinstance(value, list) else [value]})] if isinstance(value, dict | list) else []
    )


@many
@given(documents, edits, edits, st.sampled_from(["mine", "theirs"]))
def test_an_edit_never_lands_on_another_item(
    base: dict[str, Any], own: list[Any], other: list[Any], prefer: Any
) -> None:
    merged = merge(base, edited(base, own, "m"), edited(base, other, "t"), prefer=prefer)
    for item in items_of(merged.document):
        assert item["text"].split(":")[0] == item["id"]


@many
@given(documents, edits, edits)
def test_every_value_comes_from_one_of_the_two_sides(base: dict[str, Any], own: list[Any], other: list[Any]) -> None:
    mine, theirs = edited(base, own, "m"), edited(base, other, "t")
    values = {text(leaf) for side in (mine, theirs) for leaf in _leaves(side)}
    assert {text(leaf) for leaf in _leaves(merge(base, mine, theirs).document)} <= values


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in _leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in _leaves(inner)]
    return [value]


@many
@given(documents, edits, edits)
def test_merging_again_with_the_result_changes_nothing(base: dict[str, Any], own: list[Any], other: list[Any]) -> None:
    mine, theirs = edited(base, own, "m"), edited(base, other, "t")
    merged = merge(base, mine, theirs).document
    assert text(merge(mine, mine, merged).document) == text(merged)
    assert text(merge(base, merged, merged).document) == text(merged)


def merged_texts(base: str, mine: str, theirs: str, **options: Any) -> Merge:
    return merge(*(numbers.loads(side.encode()) for side in (base, mine, theirs)), **options)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result"),
    [
        ('{"a":1,"b":1}', '{"a":2,"b":1}', '{"a":1,"b":2}', '{"a":2,"b":2}'),
        ('{"a":1}', '{"a":1,"m":1}', '{"a":1,"t":1}', '{"a":1,"m":1,"t":1}'),
        ('{"a":1,"b":1}', '{"b":1}', '{"a":1}', "{}"),
        ('{"s":{}}', '{"s":{"x":1}}', '{"s":{"y":1}}', '{"s":{"x":1,"y":1}}'),
        ('{"l":[]}', '{"l":[{"id":2}]}', '{"l":[{"id":1}]}', '{"l":[{"id":1},{"id":2}]}'),
        ('{"l":[{"id":1,"n":1}]}', '{"l":[{"id":1,"n":2},{"id":3}]}', '{"l":[]}', '{"l":[{"id":1,"n":2},{"id":3}]}'),
        ('[{"id":1},{"id":2}]', '[{"id":2},{"id":1}]', '[{"id":1},{"id":2,"x":1}]', '[{"id":2,"x":1},{"id":1}]'),
        ('{"l":[1,2]}', '{"l":[1,2]}', '{"l":[2]}', '{"l":[2]}'),
        ('{"n":1.0}', '{"n":1.0,"x":1}', '{"n":2}', '{"n":2,"x":1}'),
        ('{"b":true}', '{"b":1}', '{"b":true,"x":1}', '{"b":1,"x":1}'),
    ],
)  # fmt: skip
def test_edits_that_do_not_overlap_are_both_there(base: str, mine: str, theirs: str, result: str) -> None:
    found = merged_texts(base, mine, theirs)
    assert found.conflicts == []
    assert numbers.dumps(found.document) == numbers.dumps(numbers.loads(result.encode()))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "pointer"),
    [
        ('{"a":1}', '{"a":2}', '{"a":3}', "/a"),
        ("{}", '{"a":2}', '{"a":3}', "/a"),
        ('{"a":{}}', '{"a":[]}', '{"a":1}', "/a"),
        ('{"l":[]}', '{"l":[{"id":1,"x":1}]}', '{"l":[{"id":0},{"id":1,"x":2}]}', "/l/1"),
        ('{"l":[{"id":1}]}', '{"l":[{"id":1,"x":1}]}', '{"l":[{"id":0},{"id":1,"x":2}]}', "/l/1/x"),
        ('{"l":[1]}', '{"l":[1,2]}', '{"l":[1,3]}', "/l"),
        ('{"l":[{"id":1}]}', '{"l":[{"id":1},{"id":1}]}', '{"l":[{"id":1,"x":1}]}', "/l"),
        ('{"a/b":{"~":1}}', '{"a/b":{"~":2}}', '{"a/b":{"~":3}}', "/a~1b/~0"),
    ],
)
@pytest.mark.parametrize("prefer", ["mine", "theirs"])
def test_a_value_changed_by_both_is_reported_and_taken_as_asked(
    base: str, mine: str, theirs: str, pointer: str, prefer: Any
) -> None:
    found = merged_texts(base, mine, theirs, prefer=prefer)
    (conflict,) = found.conflicts
    assert conflict.pointer(found.document, json.loads(theirs)) == pointer
    wanted = {"mine": conflict.mine, "theirs": conflict.theirs}[prefer]
    assert wanted is ABSENT or text(wanted) in text(found.document)


def test_what_one_side_deleted_and_the_other_edited_stays_and_is_reported() -> None:
    for mine, theirs in (('{"a":{"x":2}}', "{}"), ("{}", '{"a":{"x":2}}')):
        found = merged_texts('{"a":{"x":1}}', mine, theirs)
        assert found.document == {"a": {"x": 2}}
        assert [(overlap.kind, overlap.pointer(found.document)) for overlap in found.overlaps] == [("edit_kept", "/a")]


def test_an_order_that_both_changed_is_mine_and_reported() -> None:
    ids = ("[" + ",".join(f'{{"id":{n}}}' for n in order) + "]" for order in ((1, 2, 3), (3, 1, 2), (2, 1, 3)))
    base, mine, theirs = (f'{{"l":{array}}}' for array in ids)
    found = merged_texts(base, mine, theirs)
    assert [item["id"] for item in found.document["l"]] == [3, 1, 2]
    assert [overlap.kind for overlap in found.overlaps] == ["order_kept"]


def test_a_contract_can_name_the_identity_and_the_sets() -> None:
    shape = Shape(members={"jobs": Shape(identity="key", items=Shape(members={"tags": Shape(is_set=True)}))})
    found = merged_texts(
        '{"jobs":[{"key":"a","tags":["x","y"]}]}',
        '{"jobs":[{"key":"a","tags":["y","m"]}]}',
        '{"jobs":[{"key":"0"},{"key":"a","tags":["x","y","t"]}]}',
        shape=shape,
    )
    assert found.overlaps == []
    assert found.document == {"jobs": [{"key": "0"}, {"key": "a", "tags": ["y", "m", "t"]}]}


def test_two_documents_of_many_items_are_merged_in_seconds() -> None:
    base = {"items": [{"id": f"i{number:06d}", "n": number} for number in range(50_000)]}
    mine, theirs = copy.deepcopy(base), copy.deepcopy(base)
    for number in range(0, 50_000, 2):
        mine["items"][number]["m"] = 1
        theirs["items"][number + 1]["t"] = 1
    found = merge(base, mine, theirs)
    assert found.overlaps == []
    assert all(("m" in item) != ("t" in item) for item in found.document["items"])


def test_another_long_integer_is_another_value_although_it_is_the_same_double() -> None:
    found = merged_texts('{"n":1234567890123456789}', '{"n":1234567890123456789,"m":1}', '{"n":1234567890123456790}')
    assert numbers.dumps(found.document) == b'{\n  "n": 1234567890123456790,\n  "m": 1\n}\n'
