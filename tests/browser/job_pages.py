"""What tests of the view of a job history share: the real jobs, on real files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.serving import Server

REAL = Path(__file__).parents[1] / "data" / "pixellab" / "job_history.json"


def opened(page: Page, server: Server, rest: str = "", document: Any = None) -> None:
    """Open the real history, or another document in its place, and wait until its jobs are there."""
    if document is None:
        shutil.copy(REAL, server.file("job_history"))
    else:
        server.file("job_history").write_text(json.dumps(document), "utf-8")
    page.goto(f"{server.url}/#/p/job_history{rest}")
    expect(page.locator(".pixellab").first).to_have_attribute("aria-busy", "false")


def jobs(page: Page) -> Locator:
    """Return the jobs that are shown."""
    return page.get_by_role("list", name="Jobs").get_by_role("listitem")


def real_jobs() -> list[dict[str, Any]]:
    """Return the jobs of the real history."""
    found: list[dict[str, Any]] = json.loads(REAL.read_text("utf-8"))["jobs"]
    return found


def saved(server: Server) -> dict[str, Any]:
    """Return the history as it is on disk."""
    document: dict[str, Any] = json.loads(server.file("job_history").read_text("utf-8"))
    return document


def count(server: Server) -> int:
    """Count the jobs on disk."""
    return len(saved(server)["jobs"])
