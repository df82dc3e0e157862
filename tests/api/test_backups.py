"""Kept versions over HTTP: list, look, pin, compare, restore, and undo what was restored or deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking import etag_of
from tests.serving import Server, wait_for

ITEMS = [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}, {"id": 3, "text": "c"}]


@pytest.fixture
def edited(shared: Server, project: str) -> list[str]:
    """A project that was saved three times; the etags of its versions, oldest first."""
    etags = [etag_of(shared.create(project, {"title": "one", "list": [1, 2], "keep": 1.5}))]
    for document in ({"title": "two", "list": [1, 2, 3], "keep": 1.5}, {"title": "three", "list": [1, 2], "keep": 1.5}):
        etags.append(etag_of(shared.save(project, document, etags[-1])))
    assert wait_for(lambda: {row["etag"] for row in shared.backups(project)} == set(etags))
    return etags


def name_of(server: Server, project: str, etag: str) -> str:
    return str(next(row["name"] for row in server.backups(project) if row["etag"] == etag))


def restore(server: Server, project: str, backup: str, **fields: Any) -> Any:
    headers = fields.pop("headers", {})
    path = f"/api/projects/{project}/restore"
    return server.client.post(path, json={"backup": backup, **fields}, headers=headers)


def test_every_version_is_listed_newest_first(shared: Server, project: str, edited: list[str]) -> None:
    rows = shared.backups(project)
    assert [row["name"] for row in rows] == sorted((row["name"] for row in rows), key=lambda n: n.split("--")[1])[::-1]
    for row in rows:
        path = shared.data / "backups" / project / row["name"]
        assert (row["size"], row["why"], row["pinned"]) == (path.stat().st_size, "save", False)
        assert row["name"].split("--")[2] == row["etag"].removeprefix("sha256-")[:12]
        assert row["savedAt"].endswith("Z")


def test_a_version_is_found_by_name_and_by_etag_and_never_changes(
    shared: Server, project: str, edited: list[str]
) -> None:
    name = name_of(shared, project, edited[0])
    content = (shared.data / "backups" / project / name).read_bytes()
    for given in (name, edited[0]):
        found = shared.client.get(f"/api/projects/{project}/backups/{given}")
        assert (found.status_code, found.content, etag_of(found)) == (200, content, edited[0])
        assert "immutable" in found.headers["cache-control"]
        again = shared.client.get(str(found.url), headers={"If-None-Match": found.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_the_current_version_is_never_kept_by_a_browser(shared: Server, project: str, edited: list[str]) -> None:
    found = shared.client.get(f"/api/projects/{project}/backups/current")
    assert (etag_of(found), found.json()["title"], found.headers["cache-control"]) == (edited[-1], "three", "no-cache")


@pytest.mark.parametrize("name", ["missing.json", "sha256-0", "sha256-" + "0" * 64, "current.json"])
def test_a_version_that_is_not_kept_is_404(shared: Server, project: str, edited: list[str], name: str) -> None:
    answer = shared.client.get(f"/api/projects/{project}/backups/{name}")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_backup")
    assert restore(shared, project, name).status_code == 404


@pytest.mark.parametrize("name", ["../../other.json", "..", "/etc/passwd", "\x00", "a/b", "current\n"])
def test_a_restore_reads_nothing_but_versions(shared: Server, project: str, edited: list[str], name: str) -> None:
    before = shared.file(project).read_bytes()
    answer = restore(shared, project, name)
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_backup")
    assert shared.file(project).read_bytes() == before


def test_a_save_point_is_pinned_under_its_label(shared: Server, project: str, edited: list[str]) -> None:
    made = shared.client.post(f"/api/projects/{project}/backups", json={"label": " before the cut ✂ "})
    assert made.status_code == 201
    assert (made.json()["pinned"], made.json()["label"], made.json()["why"]) == (True, "before the cut ✂", "pin")
    assert made.json() in shared.backups(project)
    for label in ("two\nlines", "x" * 201, 7):
        refused = shared.client.post(f"/api/projects/{project}/backups", json={"label": label})
        assert (refused.status_code, refused.json()["field"]) == (422, "label")
    assert shared.client.post("/api/projects/none/backups", json={"label": "x"}).status_code == 404


def test_a_whole_restore_is_byte_for_byte_and_undone_by_another(
    shared: Server, project: str, edited: list[str]
) -> None:
    before = shared.file(project).read_bytes()
    name = name_of(shared, project, edited[0])
    answer = restore(shared, project, name)
    assert (answer.status_code, etag_of(answer), answer.json()["restored"]) == (200, edited[0], name)
    assert shared.file(project).read_bytes() == (shared.data / "backups" / project / name).read_bytes()
    undone = restore(shared, project, answer.json()["replaced"])
    assert (undone.status_code, etag_of(undone)) == (200, edited[-1])
    assert shared.file(project).read_bytes() == before
    assert restore(shared, project, edited[-1]).json()["unchanged"] is True


def test_single_values_can_be_restored(shared: Server, project: str, edited: list[str]) -> None:
    answer = restore(shared, project, edited[0], paths=["/title"])
    assert answer.status_code == 200
    assert (
        shared.file(project).read_bytes()
        == b'{\n  "title": "one",\n  "list": [\n    1,\n    2\n  ],\n  "keep": 1.5\n}\n'
    )
    restore(shared, project, edited[1], paths=["/list", "/keep"])
    assert shared.load(project).json() == {"title": "one", "list": [1, 2, 3], "keep": 1.5}


@pytest.mark.parametrize("paths", [["/nothing"], ["title"], ["/list/9"], [], "/title", [1], {}])
def test_paths_that_lead_nowhere_restore_nothing(shared: Server, project: str, edited: list[str], paths: Any) -> None:
    before = shared.file(project).read_bytes()
    answer = restore(shared, project, edited[0], paths=paths)
    assert (answer.status_code, answer.json()["code"] in ("bad_pointer", "bad_request")) == (422, True)
    assert shared.file(project).read_bytes() == before


def test_a_restore_heeds_the_version_that_it_is_meant_for(shared: Server, project: str, edited: list[str]) -> None:
    stale = restore(shared, project, edited[0], headers={"If-Match": f'"{edited[1]}"'})
    assert (stale.status_code, stale.json()["code"], stale.json()["current"]) == (409, "stale_base", edited[2])
    assert restore(shared, project, edited[0], headers={"If-Match": f'"{edited[2]}"'}).status_code == 200


def test_a_deleted_project_comes_back(shared: Server, project: str, edited: list[str]) -> None:
    content = shared.file(project).read_bytes()
    deleted = shared.client.delete(f"/api/projects/{project}", headers={"If-Match": f'"{edited[-1]}"'}).json()
    assert {row["etag"] for row in shared.backups(project)} == set(edited), "its versions can still be seen"
    answer = restore(shared, project, deleted["backup"])
    assert (answer.status_code, etag_of(answer)) == (201, edited[-1])
    assert shared.file(project).read_bytes() == content
    assert project not in [row["id"] for row in shared.client.get("/api/trash").json()["projects"]]


def test_a_broken_file_is_mended_by_a_restore_and_kept(shared: Server, project: str, edited: list[str]) -> None:
    shared.file(project).write_bytes(b'{"title": "thr')
    answer = restore(shared, project, edited[-1])
    assert (answer.status_code, etag_of(answer)) == (200, edited[-1])
    kept = shared.client.get(f"/api/projects/{project}/backups/{answer.json()['replaced']}")
    assert kept.content == b'{"title": "thr'
    assert restore(shared, project, answer.json()["replaced"]).json()["code"] == "file_broken"
    assert shared.load(project).json()["title"] == "three"


def test_a_hand_restore_by_copy_is_noticed_though_its_time_goes_back(
    shared: Server, project: str, edited: list[str]
) -> None:
    backup = shared.data / "backups" / project / name_of(shared, project, edited[0])
    replaced = shared.file(project)
    replaced.write_bytes(backup.read_bytes())
    loaded = shared.load(project)
    assert (etag_of(loaded), loaded.json()["title"]) == (edited[0], "one")


def test_an_unknown_project_has_no_versions(shared: Server) -> None:
    for path in ("backups", "backups/current", "diff?from=current"):
        answer = shared.client.get(f"/api/projects/unknown/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_project")


def mark(server: Server, project: str, name: str, **fields: Any) -> Any:
    return server.client.patch(f"/api/projects/{project}/backups/{name}", json=fields)


def test_any_version_can_be_pinned_labelled_and_let_go_of(shared: Server, project: str, edited: list[str]) -> None:
    name = name_of(shared, project, edited[0])
    content = shared.client.get(f"/api/projects/{project}/backups/{name}").content
    pinned = mark(shared, project, name, pinned=True, label=" first ✂ ")
    assert (pinned.status_code, pinned.json()["pinned"], pinned.json()["label"]) == (200, True, "first ✂")
    assert pinned.json()["why"] == "save"
    assert pinned.json() in shared.backups(project)
    renamed = pinned.json()["name"]
    assert renamed != name
    for given in (name, renamed, edited[0]):
        assert shared.client.get(f"/api/projects/{project}/backups/{given}").content == content
    labelled = mark(shared, project, renamed, label="second").json()
    assert (labelled["name"], labelled["label"]) == (renamed, "second")
    let_go = mark(shared, project, renamed, pinned=False, label=None).json()
    assert (let_go["name"], let_go["pinned"], let_go.get("label")) == (name, False, None)
    assert mark(shared, project, edited[1], pinned=True).json()["pinned"] is True


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "pinned"),
        ({"pinned": None}, "pinned"),
        ({"pinned": 1}, "pinned"),
        ({"pinned": "true"}, "pinned"),
        ({"pinned": True, "label": 7}, "label"),
        ({"label": "two\nlines"}, "label"),
        ({"label": "x" * 201}, "label"),
        ({"label": False}, "label"),
    ],
)
def test_a_mark_that_makes_no_sense_changes_nothing(
    shared: Server, project: str, edited: list[str], fields: dict[str, Any], field: str
) -> None:
    before = shared.backups(project)
    answer = mark(shared, project, before[0]["name"], **fields)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert shared.backups(project) == before


def test_only_a_kept_version_can_be_pinned(shared: Server, project: str, edited: list[str]) -> None:
    for name in ("current", "missing.json", "sha256-" + "0" * 64):
        answer = mark(shared, project, name, pinned=True)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_backup")
    path = f"/api/projects/{project}/backups/{edited[0]}"
    patch = {"Content-Type": "application/merge-patch+json"}
    assert shared.client.patch(path, content=b'{"pinned": true}', headers=patch).status_code == 415
