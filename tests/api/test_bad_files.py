"""Bad files put on disk (promise P13): shown with their place, never overwritten, and hiding no other."""

from __future__ import annotations

import codecs
import os
import time
from typing import Any

import pytest

from storage.settings import Settings
from tests.api.asking import etag_of
from tests.api.bad_documents import FILES, LONE, Bad
from tests.serving import Server, wait_for


@pytest.fixture(scope="module")
def others(shared: Server) -> list[str]:
    """Two good projects beside which bad files are put."""
    for name in ("good-1", "good-2"):
        shared.create(name, {"title": name})
    return ["good-1", "good-2"]


@pytest.fixture(scope="module")
def broken(shared: Server) -> dict[str, tuple[str, str]]:
    """A project for each bad file, and the etag of the good version before it; nobody is writing the files any more."""
    projects = {bad.what: f"broken-{number}" for number, bad in enumerate(FILES)}
    etags = {what: etag_of(shared.create(project, {"last": "good"})) for what, project in projects.items()}
    assert wait_for(lambda: all(map(shared.backups, projects.values())))
    for bad in FILES:
        shared.file(projects[bad.what]).write_bytes(bad.text)
    time.sleep(Settings().patience + 0.1)
    return {what: (project, etags[what]) for what, project in projects.items()}


