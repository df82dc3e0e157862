"""How the pages and their files are served: under one version, packed, with a policy, and nothing else of the disk."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from api.assets import FOLDERS
from api.guard import Guard
from api.options import Options
from api.pages import STATIC, routes_on
from tests.api.asking import exchange, request
from tests.serving import Server

FOR_EVER = "public, max-age=31536000, immutable"
MAIN = 'import { lib } from "lib";\n' + 'lib("long enough to be packed");\n' * 50
FILES = {
    "dashboard/index.html": '<!doctype html>\n<link rel="stylesheet" href="{assets}/dashboard/main.css">\n'
    '<script type="importmap">{"imports": {"lib": "{assets}/vendor/lib.js"}}</script>\n{preload}\n'
    '<script type="module" src="{assets}/dashboard/main.js"></script>\n',
    "dashboard/editor-frame.html": '<!doctype html>\n<script type="module" src="{assets}/dashboard/main.js">',
    "dashboard/main.js": MAIN,
    "dashboard/main.css": "p { margin: 0; }\n",
    "dashboard/icon.svg": "<svg/>",
    "client/index.js": "export {};\n",
    "vendor/lib.js": "export const lib = () => {};\n",
    "vendor/.stamp": "not for you",
}
PAGE = (
    "default-src 'none'; script-src 'self'{hash}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
EDITOR = (
    "default-src 'none'; script-src 'self'{hash}; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html"
)


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder of small pages."""
    folder = tmp_path / "static"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def client(static: Path) -> TestClient:
    """Asks an application that serves these pages."""
    app = Starlette(routes=routes_on(static), middleware=[Middleware(Guard, options=Options())])
    return TestClient(app, base_url="http://localhost")


def version_in(page: str) -> str:
    """Return the one version that a page names."""
    (version,) = set(re.findall(r"/assets/([0-9a-f]{12})/", page))
    return str(version)


def hash_of(page: str) -> str:
    """Return how a policy names the import map that stands in a page."""
    (inline,) = re.findall(r'<script type="importmap">(.*?)</script>', page, re.DOTALL)
    return f" 'sha256-{base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()}'"


def test_all_addresses_in_a_page_hold_the_version_of_the_files(client: TestClient) -> None:
    page = client.get("/")
    version = version_in(page.text)
    assert (page.headers["content-type"], page.headers["cache-control"]) == ("text/html; charset=utf-8", "no-cache")
    assert re.findall(r'modulepreload" href="([^"]+)"', page.text) == [
        f"/assets/{version}/dashboard/main.js",
        f"/assets/{version}/vendor/lib.js",
    ]
    for address in re.findall(r'(?:href|src)="([^"]+)"', page.text):
        assert client.get(address).headers["cache-control"] == FOR_EVER


@pytest.mark.parametrize("name", ["dashboard/main.css", "client/index.js", "vendor/lib.js"])
def test_an_edit_shows_at_the_next_load(client: TestClient, static: Path, name: str) -> None:
    before = version_in(client.get("/").text)
    assert version_in(client.get("/").text) == before
    (static / name).write_text(FILES[name].replace(";", " ", 1))
    after = version_in(client.get("/").text)
    assert after != before, "though the size is the same"
    old, new = (client.get(f"/assets/{version}/{name}") for version in (before, after))
    assert old.text == new.text == (static / name).read_text()
    assert (old.headers["cache-control"], new.headers["cache-control"]) == ("no-cache", FOR_EVER)


def test_a_page_that_is_open_while_a_file_changes_never_keeps_it_under_the_old_version(
    client: TestClient, static: Path
) -> None:
    address = f"/assets/{version_in(client.get('/').text)}/vendor/lib.js"
    (static / "vendor" / "lib.js").write_text("export const lib = 2;\n")
    answer = client.get(address)
    assert (answer.text, answer.headers["cache-control"]) == ("export const lib = 2;\n", "no-cache")


def test_the_version_is_that_of_the_contents(client: TestClient, static: Path) -> None:
    before = version_in(client.get("/").text)
    (static / "vendor" / "new.js").write_text("")
    assert version_in(client.get("/").text) != before
    (static / "vendor" / "new.js").unlink()
    (static / "vendor" / "lib.js").write_text(FILES["vendor/lib.js"])
    assert version_in(client.get("/").text) == before


def test_a_file_is_found_that_is_newer_than_the_page(client: TestClient, static: Path) -> None:
    version = version_in(client.get("/").text)
    (static / "dashboard" / "late.js").write_text("let late;")
    assert client.get(f"/assets/{version}/dashboard/late.js").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("dashboard/main.js", "text/javascript; charset=utf-8"),
        ("dashboard/main.css", "text/css; charset=utf-8"),
        ("dashboard/icon.svg", "image/svg+xml"),
    ],
)
def test_types_are_fixed(client: TestClient, name: str, kind: str) -> None:
    assert client.get(f"/assets/{version_in(client.get('/').text)}/{name}").headers["content-type"] == kind


def test_what_is_worth_it_is_packed_for_who_takes_it(client: TestClient) -> None:
    address = f"/assets/{version_in(client.get('/').text)}/dashboard/main.js"
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    refused = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    assert (packed.headers["content-encoding"], packed.text) == ("gzip", MAIN)
    assert int(packed.headers["content-length"]) <= len(gzip.compress(MAIN.encode(), 9))
    assert plain.text == refused.text == MAIN
    assert "content-encoding" not in plain.headers | refused.headers
    assert "Accept-Encoding" in plain.headers["vary"]


