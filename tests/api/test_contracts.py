"""Contracts over HTTP: what breaks one is refused, listed, or saved when that is asked for; and they may change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.serving import Server, wait_for

TODO: dict[str, Any] = {
    "title": "To-do list",
    "type": "object",
    "required": ["tasks"],
    "properties": {
        "tasks": {
            "type": "array",
            "maxItems": 3,
            "items": {"type": "object", "required": ["id", "text"], "properties": {"text": {"type": "string"}}},
        }
    },
    "x-detect": ["tasks", "todoVersion"],
}
TASK = {"id": 1, "text": "buy film"}


def named(**more: Any) -> dict[str, Any]:
    return {"$schema": "http://127.0.0.1:8787/contracts/todo.schema.json", **more}


def add_contract(server: Server, schema: object, name: str = "todo") -> Path:
    path = server.data / "contracts" / f"{name}.schema.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(schema if isinstance(schema, str) else json.dumps(schema))
    return path


def row(server: Server, project: str) -> dict[str, Any]:
    rows = server.client.get("/api/projects").json()["projects"]
    return next(found for found in rows if found["id"] == project)


@pytest.fixture
def todo(server: Server) -> Server:
    """A server whose operator added a contract before."""
    add_contract(server, TODO)
    return server


def test_a_save_that_breaks_its_contract_is_refused_with_every_violation(todo: Server) -> None:
    answer = todo.create("list", named(tasks=[{"id": 1}, {"text": 3}]))
    assert (answer.status_code, answer.json()["code"]) == (422, "contract_broken")
    said = answer.json()
    assert said["kind"] == "todo"
    assert [(found["path"], found["message"]) for found in said["violations"]] == [
        ("/tasks/0", 'is missing the member "text"'),
        ("/tasks/1", 'is missing the member "id"'),
        ("/tasks/1/text", "has to be a text, not a number"),
    ]
    assert said["count"] == 3
    assert "validate=off" in said["hint"]
    assert not todo.file("list").exists()


def test_a_save_that_breaks_its_contract_is_taken_when_validation_is_off(todo: Server) -> None:
    etag = todo.create("list", named(tasks=[TASK])).json()["etag"]
    path, body = "/api/projects/list?validate=off", named(tasks=[{}])
    answer = todo.client.put(path, json=body, headers={"If-Match": f'"{etag}"'})
    assert answer.status_code == 200
    assert [notice["code"] for notice in answer.json()["warnings"]] == ["contract_broken"]
    assert row(todo, "list")["state"] == "invalid"
    patch = {"Content-Type": "application/merge-patch+json"}
    refused = todo.client.patch("/api/projects/list", content=b'{"more": 1}', headers=patch)
    assert refused.json()["code"] == "contract_broken"
    assert todo.client.patch(path, content=b'{"more": 1}', headers=patch).status_code == 200
    assert todo.client.put("/api/projects/list?validate=maybe", json=body).status_code == 400


def test_a_file_that_breaks_its_contract_is_loaded_and_listed_with_what_is_wrong(todo: Server) -> None:
    todo.file("list").write_text(json.dumps(named(tasks=[{"id": 1}])))
    found = row(todo, "list")
    assert (found["state"], found["kind"], found["problem"]["code"]) == ("invalid", "todo", "contract_broken")
    assert found["problem"]["violations"][0]["path"] == "/tasks/0"
    loaded = todo.load("list")
    assert loaded.status_code == 200
    assert loaded.headers["holdfast-kind"] == "todo"
    etag = loaded.headers["etag"]
    assert todo.save("list", named(tasks=[{"id": 2}]), etag).status_code == 422
    assert todo.save("list", named(tasks=[TASK]), etag).status_code == 200
    assert row(todo, "list")["state"] == "ok"


def test_a_contract_is_found_by_the_members_that_it_names(todo: Server) -> None:
    assert todo.create("list", {"tasks": [], "todoVersion": 2}).status_code == 201
    assert todo.load("list").headers["holdfast-kind"] == "todo"
    assert todo.create("other", {"tasks": [{}]}).status_code == 201
    assert todo.load("other").headers["holdfast-kind"] == "generic"


def test_a_merge_that_breaks_the_contract_is_a_conflict(todo: Server) -> None:
    base = todo.create("list", named(tasks=[TASK, {**TASK, "id": 2}])).json()["etag"]
    assert todo.save("list", named(tasks=[TASK, {**TASK, "id": 2}, {**TASK, "id": 3}]), base).status_code == 200
    mine = named(tasks=[TASK, {**TASK, "id": 2}, {**TASK, "id": 4}])
    refused = todo.save("list", mine, base)
    assert (refused.status_code, refused.json()["code"]) == (409, "stale_base")
    conflict = refused.json()["conflicts"][0]
    assert (conflict["path"], conflict["violation"]) == ("/tasks", "has to have 3 items or fewer")
    assert [len(conflict[side]) for side in ("base", "mine", "theirs")] == [2, 3, 3]
    taken = todo.put("list", mine, {"If-Match": f'"{base}"', "Holdfast-On-Conflict": "mine"})
    assert taken.json()["document"] == mine
    assert taken.json()["conflicts"][0]["taken"] == "mine"
    assert taken.json()["kept"].endswith("--conflict.json")


def test_a_contract_is_added_broken_and_mended_while_the_server_runs(server: Server) -> None:
    etag = server.create("list", named(tasks=[{}])).json()["etag"]
    assert row(server, "list")["state"] == "ok"
    path = add_contract(server, TODO)
    assert row(server, "list")["state"] == "invalid"
    assert server.save("list", named(tasks=[{}, {}]), etag).status_code == 422

    path.write_text('{"type": "object",}')
    problems = server.client.get("/api/kinds").json()["problems"]
    assert [problem["file"] for problem in problems] == ["todo.schema.json"]
    assert "line 1" in problems[0]["detail"]
    saved = server.save("list", named(tasks=[{}, {}]), etag)
    assert saved.status_code == 200
    assert [notice["code"] for notice in saved.json()["warnings"]] == ["contract_unusable"]
    assert wait_for(lambda: "todo.schema.json cannot be used" in server.said)

    path.write_text('{"type": "objekt"}')
    assert "no JSON Schema" in server.client.get("/api/kinds").json()["problems"][0]["detail"]
    path.write_text(json.dumps({**TODO, "required": []}))
    assert server.client.get("/api/kinds").json()["problems"] == []
    path.unlink()
    assert server.create("other", named(tasks=7)).status_code == 201


def test_sending_again_what_stands_in_the_file_is_a_save_of_nothing_also_where_it_breaks_the_contract(
    todo: Server,
) -> None:
    todo.create("list", named(tasks=[TASK]))
    todo.file("list").write_text(json.dumps(named(tasks=7)))
    etag = todo.load("list").headers["etag"]
    again = todo.save("list", named(tasks=7), etag)
    assert (again.status_code, again.json()["unchanged"]) == (200, True)
    assert [warning["code"] for warning in again.json()["warnings"]] == ["contract_broken"]
    assert todo.save("list", named(tasks=8), etag).json()["code"] == "contract_broken"


def test_a_contract_with_the_name_of_a_built_in_kind_is_reported(server: Server) -> None:
    add_contract(server, {"required": ["x"]}, "pixellab")
    add_contract(server, {}, "Not A Name")
    said = {problem["file"]: problem["detail"] for problem in server.client.get("/api/kinds").json()["problems"]}
    assert "built-in" in said["pixellab.schema.json"]
    assert "no name" in said["Not A Name.schema.json"]


def test_contracts_are_served_as_editors_ask_for_them(todo: Server) -> None:
    kinds = {kind["name"]: kind for kind in todo.client.get("/api/kinds?title=Dawn").json()["kinds"]}
    assert set(kinds) == {"film-ledger", "generic", "microfilm", "pixellab", "storycore", "todo"}
    assert kinds["generic"]["contract"] is None
    for name in ("microfilm", "pixellab", "storycore", "todo"):
        answer = todo.client.get(kinds[name]["contract"])
        assert answer.headers["content-type"] == "application/schema+json"
        assert answer.json()["type"] == "object"
    for name in ("nothing.schema.json", "todo.json", "todo"):
        assert todo.client.get(f"/contracts/{name}").json()["code"] == "no_such_contract"


def test_every_template_begins_a_project_of_its_kind(server: Server) -> None:
    for kind in server.client.get("/api/kinds?title=Dawn").json()["kinds"]:
        answer: httpx.Response = server.create(kind["name"], kind["template"])
        assert (answer.status_code, answer.json()["warnings"]) == (201, [])
        assert server.load(kind["name"]).headers["holdfast-kind"] == kind["name"]
