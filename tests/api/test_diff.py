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


def test_a_change_inside_an_item_says_which_and_what_it_is_called(shared: Server, versions: tuple[str, str]) -> None:
    changes = compare(shared, f"from={versions[0]}&to={versions[1]}").json()["changes"]
    inside = [change["item"] for change in changes if change["path"].startswith("/jobs/1/")]
    assert inside == [{"path": "/jobs/1", "id": "a", "name": "a"}]
    assert all("item" not in change for change in changes if not change["path"].startswith("/jobs"))


def test_an_item_that_is_gone_is_named_by_the_earlier_version(shared: Server, project: str) -> None:
    shots = [{"id": n, "prompt": f"shot {n}", "tags": ["wide"]} for n in range(3)]
    first = etag_of(shared.create(project, {"shots": shots}))
    assert wait_for(lambda: shared.backups(project))
    shared.save(project, {"shots": [shots[0], {**shots[2], "tags": []}]}, first)
    changes = shared.client.get(f"/api/projects/{project}/diff?from={first}").json()["changes"]
    assert [(change["op"], change["path"], change["item"]) for change in changes] == [
        ("remove", "/shots/1", {"path": "/shots/1", "id": 1, "name": "shot 1"}),
        ("remove", "/shots/2/tags/0", {"path": "/shots/2", "id": 2, "name": "shot 2"}),
    ]


def test_only_the_counts_come_if_that_is_asked(shared: Server, versions: tuple[str, str]) -> None:
    whole = compare(shared, f"from={versions[0]}").json()
    assert compare(shared, f"from={versions[0]}&counts=1").json() == {
        key: whole[key] for key in ("from", "to", "counts")
    }
    assert compare(shared, f"from={versions[0]}&counts=2").json()["parameter"] == "counts"


def test_the_difference_of_two_kept_versions_may_be_kept_and_one_with_the_current_is_asked_for_again(
    shared: Server, versions: tuple[str, str]
) -> None:
    name = next(row["name"] for row in shared.backups("story") if row["etag"] == versions[0])
    for query, caching in (
        (f"from={name}&to={versions[1]}", "private, max-age=31536000, immutable"),
        (f"from={versions[0]}&to={versions[1]}&counts=1", "private, max-age=31536000, immutable"),
        (f"from={versions[0]}", "no-cache"),
        (f"from=current&to={name}", "no-cache"),
    ):
        answer = compare(shared, query)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, caching)
        known = {"If-None-Match": answer.headers["etag"]}
        again = shared.client.get(str(answer.url), headers=known)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", answer.headers["etag"])
        other = compare(shared, query.replace("&counts=1", "") if "counts" in query else f"{query}&counts=1")
        assert other.headers["etag"] != answer.headers["etag"]


def test_a_known_difference_is_another_one_after_a_save(shared: Server, project: str) -> None:
    first = etag_of(shared.create(project, {"n": 1}))
    assert wait_for(lambda: shared.backups(project))
    path = f"/api/projects/{project}/diff?from={first}"
    known = {"If-None-Match": shared.client.get(path).headers["etag"]}
    assert shared.client.get(path, headers=known).status_code == 304
    shared.file(project).write_text('{"n": 2}')
    assert shared.client.get(path, headers=known).json()["counts"]["replaced"] == 1
