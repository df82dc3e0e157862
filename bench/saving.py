"""How long a save takes, against `bare` and against the disk."""

from __future__ import annotations

import http.client
import threading
import time
from pathlib import Path
from statistics import median

from bench.bare import make_durable
from bench.documents import Edits
from bench.serving import Served, request


class Saver:
    """Saves one project again and again, each time over the version before."""

    def __init__(self, served: Served, project: str, edits: Edits) -> None:
        """Create the project."""
        self._connection = served.connect()
        self._path = f"/api/projects/{project}"
        self._edits = edits
        status, headers, _ = request(self._connection, "PUT", self._path, edits.next(), If_None_Match="*")
        assert status in (200, 201), status
        self._etag = _etag(headers)

    def save(self) -> float:
        """Save once and return the seconds it took."""
        body = self._edits.next()
        began = time.perf_counter()
        status, headers, answer = request(self._connection, "PUT", self._path, body, If_Match=self._etag)
        took = time.perf_counter() - began
        assert status == 200, (status, answer[:300])
        self._etag = _etag(headers)
        return took


def save_medians(bare: Served, ours: Served, size: int, item: int, rounds: int) -> dict[str, float]:
    """Return medians in seconds of saves in turn: the yardstick, ours, and the disk alone."""
    project = f"doc-{size}-{item}"
    savers = [Saver(bare, project, Edits(size, item)), Saver(ours, project, Edits(size, item))]
    edits = Edits(size, item)
    times: list[list[float]] = [[], [], [], []]
    for _ in range(rounds):
        for saver, taken in zip(savers, times, strict=False):
            taken.append(saver.save())
        body = edits.next()
        times[2].append(_on_disk(bare.folder, body))
        times[3].append(_transfer(ours, body))
    names = ("bare", "holdfast", "disk", "transfer")
    return {name: median(taken) for name, taken in zip(names, times, strict=True)}


def many_clients(served: Served, clients: int = 8, projects: int = 100, saves: int = 1000) -> float:
    """Return the saves a second that several clients reach on many projects of 100 kB."""
    savers = [Saver(served, f"many-{number}", Edits(100_000, 200)) for number in range(projects)]
    rows = [savers[number::clients] for number in range(clients)]

    def run(row: list[Saver]) -> None:
        for turn in range(saves // clients):
            row[turn % len(row)].save()

    threads = [threading.Thread(target=run, args=(row,)) for row in rows]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return saves / (time.perf_counter() - began)


def _on_disk(folder: Path, body: bytes) -> float:
    began = time.perf_counter()
    make_durable(folder, "disk", body)
    return time.perf_counter() - began


def _transfer(served: Served, body: bytes) -> float:
    """Return how long the bytes take over HTTP alone: a body that is read whole and refused for its first bytes."""
    connection: http.client.HTTPConnection = served.connection
    began = time.perf_counter()
    status, _, _ = request(connection, "POST", "/api/other-files/adopt", b"[" + body[1:])
    took = time.perf_counter() - began
    assert status in (400, 422), status
    return took


def _etag(headers: dict[str, str]) -> str:
    return next((value for name, value in headers.items() if name.lower() == "etag"), "")
