"""How long a save takes that is merged with another one, against a plain save of the same document."""

from __future__ import annotations

import time
from statistics import median

from bench.documents import Edits
from bench.serving import Served, request


def merge_medians(ours: Served, size: int, item: int, rounds: int) -> dict[str, float]:
    """Return medians in seconds: of a save over the version on disk, and of one over the version before it."""
    path, edits = f"/api/projects/merge-{size}", Edits(size, item)
    times: dict[str, list[float]] = {"plain": [], "merged": []}
    base = _put(ours, path, edits.at(0, 0), If_None_Match="*")[1]
    for number in range(1, rounds + 1):
        plain, _ = _put(ours, path, edits.at(number, number - 1), If_Match=base)
        merged, base = _put(ours, path, edits.at(number - 1, number), If_Match=base)
        times["plain"].append(plain)
        times["merged"].append(merged)
    return {name: median(taken) for name, taken in times.items()}


def _put(ours: Served, path: str, body: bytes, **headers: str) -> tuple[float, str]:
    began = time.perf_counter()
    status, found, answer = request(ours.connection, "PUT", path, body, **headers)
    took = time.perf_counter() - began
    assert status in (200, 201), answer[:300]
    return took, next(value for name, value in found.items() if name.lower() == "etag")
