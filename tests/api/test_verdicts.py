"""The version on disk, held against its contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Server

REAL = Path(__file__).parents[1] / "data" / "pixellab" / "job_history.json"
TODO = {
    "title": "To-do list",
    "type": "object",
    "required": ["tasks"],
    "properties": {"tasks": {"type": "array", "items": {"type": "object", "required": ["text"]}}},
}


def verdict(server: Server, project: str) -> dict[str, Any]:
    answer = server.client.get(f"/api/projects/{project}/contract")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_sound_project_breaks_nothing(shared: Server) -> None:
    shared.file("history").write_bytes(REAL.read_bytes())
    found = verdict(shared, "history")
    assert (found["kind"], found["contract"]) == ("pixellab", "/contracts/pixellab.schema.json")
    assert (found["named"], found["violations"], found["count"]) == (None, [], 0)
    assert shared.client.get(found["contract"]).status_code == 200


def test_a_document_of_no_kind_has_no_contract(shared: Server, project: str) -> None:
    shared.create(project, {"n": 1})
    assert verdict(shared, project) == {
        "kind": "generic",
        "contract": None,
        "named": None,
        "violations": [],
        "count": 0,
        "warnings": [],
    }


def test_an_invalid_file_says_every_place(shared: Server, project: str) -> None:
    jobs = [{"id": f"job-{number}", "status": "success"} for number in range(60)]
    shared.file(project).write_text(json.dumps({"jobs": [{**job, "width": "wide"} for job in jobs], "lastJobId": 1}))
    found = verdict(shared, project)
    rows = shared.client.get("/api/projects?state=invalid").json()["projects"]
    assert project in [row["id"] for row in rows]
    assert len(found["violations"]) == 50
    assert found["count"] >= 60
    assert {"path", "message", "expected", "found"} == set(found["violations"][0])
    assert found["violations"][0]["path"].startswith("/jobs/0")
    assert "counter_behind" in [notice["code"] for notice in found["warnings"]]


def test_what_reading_the_text_has_to_warn_of_stands_beside_what_the_kind_says(shared: Server, project: str) -> None:
    shared.file(project).write_text('{"jobs": [{"id": "a"}, {"id": "a"}], "lastJobId": 1, "lastJobId": 1}')
    assert [notice["code"] for notice in verdict(shared, project)["warnings"]][:2] == ["duplicate_key", "duplicate_id"]


def test_a_contract_that_changes_is_heeded_although_the_document_stays(shared: Server, project: str) -> None:
    named = {"$schema": "http://127.0.0.1:8787/contracts/todo.schema.json", "tasks": [{"done": True}]}
    shared.create(project, named)
    path = f"/api/projects/{project}/contract"
    before = shared.client.get(path)
    known = {"If-None-Match": before.headers["etag"]}
    assert (before.json()["kind"], before.json()["contract"]) == ("todo", None)
    assert before.json()["named"] == named["$schema"]
    assert shared.client.get(path, headers=known).status_code == 304
    folder = shared.data / "contracts"
    folder.mkdir(exist_ok=True)
    (folder / "todo.schema.json").write_text(json.dumps(TODO))
    after = shared.client.get(path, headers=known)
    assert after.status_code == 200
    assert [found["path"] for found in after.json()["violations"]] == ["/tasks/0"]
    (folder / "todo.schema.json").write_text('{"type": 7}')
    assert [notice["code"] for notice in verdict(shared, project)["warnings"]] == ["contract_unusable"]


@pytest.mark.parametrize(("text", "code"), [("{", "file_broken"), ("[]", "not_an_object")])
def test_a_broken_file_is_held_against_nothing(shared: Server, project: str, text: str, code: str) -> None:
    shared.file(project).write_text(text)
    answer = shared.client.get(f"/api/projects/{project}/contract")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert shared.client.get("/api/projects/none/contract").json()["code"] == "no_such_project"
