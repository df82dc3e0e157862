"""Who may ask: what browsers, other programs and attackers really send, as bytes on a socket."""

from __future__ import annotations

import asyncio
import re
import socket

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.guard import Guard
from api.options import Options
from tests.api.asking import exchange, request, snapshot
from tests.conftest import StartServer
from tests.serving import Server

OTHER_PAGE = "http://localhost:5173"
BODY = b'{"n": 2}'
SAFE_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
API_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def fetch(site: str, origin: str = "", mode: str = "cors", dest: str = "empty") -> list[str]:
    sent = [f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {dest}"]
    return [*sent, *([f"Origin: {origin}"] if origin else [])]


GET, PUT, PAGE = ("GET", "/api/projects/story"), ("PUT", "/api/projects/new"), ("GET", "/")
JSON, TEXT = "Content-Type: application/json", "Content-Type: text/plain"
OWN, EVIL = "http://127.0.0.1:{port}", "https://evil.test"
CREATE = [JSON, "If-None-Match: *"]


@pytest.mark.parametrize(
    ("who", "what", "headers", "expected"),
    [
        ("own page reads", GET, fetch("same-origin"), 200),
        ("own page on localhost reads", GET, ["Host: localhost:{port}", *fetch("same-origin")], 200),
        ("own page over IPv6's name", GET, ["Host: [::1]:{port}", *fetch("same-origin")], 200),
        ("a Host in capitals", GET, ["Host: LOCALHOST:{port}"], 200),
        ("typed address", GET, fetch("none", mode="navigate", dest="document"), 200),
        ("own page's link", GET, fetch("same-origin", mode="navigate", dest="document"), 200),
        ("curl reads", GET, [], 200),
        ("rebinding page reads", GET, ["Host: evil.test:{port}"], 421),
        ("rebinding page writes", PUT, ["Host: evil.test:{port}", "Origin: http://evil.test:{port}", *CREATE], 421),
        ("no Host", GET, ["-Host"], (400, 421)),
        ("two Hosts", GET, ["Host: 127.0.0.1:{port}", "Host: 127.0.0.1:{port}"], (400, 421)),
        ("two Hosts, one evil", GET, ["Host: 127.0.0.1:{port}", "Host: evil.test"], (400, 421)),
        ("empty Host", GET, ["Host:"], 421),
        ("only a port", GET, ["Host: :{port}"], 421),
        ("other port in Host", GET, ["Host: 127.0.0.1:1"], 421),
        ("Host without port", GET, ["Host: localhost"], 421),
        ("Host with a tail", GET, ["Host: localhost:{port}.evil.test"], 421),
        ("Host with user", GET, ["Host: localhost:{port}@evil.test"], 421),
        ("other port, cors", GET, fetch("cross-site", OTHER_PAGE), 403),
        ("other port, same site", GET, fetch("same-site", OTHER_PAGE), 403),
        ("other port, no-cors read", GET, fetch("same-site", mode="no-cors"), 403),
        ("other port writes", PUT, [*fetch("same-site", OTHER_PAGE), *CREATE], 403),
        ("evil site, cors", GET, fetch("cross-site", EVIL), 403),
        ("evil site, no-cors", GET, fetch("cross-site", mode="no-cors"), 403),
        ("evil site writes", PUT, [*fetch("cross-site", EVIL), *CREATE], 403),
        ("an old browser of an evil site", PUT, [f"Origin: {EVIL}", *CREATE], 403),
        ("two Origins", GET, ["Origin: " + OWN, f"Origin: {EVIL}"], 403),
        ("own Origin over https", GET, ["Origin: https://127.0.0.1:{port}"], 403),
        ("an Origin that begins as ours", GET, ["Origin: " + OWN + ".evil.test"], 403),
        ("sandboxed iframe or file reads", GET, fetch("cross-site", "null"), 403),
        ("sandboxed iframe or file, no-cors", GET, fetch("cross-site", mode="no-cors"), 403),
        ("file posts", ("POST", "/api/import?id=new"), [*fetch("cross-site", "null"), JSON], 403),
        ("form POST", ("POST", "/api/import?id=new"), [*fetch("cross-site", EVIL, "navigate", "document"), TEXT], 403),
        ("form POST of an old browser", ("POST", "/api/import?id=new"), [TEXT], 415),
        ("beacon", ("POST", "/api/import?id=new"), [*fetch("cross-site", EVIL, "no-cors"), TEXT], 403),
        ("img", GET, fetch("cross-site", mode="no-cors", dest="image"), 403),
        ("script", GET, fetch("cross-site", mode="no-cors", dest="script"), 403),
        ("script in our own page", GET, fetch("same-origin", mode="no-cors", dest="script"), 403),
        ("frame in our own page", GET, fetch("same-origin", mode="navigate", dest="iframe"), 403),
        ("link to data on an evil page", GET, fetch("cross-site", mode="navigate", dest="document"), 403),
        ("link to the page on an evil page", PAGE, fetch("cross-site", mode="navigate", dest="document"), 200),
        ("the page in an evil frame", PAGE, fetch("cross-site", mode="navigate", dest="iframe"), 403),
        ("preflight of an evil site", ("OPTIONS", PUT[1]),
         [f"Origin: {EVIL}", "Access-Control-Request-Method: PUT"], 403),
        ("preflight of a file", ("OPTIONS", PUT[1]), ["Origin: null", "Access-Control-Request-Method: PUT"], 403),
        ("preflight of a rebinding page", ("OPTIONS", PUT[1]),
         ["Host: evil.test", "Origin: http://evil.test", "Access-Control-Request-Method: PUT"], 421),
    ],
)  # fmt: skip
def test_only_our_own_pages_and_local_programs_get_through(
    guarded: Server, who: str, what: tuple[str, str], headers: list[str], expected: int | tuple[int, ...]
) -> None:
    before = snapshot(guarded.data)
    lines = [line.replace("{port}", str(guarded.port)) for line in headers]
    if "-Host" in lines:
        lines.remove("-Host")
    elif not any(line.startswith("Host") for line in lines):
        lines.insert(0, f"Host: 127.0.0.1:{guarded.port}")
    answer = exchange(guarded.port, request(*what, *lines, body=BODY if what[0] in ("PUT", "POST") else b""))
    assert answer.status in (expected if isinstance(expected, tuple) else (expected,)), who
    assert "access-control-allow-origin" not in answer.headers
    assert SAFE_HEADERS.items() <= answer.headers.items(), who
    assert snapshot(guarded.data) == before
    if answer.status in (403, 415, 421):
        assert answer.json()["hint"], "a refusal says what to do"


def test_our_own_page_writes(guarded: Server) -> None:
    own = [f"Host: 127.0.0.1:{guarded.port}", *fetch("same-origin", f"http://127.0.0.1:{guarded.port}"), *CREATE]
    assert exchange(guarded.port, request("PUT", "/api/projects/by-page", *own, body=BODY)).status == 201
    assert guarded.load("by-page").json() == {"n": 2}


@pytest.mark.parametrize("host", [[], ["Host: localhost:{port}", "Host: localhost:{port}"], ["Host: localhost:{port}"]])
def test_http_1_0_needs_the_right_host_too(guarded: Server, host: list[str]) -> None:
    lines = [line.replace("{port}", str(guarded.port)) for line in host]
    answer = exchange(guarded.port, request("GET", "/api/projects", *lines, version="1.0"))
    assert answer.status == (200 if len(host) == 1 else 421)


def test_the_other_parser_refuses_the_same_hosts(start_server: StartServer) -> None:
    server = start_server("--http", "h11")
    for lines in ([], ["Host:"], ["Host: evil.test"], ["Host: localhost", f"Host: localhost:{server.port}"]):
        assert exchange(server.port, request("GET", "/api/projects", *lines)).status in (400, 421), lines
    assert exchange(server.port, request("GET", "/api/projects", f"Host: localhost:{server.port}")).status == 200


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/api/projects", [], 200),
        ("GET", "/api/projects/story", [], 200),
        ("GET", "/api/projects/missing", [], 404),
        ("GET", "/api/projects?sort=x", [], 400),
        ("GET", "/nothing", [], 404),
        ("POST", "/api/projects/story", [JSON], 405),
        ("TRACE", "/api/projects/story", [], 405),
        ("PUT", "/api/projects/new", [JSON], 428),
        ("PUT", "/api/projects/new", ["Content-Type: application/merge-patch+json", "If-None-Match: *"], 415),
        ("PUT", "/api/projects/new", ["Content-Type: application/json; charset=latin-1", "If-None-Match: *"], 415),
        ("PUT", "/api/projects/new", [*CREATE, "Content-Encoding: gzip"], 415),
        ("GET", "/health", [], 200),
    ],
)
def test_every_kind_of_answer_carries_the_security_headers(
    guarded: Server, method: str, path: str, headers: list[str], status: int
) -> None:
    answer = exchange(guarded.port, request(method, path, f"Host: localhost:{guarded.port}", *headers))
    assert answer.status == status
    assert {**SAFE_HEADERS, "content-security-policy": API_POLICY}.items() <= answer.headers.items()
    assert {"Origin", "Sec-Fetch-Site"} <= {part.strip() for part in answer.headers["vary"].split(",")}
    assert "server" not in answer.headers
    if status == 405:
        assert answer.headers["allow"] == "DELETE, GET, HEAD, PATCH, PUT"


