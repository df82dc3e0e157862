"""Clients that are slow, silent or gone: they block nobody, nothing of theirs is written, and the log stays short."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest

from tests.api.asking import answer_on, snapshot
from tests.serving import Server, wait_for

DEADLINE = 1.0
HALF_HEAD = b"GET /api/projects HTTP/1.1\r\nHost: localhost"


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose deadlines are a second."""
    deadlines = {"HOLDFAST_BODY_DEADLINE": str(DEADLINE), "HOLDFAST_HEAD_DEADLINE": str(DEADLINE)}
    with Server(tmp_path_factory.mktemp("data"), environment=deadlines) as server:
        yield server


def half_body(server: Server, project: str) -> bytes:
    head = f"PUT /api/projects/{project} HTTP/1.1\r\nHost: localhost:{server.port}\r\n"
    return head.encode() + b'Content-Type: application/json\r\nIf-None-Match: *\r\nContent-Length: 100\r\n\r\n{"a": "'


def connect(server: Server, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), 10)
    connection.sendall(sent)
    return connection


def test_a_body_that_does_not_arrive_is_408_and_nothing_is_written(hurried: Server, project: str) -> None:
    begun = time.monotonic()
    with connect(hurried, half_body(hurried, project)) as connection:
        answer = answer_on(connection)
        took = time.monotonic() - begun
        assert (answer.status, answer.code) == (408, "body_timeout")
        assert (answer.headers["connection"], connection.recv(1)) == ("close", b"")
        assert DEADLINE * 0.9 < took < DEADLINE + 2
    assert not hurried.file(project).exists()


def test_a_body_that_trickles_has_no_more_time(hurried: Server, project: str) -> None:
    begun = time.monotonic()
    with connect(hurried, half_body(hurried, project)) as connection, contextlib.suppress(OSError):
        while time.monotonic() - begun < DEADLINE + 3:
            connection.sendall(b"x")
            connection.settimeout(0.1)
            with contextlib.suppress(TimeoutError):
                assert connection.recv(100).startswith(b"HTTP/1.1 408")
                break
    assert time.monotonic() - begun < DEADLINE + 2
    assert not hurried.file(project).exists()


@pytest.mark.parametrize("sent", [b"", HALF_HEAD, b"GET"])
def test_a_head_that_does_not_arrive_ends_the_connection(hurried: Server, sent: bytes) -> None:
    begun = time.monotonic()
    with connect(hurried, sent) as connection:
        assert connection.recv(1) == b""
    assert time.monotonic() - begun < 2 * DEADLINE + 2


def test_two_hundred_slow_clients_do_not_keep_anybody_from_saving(shared: Server, project: str) -> None:
    with contextlib.ExitStack() as open_connections:
        for number in range(200):
            sent = HALF_HEAD if number % 2 else half_body(shared, f"{project}-slow-{number}")
            open_connections.enter_context(connect(shared, sent))
        begun = time.monotonic()
        made = shared.create(project, {"a": 1})
        assert shared.save(project, {"a": 2}, made.headers["etag"]).status_code == 200
        assert shared.client.get("/api/projects").json()["total"] >= 1
        assert time.monotonic() - begun < 1
    assert not list(shared.data.glob(f"{project}-slow-*"))


def test_a_client_that_goes_away_leaves_one_line_and_nothing_else(hurried: Server, project: str) -> None:
    kept = snapshot(hurried.data)
    before = hurried.said
    with connect(hurried, half_body(hurried, project)):
        time.sleep(0.1)
    assert wait_for(lambda: project in hurried.said)
    time.sleep(0.2)
    lines = hurried.said.removeprefix(before).splitlines()
    assert len(lines) == 1, lines
    assert f"/api/projects/{project}" in lines[0]
    assert "the client went away" in lines[0]
    assert snapshot(hurried.data) == kept
    assert hurried.create(project, {"a": 1}).status_code == 201


def test_no_answer_to_bad_requests_leaves_a_traceback(hurried: Server, project: str) -> None:
    for sent in (b"GARBAGE\r\n\r\n", b"PUT / HTTP/1.1\r\nContent-Length: x\r\n\r\n", b"\x00\xff"):
        with connect(hurried, sent) as connection:
            connection.recv(1000)
    hurried.put(project, b"{", {"If-None-Match": "*"})
    hurried.client.get("/api/projects/none")
    assert "Traceback" not in hurried.said
