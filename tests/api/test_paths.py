"""Addresses and heads that an attacker would send, as bytes on a socket."""

from __future__ import annotations

import pytest

from tests.api.asking import exchange, request, snapshot
from tests.serving import Server

BODY = b'{"n": 2}'
CREATE = ["Content-Type: application/json", "If-None-Match: *"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/projects/..", "/api/projects/../story", "/api/projects/%2e%2e", "/api/projects/a%2fb",
        "/api/projects/..%2f..%2fetc", "/api/projects/a%5cb", "/api/projects/a\\b", "/api/projects/a%00",
        "/api/projects/%ff", "/api/projects/\xff", "/api/projects/a%0d%0ab", "/api/projects/story%20",
        "/api/projects/story.", "/api/projects/.", "/api/projects/.story", "/api/projects/%C3%9C",
        "/api/projects/Story", "/api/projects/CON",
        "/api/projects/con", "/api/projects/lpt1", "/api/projects/__proto__",
        "/api/projects/" + "a" * 65, "/api/projects/story%2ejson", "/api/projects/clock$",
    ],
)  # fmt: skip
def test_an_impossible_id_is_404_to_read_and_422_to_write(guarded: Server, path: str) -> None:
    before = snapshot(guarded.data)
    host = f"Host: localhost:{guarded.port}"
    read = exchange(guarded.port, request("GET", path, host))
    written = exchange(guarded.port, request("PUT", path, host, *CREATE, body=BODY))
    deleted = exchange(guarded.port, request("DELETE", path, host))
    assert (read.status, read.code) in ((404, "no_such_project"), (400, "bad_request"))
    assert (written.status, written.code) in ((422, "bad_id"), (400, "bad_request"))
    assert deleted.status in (400, 404)
    assert snapshot(guarded.data) == before


@pytest.mark.parametrize(
    "path",
    [
        "/../server.py", "/dashboard/../../server.py", "/dashboard/%2e%2e/%2e%2e/server.py",
        "/dashboard/..%2f..%2fserver.py", "/dashboard/%00", "/dashboard/nothing.js",
        "/.git/config", "/data/story.json", "/dashboard/\\..\\..\\server.py",
    ],
)  # fmt: skip
def test_nothing_but_the_pages_own_files_is_served(guarded: Server, path: str) -> None:
    answer = exchange(guarded.port, request("GET", path, f"Host: localhost:{guarded.port}"))
    assert answer.status in (400, 404)
    assert answer.code in ("not_found", "bad_request")


@pytest.mark.parametrize(
    "head",
    [
        "PUT /api/projects/x HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
        "PUT /api/projects/x HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 2\r\nContent-Length: 3\r\n",
        "PUT /api/projects/x HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: -1\r\n",
        "PUT /api/projects/x HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: " + "9" * 30 + "\r\n",
        "GARBAGE\r\n",
    ],
)
def test_what_two_parsers_could_read_differently_is_400(guarded: Server, head: str) -> None:
    sent = head.replace("{port}", str(guarded.port)) + "Content-Type: application/json\r\nIf-None-Match: *\r\n\r\n{}"
    answer = exchange(guarded.port, sent.encode())
    assert (answer.status, answer.code) == (400, "bad_request")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert not guarded.file("x").exists()
