"""Create, load, save, list and delete projects over HTTP."""

from __future__ import annotations

import gzip
import hashlib
from typing import Any

import pytest

from tests.api.asking import etag_of, exchange, request, snapshot
from tests.conftest import StartServer
from tests.serving import Server, wait_for


def test_a_created_project_is_a_readable_file_and_comes_back_byte_for_byte(shared: Server, project: str) -> None:
    made = shared.create(project, {"title": "Dawn", "scenes": [1, 2]})
    on_disk = shared.file(project).read_bytes()
    assert made.status_code == 201
    assert on_disk == b'{\n  "title": "Dawn",\n  "scenes": [\n    1,\n    2\n  ]\n}\n'
    assert (
        etag_of(made) == made.json()["etag"] == made.json()["sent"] == "sha256-" + hashlib.sha256(on_disk).hexdigest()
    )
    loaded = shared.load(project)
    assert (loaded.status_code, loaded.content, etag_of(loaded)) == (200, on_disk, etag_of(made))
    assert loaded.headers["holdfast-kind"] == "generic"
    assert loaded.headers["holdfast-saved-at"] == made.json()["savedAt"]
    assert loaded.headers["last-modified"].endswith("GMT")


def test_a_version_that_the_client_has_is_not_sent_again(shared: Server, project: str) -> None:
    etag = etag_of(shared.create(project, {"a": 1}))
    path = f"/api/projects/{project}"
    for known in (f'"{etag}"', f'W/"{etag}"', f'"sha256-{"0" * 64}", "{etag}"'):
        again = shared.client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, etag_of(again)) == (304, b"", etag)
    assert shared.client.get(path, headers={"If-None-Match": '"sha256-0"'}).status_code == 200


def test_a_save_answers_with_the_new_version_and_keeps_the_old_one(shared: Server, project: str) -> None:
    first = shared.create(project, {"n": 1})
    saved = shared.save(project, {"n": 2}, etag_of(first))
    answer = saved.json()
    assert saved.status_code == 200
    assert {key: answer[key] for key in ("id", "unchanged", "merged", "conflicts", "warnings")} == {
        "id": project, "unchanged": False, "merged": False, "conflicts": [], "warnings": [],
    }  # fmt: skip
    assert answer["size"] == shared.file(project).stat().st_size
    assert first.json()["etag"] in [backup["etag"] for backup in shared.backups(project)]


def test_the_same_content_again_writes_nothing_whatever_its_layout(shared: Server, project: str) -> None:
    etag = etag_of(shared.create(project, {"a": 1, "b": [1]}))
    assert wait_for(lambda: len(shared.backups(project)) == 1)
    before, status = snapshot(shared.data), shared.file(project).stat()
    again = shared.put(project, b'{"a":1,\r\n\t"b":[1]}', {"If-Match": f'"{etag}"'})
    assert (again.status_code, again.json()["unchanged"], etag_of(again)) == (200, True, etag)
    old_base = shared.put(project, b'{"a":1,"b":[1]}', {"If-Match": f'"sha256-{"0" * 64}"'})
    assert (old_base.status_code, old_base.json()["unchanged"]) == (200, True), "a retry after a lost answer"
    created = shared.create(project, {"a": 1, "b": [1]})
    assert (created.status_code, created.json()["unchanged"]) == (200, True), "a retried create"
    assert snapshot(shared.data) == before
    assert shared.file(project).stat().st_mtime_ns == status.st_mtime_ns


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}, {"If-None-Match": '"sha256-0"'}])
def test_a_save_that_names_no_version_is_428(shared: Server, project: str, headers: dict[str, str]) -> None:
    shared.create(project, {"a": 1})
    before = shared.file(project).read_bytes()
    for query in ("", "?force=1") if "If-Match" not in headers else ("", "?force=0"):
        refused = shared.put(project + query, {"a": 2}, headers)
        assert (refused.status_code, refused.json()["code"]) == (428, "precondition_required")
    assert shared.file(project).read_bytes() == before


