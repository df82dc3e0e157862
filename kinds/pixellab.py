"""The job history of a pixel-art generator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from kinds.doubts import MOST, duplicate_ids
from kinds.figures import counted, day_of, histogram, number, numbers, texts, total
from kinds.kind import Collection, Document, Item, Kind, Summary
from storage.documents import Notice

JOBS = Collection(
    "jobs",
    "Jobs",
    search=("prompt",),
    columns=(
        *("id", "status", "prompt", "width", "height", "seed", "duration"),
        *("createdAt", "startTime", "endTime", "error", "result"),
    ),
    times=("createdAt", "startTime", "endTime"),
    picture="result",
)
_BESIDE_JOBS = ("lastJobId", "savedAt", "version")
_NUMBER = re.compile(r"job-(\d{1,15})", re.ASCII)
_SHOWN_AS = {"success": "completed", "error": "failed", "running": "running", "queued": "queued", "idle": "idle"}


def is_history(top: Mapping[str, Any]) -> bool:
    """Say by its top level whether a document is a job history; a list of jobs alone may be anybody's."""
    return "jobs" in top and any(key in top for key in _BESIDE_JOBS)


def summary_of(document: Document) -> Summary:
    """Say how many jobs there are, and show the newest picture."""
    jobs = JOBS.items(document)
    done = sum(job.get("status") == "success" for job in jobs)
    text = f"{len(jobs):,} {'job' if len(jobs) == 1 else 'jobs'}, {done:,} done"
    return Summary(text=text, counts={"jobs": len(jobs)}, picture=_newest_picture(document))


def stats_of(document: Document) -> dict[str, Any]:
    """Return the figures of the dashboard, and what it plots."""
    jobs = JOBS.items(document)
    states = Counter(map(_state, jobs))
    durations = numbers(job.get("duration") for job in jobs)
    ended = states["completed"] + states["failed"]
    return {
        "total": len(jobs),
        **{name: states[name] for name in _SHOWN_AS.values()},
        "totalDuration": total(durations),
        "avgDuration": round(total(durations) / len(durations), 6) if durations else None,
        "successRate": round(states["completed"] / ended, 6) if ended else None,
        "perDay": _per_day(jobs),
        "durations": histogram(durations),
        "sizes": counted(_sizes(jobs)),
    }


def doubts_of(document: Document) -> list[Notice]:
    """Say which ids stand twice, and whether the counter would give an id again."""
    return [*islice(duplicate_ids(document, (JOBS,)), MOST), *_counter_behind(document)]


def _state(job: Item) -> str:
    status = job.get("status")
    return _SHOWN_AS.get(status, "") if isinstance(status, str) else ""


def _newest_picture(document: Document) -> str | None:
    jobs = document.get("jobs")
    if not isinstance(jobs, list):
        return None
    for index in range(len(jobs) - 1, -1, -1):
        result = jobs[index].get("result") if isinstance(jobs[index], dict) else None
        if _is_picture(result):
            return f"/jobs/{index}/result"
        if isinstance(result, dict) and _is_picture(result.get("image_data_url")):
            return f"/jobs/{index}/result/image_data_url"
    return None


def _is_picture(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("data:image/")


def _per_day(jobs: list[Item]) -> list[dict[str, Any]]:
    days: dict[str, Counter[str]] = {}
    for job in jobs:
        day = day_of(number(job.get("createdAt")))
        if day is not None:
            days.setdefault(day, Counter()).update(["total", _state(job)])
    names = ("total", "completed", "failed")
    return [{"day": day, **{name: found[name] for name in names}} for day, found in sorted(days.items())]


def _sizes(jobs: list[Item]) -> Iterator[str]:
    for job in jobs:
        width, height = number(job.get("width")), number(job.get("height"))
        if width is not None and height is not None:
            yield f"{width:g}x{height:g}"


def _counter_behind(document: Document) -> Iterator[Notice]:
    last = number(document.get("lastJobId"))
    found = (_NUMBER.fullmatch(name) for name in texts(job.get("id") for job in JOBS.items(document)))
    highest = max((int(match[1]) for match in found if match), default=0)
    if last is not None and last < highest:
        text = f"lastJobId is {last:g}, and there is a job {highest}: the next jobs would get ids that are taken"
        yield Notice("counter_behind", text, "/lastJobId")


KIND = Kind(
    name="pixellab",
    title="Pixel-art jobs",
    description="The job history of a pixel-art generator.",
    detect=is_history,
    summary=summary_of,
    stats=stats_of,
    collections=lambda _: (JOBS,),
    template=lambda _: {"jobs": [], "lastJobId": 1, "version": "1.0"},
    warnings=doubts_of,
    stamps=("savedAt", "version"),
)
