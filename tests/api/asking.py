"""Requests as bytes on a socket, because a client library would correct what a test wants to send."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """Return the code of a problem, or nothing."""
        is_problem = self.headers.get("content-type") == "application/problem+json"
        return str(self.json()["code"]) if is_problem else ""


def exchange(port: int, sent: bytes, seconds: float = 10, host: str = "127.0.0.1") -> Answer:
    """Send bytes and return the first answer; status 0 if the server hung up without one."""
    with socket.create_connection((host, port), seconds) as connection:
        connection.sendall(sent)
        return answer_on(connection)


def answer_on(connection: socket.socket) -> Answer:
    """Read one answer."""
    with connection.makefile("rb") as stream:
        first = stream.readline()
        if not first:
            return Answer(0)
        answer = Answer(int(first.split()[1]))
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            known = answer.headers.get(name.lower())
            answer.headers[name.lower()] = value.strip() if known is None else f"{known}, {value.strip()}"
        length = int(answer.headers.get("content-length", "0"))
        answer.body = stream.read(length)
        return answer


def request(method: str, path: str, *headers: str, body: bytes = b"", version: str = "1.1") -> bytes:
    """Return the bytes of a request."""
    length = [f"Content-Length: {len(body)}"] if body or method in ("PUT", "POST", "PATCH") else []
    lines = [f"{method} {path} HTTP/{version}", *headers, *length, "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a data folder that holds a version, with its bytes."""
    found = [*folder.glob("*"), *(folder / "backups").rglob("*")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if path.is_file()}


def etag_of(answer: Any) -> str:
    """Return the version that an answer of the client names, without quotes."""
    return str(answer.headers["etag"]).strip('"')
