"""A job history of any size, made of the real jobs with fresh ids, prompts and dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

REAL = Path(__file__).parents[1] / "data" / "pixellab" / "job_history.json"
_SIDES = ("south", "south-east", "east", "north-east", "north", "north-west", "west", "south-west")
_WORDS = ("old", "tiny", "golden", "broken", "glowing", "mossy", "royal", "haunted", "frozen", "burning", "wooden")
_FIRST = 1_730_000_000_000
_EVERY = 2_700_000


def many_jobs(count: int) -> dict[str, Any]:
    """Return a history of `count` jobs, most of them rotations with two pictures: about 4 kB each."""
    real = json.loads(REAL.read_text("utf-8"))["jobs"]
    return {
        "jobs": [_job(real, number) for number in range(1, count + 1)],
        "lastJobId": count + 1,
        "savedAt": "2026-01-01T00:00:00.000Z",
        "version": "1.0",
    }


def _job(real: list[dict[str, Any]], number: int) -> dict[str, Any]:
    job = dict(real[number % len(real)])
    created = _FIRST + number * _EVERY
    job["id"] = f"job-{number}"
    job["prompt"] = f"{_WORDS[number % len(_WORDS)]} {job['prompt']}, take {number}"
    job["createdAt"] = created
    if job["startTime"] is not None:
        job["startTime"], job["endTime"] = created + 200, created + 200 + round(1000 * (job["duration"] or 0))
    if job["result"] is not None and number % 8:
        job["result"] = {"image_data_url": job["result"], "usage": {"type": "usd", "usd": 0.0}}
        job["isRotation"] = True
        job["rotationData"] = {
            "sourceJobId": f"job-{number - number % 8 or 8}",
            "imageDataUrl": real[(number * 7) % 33]["result"],
            "toDirection": _SIDES[number % 8],
            "fromDirection": None,
        }
    return job
