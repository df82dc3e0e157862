"""A job history of 10,000 jobs with images, 40 MB: saved, looked into, searched, counted and exported."""

from __future__ import annotations

import base64
import json
import random
import struct
import time
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from bench.serving import Served, request

JOBS = 10_000
_SIDE = 32
_PROJECT = "/api/projects/job_history"
_WORDS = ("golden", "coin", "knight", "castle", "river", "dawn", "sword", "lantern", "harbour", "moss")
_LOOKS = {
    "first page of jobs": f"{_PROJECT}/items/jobs?limit=50",
    "search": f"{_PROJECT}/items/jobs?q=golden+coin&limit=50",
    "filter, range, sort": f"{_PROJECT}/items/jobs?status=error&duration.min=5&sort=-duration&limit=50",
    "figures": f"{_PROJECT}/stats",
}
_EXPORTS = {
    "export JSON": f"{_PROJECT}/export?format=json",
    "export CSV": f"{_PROJECT}/export?format=csv&collection=jobs",
    "export XLSX with thumbnails": f"{_PROJECT}/export?format=xlsx&collection=jobs",
}


def history_figures(folder: Path) -> list[tuple[str, float, int, float]]:
    """Return name, seconds, bytes of the answer, and the server's peak memory in MB after it, for each step."""
    with Served("holdfast", folder) as served:
        measured: list[tuple[str, float, int, float]] = []

        def step(name: str, act: Callable[[], int], rounds: int = 1) -> None:
            taken, size = [], 0
            for _ in range(rounds):
                began = time.perf_counter()
                size = act()
                taken.append(time.perf_counter() - began)
            measured.append((name, median(taken), size, served.peak_megabytes()))

        jobs = made_jobs(JOBS)
        step("/save-jobs, first", partial(_saved, served, jobs))
        jobs[-1]["status"] = "error"
        step("/save-jobs, one job changed", partial(_saved, served, jobs))
        step("JSON Patch, one job changed", partial(_patched, served), rounds=5)
        step("/load-jobs", partial(_got, served, "/load-jobs"))
        for name, path in _LOOKS.items():
            step(f"{name}, first time", partial(_got, served, path))
            step(f"{name}, again", partial(_got, served, path), rounds=9)
        for name, path in _EXPORTS.items():
            step(name, partial(_got, served, path))
        return measured


def made_jobs(count: int) -> list[dict[str, object]]:
    """Return jobs as the pixel-art dashboard stores them, each with an image of 4 kB that no other job has."""
    chance = random.Random(2026)
    return [_job(number, chance) for number in range(1, count + 1)]


def _job(number: int, chance: random.Random) -> dict[str, object]:
    created = 1_761_700_000_000 + number * 60_000
    duration = round(chance.uniform(1, 9), 3)
    image = base64.b64encode(png(chance.randbytes(_SIDE * _SIDE * 3), _SIDE)).decode()
    return {
        "id": f"job-{number}", "prompt": " ".join(chance.choices(_WORDS, k=8)), "width": 64, "height": 64,
        "seed": None, "status": chance.choice(["success", "success", "success", "error"]),
        "result": f"data:image/png;base64,{image}", "error": None, "startTime": created,
        "endTime": created + int(duration * 1000), "duration": duration, "createdAt": created,
    }  # fmt: skip


def png(pixels: bytes, side: int) -> bytes:
    """Return RGB pixels of a square as a PNG file."""
    rows = b"".join(b"\0" + pixels[at : at + side * 3] for at in range(0, len(pixels), side * 3))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _saved(served: Served, jobs: list[dict[str, object]]) -> int:
    body = json.dumps({"jobs": jobs, "lastJobId": len(jobs)}).encode()
    status, _, answer = request(served.connection, "POST", "/save-jobs", body)
    if status != 200:
        raise RuntimeError(answer.decode())
    return len(answer)


def _patched(served: Served) -> int:
    patch = [{"op": "replace", "path": "/jobs/5000/prompt", "value": f"changed at {time.time_ns()}"}]
    body = json.dumps(patch).encode()
    status, _, answer = request(served.connection, "PATCH", _PROJECT, body, Content_Type="application/json-patch+json")
    if status != 200:
        raise RuntimeError(answer.decode())
    return len(answer)


def _got(served: Served, path: str) -> int:
    status, _, answer = request(served.connection, "GET", path)
    if status != 200:
        raise RuntimeError(answer.decode())
    return len(answer)
