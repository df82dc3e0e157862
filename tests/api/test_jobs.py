"""The job history as the pixel-art dashboard calls it: the flow of its own documentation, and what can go wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.api.asking import snapshot
from tests.conftest import StartServer
from tests.serving import Server, wait_for

REAL = Path(__file__).parents[1] / "data" / "pixellab" / "job_history.json"
JOB = {
    "id": "job-1", "prompt": "heroic knight", "width": 64, "height": 64, "seed": None, "status": "success",
    "result": "data:image/png;base64,AAAA", "error": None, "startTime": 1698589123456, "endTime": 1698589125901,
    "duration": 2.445, "createdAt": 1698589120000,
}  # fmt: skip


def load(server: Server, query: str = "") -> Any:
    answer = server.client.get(f"/load-jobs{query}")
    assert answer.status_code == 200
    return answer.json()


def save(server: Server, jobs: list[dict[str, Any]], last: int = 1, query: str = "") -> httpx.Response:
    return server.client.post(f"/save-jobs{query}", json={"jobs": jobs, "lastJobId": last})


def test_the_flow_of_the_dashboards_documentation(start_server: StartServer, data: Path) -> None:
    server = start_server()
    assert load(server) == {"status": "ok", "jobs": [], "lastJobId": 1, "message": "No history file found"}
    assert not server.file("job_history").exists()

    first = save(server, [JOB])
    assert first.status_code == 200
    said = first.json()
    file = server.file("job_history")
    assert said == {
        "status": "ok", "message": "Saved 1 jobs", "savedAt": said["savedAt"], "fileSize": file.stat().st_size,
    }  # fmt: skip
    stored = json.loads(file.read_bytes())
    assert list(stored) == ["jobs", "lastJobId", "savedAt", "version"]
    assert (stored["savedAt"], stored["version"], stored["jobs"]) == (said["savedAt"], "1.0", [JOB])
    assert said["savedAt"].endswith("Z")

    save(server, [JOB, {**JOB, "id": "job-2"}], 2)
    again = load(server)
    assert (len(again["jobs"]), again["lastJobId"], again["message"]) == (2, 2, "Loaded 2 jobs")
    assert list(again) == ["status", "jobs", "lastJobId", "savedAt", "message"]

    before = next(backup for backup in server.backups("job_history") if backup["why"] == "save")
    server.stop()
    restarted = start_server()
    kept = sorted((data / "backups" / "job_history").glob("*.json"))
    oldest = next(path for path in kept if len(json.loads(path.read_bytes())["jobs"]) == 1)
    shutil.copy(oldest, file)
    assert len(load(restarted)["jobs"]) == 1
    assert before["why"] == "save"


def test_a_corrupted_file_is_said_and_not_overwritten(server: Server) -> None:
    save(server, [JOB])
    assert wait_for(lambda: len(server.backups("job_history")) >= 1)
    file = server.file("job_history")
    file.write_text('{"jobs": [')
    for answer in (server.client.get("/load-jobs"), save(server, [])):
        assert 400 <= answer.status_code < 600
        assert answer.json()["status"] == "error"
        assert "line" in answer.json()["message"]
        assert answer.headers["content-type"] == "application/json"
    assert file.read_text() == '{"jobs": ['
    kept = next(iter(sorted((server.data / "backups" / "job_history").glob("*--save.json"))))
    shutil.copy(kept, file)
    assert wait_for(lambda: server.client.get("/load-jobs").status_code == 200)
    file.unlink()
    assert load(server)["jobs"] == []


def test_the_real_history_is_loaded_and_saved_back_without_a_difference(server: Server) -> None:
    shutil.copy(REAL, server.file("job_history"))
    before = load(server)
    assert before["message"] == "Loaded 36 jobs"
    untouched = snapshot(server.data)
    answer = save(server, before["jobs"], before["lastJobId"])
    assert (answer.status_code, answer.json()["savedAt"]) == (200, before["savedAt"])
    assert snapshot(server.data)["job_history.json"] == untouched["job_history.json"]
    save(server, before["jobs"][:-1], before["lastJobId"])
    after = json.loads(server.file("job_history").read_bytes())
    assert after["jobs"] == before["jobs"][:-1]
    assert after["savedAt"] > before["savedAt"]


def test_everything_else_in_the_file_is_kept(server: Server) -> None:
    server.file("job_history").write_text(json.dumps({"note": "mine", "jobs": [], "version": "1.0", "big": 2**60}))
    save(server, [JOB])
    stored = server.file("job_history").read_text()
    assert list(json.loads(stored)) == ["jobs", "lastJobId", "note", "version", "big", "savedAt"] or "note" in stored
    assert json.loads(stored)["note"] == "mine"
    assert str(2**60) in stored


def test_a_save_that_drops_most_jobs_pins_what_was_there(server: Server) -> None:
    shutil.copy(REAL, server.file("job_history"))
    assert save(server, [], 37).json()["message"] == "Saved 0 jobs"
    pinned = [backup for backup in server.backups("job_history") if backup["pinned"]]
    assert len(pinned) == 1
    kept = server.client.get(f"/api/projects/job_history/backups/{pinned[0]['name']}").content
    assert kept == REAL.read_bytes()


def test_another_history_is_named_in_the_address(server: Server) -> None:
    save(server, [JOB], query="?project=knights")
    assert load(server, "?project=knights")["message"] == "Loaded 1 jobs"
    assert load(server)["jobs"] == []
    wrong = server.client.get("/load-jobs?project=No%20Id")
    assert (wrong.status_code, wrong.json()["status"]) == (422, "error")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 422),
        (b'{"lastJobId": 1}', 422),
        (b'{"jobs": {}, "lastJobId": 1}', 422),
        (b'{"jobs": [{"prompt": "no id"}], "lastJobId": 1}', 422),
        (b'{"jobs": [NaN], "lastJobId": 1}', 400),
    ],
)
def test_what_cannot_be_saved_is_an_error_in_the_old_shape(shared: Server, body: bytes, status: int) -> None:
    answer = shared.client.post("/save-jobs", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["status"]) == (status, "error")
    assert answer.json()["message"]
    assert not shared.file("job_history").exists()


def test_refusals_of_the_guard_have_the_old_shape_too(shared: Server) -> None:
    form = shared.client.post("/save-jobs", content=b"{}", headers={"Content-Type": "text/plain"})
    assert (form.status_code, form.json()["status"]) == (415, "error")
    foreign = shared.client.get("/load-jobs", headers={"Origin": "http://evil.test"})
    assert (foreign.status_code, foreign.json()["status"]) == (403, "error")
    wrong = shared.client.delete("/load-jobs")
    assert (wrong.status_code, wrong.json()["status"], wrong.headers["allow"]) == (405, "error", "GET, HEAD")


def test_a_project_that_is_no_history_is_left_alone(shared: Server) -> None:
    shared.create("story", {"title": "Dawn"})
    answer = shared.client.get("/load-jobs?project=story")
    assert (answer.status_code, answer.json()["status"]) == (422, "error")
