"""Export, import, and projects made of other files."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking import etag_of, exchange, request
from tests.serving import Server, wait_for

JSON = {"Content-Type": "application/json"}


def bring_in(
    server: Server, query: str, document: bytes = b'{"n": 1}', *, headers: dict[str, str] | None = None
) -> Any:
    return server.client.post(f"/api/import?{query}", content=document, headers=JSON | (headers or {}))


def test_an_export_is_a_download_of_the_file(shared: Server, project: str) -> None:
    shared.put(project, b'{"n": 1.0}', {"If-None-Match": "*"})
    answer = shared.client.get(f"/api/projects/{project}/export")
    assert (answer.status_code, answer.content) == (200, shared.file(project).read_bytes())
    assert (
        answer.headers["content-disposition"]
        == f"attachment; filename=\"{project}.json\"; filename*=UTF-8''{project}.json"
    )
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    refused = shared.client.get(f"/api/projects/{project}/export?format=exe")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "format")


def test_a_broken_file_is_exported_raw_only(shared: Server, project: str) -> None:
    shared.file(project).write_bytes(b'\xff{"a": <svg>')
    shown = shared.client.get(f"/api/projects/{project}/export")
    assert (shown.status_code, shown.json()["code"]) == (422, "file_broken")
    raw = shared.client.get(f"/api/projects/{project}/export?raw=1")
    assert (raw.status_code, raw.content) == (200, b'\xff{"a": <svg>')
    assert raw.headers["content-disposition"].startswith("attachment;")
    assert raw.headers["x-content-type-options"] == "nosniff"
    assert shared.client.get("/api/projects/missing/export?raw=1").status_code == 404


def test_nothing_of_a_request_gets_into_the_head_of_a_download(shared: Server) -> None:
    for path in ("/api/projects/a%0d%0aX-Evil:%201/export", "/api/projects/a%22;x=%22/export?raw=1"):
        answer = exchange(shared.port, request("GET", path, f"Host: localhost:{shared.port}"))
        assert (answer.status, answer.code) == (404, "no_such_project")
        assert "x-evil" not in answer.headers
        assert "content-disposition" not in answer.headers


def test_a_document_is_imported_as_a_project_named_after_its_file(shared: Server) -> None:
    first = bring_in(shared, "name=%C3%9Cber%20uns%20(1).json")
    assert (first.status_code, first.json()["id"]) == (201, "uber-uns-1")
    second = bring_in(shared, "name=%C3%9Cber%20uns%20(1).json", b'{"n": 2}')
    assert (second.status_code, second.json()["id"]) == (201, "uber-uns-1-2")
    assert shared.load("uber-uns-1").json() == {"n": 1}
    away = bring_in(shared, "name=../../etc/passwd")
    assert (away.status_code, away.json()["id"]) == (201, "etc-passwd")


def test_an_import_under_an_id_never_replaces_unless_asked(shared: Server, project: str) -> None:
    assert bring_in(shared, f"id={project}").status_code == 201
    exists = bring_in(shared, f"id={project}", b'{"n": 2}')
    assert (exists.status_code, exists.json()["code"]) == (412, "project_exists")
    copy = bring_in(shared, f"id={project}&mode=copy", b'{"n": 2}')
    assert (copy.status_code, copy.json()["id"]) == (201, f"{project}-2")
    update = bring_in(shared, f"id={project}&mode=update", b'{"n": 3}')
    assert (update.status_code, shared.load(project).json()) == (200, {"n": 3})
    assert wait_for(lambda: "import" in [row["why"] for row in shared.backups(project)])


def test_an_update_heeds_the_version_that_it_was_made_from(shared: Server, project: str) -> None:
    base = etag_of(bring_in(shared, f"id={project}"))
    shared.save(project, {"n": 2}, base)
    stale = bring_in(shared, f"id={project}&mode=update", b'{"n": 3}', headers={"If-Match": f'"{base}"'})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_base")
    assert bring_in(shared, f"id={project}-missing&mode=update").status_code == 404


def test_an_update_of_a_broken_file_has_to_name_it(shared: Server, project: str) -> None:
    shared.file(project).write_bytes(b"{")
    refused = bring_in(shared, f"id={project}&mode=update")
    assert (refused.status_code, refused.json()["code"]) == (409, "file_broken")
    assert shared.file(project).read_bytes() == b"{"
    named = {"Holdfast-Replace-Broken": f'"{refused.json()["etag"]}"'}
    assert bring_in(shared, f"id={project}&mode=update", headers=named).status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [("", 422, "bad_id"), ("id=Bad%20Id", 422, "bad_id"), ("id=con", 422, "bad_id"),
     ("mode=update&name=x", 422, "bad_id"),
     ("id=x&mode=merge", 400, "bad_request"), ("id=../x", 422, "bad_id"), ("id=a%00", 422, "bad_id")],
)  # fmt: skip
def test_an_import_needs_a_possible_name(shared: Server, query: str, status: int, code: str) -> None:
    answer = bring_in(shared, query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_other_files_are_listed_with_what_fits_and_adopted_where_they_are(shared: Server, project: str) -> None:
    shared.create(project, {"n": 1})
    names = {
        f"{project} (conflicted copy).json": ("merge", project),
        f"{project}.sync-conflict-20260101-120000-ABC.json": ("merge", project),
        f"Plan {project}.json": ("adopt", None),
        f"Ü {project}.json": ("adopt", None),
    }
    for name in names:
        (shared.data / name).write_text('{"n": 5}')
    rows = {row["name"]: row for row in shared.client.get("/api/projects").json()["otherFiles"]}
    assert {name: (rows[name]["action"], rows[name].get("of")) for name in names} == names
    for number, name in enumerate(names):
        made = shared.client.post("/api/other-files/adopt", json={"name": name, "id": f"{project}-adopted-{number}"})
        assert made.status_code == 201
        assert shared.load(made.json()["id"]).json() == {"n": 5}
        assert (shared.data / name).read_text() == '{"n": 5}'
    free = shared.client.post("/api/other-files/adopt", json={"name": f"Ü {project}.json"})
    assert (free.status_code, free.json()["id"]) == (201, f"u-{project}")


@pytest.mark.parametrize(
    "name", ["missing.json", "../secret.json", "/etc/hosts", "taken.json", "backups/x.json", "", None]
)
def test_nothing_else_can_be_adopted(shared: Server, name: Any) -> None:
    shared.create("taken", {"n": 1})
    (shared.data.parent / "secret.json").write_text('{"a": 1}')
    answer = shared.client.post("/api/other-files/adopt", json={"name": name, "id": "stolen"})
    assert (answer.status_code, answer.json()["code"]) in ((404, "no_such_file"), (422, "bad_request"))
    assert not shared.file("stolen").exists()


@pytest.mark.parametrize("name", [".hidden.json", "notes.txt", ".holdfast"])
def test_what_is_not_listed_is_not_adopted(shared: Server, project: str, name: str) -> None:
    if name != ".holdfast":
        (shared.data / name).write_text('{"a": 1}')
    answer = shared.client.post("/api/other-files/adopt", json={"name": name, "id": project})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_file")


def test_a_broken_other_file_is_not_adopted(shared: Server, project: str) -> None:
    (shared.data / f"Broken {project}.json").write_text('{"a": 1,}')
    answer = shared.client.post("/api/other-files/adopt", json={"name": f"Broken {project}.json", "id": project})
    problem = answer.json()
    assert (answer.status_code, problem["code"], problem["line"], problem["column"]) == (422, "file_broken", 1, 9)
    assert not shared.file(project).exists()
