"""Pictures out of documents, in the `<img>` of a page of the server."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.serving import Server

REAL = Path(__file__).parents[1] / "data" / "pixellab" / "job_history.json"
DRAWING = """<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'>
<script>top.ran = 1</script><rect width='8' height='8'/></svg>"""
SHOW = """(address) => new Promise((resolve) => {
    const image = new Image();
    image.addEventListener("load", () => resolve(image.naturalWidth));
    image.addEventListener("error", () => resolve(0));
    image.src = address;
    document.body.append(image);
})"""


def test_a_picture_is_shown_by_its_address(page: Page, server: Server) -> None:
    server.file("history").write_bytes(REAL.read_bytes())
    page.goto("/")
    assert page.evaluate(SHOW, "/api/projects/history/picture") > 0
    assert page.evaluate(SHOW, "/api/projects/history/picture?path=/jobs/0/result") > 0
    assert page.evaluate(SHOW, "/api/projects/history/picture?path=/jobs/0/prompt") == 0


def test_a_drawing_is_shown_and_what_is_in_it_does_not_run(page: Page, server: Server, complaints: list[str]) -> None:
    server.create("drawn", {"logo": f"data:image/svg+xml,{DRAWING}"})
    page.goto("/")
    address = "/api/projects/drawn/picture?path=/logo"
    assert page.evaluate(SHOW, address) == 8
    page.goto(address)
    assert page.evaluate("() => window.ran") is None
    assert all("sandbox" in said or "Content Security Policy" in said for said in complaints), complaints
    complaints.clear()
