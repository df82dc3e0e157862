"""`/api/projects/{id}/settings`: how much of the history of one project is kept."""

from __future__ import annotations

import os
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.answers import json_answer
from api.body import read_fields
from api.codes import SAVING
from api.context import context, existing_id
from api.operations import Answer, Body, Described, Operation
from api.problems import RequestProblem
from storage.errors import NoSuchProject
from storage.project_settings import fault_in
from storage.store import Store


async def show_settings(request: Request) -> Response:
    """Return what holds for the kept versions of a project, and what holds without settings."""
    return json_answer(await run_in_threadpool(_shown, context(request).store, existing_id(request)))


async def change_settings(request: Request) -> Response:
    """Change how much of the history of a project is kept, from the next thinning on."""
    fields = await read_fields(request)
    for name, value in fields.items():
        if fault := fault_in(name, value):
            raise RequestProblem(422, "bad_request", "Bad setting", fault, "see docs/api.md", field=name)
    return json_answer(await run_in_threadpool(_changed, context(request).store, existing_id(request), fields))


def _shown(store: Store, project: str) -> dict[str, Any]:
    if not store.backups.all(project) and not os.path.lexists(store.layout.live(project)):
        raise NoSuchProject(f"there is no project {project!r}", id=project)
    return store.project_settings.as_dict(project)


def _changed(store: Store, project: str, fields: dict[str, Any]) -> dict[str, Any]:
    with store.locks.hold(project):
        _shown(store, project)
        store.project_settings.change(project, fields)
        return store.project_settings.as_dict(project)


routes = [
    Described(
        "GET",
        "/api/projects/{id}/settings",
        show_settings,
        Operation(
            "Show how much of a project's history is kept",
            {200: Answer("What holds for it, and what holds without settings", "Settings")},
            problems=("no_such_project", "file_permission", "io_error"),
            tag="versions",
        ),
    ),
    Described(
        "PATCH",
        "/api/projects/{id}/settings",
        change_settings,
        Operation(
            "Change how much of a project's history is kept",
            {200: Answer("What holds from now on", "Settings")},
            problems=("no_such_project", "json_syntax", "422 bad_request", *SAVING),
            body=Body(schema="ChangedSettings", example={"last": 100}),
            tag="versions",
            description="Members that are left out stay as they are, null goes back to the default. Nothing is removed "
            "at once: the settings hold when versions are thinned the next time.",
        ),
    ),
]
