"""How long a load takes, against a handler that returns the bytes from memory, and lists of many projects."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from bench.documents import Edits
from bench.serving import Served, request


def load_medians(bare: Served, ours: Served, size: int, item: int, rounds: int) -> dict[str, float]:
    """Return medians in seconds of loads in turn: the yardstick, ours, and ours when nothing has changed."""
    path = f"/api/projects/load-{size}-{item}"
    body = Edits(size, item).next()
    request(ours.connection, "PUT", path, body, If_None_Match="*")
    _, headers, text = request(ours.connection, "GET", path)
    request(bare.connection, "PUT", path, text)
    etag = next(value for name, value in headers.items() if name.lower() == "etag")
    times: dict[str, list[float]] = {"bare": [], "holdfast": [], "304": []}
    for _ in range(rounds):
        times["bare"].append(_timed(bare, path))
        times["holdfast"].append(_timed(ours, path))
        times["304"].append(_timed(ours, path, If_None_Match=etag))
    return {name: median(taken) for name, taken in times.items()}


def many_projects(folder: Path, count: int = 10_000) -> dict[str, float]:
    """Return seconds and megabytes of a server with many projects: its start, and its lists."""
    folder.mkdir(parents=True)
    for number in range(count):
        text = f'{{\n  "name": "Project number {number}",\n  "n": {number},\n  "text": "{"x" * 300}"\n}}\n'
        (folder / f"p{number:05d}.json").write_text(text)
    figures: dict[str, float] = {}
    for start in ("first start", "next start"):
        began = time.perf_counter()
        with Served("holdfast", folder) as served:
            figures[f"{start}: answers"] = time.perf_counter() - began
            request(served.connection, "GET", "/api/projects?limit=50")
            figures[f"{start}: first list"] = time.perf_counter() - began
            for name, query in _QUERIES.items():
                taken = [_timed(served, f"/api/projects?{query}") for _ in range(40)]
                figures[name] = median(taken)
                figures[f"{name}, slowest"] = max(taken)
            figures["resident MB"] = served.resident_megabytes()
    return figures


_QUERIES = {
    "list": "limit=50",
    "search": "q=number+77&limit=50",
    "sort by name": "sort=name&limit=50&offset=5000",
}


def _timed(served: Served, path: str, **headers: str) -> float:
    began = time.perf_counter()
    request(served.connection, "GET", path, None, **headers)
    return time.perf_counter() - began
