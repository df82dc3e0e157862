"""Servers to measure, each a process of its own, and the one client that measures them all."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parent.parent
MAX_BODY = 96 << 20
_MAY_TAKE_LONG = 1 << 20


class Served:
    """One server process and a keep-alive connection to it."""

    def __init__(self, name: str, folder: Path) -> None:
        """Start the server `name`: `bare` or `holdfast`."""
        self.folder = folder
        self.port = _free_port()
        folder.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            _command(name, folder, self.port), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()
        self.connection = self.connect()

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End it."""
        self.connection.close()
        self.process.terminate()
        self.process.wait(30)

    def connect(self) -> http.client.HTTPConnection:
        """Open a further connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def resident_megabytes(self) -> float:
        """Return the server's resident memory."""
        return self._memory("VmRSS:")

    def peak_megabytes(self) -> float:
        """Return the most memory that the server has had."""
        return self._memory("VmHWM:")

    def _memory(self, name: str) -> float:
        for line in Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(name):
                return int(line.split()[1]) / 1024
        return 0.0

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise RuntimeError("the server did not start")


def request(
    connection: http.client.HTTPConnection, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Send one request and read the whole answer."""
    if body is not None and len(body) > _MAY_TAKE_LONG:
        connection.close()  # a server ends one that was idle for five seconds; opening another takes 0.1 ms
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if body is not None:
        named.setdefault("Content-Type", "application/json")
    connection.request(method, path, body, named)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def _command(name: str, folder: Path, port: int) -> list[str]:
    if name == "bare":
        return [sys.executable, "-m", "bench.bare", str(folder), str(port)]
    options = ["--data", str(folder), "--port", str(port), "--max-body", str(MAX_BODY)]
    return [sys.executable, "-m", "cli.main", "serve", *options]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