def test_the_page_may_run_its_own_scripts_only(guarded: Server) -> None:
    answer = exchange(guarded.port, request("GET", "/", f"Host: localhost:{guarded.port}"))
    policy = answer.headers["content-security-policy"]
    assert re.match(r"default-src 'none'; script-src 'self'( 'sha256-[\w+/=]{44}')?; style-src 'self'; ", policy)
    assert "unsafe" not in policy
    assert "trusted-types 'none'" in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    ("fetched", "status"),
    [
        (fetch("same-origin", mode="navigate", dest="iframe"), 200),
        (fetch("same-site", mode="navigate", dest="iframe"), 403),
        (fetch("cross-site", mode="navigate", dest="iframe"), 403),
        (fetch("cross-site", mode="no-cors", dest="script"), 403),
    ],
)
def test_the_frame_of_the_editor_is_for_our_own_page(guarded: Server, fetched: list[str], status: int) -> None:
    host = f"Host: localhost:{guarded.port}"
    answer = exchange(guarded.port, request("GET", "/editor-frame", host, *fetched))
    assert answer.status == status
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"] or status == 403


@pytest.mark.parametrize("path", ["/assets/000000000000/client/index.js", "/assets/x/y"])
def test_files_of_the_page_are_not_for_other_sites(guarded: Server, path: str) -> None:
    host = f"Host: localhost:{guarded.port}"
    for site in ("same-site", "cross-site"):
        answer = exchange(guarded.port, request("GET", path, host, *fetch(site, mode="no-cors", dest="script")))
        assert answer.status == 403


def test_a_websocket_gets_nowhere(guarded: Server) -> None:
    lines = ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
    sent = request("GET", "/api/projects", f"Host: localhost:{guarded.port}", *lines)
    sent = sent.replace(b"Connection: close", b"Connection: Upgrade")
    with socket.create_connection(("127.0.0.1", guarded.port), 5) as connection:
        connection.sendall(sent)
        assert b" 101 " not in connection.recv(1024)


def test_a_fault_of_our_own_is_answered_as_every_other_error(caplog: pytest.LogCaptureFixture) -> None:
    async def faulty(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError("secret detail")

    sent: list[Message] = []

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": "/api/projects", "server": ("127.0.0.1", 80)}
    asyncio.run(Guard(faulty, Options())({**scope, "headers": [(b"host", b"localhost")]}, nothing, keep))
    headers = dict(sent[0]["headers"])
    assert (sent[0]["status"], headers[b"content-type"]) == (500, b"application/problem+json")
    assert headers[b"content-security-policy"] == API_POLICY.encode()
    assert b'"code":"internal"' in sent[1]["body"]
    assert b"secret" not in sent[1]["body"]
    assert "secret detail" in caplog.text, "the log has the traceback"
