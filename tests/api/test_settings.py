"""The settings of a project over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking import etag_of
from tests.serving import Server, wait_for

USUAL = {"keepAll": False, "last": 20, "specialDays": 90}


def change(server: Server, project: str, **fields: Any) -> Any:
    return server.client.patch(f"/api/projects/{project}/settings", json=fields)


def test_settings_are_shown_beside_the_defaults(shared: Server, project: str) -> None:
    shared.create(project, {"n": 1})
    found = shared.client.get(f"/api/projects/{project}/settings").json()
    assert found["retention"] == USUAL
    assert found["defaults"]["recentSeconds"] == 600
    assert found["defaults"]["steps"][0] == {"upToSeconds": 3600, "everySeconds": 60}
    assert {name: found["defaults"][name] for name in USUAL} == USUAL


def test_settings_are_changed_one_by_one_and_taken_back(shared: Server, project: str) -> None:
    shared.create(project, {"n": 1})
    for fields, holds in (
        ({"last": 5}, {**USUAL, "last": 5}),
        ({"keepAll": True, "specialDays": 365}, {"keepAll": True, "last": 5, "specialDays": 365}),
        ({"last": None}, {"keepAll": True, "last": 20, "specialDays": 365}),
        ({}, {"keepAll": True, "last": 20, "specialDays": 365}),
        ({"keepAll": None, "specialDays": None}, USUAL),
    ):
        answer = change(shared, project, **fields)
        assert (answer.status_code, answer.json()["retention"]) == (200, holds)
        assert answer.json() == shared.client.get(f"/api/projects/{project}/settings").json()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"last": 0}, "last"),
        ({"last": 10_001}, "last"),
        ({"last": "5"}, "last"),
        ({"last": 5, "specialDays": 0.5}, "specialDays"),
        ({"keepAll": "yes"}, "keepAll"),
        ({"last": 5, "keepall": True}, "keepall"),
        ({"retention": {"last": 5}}, "retention"),
    ],
)
def test_one_bad_setting_changes_nothing(shared: Server, project: str, fields: dict[str, Any], field: str) -> None:
    shared.create(project, {"n": 1})
    answer = change(shared, project, **fields)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "bad_request", field)
    assert shared.client.get(f"/api/projects/{project}/settings").json()["retention"] == USUAL


def test_only_what_is_or_was_a_project_has_settings(shared: Server, project: str) -> None:
    for answer in (shared.client.get(f"/api/projects/{project}/settings"), change(shared, project, last=5)):
        assert (answer.status_code, answer.json()["code"]) == (404, "no_such_project")
    assert not (shared.data / "backups" / project).exists()
    etag = etag_of(shared.create(project, {"n": 1}))
    assert change(shared, project, last=5).status_code == 200
    assert shared.client.delete(f"/api/projects/{project}", headers={"If-Match": f'"{etag}"'}).status_code == 200
    assert shared.client.get(f"/api/projects/{project}/settings").json()["retention"]["last"] == 5
    shared.file("broken").write_text("{")
    assert change(shared, "broken", keepAll=True).status_code == 200


def test_settings_are_no_version_and_no_project(shared: Server, project: str) -> None:
    shared.create(project, {"n": 1})
    assert wait_for(lambda: len(shared.backups(project)) == 1)
    change(shared, project, keepAll=True)
    assert len(shared.backups(project)) == 1
    assert f"{project}-settings" not in shared.client.get("/api/projects").text
    answer = shared.client.get(f"/api/projects/{project}/backups/settings.json")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_backup")