def test_comments_stay_here_but_for_those_of_libraries(client: TestClient, static: Path) -> None:
    for folder in ("dashboard", "client", "vendor"):
        (static / folder / "said.js").write_text("/** Says why. */\nexport const a = 1; // and how\n")
    version = version_in(client.get("/").text)
    own, sdk, library = (client.get(f"/assets/{version}/{folder}/said.js").text for folder in FOLDERS)
    assert own == sdk == " \nexport const a = 1;  \n"
    assert library == client.get("/client/said.js").text == "/** Says why. */\nexport const a = 1; // and how\n"


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    page = client.get("/")
    for address in ("/", f"/assets/{version_in(page.text)}/dashboard/main.js"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "cache-control", "content-security-policy"):
            assert again.headers[name] == first.headers[name]
        assert client.get(address, headers={"If-None-Match": '"sha256-0"'}).status_code == 200


def test_the_dashboard_runs_its_import_map_and_shows_our_own_frames(client: TestClient) -> None:
    page = client.get("/")
    policy = PAGE.replace("{hash}", hash_of(page.text)) + "; frame-src 'self'"
    assert page.headers.get_list("content-security-policy") == [policy]


def test_the_frame_of_the_editor_has_a_policy_of_its_own(client: TestClient) -> None:
    answer = client.get("/editor-frame")
    assert answer.headers.get_list("content-security-policy") == [EDITOR.replace("{hash}", "")]


def test_every_other_file_keeps_the_policy_of_pages(client: TestClient) -> None:
    version = version_in(client.get("/").text)
    for address in (f"/assets/{version}/dashboard/main.js", "/dashboard/icon.svg", "/client/index.js", "/favicon.ico"):
        policies = client.get(address).headers.get_list("content-security-policy")
        assert policies == [PAGE.replace("{hash}", "")], address


def test_without_libraries_a_plain_page_says_what_to_do(client: TestClient, static: Path) -> None:
    (static / "vendor" / "lib.js").unlink()
    page = client.get("/")
    assert page.status_code == 200
    assert page.text.startswith("<!doctype html>")
    assert "python3 build_hook.py" in page.text
    assert "<script" not in page.text
    (static / "vendor" / "lib.js").write_text(FILES["vendor/lib.js"])
    assert "modulepreload" in client.get("/").text


def test_the_other_addresses_of_the_files_stay(client: TestClient) -> None:
    assert client.get("/dashboard/main.css").text == FILES["dashboard/main.css"]
    module = client.get("/client/index.js")
    assert (module.text, module.headers["cache-control"]) == (FILES["client/index.js"], "no-cache")


@pytest.mark.parametrize(
    "path",
    [
        "vendor/.stamp", "vendor", "vendor/", "", "/", "dashboard/nothing.js", "server.py", "../server.py",
        "dashboard/../../secret.txt", "dashboard//main.js", "dashboard/main.js/",
        "dashboard/main.js/x", "linked/secret.txt", "dashboard/linked/secret.txt",
        "dashboard/linked.js", "dashboard/MAIN.js", "etc/passwd",
    ],
)  # fmt: skip
def test_only_files_that_lie_in_the_three_folders_are_served(client: TestClient, static: Path, path: str) -> None:
    outside = static.parent / "secret.txt"
    outside.write_text("not for you")
    (static / "dashboard" / "linked.js").symlink_to(outside)
    (static / "dashboard" / "linked").symlink_to(static.parent)
    (static / "linked").symlink_to(static.parent)
    answer = client.get(f"/assets/{version_in(client.get('/').text)}/{path}")
    assert answer.status_code in (404, 307)
    assert b"not for you" not in answer.content


def test_a_file_that_becomes_a_link_is_served_no_more(client: TestClient, static: Path) -> None:
    address = f"/assets/{version_in(client.get('/').text)}/vendor/lib.js"
    outside = static.parent / "secret.txt"
    outside.write_text("not for you")
    (static / "vendor" / "lib.js").unlink()
    (static / "vendor" / "lib.js").symlink_to(outside)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../../server.py", "/dashboard/../../../server.py", "/dashboard/%2e%2e/%2e%2e/server.py",
        "/dashboard%2fmain.js", "/dashboard/..%2f..%2fserver.py", "/dashboard/%00", "/dashboard/main.js%00.css",
        "/dashboard/..%5c..%5cserver.py", "/dashboard/\\..\\server.py", "/vendor/.stamp", "//etc/passwd",
        "/%2fetc%2fpasswd", "/dashboard/%c0%ae%c0%ae/server.py",
    ],
)  # fmt: skip
def test_no_spelling_of_an_address_leads_elsewhere(shared: Server, path: str) -> None:
    version = version_in(shared.client.get("/").text)
    answer = exchange(shared.port, request("GET", f"/assets/{version}{path}", f"Host: localhost:{shared.port}"))
    assert answer.status in (400, 404)
    assert answer.code in ("not_found", "bad_request")


def test_a_real_server_serves_what_its_page_names(shared: Server) -> None:
    page = shared.client.get("/").text
    for address in set(re.findall(r'"(/assets/[^"]+[a-z])"', page)):
        answer = shared.client.get(address)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, FOR_EVER), address
    for name in ("index.html", "editor-frame.html"):
        assert "{preload}" in (STATIC / "dashboard" / name).read_text()