def test_a_stale_base_is_409_with_both_sides_and_keeps_what_was_sent(shared: Server, project: str) -> None:
    base = etag_of(shared.create(project, b'{"n": 1, "big": 9007199254740993, "one": 1.0}'))
    theirs = shared.put(project, b'{"n": 2, "big": 9007199254740993, "one": 1.0}', {"If-Match": f'"{base}"'})
    refused = shared.save(project, {"n": 3}, base)
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (409, "stale_base")
    assert problem["current"] == etag_of(theirs) == etag_of(refused)
    assert (problem["base"]["n"], problem["theirs"]["n"]) == (1, 2)
    assert b"9007199254740993" in refused.content
    assert b"1.0" in refused.content, "documents in answers keep their digits"
    kept = shared.client.get(f"/api/projects/{project}/backups/{problem['kept']}")
    assert kept.json() == {"n": 3}
    assert problem["kept"].endswith("--conflict.json")
    assert shared.load(project).json()["n"] == 2
    assert shared.save(project, {"n": 3}, problem["current"]).status_code == 200


@pytest.mark.parametrize("named", [f'"sha256-{"0" * 64}"', '"33a64df551425fcc55e"', "nonsense"])
def test_a_base_that_was_never_seen_is_412_and_keeps_what_was_sent(shared: Server, project: str, named: str) -> None:
    shared.create(project, {"n": 1})
    refused = shared.put(project, {"n": 3}, {"If-Match": named})
    problem = refused.json()
    assert (refused.status_code, problem["code"], problem["base"]) == (412, "base_unknown", None)
    assert (problem["theirs"], problem["current"]) == ({"n": 1}, etag_of(refused))
    assert shared.client.get(f"/api/projects/{project}/backups/{problem['kept']}").json() == {"n": 3}
    assert shared.load(project).json() == {"n": 1}


def test_both_sides_are_shown_as_json_whatever_the_file_is_written_in(shared: Server, project: str) -> None:
    base = etag_of(shared.create(project, {"n": 1}))
    assert wait_for(lambda: shared.backups(project)), "the base is kept once the save has settled"
    shared.file(project).write_bytes('{"n": 2, "name": "Zoë"}'.encode("utf-16"))
    refused = shared.save(project, {"n": 3}, base)
    assert (refused.status_code, refused.json()["theirs"]) == (409, {"n": 2, "name": "Zoë"})
    refused = shared.client.delete(f"/api/projects/{project}", headers={"If-Match": f'"{base}"'})
    assert (refused.status_code, refused.json()["theirs"]) == (409, {"n": 2, "name": "Zoë"})


def test_force_replaces_what_is_there_and_keeps_it_as_a_conflict(shared: Server, project: str) -> None:
    shared.create(project, {"n": 1})
    forced = shared.put(f"{project}?force=1", {"n": 2}, {"If-Match": "*"})
    assert (forced.status_code, shared.load(project).json()) == (200, {"n": 2})
    assert "conflict" in [backup["why"] for backup in shared.backups(project)]


def test_create_refuses_an_existing_project_and_save_a_missing_one(shared: Server, project: str) -> None:
    etag = etag_of(shared.create(project, {"n": 1}))
    exists = shared.create(project, {"n": 2})
    assert (exists.status_code, exists.json()["code"], exists.json()["etag"]) == (412, "project_exists", etag)
    missing = shared.save(f"{project}-missing", {"n": 2}, etag)
    assert (missing.status_code, missing.json()["code"]) == (404, "no_such_project")
    assert shared.load(f"{project}-missing").status_code == 404
    assert not shared.file(f"{project}-missing").exists()


def test_head_answers_as_get_without_a_body(shared: Server, project: str) -> None:
    shared.create(project, {"n": 1})
    path = f"/api/projects/{project}"
    headers = ("etag", "content-length", "holdfast-saved-at")
    got, head = shared.client.get(path), shared.client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert [head.headers[name] for name in headers] == [got.headers[name] for name in headers]
    assert shared.client.head("/api/projects/nothing-here").status_code == 404


