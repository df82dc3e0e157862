"""The storage flow of the pixel-art dashboard, as its documentation tells it, in a page of a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import StartServer
from tests.kinds.documents import DATA, JOB
from tests.serving import Server, wait_for

# On page load: localStorage first, then the server. On a change: memory, localStorage, server.
STATE = """
<!doctype html><title>PixelLab</title><script>
const KEY = "pixellab_jobs";
const state = {
  jobs: [], lastJobId: 1, log: [],
  loadFromStorage() {
    const held = JSON.parse(localStorage.getItem(KEY) || "null");
    if (held) { this.jobs = held.jobs; this.lastJobId = held.lastJobId; }
    return this.loadFromServer();
  },
  async loadFromServer() {
    try {
      const answer = await fetch("/load-jobs");
      const data = await answer.json();
      if (!answer.ok || data.status !== "ok") throw new Error(data.message);
      if (data.jobs.length) { this.jobs = data.jobs; this.lastJobId = data.lastJobId; this.saveToLocalStorage(); }
      this.log.push(data.message);
    } catch (error) { this.log.push("failed: " + error.message); }
  },
  saveToLocalStorage() {
    localStorage.setItem(KEY, JSON.stringify({ jobs: this.jobs, lastJobId: this.lastJobId }));
  },
  async saveToStorage() {
    this.saveToLocalStorage();
    try {
      const answer = await fetch("/save-jobs", {
        method: "POST", headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ jobs: this.jobs, lastJobId: this.lastJobId }),
      });
      const data = await answer.json();
      if (data.status !== "ok") throw new Error(data.message);
      this.log.push(data.message);
    } catch (error) { this.log.push("failed: " + error.message); }
  },
};
window.ready = state.loadFromStorage();
</script>
"""


@pytest.fixture
def dashboard(browser: Browser) -> Iterator[Page]:
    """A page in a profile of its own; the address that it opens shows the old dashboard's code."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/pixellab.html", lambda route: route.fulfill(content_type="text/html", body=STATE))
    yield page
    context.close()


def opened(page: Page, server: Server) -> dict[str, Any]:
    page.goto(f"{server.url}/pixellab.html")
    page.evaluate("() => window.ready")
    found: dict[str, Any] = page.evaluate("() => ({ jobs: state.jobs, lastJobId: state.lastJobId, log: state.log })")
    return found


def added(page: Page, number: int) -> str:
    job = {**JOB, "id": f"job-{number}"}
    page.evaluate(
        "async ([job, last]) => { state.jobs.push(job); state.lastJobId = last; await state.saveToStorage(); }",
        [job, number],
    )
    said: str = page.evaluate("() => state.log.at(-1)")
    return said


def stored(server: Server) -> list[str]:
    return [job["id"] for job in json.loads(server.file("job_history").read_bytes())["jobs"]]


def test_the_dashboard_saves_loads_survives_and_is_restored(
    dashboard: Page, start_server: StartServer, data: Path
) -> None:
    server = start_server()
    assert opened(dashboard, server) == {"jobs": [], "lastJobId": 1, "log": ["No history file found"]}
    assert added(dashboard, 1) == "Saved 1 jobs"
    assert added(dashboard, 2) == "Saved 2 jobs"
    assert stored(server) == ["job-1", "job-2"]
    assert opened(dashboard, server)["log"] == ["Loaded 2 jobs"]

    port = str(server.port)
    server.stop()
    assert added(dashboard, 3).startswith("failed")
    assert stored(server) == ["job-1", "job-2"]
    again = start_server("--port", port)
    dashboard.evaluate("() => state.saveToStorage()")
    assert stored(again) == ["job-1", "job-2", "job-3"]

    assert wait_for(lambda: len(again.backups("job_history")) >= 3)
    first = next(
        path
        for path in sorted((data / "backups" / "job_history").glob("*.json"))
        if len(json.loads(path.read_bytes())["jobs"]) == 1
    )
    shutil.copy(first, again.file("job_history"))
    assert [job["id"] for job in opened(dashboard, again)["jobs"]] == ["job-1"]

    again.file("job_history").write_text('{"jobs": [')
    broken = opened(dashboard, again)
    assert broken["log"][0].startswith("failed: the file of 'job_history' is broken")
    assert [job["id"] for job in broken["jobs"]] == ["job-1"]
    assert added(dashboard, 9).startswith("failed")
    assert again.file("job_history").read_text() == '{"jobs": ['


def test_the_real_history_goes_through_the_page_without_a_difference(dashboard: Page, server: Server) -> None:
    shutil.copy(DATA / "pixellab" / "job_history.json", server.file("job_history"))
    before = server.file("job_history").read_bytes()
    assert len(opened(dashboard, server)["jobs"]) == 36
    dashboard.evaluate("() => state.saveToStorage()")
    assert server.file("job_history").read_bytes() == before


def test_clearing_the_history_can_be_undone(dashboard: Page, server: Server) -> None:
    shutil.copy(DATA / "pixellab" / "job_history.json", server.file("job_history"))
    opened(dashboard, server)
    dashboard.evaluate("() => { state.jobs = []; return state.saveToStorage(); }")
    assert stored(server) == []
    pinned = next(backup for backup in server.backups("job_history") if backup["pinned"])
    server.client.post("/api/projects/job_history/restore", json={"backup": pinned["name"]})
    assert len(opened(dashboard, server)["jobs"]) == 36