@pytest.mark.parametrize("bad", FILES, ids=[bad.what for bad in FILES])
def test_a_broken_file_is_shown_and_never_overwritten(
    shared: Server, broken: dict[str, tuple[str, str]], others: list[str], bad: Bad
) -> None:
    project, good = broken[bad.what]
    shows = {"cause": bad.code, **bad.facts}
    rows = {row["id"]: row for row in shared.client.get("/api/projects").json()["projects"]}
    assert rows[project]["state"] == "broken"
    assert {"code": bad.code, **bad.facts}.items() <= rows[project]["problem"].items()
    assert [rows[other]["state"] for other in others] == ["ok", "ok"]
    shown = shared.load(project)
    problem = shown.json()
    assert shown.status_code == 422
    assert problem["code"] == (bad.code if bad.code in ("too_deep", "not_an_object") else "file_broken")
    assert shows.items() <= problem.items()
    last_good = shared.client.get(f"/api/projects/{project}/backups/{problem['lastGood']['name']}")
    assert last_good.json() == {"last": "good"}
    path = f"/api/projects/{project}"
    patch = {"If-Match": f'"{good}"', "Content-Type": "application/merge-patch+json"}
    for refused in (
        shared.save(project, {"n": 1}, good),
        shared.save(project, {"n": 1}, "sha256-" + "0" * 64),
        shared.client.patch(path, content=b'{"n": 1}', headers=patch),
        shared.client.post(f"{path}/backups", json={"label": "now"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "file_broken")
        assert refused.json()["etag"] == problem["etag"]
    assert shared.file(project).read_bytes() == bad.text
    assert shared.client.get(f"{path}/export?raw=1").content == bad.text
    named = {"If-Match": f'"{good}"', "Holdfast-Replace-Broken": f'"{problem["etag"]}"'}
    replaced = shared.put(project, {"n": 1}, named)
    assert replaced.status_code == 200
    assert [backup["etag"] for backup in shared.backups(project) if backup["why"] == "broken"] == [problem["etag"]]


@pytest.mark.parametrize(
    ("content", "warning", "seen"),
    [
        (b'{"x": 1, "x": 2}', "duplicate_key", {"x": 2}),
        (LONE, "lone_surrogate", {"list": [{"title": "cut \ufffd"}]}),
        ('{"x": "Zoë"}'.encode("utf-16"), "utf16", {"x": "Zoë"}),
        (b'{"x": 36893488147419103233}', "number_precision", {"x": 36893488147419103233}),
        (codecs.BOM_UTF8 + b'{"x": 1}', None, {"x": 1}),
    ],
)
def test_a_file_that_is_odd_but_clear_is_loaded_with_a_warning(
    shared: Server, project: str, content: bytes, warning: str | None, seen: Any
) -> None:
    shared.file(project).write_bytes(content)
    loaded = shared.load(project)
    assert (loaded.status_code, loaded.json()) == (200, seen)
    assert loaded.headers.get("holdfast-warnings") == warning
    assert shared.file(project).read_bytes() == content
    saved = shared.save(project, {"y": 1}, etag_of(loaded))
    assert saved.status_code == 200
    assert shared.client.get(f"/api/projects/{project}/backups/{etag_of(loaded)}").content == content


def test_what_is_no_regular_file_is_never_opened_and_hides_nothing(shared: Server, others: list[str]) -> None:
    os.mkfifo(shared.data / "pipe.json")
    (shared.data / "folder.json").mkdir()
    (shared.data / "loop.json").symlink_to("loop.json")
    (shared.data / "dangling.json").symlink_to("nowhere.txt")
    try:
        answer = shared.client.get("/api/projects")
        assert answer.status_code == 200
        rows = {row["id"]: row["state"] for row in answer.json()["projects"]}
        assert [rows[other] for other in others] == ["ok", "ok"]
        assert rows["dangling"] == "unreadable"
        for name in ("pipe", "folder", "loop", "dangling"):
            assert shared.load(name).json()["code"] == "not_a_regular_file"
            refused = shared.create(name, {"a": 1})
            assert (refused.status_code, refused.json()["code"]) == (409, "not_a_regular_file")
    finally:
        for name in ("pipe", "loop", "dangling"):
            shared.file(name).unlink()
        (shared.data / "folder.json").rmdir()


def test_a_file_too_large_to_load_is_listed_and_left_alone(shared: Server, project: str, others: list[str]) -> None:
    size = Settings().loaded_bytes + 1
    with shared.file(project).open("wb") as file:
        file.truncate(size)
    rows = {row["id"]: row for row in shared.client.get("/api/projects").json()["projects"]}
    assert (rows[project]["state"], rows[project]["size"]) == ("too_large", size)
    for answer in (shared.load(project), shared.save(project, {"a": 1}, "sha256-" + "0" * 64)):
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert shared.file(project).stat().st_size == size
    shared.file(project).unlink()


def test_a_link_to_a_file_elsewhere_is_written_through(shared: Server, project: str) -> None:
    target = shared.data.parent / f"{project}-elsewhere.json"
    target.write_text('{"a": 1}')
    shared.file(project).symlink_to(target)
    loaded = shared.load(project)
    assert shared.save(project, {"a": 2}, etag_of(loaded)).status_code == 200
    assert shared.file(project).is_symlink()
    assert target.read_text() == '{\n  "a": 2\n}\n'
    assert shared.client.get(f"/api/projects/{project}/backups/{etag_of(loaded)}").content == b'{"a": 1}'


def test_a_name_that_is_not_utf_8_hides_nothing(shared: Server, others: list[str]) -> None:
    path = shared.data / os.fsdecode(b"latin-\xff.json")
    path.write_bytes(b"{}")
    try:
        answer = shared.client.get("/api/projects")
        assert answer.status_code == 200
        assert {row["id"] for row in answer.json()["projects"]} >= set(others)
    finally:
        path.unlink()


def test_a_lost_data_folder_is_a_clear_error_that_carries_every_header(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with Server(tmp_path_factory.mktemp("lost")) as server:
        assert server.client.get("/api/projects").status_code == 200  # it says where it listens before it has started
        server.data.rename(server.data.with_name("elsewhere"))
        answer = server.client.get("/api/projects")
        assert answer.status_code >= 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert "sandbox" in answer.headers["content-security-policy"]
        server.data.with_name("elsewhere").rename(server.data)
        assert server.client.get("/api/projects").status_code == 200
