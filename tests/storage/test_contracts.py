"""Contracts: what they find, in which words, and what they say to the merge."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from storage.contracts import MOST_SHOWN, Contract, hold
from storage.documents import Notice
from storage.errors import BadContract, ContractBroken
from storage.merge import merge

SHOT = {
    "type": "object",
    "required": ["id", "duration"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "duration": {"type": "number", "exclusiveMinimum": 0},
        "status": {"enum": ["open", "done"]},
        "start": {"type": "number", "minimum": 0},
        "end": {"type": "number"},
    },
    "x-greater": {"end": "start"},
}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["shots"],
    "properties": {
        "version": {"const": "1.0"},
        "shots": {"type": "array", "maxItems": 100, "items": {"$ref": "#/$defs/Shot"}},
        "rolls": {"type": "array", "x-identity": "roll_id"},
        "tags": {"type": "array", "x-set": True, "uniqueItems": True},
    },
    "$defs": {"Shot": SHOT},
}


def judged(document: object) -> list[tuple[str, str]]:
    verdict = Contract("film", SCHEMA).judge(orjson.dumps(document))
    return [(found.path, found.message) for found in verdict.violations]


def shot(**more: object) -> dict[str, object]:
    return {"id": "s1", "duration": 1, **more}


def test_a_document_that_keeps_its_contract_has_no_violations() -> None:
    assert judged({"shots": [shot(extra=[1], start=0, end=0.5)], "version": "1.0", "unknown": None}) == []


@pytest.mark.parametrize(
    ("document", "path", "message"),
    [
        ({}, "", 'is missing the member "shots"'),
        ({"shots": {}}, "/shots", "has to be a list, not an object"),
        ({"shots": [{"id": "s1"}]}, "/shots/0", 'is missing the member "duration"'),
        ({"shots": [shot(duration="1")]}, "/shots/0/duration", "has to be a number, not a text"),
        ({"shots": [shot(duration=0)]}, "/shots/0/duration", "has to be more than 0"),
        ({"shots": [shot(start=-1)]}, "/shots/0/start", "has to be 0 or more"),
        ({"shots": [shot(status="gone")]}, "/shots/0/status", 'has to be "open" or "done"'),
        ({"shots": [shot(id="")]}, "/shots/0/id", "has to have 1 character or more"),
        ({"shots": [], "version": 1}, "/version", 'has to be "1.0"'),
        ({"shots": [], "tags": ["a", "a"]}, "/tags", "holds an item twice"),
        ({"shots": [shot()] * 101}, "/shots", "has to have 100 items or fewer"),
        ({"shots": [shot(start=2, end=2)]}, "/shots/0", "end (2) has to be greater than start (2)"),
    ],
)
def test_each_violation_says_where_and_what(document: object, path: str, message: str) -> None:
    assert judged(document) == [(path, message)]


def test_a_violation_names_what_was_expected_and_what_was_found() -> None:
    verdict = Contract("film", SCHEMA).judge(orjson.dumps({"shots": [shot(status="x" * 5000)], "version": [1, 2]}))
    found = {violation.path: violation.as_dict() for violation in verdict.violations}
    assert found["/shots/0/status"]["expected"] == ["open", "done"]
    assert len(found["/shots/0/status"]["found"]) == 200
    assert found["/version"]["found"] == "a list of 2 items"


def test_at_most_fifty_violations_are_named_and_all_are_counted() -> None:
    verdict = Contract("film", SCHEMA).judge(orjson.dumps({"shots": [{"id": "s"} for _ in range(90)]}))
    assert (len(verdict.violations), verdict.count) == (MOST_SHOWN, 90)
    assert verdict.summary() == '/shots/0 is missing the member "duration", and 89 more'


def test_a_document_is_held_to_its_contract_unless_that_is_switched_off() -> None:
    contract = Contract("film", SCHEMA, lambda _: [Notice("doubt", "is it?")])
    with pytest.raises(ContractBroken) as broken:
        hold(contract, b"{}", validate=True)
    assert broken.value.facts["count"] == 1
    assert [notice.code for notice in hold(contract, b"{}", validate=False)] == ["contract_broken", "doubt"]
    assert [notice.code for notice in hold(contract, b'{"shots": []}', validate=True)] == ["doubt"]
    assert hold(None, b"{}", validate=True) == ()


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "objekt"},
        {"properties": []},
        {"$ref": "#/$defs/nowhere"},
        {"$ref": "https://example.com/other.json"},
        {"x-greater": ["end", "start"]},
        {"pattern": "("},
    ],
)
def test_a_schema_that_cannot_be_used_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(BadContract, match="no JSON Schema"):
        Contract("bad", schema)


def test_a_pattern_that_would_search_for_ever_ends() -> None:
    contract = Contract("slow", {"properties": {"a": {"pattern": "^(a+)+(?=b)c$"}}})
    assert contract.judge(orjson.dumps({"a": "a" * 40 + "!"})).count == 1


def test_the_merge_learns_which_member_tells_items_apart_and_what_is_a_set() -> None:
    shape = Contract("film", SCHEMA).shape
    base: dict[str, Any] = {"rolls": [{"roll_id": 1, "n": 1}, {"roll_id": 2, "n": 1}], "tags": ["a"]}
    mine = {"rolls": [{"roll_id": 1, "n": 2}, {"roll_id": 2, "n": 1}], "tags": ["a", "m"]}
    theirs = {"rolls": [{"roll_id": 1, "n": 1}, {"roll_id": 2, "n": 3}], "tags": ["t", "a"]}
    merged = merge(base, mine, theirs, shape=shape)
    assert merged.conflicts == []
    assert merged.document["rolls"] == [{"roll_id": 1, "n": 2}, {"roll_id": 2, "n": 3}]
    assert set(merged.document["tags"]) == {"a", "m", "t"}


def test_a_schema_that_refers_to_itself_has_a_shape() -> None:
    node = {"properties": {"children": {"type": "array", "x-identity": "key", "items": {"$ref": "#/$defs/node"}}}}
    shape = Contract("tree", {"$ref": "#/$defs/node", "$defs": {"node": node}}).shape
    assert shape.below("children").identity == "key"
