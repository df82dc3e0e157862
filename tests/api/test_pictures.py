"""Pictures out of documents over HTTP."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.api.asking import exchange, request
from tests.conftest import StartServer
from tests.serving import Server

REAL = Path(__file__).parents[1] / "data" / "pixellab" / "job_history.json"
JOBS: list[dict[str, Any]] = json.loads(REAL.read_bytes())["jobs"]
PICTURE = "/api/projects/history/picture"
SVG = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.fixture
def history(shared: Server) -> Server:
    """A server with the real job history."""
    if not shared.file("history").exists():
        shared.file("history").write_bytes(REAL.read_bytes())
    return shared


def url_of(value: Any) -> str:
    return str(value["image_data_url"] if isinstance(value, dict) else value)


def test_every_picture_of_the_history_is_the_image_itself(history: Server) -> None:
    pictures = [(number, url_of(job["result"])) for number, job in enumerate(JOBS) if job["result"]]
    assert len(pictures) > 30
    for number, url in pictures:
        answer = history.client.get(PICTURE, params={"path": f"/jobs/{number}/result"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert answer.content == base64.b64decode(url.partition(",")[2])
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


def test_without_a_path_it_is_the_one_that_stands_for_the_project(history: Server) -> None:
    rows = history.client.get("/api/projects?q=history").json()["projects"]
    named = rows[0]["summary"]["picture"]
    answer = history.client.get(PICTURE)
    assert answer.status_code == 200
    assert answer.content == history.client.get(PICTURE, params={"path": named}).content


def test_a_known_picture_is_not_sent_again_until_it_is_another(shared: Server, project: str) -> None:
    dots = [f"data:image/png;base64,{base64.b64encode(dot).decode()}" for dot in (b"one", b"two")]
    saved = shared.create(project, {"logo": dots[0], "n": 1})
    path = f"/api/projects/{project}/picture?path=/logo"
    known = {"If-None-Match": shared.client.get(path).headers["etag"]}
    saved = shared.save(project, {"logo": dots[0], "n": 2}, saved.headers["etag"])
    again = shared.client.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b""), "the document is another one, the picture is not"
    shared.save(project, {"logo": dots[1], "n": 2}, saved.headers["etag"])
    assert shared.client.get(path, headers=known).content == b"two"


@pytest.mark.parametrize(
    "path", ["", "/", "/jobs", "/jobs/0", "/jobs/0/prompt", "/jobs/999/result", "jobs/0/result", "/~2", "/lastJobId"]
)
def test_where_no_picture_is_there_is_none(history: Server, path: str) -> None:
    answer = history.client.get(PICTURE, params={"path": path})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_picture")


def test_a_project_without_a_picture_has_none(shared: Server, project: str) -> None:
    shared.create(project, {"title": "Dawn"})
    answer = shared.client.get(f"/api/projects/{project}/picture")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_picture")
    assert shared.client.get("/api/projects/none/picture").json()["code"] == "no_such_project"
    shared.file(project).write_text("{")
    assert shared.client.get(f"/api/projects/{project}/picture").json()["code"] == "file_broken"


def fetched(server: Server, *headers: str) -> int:
    asked = request("GET", f"{PICTURE}?path=/jobs/0/result", f"Host: 127.0.0.1:{server.port}", *headers)
    return exchange(server.port, asked).status


def test_a_page_of_the_server_may_show_it_and_one_of_another_site_may_not(history: Server) -> None:
    shown, included = "Sec-Fetch-Dest: image", "Sec-Fetch-Mode: no-cors"
    assert fetched(history, shown, included, "Sec-Fetch-Site: same-origin") == 200
    for site in ("same-site", "cross-site"):
        assert fetched(history, shown, included, f"Sec-Fetch-Site: {site}") == 403
    for target in ("script", "iframe", "object", "style"):
        assert fetched(history, f"Sec-Fetch-Dest: {target}", included, "Sec-Fetch-Site: same-origin") == 403
    for path in ("/api/projects/history", "/api/projects/picture", "/api/projects/history/items/picture"):
        asked = request("GET", path, f"Host: 127.0.0.1:{history.port}", shown, "Sec-Fetch-Site: same-origin")
        assert exchange(history.port, asked).status == 403


def test_a_drawing_cannot_run_what_is_in_it(shared: Server, project: str) -> None:
    shared.create(project, {"logo": SVG})
    answer = shared.client.get(f"/api/projects/{project}/picture?path=/logo")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox;")


def test_many_who_ask_at_once_all_get_theirs(start_server: StartServer, data: Path) -> None:
    (data / "history.json").write_bytes(REAL.read_bytes())
    server = start_server()
    found: list[int] = []
    path = f"{PICTURE}?path=/jobs/0/result"
    asking = [Thread(target=lambda: found.append(server.client.get(path).status_code)) for _ in range(20)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(20)
    assert found == [200] * 20
