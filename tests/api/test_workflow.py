"""The workflow sessions of the register: every answer as its pages expect it, and nothing lost between two tabs."""

from __future__ import annotations

import json
import shutil
import threading
from typing import Any

import httpx2 as httpx
import pytest

from tests.kinds.documents import DATA, order
from tests.serving import Server, wait_for

ROOT = "/api/workflow/session"
SECTIONS = [
    "workflow_state", "project_state", "analysis_data", "allocation_data", "index_data", "film_number_results",
    "distribution_results", "reference_sheets", "ui_preferences",
]  # fmt: skip


def opened(server: Server, project: str = "12", user: str | None = None) -> dict[str, Any]:
    answer = server.client.get(f"{ROOT}/{project}/", headers={"X-User": user} if user else {})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def patched(server: Server, session: str, fields: Any, **headers: str) -> httpx.Response:
    return server.client.patch(f"{ROOT}/{session}/update/", json=fields, headers=headers)


def post(server: Server, path: str, body: Any = None) -> httpx.Response:
    content = b"" if body is None else json.dumps(body).encode()
    return server.client.post(f"{ROOT}/{path}", content=content, headers={"Content-Type": "application/json"})


def version(server: Server, project: str = "microfilm-12") -> tuple[str, int]:
    return server.load(project).headers["etag"], server.file(project).stat().st_mtime_ns


def test_a_session_is_made_once_for_each_order_and_user(server: Server) -> None:
    first = opened(server)
    assert list(first) == ["session_id", *SECTIONS, "created", "updated_at"]
    assert first["created"] is True
    assert all(first[name] == {} for name in SECTIONS)
    again = opened(server)
    assert {**again, "created": True} == first
    other = opened(server, user="anna")
    assert other["session_id"] != first["session_id"]
    assert opened(server, "13")["session_id"] not in (first["session_id"], other["session_id"])
    stored = server.load("microfilm-12").json()
    assert list(stored) == [
        "session_id", "project", "user", "created_at", "updated_at", "last_accessed", "is_active", *SECTIONS,
    ]  # fmt: skip
    assert (stored["project"], stored["user"], stored["is_active"]) == ("12", "local", True)