@pytest.mark.parametrize(
    ("asked", "packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("identity", False), ("x-gzip-not", False)],
)
def test_documents_are_packed_for_those_who_ask(shared: Server, project: str, asked: str, packed: bool) -> None:
    shared.create(project, {"text": "a long line " * 500})
    sent = request("GET", f"/api/projects/{project}", f"Host: localhost:{shared.port}", f"Accept-Encoding: {asked}")
    answer = exchange(shared.port, sent)
    assert ("content-encoding" in answer.headers) == packed
    assert (gzip.decompress(answer.body) if packed else answer.body) == shared.file(project).read_bytes()
    assert "Accept-Encoding" in answer.headers["vary"]


def test_a_deleted_project_is_in_the_trash_with_its_content(shared: Server, project: str) -> None:
    etag = etag_of(shared.create(project, {"title": "Gone"}))
    path = f"/api/projects/{project}"
    assert shared.client.delete(path).status_code == 428
    stale = shared.client.delete(path, headers={"If-Match": f'"sha256-{"0" * 64}"'})
    assert (stale.status_code, stale.json()["theirs"]) == (409, {"title": "Gone"})
    deleted = shared.client.delete(path, headers={"If-Match": f'"{etag}"'})
    assert deleted.status_code == 200
    assert deleted.json()["backup"].endswith("--delete.json")
    assert (shared.load(project).status_code, shared.file(project).exists()) == (404, False)
    trash = {row["id"]: row for row in shared.client.get("/api/trash").json()["projects"]}
    assert (trash[project]["etag"], trash[project]["backup"]) == (etag, deleted.json()["backup"])
    assert shared.client.delete(path, headers={"If-Match": f'"{etag}"'}).status_code == 404


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A server on five projects of different name, size and age."""
    with Server(tmp_path_factory.mktemp("listed")) as server:
        for number, name in enumerate(["Zebra", "apple", "Über", "mango", "Apple pie"]):
            server.create(f"id{4 - number}", {"title": name, "pad": "x" * (number * 100)})
        yield server


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "id0 id1 id2 id3 id4"),
        ("?order=asc", "id4 id3 id2 id1 id0"),
        ("?sort=id", "id0 id1 id2 id3 id4"),
        ("?sort=id&order=desc", "id4 id3 id2 id1 id0"),
        ("?sort=size", "id0 id1 id2 id3 id4"),
        ("?sort=size&order=asc", "id4 id3 id2 id1 id0"),
        ("?sort=name", "id3 id0 id1 id4 id2"),
        ("?q=APPLE&sort=id", "id0 id3"),
        ("?q=%C3%BCber", "id2"),
        ("?q=id3", "id3"),
        ("?q=nothing", ""),
        ("?kind=generic&sort=id", "id0 id1 id2 id3 id4"),
        ("?kind=film", ""),
        ("?state=broken", ""),
        ("?sort=id&offset=1&limit=2", "id1 id2"),
        ("?sort=id&offset=4", "id4"),
        ("?limit=0", ""),
    ],
)
def test_the_list_is_filtered_sorted_and_paged(listed: Server, query: str, expected: str) -> None:
    answer = listed.client.get(f"/api/projects{query}").json()
    assert " ".join(row["id"] for row in answer["projects"]) == expected
    paged = "offset" in query or "limit" in query
    assert answer["total"] == (5 if paged else len(answer["projects"]))
    assert answer["otherFiles"] == []


@pytest.mark.parametrize("query", ["sort=colour", "order=up", "offset=-1", "limit=ten", "limit=" + "9" * 5000])
def test_a_bad_query_is_400_and_names_the_parameter(listed: Server, query: str) -> None:
    answer = listed.client.get(f"/api/projects?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert answer.json()["parameter"] == query.partition("=")[0]


def test_a_row_says_what_a_project_is(listed: Server) -> None:
    row = next(row for row in listed.client.get("/api/projects").json()["projects"] if row["id"] == "id4")
    loaded = listed.load("id4")
    assert row.pop("backups") >= 0
    assert row == {
        "id": "id4", "name": "Zebra", "kind": "generic", "state": "ok", "size": len(loaded.content),
        "etag": etag_of(loaded), "savedAt": loaded.headers["holdfast-saved-at"],
    }  # fmt: skip


def test_a_copy_of_a_project_file_is_a_second_project(start_server: StartServer) -> None:
    server = start_server()
    first = server.create("story", {"id": "story", "title": "One"})
    content = server.file("story").read_bytes()
    (server.data / "story-2.json").write_bytes(content)
    (server.data / "story (1).json").write_bytes(content)
    answer = server.client.get("/api/projects?sort=id").json()
    assert [row["id"] for row in answer["projects"]] == ["story", "story-2"]
    assert [(row["name"], row["action"], row["of"]) for row in answer["otherFiles"]] == [
        ("story (1).json", "merge", "story")
    ]
    assert server.save("story", {"id": "story", "title": "A"}, etag_of(first)).status_code == 200
    assert (server.data / "story-2.json").read_bytes() == content
    saved = server.file("story").read_bytes()
    assert server.save("story-2", {"id": "story", "title": "B"}, etag_of(first)).status_code == 200
    assert server.file("story").read_bytes() == saved
    assert (server.data / "story (1).json").read_bytes() == content
