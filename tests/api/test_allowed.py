"""Who is let in on purpose: other pages, other names, and everybody with the token."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.asking import Answer, exchange, request
from tests.conftest import StartServer
from tests.serving import ROOT, Server

OTHER_PAGE = "http://localhost:5173"


@pytest.fixture(scope="module")
def open_to_others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a token that one other page and pages from files may use."""
    options = ["--token", "sécret", "--allow-origin", OTHER_PAGE, "--allow-origin", "null"]
    with Server(tmp_path_factory.mktemp("data"), *options) as server:
        (server.data / "story.json").write_text('{"n": 1}')
        yield server


def ask_open(server: Server, method: str, *headers: str, path: str = "/api/projects/story") -> Answer:
    return exchange(server.port, request(method, path, f"Host: localhost:{server.port}", *headers))


def test_an_allowed_page_is_let_in_by_a_preflight(open_to_others: Server) -> None:
    for origin in (OTHER_PAGE, "null"):
        lines = [f"Origin: {origin}", "Access-Control-Request-Method: PUT", "Access-Control-Request-Headers: if-match"]
        answer = ask_open(open_to_others, "OPTIONS", *lines)
        assert (answer.status, answer.headers["access-control-allow-origin"]) == (204, origin), "no token is needed yet"
        assert {"PUT", "PATCH", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))
        allowed = answer.headers["access-control-allow-headers"].split(", ")
        assert {"content-type", "if-match", "if-none-match", "authorization", "x-token"} <= set(allowed)
        assert answer.headers["access-control-max-age"] == "600"
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"]
    refused = ask_open(open_to_others, "OPTIONS", "Origin: http://localhost:5174", "Access-Control-Request-Method: PUT")
    assert (refused.status, refused.code) == (403, "origin_not_allowed")
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    ("shown", "status"),
    [
        ("Authorization: Bearer sécret", 200), ("authorization: bearer sécret", 200), ("X-Token: sécret", 200),
        ("X-Token: secret", 401), ("X-Token:", 401), ("Authorization: Basic sécret", 401),
        ("Cookie: token=sécret", 401),
    ],
)  # fmt: skip
def test_with_a_token_data_needs_it(open_to_others: Server, shown: str, status: int) -> None:
    line = shown.encode().decode("latin-1")
    for origin in ([], [f"Origin: {OTHER_PAGE}", "Sec-Fetch-Site: same-site"], ["Origin: null"]):
        answer = ask_open(open_to_others, "GET", line, *origin)
        assert (answer.status, answer.code) == (status, "unauthorized" if status == 401 else "")
        if origin:
            assert answer.headers["access-control-allow-origin"] == origin[0].removeprefix("Origin: ")
            assert "ETag" in answer.headers["access-control-expose-headers"]
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_the_page_and_health_need_no_token(open_to_others: Server) -> None:
    assert ask_open(open_to_others, "GET", path="/").status == 200
    assert ask_open(open_to_others, "GET", path="/health").status == 200
    for path in ("/api/projects", "/api/trash", "/api/projects/story/export", "/nothing"):
        answer = ask_open(open_to_others, "GET", path=path)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_null_is_nobody_without_a_token_however_the_server_is_started(data: Path) -> None:
    command = [sys.executable, "-m", "cli.main", "serve", "--data", str(data), "--port", "0", "--allow-origin", "null"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode != 0
    assert "--token" in ended.stderr


def test_beyond_this_machine_names_have_to_be_allowed_and_a_token_shown(start_server: StartServer) -> None:
    server = start_server("--host", "0.0.0.0", "--token", "t", "--allow-host", "studio.lan:80")
    token = "X-Token: t"
    refused = exchange(server.port, request("GET", "/api/projects", "Host: other.lan:80", token))
    assert (refused.status, refused.code) == (421, "bad_host")
    assert "--allow-host" in refused.json()["hint"]
    assert exchange(server.port, request("GET", "/api/projects", "Host: studio.lan:80", token)).status == 200
    assert exchange(server.port, request("GET", "/api/projects", "Host: studio.lan:80")).status == 401
