"""Everybody can use the dashboard: axe-core finds nothing serious, and what a shared file holds never runs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo import fill, live
from tests.browser.payloads import PAYLOADS
from tests.conftest import StartServer
from tests.serving import ROOT, Server

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    *("#/", "#/?view=table", "#/trash", "#/p/notes"),
    *(f"#/p/dunmore{rest}" for rest in ("", "?shot=shot-8", "/data", "/history", "/share", "/settings")),
    *(f"#/p/job_history{rest}" for rest in ("", "?job=job-3")),
    *(f"#/p/rrd018-2025?part={part}" for part in ("workflow", "rolls", "numbers", "temp", "ledger")),
    *("#/p/reading-list", "#/p/film-ledger", "#/p/nothing-here"),
)
SERIOUS = {"serious", "critical"}
LOOK = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes.slice(0, 3).map(({ html }) => html) }));
}"""


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_axe_finds_nothing_serious(browser: Browser, server: Server, width: int, scheme: str) -> None:
    assert AXE.exists(), "npm ci brings it"
    fill(server.data)
    live(server)
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page = context.new_page()
    found: dict[str, Any] = {}
    for address in PAGES:
        page.goto("about:blank")
        page.goto(f"{server.url}/{address}")
        expect(page.get_by_role("heading").first).to_be_visible()
        page.wait_for_timeout(700)
        page.evaluate(AXE.read_text())
        serious = [violation for violation in page.evaluate(LOOK) if violation["impact"] in SERIOUS]
        if serious:
            found[address] = serious
    context.close()
    assert found == {}, json.dumps(found, indent=1)


def film_of(payload: str) -> dict[str, Any]:
    """Return a film project that holds a text wherever its contract lets it."""
    shot = {"id": payload, "sequenceId": payload, "startTime": 0, "duration": 1, "prompt": payload}
    metadata = {"cameraAngle": payload, "lighting": payload, "mood": payload}
    phrase = {"id": payload, "shotId": payload, "text": payload, "startTime": 0, "endTime": 1}
    validation = {"isValid": False, "errors": [payload], "warnings": [payload], "suggestions": [payload]}
    image = {"generatedImageUrl": payload, "promptValidation": validation}
    return {
        "id": payload,
        "name": payload,
        "schemaVersion": "1.0",
        "sequences": [{"id": payload, "name": payload, "description": payload, "shotIds": [payload], "duration": 1}],
        "shots": [{**shot, "metadata": metadata, **image}],
        "audioPhrases": [{**phrase, "metadata": {"character": payload}, "generatedAudioUrl": payload}],
        "generationHistory": [
            {"id": payload, "timestamp": 1, "status": "failed", "error": payload, "results": payload}
        ],
        "capabilities": dict.fromkeys(
            ("gridGeneration", "promotionEngine", "qaEngine", "autofixEngine", "voiceGeneration"), False
        ),
        "masterCoherenceSheet": {"url": payload, "generatedAt": 1},
    }


def jobs_of(payload: str) -> dict[str, Any]:
    """Return a job history that holds a text in every field."""
    whole = dict.fromkeys(("prompt", "seed", "error", "result", payload), payload)
    image = f"data:image/svg+xml,{payload}"
    about = {"id": payload, "status": "error", "createdAt": 1, "duration": 1, "width": 8, "height": 8}
    others = [{**about, "id": f"{payload}{number}", "status": "success"} for number in range(2)]
    return {
        "jobs": [
            {**about, **whole},
            {**others[0], "prompt": payload, "result": image},
            {**others[1], "prompt": payload, "result": {"image_data_url": image, payload: payload}, "isRotation": True},
        ],
        "lastJobId": 3,
        "version": payload,
    }


def order_of(payload: str) -> dict[str, Any]:
    """Return an archive order that holds a text in its sections."""
    about = {"archiveId": payload, "location": payload, "documentType": payload}
    documents = [{"name": payload, "path": payload, "pages": 3, "comId": payload}]
    return {
        "session_id": "3f2b1c1e-8a4e-4d0e-9e0a-1a2b3c4d5e6f",
        "project": payload,
        "user": payload,
        "project_state": {"projectInfo": about, "sourceData": {"path": payload}},
        "analysis_data": {"analysisResults": {"documents": documents}},
        "index_data": {"index": [[payload, payload, [1, 1, 3], payload, 1]]},
        "reference_sheets": {payload: payload},
    }


def anything_of(payload: str) -> dict[str, Any]:
    """Return a document of no kind."""
    return {
        "title": payload,
        payload: payload,
        "link": payload,
        "list": [payload],
        "rows": [{"id": payload, payload: payload, "image": f"data:image/svg+xml,{payload}"}],
        "deep": {payload: {payload: payload}},
    }


@pytest.mark.timeout(300)
@pytest.mark.parametrize("make", [film_of, jobs_of, order_of, anything_of], ids=["film", "jobs", "order", "anything"])
def test_what_a_shared_file_holds_never_runs(page: Page, start_server: StartServer, make: Any) -> None:
    server = start_server()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    payload = "\n".join(PAYLOADS)
    for number, text in enumerate([*PAYLOADS, payload]):
        server.file(f"p{number}").write_text(json.dumps(make(text)))
    page.goto(server.url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for number in range(len(PAYLOADS) + 1):
        page.goto(f"{server.url}/#/p/p{number}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_timeout(250)
    last = len(PAYLOADS)
    server.file(f"p{last}").write_text(json.dumps({**make(payload), "more": payload}))
    for tab in ("history", "data", "share", "settings"):
        page.goto(f"{server.url}/#/p/p{last}/{tab}")
        page.wait_for_timeout(700)
    assert page.evaluate("window.fired") is None
    strange = [url for url in asked if not url.startswith((server.url, "data:", "blob:", "about:"))]
    assert strange == []
