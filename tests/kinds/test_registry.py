"""Kinds found by name and by shape, and what the list shows of a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given

from kinds.registry import BUILT_IN, Kinds, open_store
from storage.index import Index
from tests.storage.jsons import objects

DATA = Path(__file__).parents[1] / "data"


def text(document: object) -> bytes:
    return orjson.dumps(document)


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({}, "generic"),
        ({"$schema": "http://127.0.0.1:8787/contracts/pixellab.schema.json"}, "pixellab"),
        ({"$schema": "contracts/my-tool.schema.json"}, "my-tool"),
        ({"$schema": "https://json-schema.org/draft/2020-12/schema"}, "generic"),
        ({"$schema": 7}, "generic"),
        ({"$schema": "contracts/NOT.schema.json"}, "generic"),
        ({"jobs": [], "lastJobId": 1}, "pixellab"),
        ({"jobs": []}, "generic"),
        ({"$schema": "contracts/generic.schema.json", "jobs": [], "lastJobId": 1}, "generic"),
    ],
)
def test_the_kind_is_what_the_schema_names_or_what_the_shape_says(document: dict[str, Any], kind: str) -> None:
    kinds = Kinds()
    assert kinds.kind_of(text(document)) == kind
    assert kinds.of(document).name == kind
    assert kinds.describe(text(document)).kind == kind


def test_real_files_keep_their_contracts() -> None:
    kinds = Kinds()
    for path in sorted(DATA.rglob("*.json")):
        contract = kinds.contract(kinds.kind_of(path.read_bytes()))
        assert contract is None or contract.judge(path.read_bytes()).count == 0, path.name


@given(objects)
def test_any_object_can_be_described(document: dict[str, Any]) -> None:
    for kind in ("", *BUILT_IN):
        named = {"$schema": f"contracts/{kind}.schema.json", **document} if kind else document
        assert Kinds().describe(text(named)).kind


def test_the_list_follows_a_contract_that_comes_and_goes(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    index = Index(store.fs, store.layout, store.settings, store.meaning)
    (tmp_path / "list.json").write_bytes(text({"$schema": "contracts/todo.schema.json", "tasks": 1}))
    (tmp_path / "contracts").mkdir()
    contract = tmp_path / "contracts" / "todo.schema.json"
    assert [row.state for row in index.rows()] == ["ok"]
    contract.write_text(json.dumps({"properties": {"tasks": {"type": "array"}}}))
    assert [row.state for row in index.rows()] == ["invalid"]
    index.store()
    contract.unlink()
    again = Index(store.fs, store.layout, store.settings, store.meaning)
    assert [row.state for row in again.rows()] == ["ok"]
    store.close()
