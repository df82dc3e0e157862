"""`/health`, and the server as `uvicorn server:app` starts it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.api.asking import exchange, request
from tests.conftest import StartServer
from tests.serving import ROOT, wait_for


def test_health_says_what_older_dashboards_read(start_server: StartServer, data: Path) -> None:
    (data / "story.json").write_text("{}")
    server = start_server()
    answer = server.client.get("/health")
    found = answer.json()
    assert answer.status_code == 200
    assert (found["status"], found["data"], found["projects"]) == ("ok", "data", 1)
    assert (found["api_key_detected"], found["balance"]) == (False, {"status": "missing"})
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", found["server_time"])
    assert found["uptime_seconds"] >= 0
    assert found["version"]
    server.create("second", {})
    assert server.client.get("/health").json()["projects"] == 2


@contextmanager
def uvicorn(data: Path, host: str, **environment: str) -> Iterator[int]:
    """Run `uvicorn server:app` and give its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "server:app",
        "--host",
        host,
        "--port",
        str(port),
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "HOLDFAST_DATA": str(data), **environment})
    try:
        assert wait_for(lambda: _listens(port), 20)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def own_address() -> str | None:
    """Return an address of this machine that others could reach; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        address = str(probe.getsockname()[0])
        return None if address.startswith("127.") else address
    return None


def test_the_environment_says_who_may_ask(data: Path) -> None:
    settings = {
        "HOLDFAST_TOKEN": "t",
        "HOLDFAST_ALLOW_ORIGIN": "http://a.test, null",
        "HOLDFAST_ALLOW_HOST": "studio:1",
    }
    with uvicorn(data, "127.0.0.1", HOLDFAST_MAX_BODY="100", **settings) as port:
        for host in (f"localhost:{port}", "studio:1"):
            assert exchange(port, request("GET", "/api/projects", f"Host: {host}")).status == 401
            for origin in ("http://a.test", "null"):
                asked = request("GET", "/api/projects", f"Host: {host}", "X-Token: t", f"Origin: {origin}")
                assert exchange(port, asked).headers["access-control-allow-origin"] == origin
        sent = [f"Host: localhost:{port}", "X-Token: t", "Content-Type: application/json", "If-None-Match: *"]
        assert exchange(port, request("PUT", "/api/projects/x", *sent, body=b" " * 101)).status == 413


def test_null_is_not_let_in_by_the_environment_without_a_token(data: Path) -> None:
    with uvicorn(data, "127.0.0.1", HOLDFAST_ALLOW_ORIGIN="null") as port:
        answer = exchange(port, request("GET", "/api/projects", f"Host: localhost:{port}", "Origin: null"))
        assert (answer.status, answer.code) == (403, "origin_not_allowed")
        assert "access-control-allow-origin" not in answer.headers


def test_other_machines_get_nothing_without_a_token(data: Path) -> None:
    address = own_address()
    if address is None:
        pytest.skip("platform: this machine has no address but its own")
    with uvicorn(data, "0.0.0.0") as port:
        asked = request("GET", "/api/projects", f"Host: localhost:{port}")
        assert exchange(port, asked).status == 200
        refused = exchange(port, asked, host=address)
        assert (refused.status, refused.code) == (401, "unauthorized")
        assert "--token" in refused.json()["hint"]


def test_health_says_how_much_room_there_is_and_is_used(start_server: StartServer, data: Path) -> None:
    (data / "story.json").write_text("{}")
    (data / "backups" / "story").mkdir(parents=True)
    (data / "backups" / "story" / "kept.json").write_text("x" * 1000)
    server = start_server()
    assert wait_for(lambda: server.client.get("/health").json()["storage"]["backups"] is not None)
    found = server.client.get("/health").json()["storage"]
    assert found["projects"] == 2
    assert found["backups"] >= 1000
    assert 0 < found["free"] <= found["total"]
