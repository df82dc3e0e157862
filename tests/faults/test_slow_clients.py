"""Clients that never finish what they say cannot keep others from saving (P21)."""

from __future__ import annotations

import contextlib
import socket
import time
from pathlib import Path

from tests.serving import Server

HALF_HEAD = b"PUT /api/projects/story HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Ty"
HALF_BODY = (
    b"PUT /api/projects/story HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
    b'If-None-Match: *\r\nContent-Length: 100000\r\n\r\n{"half": '
)


def test_two_hundred_slow_clients_do_not_delay_a_save(tmp_path: Path) -> None:
    with Server(tmp_path) as server, contextlib.ExitStack() as open_sockets:
        for number in range(200):
            slow = open_sockets.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            slow.sendall((HALF_HEAD if number % 2 else HALF_BODY) % server.port)
        began = time.monotonic()
        created = server.create("other", {"n": 1})
        saved = server.save("other", {"n": 2}, created.headers["etag"])
        took = time.monotonic() - began
        assert (created.status_code, saved.status_code) == (201, 200)
        assert took < 1.0
        assert not server.file("story").exists()
