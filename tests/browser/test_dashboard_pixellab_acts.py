"""What a person does with the jobs of a pixel-art generator: removing, bringing back, import, export, the console."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.job_pages import REAL, count, jobs, opened, real_jobs, saved
from tests.conftest import StartServer
from tests.serving import Server, wait_for


def test_a_prompt_can_be_copied_and_a_picture_downloaded(page: Page, server: Server) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, server, "?job=job-1")
    page.get_by_role("button", name="Copy prompt").click()
    expect(page.get_by_role("dialog").get_by_text("Copied")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == saved(server)["jobs"][0]["prompt"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download picture").click()
    assert download.value.suggested_filename == "job-1.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_removed_job_can_be_brought_back(page: Page, server: Server) -> None:
    opened(page, server, "?job=job-3")
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="All 35")).to_be_visible()
    assert wait_for(lambda: count(server) == 35)
    page.get_by_role("status").get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("button", name="All 36")).to_be_visible()
    assert wait_for(lambda: saved(server)["jobs"] == real_jobs())


def test_several_jobs_are_chosen_and_removed_at_once(page: Page, server: Server) -> None:
    opened(page, server, "?status=success&sort=oldest")
    page.get_by_label(re.compile("^Choose job-2,")).check()
    page.get_by_label(re.compile("^Choose job-5,")).click(modifiers=["Shift"])
    expect(page.get_by_text("4 chosen")).to_be_visible()
    page.keyboard.press("Delete")
    assert wait_for(lambda: [job["id"] for job in saved(server)["jobs"]][:3] == ["job-1", "job-6", "job-7"])
    page.keyboard.press("u")
    assert wait_for(lambda: count(server) == 36)


def test_a_cleared_history_comes_back_with_what_came_since(page: Page, server: Server) -> None:
    opened(page, server)
    page.get_by_role("button", name="Export, import, clear").click()
    page.get_by_role("menuitem", name="Clear history").click()
    expect(page.get_by_role("heading", name="No jobs yet")).to_be_visible()
    assert wait_for(lambda: count(server) == 0)
    document = saved(server)
    document["jobs"].append({"id": "job-99", "prompt": "made by hand", "status": "idle", "result": None})
    server.file("job_history").write_text(json.dumps(document), "utf-8")
    expect(jobs(page)).to_have_count(1)
    page.get_by_role("status").get_by_role("button", name="Undo", exact=True).click()
    assert wait_for(lambda: count(server) == 37)


def test_exports_hold_the_jobs_of_the_file(page: Page, start_server: StartServer) -> None:
    server = start_server("--token", "a-long-enough-token")
    shutil.copy(REAL, server.file("job_history"))
    page.goto(f"{server.url}/#/p/job_history&token=a-long-enough-token")
    expect(page.get_by_role("button", name="All 36")).to_be_visible()
    files = {}
    for name in ("JSON", "CSV", "XLSX"):
        page.get_by_role("button", name="Export, import, clear").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=f"Export as {name}").click()
        files[download.value.suggested_filename] = download.value.path().read_bytes()
    assert json.loads(files["job_history.json"]) == json.loads(REAL.read_text("utf-8"))
    rows = list(csv.DictReader(io.StringIO(files["job_history-jobs.csv"].decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == [f"job-{number}" for number in range(1, 37)]
    assert files["job_history.xlsx"].startswith(b"PK")


def test_jobs_of_a_file_are_added_where_their_ids_are_new(page: Page, server: Server, tmp_path: Path) -> None:
    opened(page, server)
    more = tmp_path / "more.json"
    more.write_text(
        json.dumps({"jobs": [{"id": "job-1", "prompt": "another"}, {"id": "job-50", "prompt": "a new one"}]})
    )
    page.get_by_label("Import jobs…").set_input_files(more)
    expect(page.get_by_text("Imported 1 job; 1 was here already")).to_be_visible()
    assert wait_for(lambda: (count(server), saved(server)["lastJobId"]) == (37, 51))
    page.get_by_role("status").get_by_role("button", name="Undo", exact=True).click()
    assert wait_for(lambda: count(server) == 36)
    more.write_text("[1, 2]")
    page.get_by_label("Import jobs…").set_input_files(more)
    expect(page.get_by_text("more.json was not imported. There are no jobs in it.")).to_be_visible()


def test_the_console_has_the_names_of_the_generators_own(page: Page, server: Server) -> None:
    opened(page, server)
    counts = {"total": 36, "running": 0, "completed": 33, "failed": 2}
    assert page.evaluate("() => app.getMetrics()") == {**counts, "totalDuration": 355.1, "avgDuration": 10.76}
    assert page.evaluate("() => app.getState().jobs.length") == 36
    assert page.evaluate("() => app.refreshDiagnostics().then(() => app.getState().diagnostics.server)") == {
        "status": "ok",
        "message": "Online",
    }
    page.evaluate(
        "() => { state.loadFromStorage().jobs[0].prompt = 'said in the console'; state.saveToLocalStorage(); }"
    )
    expect(jobs(page).filter(has_text="said in the console")).to_be_visible()
    page.evaluate("() => state.saveToStorage()")
    assert saved(server)["jobs"][0]["prompt"] == "said in the console"
    page.evaluate("() => app.clearHistory()")
    assert count(server) == 0
    page.get_by_role("status").get_by_role("button", name="Undo", exact=True).click()
    page.evaluate("() => state.loadFromServer()")
    assert page.evaluate("() => app.getState().stats.total") == 36
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.locator(".pixellab")).to_have_count(0)
    assert page.evaluate("() => [typeof app, typeof state]") == ["undefined", "undefined"]
