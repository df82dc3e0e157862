"""`/load-jobs` and `/save-jobs`: the job history as the pixel-art dashboard calls it."""

from __future__ import annotations

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.body import read_body
from api.conditions import terms_of
from api.context import Context, context
from api.headers import CLIENT, VALIDATE
from api.operations import TEXT, Answer, Body, Described, Operation, Parameter
from kinds import job_history
from storage.edits import edit
from storage.errors import NoSuchProject, NotAnObject
from storage.names import check_id, timestamp
from storage.terms import Terms

_PROJECT = "job_history"
_LOADED = ("jobs", "lastJobId", "savedAt")


async def load_jobs(request: Request) -> Response:
    """Return the jobs of the history, or none if there is no file yet."""
    project = check_id(request.query_params.get("project", _PROJECT))
    return await run_in_threadpool(_loaded, context(request), project)


async def save_jobs(request: Request) -> Response:
    """Put the jobs in place of those in the history; the replaced version is always kept."""
    project = check_id(request.query_params.get("project", _PROJECT))
    terms = terms_of(request)
    sent = job_history.read_request(await read_body(request))
    return await run_in_threadpool(_saved, context(request), project, sent, terms)


def _loaded(at: Context, project: str) -> Response:
    try:
        current = at.store.load(project)
    except NoSuchProject:
        nothing = {"status": "ok", "jobs": [], "lastJobId": 1, "message": "No history file found"}
        return json_answer(nothing)
    parts = job_history.parts_of(current.text)
    if not parts.get("jobs", b"").startswith(b"["):
        raise NotAnObject(f"{project!r} holds no list of jobs", id=project)
    shown = {key: orjson.Fragment(parts[key]) for key in _LOADED if key in parts}
    return json_answer({"status": "ok", **shown, "message": f"Loaded {job_history.count_of(parts)} jobs"})


def _saved(at: Context, project: str, sent: dict[str, bytes], terms: Terms) -> Response:
    stamp = timestamp(at.store.now())
    saved = edit(at.store, project, lambda text: job_history.changed(text, sent, stamp), terms)
    if saved is None:
        content = at.store.load(project).content
        stamp, size = job_history.saved_at_of(job_history.parts_of(content)), len(content)
    else:
        size = saved.size
    message = f"Saved {job_history.count_of(sent)} jobs"
    return json_answer({"status": "ok", "message": message, "savedAt": stamp, "fileSize": size})


_WHICH = Parameter("project", f"id of the project, {_PROJECT} without one", TEXT)
_FAULTS = ("bad_id", "file_broken", "file_busy", "not_a_regular_file", "not_an_object", "too_deep")
routes = [
    Described(
        "GET",
        "/load-jobs",
        load_jobs,
        Operation(
            "Load the job history",
            {200: Answer("The jobs, or none yet", "LoadedJobs")},
            problems=_FAULTS,
            parameters=[_WHICH],
            tag="older tools",
        ),
    ),
    Described(
        "POST",
        "/save-jobs",
        save_jobs,
        Operation(
            "Save the job history",
            {200: Answer("What was saved", "SavedJobs")},
            problems=(*_FAULTS, "contract_broken", "json_syntax", "disk_full"),
            parameters=[_WHICH, VALIDATE, CLIENT],
            body=Body(schema="JobHistory"),
            tag="older tools",
        ),
    ),
]
