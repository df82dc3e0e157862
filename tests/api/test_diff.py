"""The structural difference of two versions over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking import etag_of
from tests.serving import Server, wait_for

BEFORE = {"title": "Dawn", "gone": 1, "jobs": [{"id": "a", "n": 1}, {"id": "b", "n": 2}, {"id": "c", "n": 3}]}
AFTER = {"title": "Dusk", "new": None, "jobs": [{"id": "c", "n": 3}, {"id": "a", "n": 9}, {"id": "b", "n": 2}]}


@pytest.fixture(scope="module")
def versions(shared: Server) -> tuple[str, str]:
    """The etags of two versions of one project."""
    before = etag_of(shared.create("story", BEFORE))
    assert wait_for(lambda: shared.backups("story"))
    return before, etag_of(shared.save("story", AFTER, before))


def compare(server: Server, query: str) -> Any:
    return server.client.get(f"/api/projects/story/diff?{query}")


def test_changes_name_place_and_values_and_items_are_followed_by_id(shared: Server, versions: tuple[str, str]) -> None:
    answer = compare(shared, f"from={versions[0]}&to=current").json()
    changes = [(change["op"], change["path"]) for change in answer["changes"]]
    assert (answer["from"], answer["to"], answer["truncated"]) == (*versions, False)
    assert {"op": "replace", "path": "/title", "from": "Dawn", "to": "Dusk"} in answer["changes"]
    assert {"op": "add", "path": "/new", "to": None} in answer["changes"]
    assert {"op": "remove", "path": "/gone", "from": 1} in answer["changes"]
    assert [op for op, path in changes if path.startswith("/jobs")].count("replace") == 1
    assert {"move"} == {op for op, path in changes if path.startswith("/jobs")} - {"replace"}
    assert answer["counts"] == {
        "added": 1,
        "removed": 1,
        "replaced": 2,
        "moved": sum(op == "move" for op, _ in changes),
    }


def test_a_version_does_not_differ_from_itself_by_whatever_name(shared: Server, versions: tuple[str, str]) -> None:
    name = next(row["name"] for row in shared.backups("story") if row["etag"] == versions[0])
    for query in (f"from={name}&to={versions[0]}", f"from={versions[1]}", "from=current&to=current"):
        answer = compare(shared, query).json()
        assert (answer["changes"], set(answer["counts"].values())) == ([], {0})


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [("", 400, "bad_request"), ("to=current", 400, "bad_request"), ("from=missing", 404, "no_such_backup"),
     ("from=current&to=sha256-1", 404, "no_such_backup")],
)  # fmt: skip
def test_a_version_has_to_be_named(
    shared: Server, versions: tuple[str, str], query: str, status: int, code: str
) -> None:
    answer = compare(shared, query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_broken_file_cannot_be_compared(shared: Server, project: str) -> None:
    shared.file(project).write_bytes(b"{")
    answer = shared.client.get(f"/api/projects/{project}/diff?from=current")
    assert (answer.status_code, answer.json()["code"]) == (422, "file_broken")


def test_many_changes_are_cut_and_counted(shared: Server, project: str) -> None:
    first = shared.create(project, {f"key{number}": 1 for number in range(3000)})
    assert wait_for(lambda: shared.backups(project))
    shared.save(project, {f"key{number}": 2 for number in range(3000)}, etag_of(first))
    answer = shared.client.get(f"/api/projects/{project}/diff?from={etag_of(first)}").json()
    assert (answer["truncated"], len(answer["changes"]), answer["counts"]["replaced"]) == (True, 2000, 3000)