def test_tabs_that_open_an_order_at_once_get_one_session(server: Server) -> None:
    found: list[str] = []
    tabs = [threading.Thread(target=lambda: found.append(opened(server)["session_id"])) for _ in range(8)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_an_update_changes_the_named_sections_only(server: Server) -> None:
    session = opened(server)["session_id"]
    answer = patched(server, session, {"microfilmProjectState": {"a": 1}, "workflow_state": {"step": 2}})
    assert answer.status_code == 200
    assert list(answer.json()) == ["status", "updated_fields", "updated_at"]
    assert (answer.json()["status"], answer.json()["updated_fields"]) == (
        "success",
        ["project_state", "workflow_state"],
    )
    patched(server, session, {"index_data": {"rows": []}, "dark-mode": "true", "unknown": 1})
    patched(server, session, {"workflow_state": None})
    found = opened(server)
    assert (found["project_state"], found["workflow_state"], found["index_data"]) == ({"a": 1}, {}, {"rows": []})
    stored = server.load("microfilm-12").json()
    assert stored["dark-mode"] == "true"
    assert opened(server)["dark-mode"] == "true", "another browser has to see it too"
    assert "unknown" not in stored
    patched(server, session, {"dark-mode": None})
    assert "dark-mode" not in server.load("microfilm-12").json()


def test_an_update_with_what_is_there_changes_nothing_on_disk(server: Server) -> None:
    session = opened(server)["session_id"]
    patched(server, session, {"project_state": {"a": [1, 2.0]}})
    before = version(server)
    for fields in ({"project_state": {"a": [1, 2]}}, {"project_state": '{"a":[1,2]}'}, {}, {"dark-mode": None}):
        assert patched(server, session, fields).status_code == 200
    assert version(server) == before


def test_two_tabs_that_update_different_sections_at_once_lose_nothing(server: Server) -> None:
    session = opened(server)["session_id"]
    rounds = 30

    def work(name: str) -> None:
        with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as tab:
            for number in range(1, rounds + 1):
                answer = tab.patch(f"{ROOT}/{session}/update/", json={name: {"n": number, "by": name}})
                assert answer.status_code == 200, answer.text

    tabs = [threading.Thread(target=work, args=(name,)) for name in SECTIONS[:4]]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    found = opened(server)
    assert [found[name] for name in SECTIONS[:4]] == [{"n": rounds, "by": name} for name in SECTIONS[:4]]
    assert not {"conflict", "merge"} & {backup["why"] for backup in server.backups("microfilm-12")}


def test_the_real_order_is_migrated_once(server: Server) -> None:
    real = order()
    assert opened(server)["created"] is True
    answer = post(server, "12/migrate/", {**real, "microfilmReferenceSheets": None})
    assert answer.status_code == 200
    said = answer.json()
    assert said == {
        "status": "success", "message": "LocalStorage data migrated successfully", "session_id": said["session_id"],
    }  # fmt: skip
    found = opened(server)
    assert found["session_id"] == said["session_id"]
    assert found["analysis_data"] == real["microfilmAnalysisData"]
    assert found["allocation_data"] == real["microfilmAllocationData"]
    assert found["index_data"] == real["microfilmIndexData"]
    assert found["film_number_results"] == real["microfilmFilmNumberResults"]
    assert found["project_state"] == real["microfilmProjectState"]
    before = version(server)
    assert post(server, "12/migrate/", real).json() == said
    texts = {key: json.dumps(value) for key, value in real.items()}
    assert post(server, "12/migrate/", texts).json() == said
    assert version(server) == before
    assert server.client.get("/api/projects/microfilm-12/stats").json()["stats"]["documents"] == 1762


def test_a_migration_never_overwrites_newer_work(server: Server) -> None:
    session = opened(server)["session_id"]
    patched(server, session, {"project_state": {"newer": True}})
    said = post(server, "12/migrate/", {"microfilmProjectState": {"older": 1}, "microfilmIndexData": {"i": 1}}).json()
    assert said["skipped"] == ["project_state"]
    found = opened(server)
    assert (found["project_state"], found["index_data"]) == ({"newer": True}, {"i": 1})


def test_a_migration_makes_the_session_if_there_is_none(server: Server) -> None:
    said = post(server, "77/migrate/", {"microfilmWorkflowState": '{"step":3}'}).json()
    found = opened(server, "77")
    assert (found["session_id"], found["created"], found["workflow_state"]) == (said["session_id"], False, {"step": 3})


def test_clearing_keeps_what_was_there_and_can_be_undone(server: Server) -> None:
    session = opened(server)["session_id"]
    patched(server, session, {"project_state": {"a": 1}, "ui_preferences": {"dark": True}})
    answer = post(server, f"{session}/clear/")
    assert (answer.status_code, answer.json()) == (200, {"status": "success", "message": "Session cleared"})
    found = opened(server)
    assert (found["project_state"], found["ui_preferences"]) == ({}, {"dark": True})
    pinned = next(backup for backup in server.backups("microfilm-12") if backup["pinned"])
    undone = server.client.post("/api/projects/microfilm-12/restore", json={"backup": pinned["name"]})
    assert undone.status_code == 200
    assert opened(server)["project_state"] == {"a": 1}
    before = version(server)
    assert post(server, f"{session}/clear/", {}).status_code == 200
    assert version(server) != before
    emptied = version(server)
    assert post(server, f"{session}/clear/").status_code == 200
    assert version(server) == emptied


def test_numbers_keep_their_digits_on_the_way_through_a_session(server: Server) -> None:
    session = opened(server)["session_id"]
    body = b'{"index_data": {"a": 1.0, "b": 9007199254740993, "c": 1e3}}'
    path, headers = f"{ROOT}/{session}/update/", {"Content-Type": "application/json"}
    assert server.client.patch(path, content=body, headers=headers).status_code == 200
    text = server.client.get(f"{ROOT}/12/").text
    assert '"index_data":{"a":1.0,"b":9007199254740993,"c":1e3}' in text
    assert '"b": 9007199254740993' in server.file("microfilm-12").read_text()


def test_a_session_file_that_was_copied_by_hand_is_found(server: Server) -> None:
    session = opened(server)["session_id"]
    patched(server, session, {"project_state": {"a": 1}})
    shutil.move(server.file("microfilm-12"), server.file("my-order"))
    assert wait_for(lambda: opened(server)["project_state"] == {"a": 1})
    assert patched(server, session, {"workflow_state": {"s": 1}}).status_code == 200
    assert server.load("my-order").json()["workflow_state"] == {"s": 1}


def test_files_copied_in_under_the_browsers_keys_count_as_sections(server: Server) -> None:
    document = {"session_id": "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d", "project": 12, "microfilmProjectState": {"a": 1}}
    server.file("old").write_text(json.dumps(document))
    found = opened(server)
    assert (found["created"], found["project_state"]) == (False, {"a": 1})
    patched(server, found["session_id"], {"project_state": {"b": 2}})
    stored = server.load("old").json()
    assert stored["project_state"] == {"b": 2}
    assert "microfilmProjectState" not in stored


@pytest.mark.parametrize(
    ("method", "path", "body", "wanted"),
    [
        ("POST", "12/", b"{}", (405, "Method not allowed")),
        ("DELETE", "12/", b"", (405, "Method not allowed")),
        ("GET", "x/update/", b"", (405, "Method not allowed")),
        ("GET", "x/clear/", b"", (405, "Method not allowed")),
        ("GET", "12/migrate/", b"", (405, "Method not allowed")),
        ("PATCH", "{session}/update/", b"{", (400, "Invalid JSON")),
        ("PATCH", "{session}/update/", b"", (400, "Invalid JSON")),
        ("PATCH", "{session}/update/", b"[]", (400, None)),
        ("PATCH", "{session}/update/", b'{"index_data": 5}', (400, None)),
        ("PATCH", "{session}/update/", b'{"index_data": "{"}', (400, None)),
        ("POST", "12/migrate/", b"nothing", (400, "Invalid JSON")),
        ("PATCH", "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d/update/", b"{}", (404, None)),
        ("POST", "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d/clear/", b"", (404, None)),
        ("GET", "a%20b/", b"", (404, None)),
        ("GET", "..%2f12/", b"", (404, None)),
    ],
)
def test_errors_have_the_old_shape(
    shared: Server, method: str, path: str, body: bytes, wanted: tuple[int, str | None]
) -> None:
    status, error = wanted
    session = opened(shared)["session_id"]
    headers = {"Content-Type": "application/json"}
    answer = shared.client.request(method, f"{ROOT}/{path.format(session=session)}", content=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(answer.json()["error"], str)
    assert error is None or answer.json()["error"] == error


def test_the_session_of_somebody_else_is_not_there(shared: Server) -> None:
    session = opened(shared, user="anna")["session_id"]
    assert patched(shared, session, {"index_data": {}}).status_code == 404
    assert patched(shared, session, {"index_data": {}}, **{"X-User": "anna"}).status_code == 200


def test_addresses_without_the_last_slash_work_too(shared: Server) -> None:
    assert shared.client.get(f"{ROOT}/12").status_code == 200


def test_the_data_of_the_tests_is_that_of_the_archive() -> None:
    assert len(list((DATA / "microfilm").glob("*.json"))) == 5
