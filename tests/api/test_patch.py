"""Merge patches and JSON patches over HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.asking import etag_of
from tests.serving import Server

MERGE, OPERATIONS = "application/merge-patch+json", "application/json-patch+json"


def patch(server: Server, project: str, kind: str, changes: Any, *, base: str | None = None) -> Any:
    headers = {"Content-Type": kind, **({"If-Match": f'"{base}"'} if base else {})}
    body = changes if isinstance(changes, bytes) else json.dumps(changes).encode()
    return server.client.patch(f"/api/projects/{project}", content=body, headers=headers)


def test_a_merge_patch_sets_adds_and_removes_and_leaves_all_else_as_it_is(shared: Server, project: str) -> None:
    document = b'{"big":9007199254740993,"one":1.0,"2":"b","1":"a","drop":1,"deep":{"x":1,"y":[1]}}'
    made = shared.put(project, document, {"If-None-Match": "*"})
    before = shared.file(project).read_bytes()
    saved = patch(
        shared, project, f"{MERGE}; charset=utf-8", {"drop": None, "deep": {"x": 2}, "new": "n"}, base=etag_of(made)
    )
    assert (saved.status_code, saved.json()["unchanged"]) == (200, False)
    expected = before.replace(b'  "drop": 1,\n', b"").replace(b'"x": 1', b'"x": 2')
    assert shared.file(project).read_bytes() == expected[: -len(b"\n}\n")] + b',\n  "new": "n"\n}\n'
    assert etag_of(saved) == etag_of(shared.load(project))


def test_a_json_patch_is_done_in_order_and_whole(shared: Server, project: str) -> None:
    shared.create(project, {"list": [1, 2, 3], "a": {"b": "x"}})
    operations = [
        {"op": "test", "path": "/a/b", "value": "x"},
        {"op": "add", "path": "/list/1", "value": 9},
        {"op": "remove", "path": "/list/0"},
        {"op": "copy", "from": "/a", "path": "/c"},
        {"op": "move", "from": "/a/b", "path": "/moved"},
        {"op": "replace", "path": "/list/-", "value": 0},
    ]
    failed = patch(shared, project, OPERATIONS, operations)
    assert (failed.status_code, failed.json()["code"]) == (422, "patch_failed")
    assert (failed.json()["index"], failed.json()["path"]) == (5, "/list/-")
    assert shared.load(project).json() == {"list": [1, 2, 3], "a": {"b": "x"}}, "nothing of it was done"
    assert patch(shared, project, OPERATIONS, operations[:-1]).status_code == 200
    assert shared.load(project).json() == {"list": [9, 2, 3], "a": {}, "c": {"b": "x"}, "moved": "x"}


def test_a_patch_is_applied_to_the_version_that_it_names(shared: Server, project: str) -> None:
    base = etag_of(shared.create(project, {"a": 1, "b": 1}))
    shared.save(project, {"a": 1, "b": 2}, base)
    merged = patch(shared, project, MERGE, {"a": 5}, base=base)
    assert (merged.status_code, merged.json()["document"]) == (200, {"a": 5, "b": 2})
    stale = patch(shared, project, MERGE, {"b": 3}, base=base)
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_base")
    assert shared.client.get(f"/api/projects/{project}/backups/{stale.json()['kept']}").json() == {"a": 1, "b": 3}
    unnamed = patch(shared, project, MERGE, {"a": 6})
    assert (unnamed.status_code, shared.load(project).json()) == (200, {"a": 6, "b": 2})
    unknown = patch(shared, project, MERGE, {"a": 6}, base="sha256-" + "0" * 64)
    assert (unknown.status_code, unknown.json()["code"]) == (404, "no_such_backup")


def test_a_patch_that_changes_nothing_writes_nothing(shared: Server, project: str) -> None:
    etag = etag_of(shared.create(project, {"a": 1}))
    for kind, changes in ((MERGE, {}), (OPERATIONS, [])):
        saved = patch(shared, project, kind, changes, base=etag)
        assert (saved.status_code, saved.json()["unchanged"], etag_of(saved)) == (200, True, etag)


@pytest.mark.parametrize(
    ("kind", "changes", "answered"),
    [
        ("application/json", b"{}", (415, "unsupported_media_type")),
        ("text/plain", b"{}", (415, "unsupported_media_type")),
        (MERGE, b"", (400, "empty")),
        (MERGE, b'{"a": 1,}', (400, "json_syntax")),
        (MERGE, b"[1]", (422, "not_an_object")),
        (MERGE, b'{"n": 1e400}', (400, "json_number")),
        (OPERATIONS, b'{"op": "add"}', (422, "patch_failed")),
        (OPERATIONS, b'[{"op": "add"}]', (422, "patch_failed")),
        (OPERATIONS, b'[{"op": "explode", "path": "/a"}]', (422, "patch_failed")),
        (OPERATIONS, b'[{"op": "remove", "path": "/nothing"}]', (422, "patch_failed")),
        (OPERATIONS, b'[{"op": "test", "path": "/a", "value": 2}]', (422, "patch_failed")),
        (OPERATIONS, b'[{"op": "replace", "path": "", "value": []}]', (422, "not_an_object")),
    ],
)
def test_a_bad_patch_changes_nothing(
    shared: Server, project: str, kind: str, changes: bytes, answered: tuple[int, str]
) -> None:
    shared.create(project, {"a": 1})
    before = shared.file(project).read_bytes()
    answer = patch(shared, project, kind, changes)
    assert (answer.status_code, answer.json()["code"]) == answered
    assert shared.file(project).read_bytes() == before


def test_there_has_to_be_something_to_patch(shared: Server) -> None:
    answer = patch(shared, "nothing-there", MERGE, {"a": 1})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_project")
