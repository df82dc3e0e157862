"""Imports over HTTP: shown before they are made, from one file or many, and never half done."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from typing import Any

import httpx2 as httpx

from tests.api.asking import snapshot
from tests.serving import Server


def post(server: Server, query: str, body: bytes | Any, kind: str = "application/json") -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return server.client.post(f"/api/import?{query}", content=content, headers={"Content-Type": kind})


def zipped(files: dict[str, Any]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return made.getvalue()


def test_a_preview_of_a_new_project_changes_nothing(server: Server) -> None:
    before = snapshot(server.data)
    shown = post(server, "id=story&dry_run=1", {"title": "Dawn"}).json()
    assert shown["dryRun"]
    assert [(found["id"], found["action"], found["kind"]) for found in shown["documents"]] == [
        ("story", "create", "generic")
    ]
    assert snapshot(server.data) == before


def test_a_preview_of_an_update_says_what_would_change(server: Server) -> None:
    server.create("story", {"shots": [{"id": 1, "t": "a"}, {"id": 2, "t": "b"}], "image": ""})
    changed = {"shots": [{"id": 1, "t": "c"}, {"id": 3, "t": "d"}], "image": "x" * 9000}
    shown = post(server, "id=story&mode=update&dry_run=1", changed).json()["documents"][0]
    assert shown["action"] == "save"
    assert sorted((change["op"], change["path"]) for change in shown["changes"]) == [
        ("add", "/shots/1"), ("remove", "/shots/1"), ("replace", "/image"), ("replace", "/shots/0/t"),
    ]  # fmt: skip
    image = next(change for change in shown["changes"] if change["path"] == "/image")
    assert "to" not in image
    assert server.load("story").json()["image"] == ""
    assert post(server, "id=story&mode=update", changed).status_code == 200
    assert post(server, "id=story&mode=update&dry_run=1", changed).json()["documents"][0]["action"] == "unchanged"


def test_a_preview_refuses_what_the_import_would_refuse(server: Server) -> None:
    for body, code in ((b"{", "json_syntax"), (b"[]", "not_an_object"), (b"", "empty")):
        for query in ("id=a", "id=a&dry_run=1"):
            assert post(server, query, body).json()["code"] == code
    assert post(server, "id=a&dry_run=2", {}).status_code == 400
    assert post(server, "id=missing&mode=update&dry_run=1", {}).json()["code"] == "no_such_project"


def test_a_zip_of_documents_becomes_projects(server: Server) -> None:
    body = zipped({"story.json": {"a": 1}, "folder/My Plan.json": {"b": 2}})
    shown = post(server, "dry_run=1", body, "application/zip").json()["documents"]
    assert [(found["id"], found["name"]) for found in shown] == [("story", "story.json"), ("my-plan", "My Plan.json")]
    assert not server.file("story").exists()
    done = post(server, "", body, "application/zip")
    assert done.status_code == 200
    assert [saved["id"] for saved in done.json()["documents"]] == ["story", "my-plan"]
    assert server.load("my-plan").json() == {"b": 2}


def test_a_zip_is_taken_whole_or_not_at_all(server: Server) -> None:
    before = snapshot(server.data)
    broken = post(server, "", zipped({"a.json": {"a": 1}, "b.json": b"{"}), "application/zip")
    assert (broken.status_code, broken.json()["code"]) == (400, "json_syntax")
    twice = post(server, "", zipped({"x/a.json": {}, "y/a.json": {}}), "application/zip")
    assert (twice.status_code, twice.json()["code"]) == (422, "bad_archive")
    assert "x" not in snapshot(server.data)
    assert snapshot(server.data) == before
    server.create("b", {"old": 1})
    there = post(server, "", zipped({"a.json": {"a": 1}, "b.json": {"b": 1}}), "application/zip")
    assert (there.status_code, there.json()["code"]) == (412, "project_exists")
    assert not server.file("a").exists()
    assert post(server, "mode=update", zipped({"a.json": {"a": 1}, "b.json": {"b": 1}}), "application/zip").is_success
    assert server.load("b").json() == {"b": 1}


def test_what_is_no_zip_is_said(server: Server) -> None:
    assert post(server, "", b"nothing", "application/zip").json()["code"] == "bad_archive"
    assert post(server, "id=a", zipped({"a.json": {}}), "application/zip").status_code == 400
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b" " * 200_000_000)
    answer = post(server, "", bomb.getvalue(), "application/zip")
    assert (answer.status_code, answer.json()["code"]) == (422, "too_large") or answer.status_code == 413


def test_a_dump_of_local_storage_becomes_a_readable_project(server: Server) -> None:
    dump = {"theme": "dark", "tasks": '[{"id":1,"text":"film"}]', "spaced": '{"a": 1}', "n": "3"}
    assert post(server, "id=tool&format=local-storage", dump).status_code == 201
    assert server.load("tool").json() == {
        "theme": "dark", "tasks": [{"id": 1, "text": "film"}], "spaced": '{"a": 1}', "n": 3,
    }  # fmt: skip
    wrong = post(server, "id=other&format=local-storage", {"theme": 1})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "not_an_object")


def test_an_import_is_held_to_its_contract(server: Server) -> None:
    document = {"jobs": [{"prompt": "no id"}], "lastJobId": 1}
    assert post(server, "id=history", document).json()["code"] == "contract_broken"
    assert post(server, "id=history&dry_run=1", document).json()["code"] == "contract_broken"
    assert post(server, "id=history&validate=off", document).status_code == 201


def test_foreign_pages_cannot_post_forms_to_the_import(server: Server) -> None:
    for kind in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded"):
        assert post(server, "id=a", {}, kind).status_code == 415
