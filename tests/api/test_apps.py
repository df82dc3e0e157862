"""Tools served from folders: what a browser and a program get."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from tests.api.asking import Answer, exchange, request
from tests.api.test_guard import EVIL, fetch
from tests.api.test_health import own_address, uvicorn
from tests.conftest import StartServer
from tests.serving import Server, wait_for

PAGE = b"<!doctype html>\n<html><head><title>Tool</title><script src=a.js></script></head><body></body></html>\n"
TAG = b'<script src="/local-storage/tool.js"></script>'
SHOWN = PAGE.replace(b"<head>", b"<head>" + TAG)
SCRIPT = b"console.log('Gr\xc3\xb6\xc3\x9fe');\n" * 10
FILES = {
    "index.html": PAGE,
    "a.js": SCRIPT,
    "old.js": "alert('Größe');".encode("latin-1"),
    "sub/index.html": b"<p>sub",
    "sub/page.htm": b"<p>page",
    "empty/a.txt": b"a",
    "Größe (1) 50%.css": b"a{}",
    "page.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><head/></html>",
    "part.html": b"<li>one</li>",
    "cyrillic.html": "<meta charset=windows-1251><p>Привет".encode("windows-1251"),
    "wide.html": "<!doctype html><title>Größe</title>".encode("utf-16"),
    "own.html": b"<script src='/local-storage/other.js'></script><p>",
    "strict.html": b"<meta http-equiv=Content-Security-Policy content=\"default-src 'self'\"><p>",
    "big.bin": bytes(range(256)) * 1000,
    ".env": b"SECRET=1",
    ".git/config": b"[core]",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tool")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "data").mkdir()
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """A server whose data folder lies in the folder of its app."""
    (folder / "data" / "story.json").write_text("{}")
    with Server(folder / "data", "--app", f"tool={folder}", "--app", f"second={folder}/sub") as running:
        yield running


def ask(server: Server, path: str, *headers: str, method: str = "GET") -> Answer:
    return exchange(server.port, request(method, path, f"Host: localhost:{server.port}", *headers))


def test_a_page_has_the_drop_in_as_its_first_script(server: Server) -> None:
    for path in ("/apps/tool/", "/apps/tool/index.html"):
        answer = server.client.get(path)
        assert (answer.status_code, answer.content) == (200, SHOWN)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-length"] == str(len(SHOWN))
        assert answer.headers["cache-control"] == "no-cache"
    assert b"/local-storage/second.js" in server.client.get("/apps/second/").content


def test_folders_have_a_slash_at_their_end(server: Server) -> None:
    for path, location in {
        "/apps/tool": "/apps/tool/",
        "/apps/tool?a=1&b=%20": "/apps/tool/?a=1&b=%20",
        "/apps/tool/sub": "/apps/tool/sub/",
        "/apps/tool/empty?x": "/apps/tool/empty/?x",
    }.items():
        answer = ask(server, path)
        assert (answer.status, answer.headers["location"]) == (307, location)
    assert server.client.get("/apps/tool/sub/").content.endswith(b"<p>sub")


@pytest.mark.parametrize(
    ("path", "kind", "content"),
    [
        ("a.js", "text/javascript; charset=utf-8", SCRIPT),
        ("old.js", "text/javascript", FILES["old.js"]),
        ("Gr%C3%B6%C3%9Fe%20(1)%2050%25.css", "text/css; charset=utf-8", b"a{}"),
        ("Gr%c3%b6%c3%9fe%20%281%29%2050%25.css", "text/css; charset=utf-8", b"a{}"),
        ("page.xhtml", "application/xhtml+xml", FILES["page.xhtml"]),
        ("sub/page.htm", "text/html; charset=utf-8", TAG + b"<p>page"),
        ("own.html", "text/html; charset=utf-8", FILES["own.html"]),
        ("cyrillic.html", "text/html; charset=windows-1251", TAG + FILES["cyrillic.html"]),
        ("big.bin", "application/octet-stream", FILES["big.bin"]),
    ],
)
def test_files_have_their_types_and_their_bytes(server: Server, path: str, kind: str, content: bytes) -> None:
    answer = ask(server, f"/apps/tool/{path}")
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, kind, content)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-cache"


def test_a_page_of_sixteen_bits_gets_a_tag_of_sixteen_bits(server: Server) -> None:
    answer = server.client.get("/apps/tool/wide.html")
    assert answer.headers["content-type"] == "text/html; charset=utf-16le"
    assert answer.content.decode("utf-16") == f"<!doctype html>{TAG.decode()}<title>Größe</title>"


@pytest.mark.parametrize("path", ["index.html", "a.js", "own.html"])
def test_what_is_known_is_not_sent_again(server: Server, path: str) -> None:
    first = server.client.get(f"/apps/tool/{path}")
    for headers in (
        {"If-None-Match": first.headers["etag"]},
        {"If-None-Match": f'"x", W/{first.headers["etag"]}'},
        {"If-Modified-Since": first.headers["last-modified"]},
    ):
        again = server.client.get(f"/apps/tool/{path}", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["cache-control"]) == (first.headers["etag"], "no-cache")
    assert server.client.get(f"/apps/tool/{path}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_etag_of_a_page_is_that_of_what_is_sent(server: Server, folder: Path) -> None:
    first = server.client.get("/apps/tool/")
    assert first.headers["etag"] == f'"sha256-{hashlib.sha256(SHOWN).hexdigest()}"'
    about = (folder / "index.html").stat()
    assert first.headers["last-modified"] == formatdate(about.st_mtime, usegmt=True)


def test_an_edit_shows_at_once(server: Server, folder: Path) -> None:
    page = folder / "edited.html"
    page.write_bytes(b"<p>one")
    first = server.client.get("/apps/tool/edited.html")
    os.utime(page, (1, 1))
    page.write_bytes(b"<p>two")
    again = server.client.get("/apps/tool/edited.html", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (200, TAG + b"<p>two")


@pytest.mark.parametrize(("path", "content"), [("index.html", SHOWN), ("a.js", SCRIPT)])
def test_parts_are_parts_of_what_is_sent(server: Server, path: str, content: bytes) -> None:
    whole = server.client.get(f"/apps/tool/{path}")
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, first, last in (("0-9", 0, 9), ("30-59", 30, 59), ("90-", 90, len(content) - 1)):
        part = server.client.get(f"/apps/tool/{path}", headers={"Range": f"bytes={asked}"})
        assert (part.status_code, part.content) == (206, content[first : last + 1])
        assert part.headers["content-range"] == f"bytes {first}-{last}/{len(content)}"
        assert part.headers["etag"] == whole.headers["etag"]
    end = server.client.get(f"/apps/tool/{path}", headers={"Range": "bytes=-7"})
    assert (end.status_code, end.content) == (206, content[-7:])
    several = server.client.get(f"/apps/tool/{path}", headers={"Range": "bytes=0-3,40-43"})
    assert several.status_code == 206
    assert content[:4] in several.content
    assert content[40:44] in several.content
    beyond = server.client.get(f"/apps/tool/{path}", headers={"Range": "bytes=100000-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(content)}")


@pytest.mark.parametrize("path", ["index.html", "a.js"])
def test_parts_of_an_older_version_are_not_mixed_in(server: Server, path: str) -> None:
    whole = server.client.get(f"/apps/tool/{path}")
    for known, status in (
        (whole.headers["etag"], 206),
        (whole.headers["last-modified"], 206),
        ('"older"', 200),
        (f"W/{whole.headers['etag']}", 200),
    ):
        headers = {"Range": "bytes=0-3", "If-Range": known}
        part = server.client.get(f"/apps/tool/{path}", headers=headers)
        assert (part.status_code, part.content) == (status, whole.content[:4] if status == 206 else whole.content)


def test_no_part_leaves_a_file_behind(server: Server, tmp_path: Path, start_server: StartServer, folder: Path) -> None:
    other = start_server("--app", f"tool={folder}", environment={"TMPDIR": str(tmp_path)})
    before = list(tmp_path.iterdir())
    for asked in ("bytes=0-3", "bytes=0-3,9-12", "bytes=100000-", "lines=1-2"):
        other.client.get("/apps/tool/", headers={"Range": asked})
        other.client.head("/apps/tool/", headers={"Range": asked})
    assert wait_for(lambda: list(tmp_path.iterdir()) == before)


@pytest.mark.parametrize("path", ["", "index.html", "a.js", "sub/", "old.js", "missing"])
def test_head_is_answered_as_get(server: Server, path: str) -> None:
    got, asked = server.client.get(f"/apps/tool/{path}"), server.client.head(f"/apps/tool/{path}")
    assert (asked.status_code, asked.content) == (got.status_code, b"")
    assert {**asked.headers, "date": ""} == {**got.headers, "date": ""}


@pytest.mark.parametrize(
    "path",
    [
        *("missing.html", "sub/missing", "a.js/", "index.html/", "a.js/x", "Index.htm"),
        *(".env", ".git/config", "%2egit/config", ".git", "sub/../.env", "sub/%2e%2e/.env"),
        *("../server.py", "..%2fserver.py", "%2e%2e/server.py", "%2e%2e%2fserver.py", "..\\x", "..%5cx", "%5c%5ch%5cs"),
        *("/etc/passwd", "%2fetc/passwd", "sub%2findex.html", "//index.html", "a.js%00", "%00", "a%00.html"),
        *("%ff", "a%0ab", "a.js%20", "a.js.", "a.js::$DATA", "CON", "nul.txt", "%252e%252e/x", "data"),
        *("data/", "data/story.json", "data/.holdfast", "data/backups/", "..;/x", "....//x", "sub/..%c0%afx"),
    ],
)  # fmt: skip
def test_nothing_else_is_served(server: Server, path: str) -> None:
    answer = ask(server, f"/apps/tool/{path}")
    assert (answer.status, answer.code) == (404, "not_found"), answer.body
    assert b"SECRET" not in answer.body


@pytest.mark.parametrize(
    "path", ["/apps/../api/projects", "/apps/tool/../../api/projects", "/apps%2ftool/", "/Apps/tool/"]
)
def test_no_other_address_is_reached_through_an_app(server: Server, path: str) -> None:
    assert (ask(server, path).status, ask(server, path).code) == (404, "not_found")


def test_a_folder_without_a_first_page_says_so_and_lists_nothing(server: Server) -> None:
    answer = ask(server, "/apps/tool/empty/")
    assert (answer.status, answer.code) == (404, "not_found")
    assert "no index.html" in answer.json()["detail"]
    assert b"a.txt" not in answer.body
    assert "--app other=FOLDER" in ask(server, "/apps/other/").json()["hint"]
    assert ask(server, "/apps/").status == 404


def test_only_reading_is_possible(server: Server) -> None:
    json_body = "Content-Type: application/json"
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        answer = ask(server, "/apps/tool/index.html", json_body, method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.skipif(os.geteuid() == 0, reason="platform: root may read everything")
def test_a_file_without_permission_is_said(server: Server, folder: Path) -> None:
    for name in ("locked.html", "locked.js"):
        (folder / name).write_text("x")
        (folder / name).chmod(0)
        answer = ask(server, f"/apps/tool/{name}")
        assert (answer.status, answer.code) == (403, "file_permission")


def test_a_pipe_is_no_file(server: Server, folder: Path) -> None:
    os.mkfifo(folder / "pipe.js")
    assert ask(server, "/apps/tool/pipe.js").status == 404


def test_a_part_that_a_script_fetches_is_as_it_is(server: Server) -> None:
    fetched = ask(server, "/apps/tool/part.html", *fetch("same-origin"))
    opened = ask(server, "/apps/tool/part.html", *fetch("same-origin", mode="navigate", dest="document"))
    assert (fetched.body, opened.body) == (FILES["part.html"], TAG + FILES["part.html"])
    assert fetched.headers["etag"] != opened.headers["etag"]
    assert "Sec-Fetch-Dest" in fetched.headers["vary"]
    assert "Sec-Fetch-Dest" in opened.headers["vary"]


def test_a_policy_of_the_page_is_mentioned_once(server: Server) -> None:
    for _ in range(2):
        assert server.client.get("/apps/tool/strict.html").content.startswith(TAG)
    assert server.said.count("strict.html sets a Content-Security-Policy") == 1


def test_pages_may_be_served_as_they_are(start_server: StartServer, folder: Path) -> None:
    server = start_server("--no-inject", "--app", f"tool={folder}")
    answer = server.client.get("/apps/tool/")
    assert answer.content == PAGE
    assert server.client.get("/apps/tool/", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    ("who", "headers", "status"),
    [
        ("typed address", fetch("none", mode="navigate", dest="document"), 200),
        ("our own page's link", fetch("same-origin", mode="navigate", dest="document"), 200),
        ("a frame in our own page", fetch("same-origin", mode="navigate", dest="iframe"), 200),
        ("a script of our own page", fetch("same-origin", mode="no-cors", dest="script"), 200),
        ("curl", [], 200),
        ("a link on another page", fetch("cross-site", mode="navigate", dest="document"), 200),
        ("a frame in another page", fetch("cross-site", mode="navigate", dest="iframe"), 403),
        ("a script of another page", fetch("cross-site", mode="no-cors", dest="script"), 403),
        ("another page reads", fetch("cross-site", EVIL), 403),
        ("another page reads without cors", fetch("same-site", mode="no-cors"), 403),
    ],
)
def test_other_pages_can_link_to_an_app_and_no_more(server: Server, who: str, headers: list[str], status: int) -> None:
    for path in ("/apps/tool/", "/apps/tool/a.js"):
        assert ask(server, path, *headers).status == status, who
    assert exchange(server.port, request("GET", "/apps/tool/", "Host: evil.test", *headers)).status == 421


def test_with_a_token_apps_are_open_as_the_first_page_is_and_data_is_not(
    start_server: StartServer, folder: Path
) -> None:
    server = start_server("--token", "secret", "--app", f"tool={folder}")
    assert ask(server, "/apps/tool").status == 307
    assert ask(server, "/apps/tool/").body == SHOWN
    own = fetch("same-origin", f"http://localhost:{server.port}")
    assert ask(server, "/api/projects", *own).status == 401
    assert ask(server, "/api/projects", *own, "X-Token: secret").status == 200


def test_a_page_of_an_app_may_do_what_it_could_do_before(server: Server) -> None:
    policy = ask(server, "/apps/tool/").headers["content-security-policy"]
    assert policy == "frame-ancestors 'self'", "inline scripts run, other pages frame nothing"


def test_health_names_the_apps(server: Server, guarded: Server) -> None:
    assert server.client.get("/health").json()["apps"] == [
        {"name": "tool", "address": "/apps/tool/"},
        {"name": "second", "address": "/apps/second/"},
    ]
    assert guarded.client.get("/health").json()["apps"] == []


def test_the_environment_names_apps_too(folder: Path, data: Path) -> None:
    named = f"tool={folder}, second={folder}/sub"
    with uvicorn(data, "127.0.0.1", HOLDFAST_APPS=named, HOLDFAST_NO_INJECT="1") as port:
        for path, page in (("/apps/tool/", PAGE), ("/apps/second/", FILES["sub/index.html"])):
            assert exchange(port, request("GET", path, f"Host: localhost:{port}")).body == page


def test_other_machines_get_no_app_without_a_token(folder: Path, data: Path) -> None:
    address = own_address()
    if address is None:
        pytest.skip("platform: this machine has no address but its own")
    with uvicorn(data, "0.0.0.0", HOLDFAST_APPS=f"tool={folder}") as port:
        asked = request("GET", "/apps/tool/", f"Host: localhost:{port}")
        assert exchange(port, asked).body == SHOWN
        refused = exchange(port, asked, host=address)
        assert (refused.status, refused.code) == (401, "unauthorized")
