"""A real server process for tests: started on a free port, ended by its own pid."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

import httpx2 as httpx

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
_ADDRESS = re.compile(r"http://[^\s/]+:(\d+)/")


class Server:
    """One `holdfast serve` process on one data folder."""

    def __init__(self, data: Path, *options: str, environment: dict[str, str] | None = None) -> None:
        """Start it and wait until it says where it listens."""
        self.data = data
        command = [sys.executable, "-m", "cli.main", "serve", "--data", str(data), "--port", "0", *options]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        """What it has printed so far."""
        self._listening = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self.port = self._wait_for_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.client = httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self.process.pid

    def __enter__(self) -> Self:
        """Return the running server."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.stop()

    def stop(self) -> int:
        """Ask it to stop, wait, and return its exit code."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
        self._close()
        return self.process.returncode

    def kill(self) -> None:
        """End it as a power cut would: at once, with nothing flushed."""
        self.process.kill()
        self.process.wait(15)
        self._close()

    def load(self, project: str) -> httpx.Response:
        """GET a project."""
        return self.client.get(f"/api/projects/{project}")

    def create(self, project: str, document: Any) -> httpx.Response:
        """PUT a project that must not exist."""
        return self.put(project, document, {"If-None-Match": "*"})

    def save(self, project: str, document: Any, base: str) -> httpx.Response:
        """PUT a project over the version `base`."""
        return self.put(project, document, {"If-Match": f'"{base.strip(chr(34))}"'})

    def put(self, project: str, document: Any, headers: dict[str, str]) -> httpx.Response:
        """PUT a document, given as bytes or as a value."""
        path = f"/api/projects/{project}"
        if isinstance(document, bytes):
            headers = {"Content-Type": "application/json", **headers}
            return self.client.put(path, content=document, headers=headers)
        return self.client.put(path, json=document, headers=headers)

    def backups(self, project: str) -> list[dict[str, Any]]:
        """List the kept versions of a project."""
        found: list[dict[str, Any]] = self.client.get(f"/api/projects/{project}/backups").json()["backups"]
        return found

    def file(self, project: str) -> Path:
        """Return the path of a project's file."""
        return self.data / f"{project}.json"

    def _wait_for_port(self, seconds: float = 20) -> int:
        self._reader.start()
        if self._listening.wait(seconds) and (match := _ADDRESS.search(self.said)):
            return int(match[1])
        self.kill()
        raise RuntimeError(f"the server did not start:\n{self.said}")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if _ADDRESS.search(line):
                self._listening.set()
        self._listening.set()

    def _close(self) -> None:
        """Read what was said last."""
        self._reader.join(5)
        if self.process.stdout is not None:
            self.process.stdout.close()


def wait_for(condition: Any, seconds: float = 5.0) -> bool:
    """Wait until `condition()` holds; say whether it did."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return bool(condition())
