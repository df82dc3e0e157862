"""`/openapi.json`: the description of all routes (OpenAPI 3.1), made of what stands beside each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount

from api.answers import json_answer
from api.codes import EVERY, PROBLEMS, SENT, is_open, problems_of
from api.compat.shapes import SHAPES, STATUSES, Shape, job_history, workflow
from api.headers import HEADERS, ON_PROBLEMS
from api.health import installed_version
from api.introduction import INTRODUCTION, PATHS, TAGS
from api.operations import Answer, Body, Described, Operation, Parameter, Schema, file_operation
from api.schemas import SCHEMAS

_SHARED = {
    400: "NotUnderstood",
    401: "TokenNeeded",
    403: "NotFromThere",
    404: "NotFound",
    405: "NotLikeThat",
    408: "TooSlow",
    413: "BodyTooLarge",
    415: "OtherType",
    421: "WrongHost",
    500: "Fault",
}
"""Names of the problems that are the same for many operations, by status."""
_NOWHERE = {404: ("not_found",), 405: ("method_not_allowed",)}
_PROBLEM = "application/problem+json"
_OLDER: dict[Shape, str] = {job_history: "JobsProblem", workflow: "WorkflowProblem"}
_JSON = "json"
_FILES = file_operation("Load a file of the pages", "*/*", ("not_found",))


async def show_description(request: Request) -> Response:
    """Return the description of this server."""
    return json_answer(description(request.app.routes, installed_version()))


def description(routes: Iterable[BaseRoute], version: str) -> dict[str, Any]:
    """Return the OpenAPI document of some routes; those without an operation are left out."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Holdfast",
            "version": version,
            "description": INTRODUCTION,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"bearer": []}, {"token": []}],
        "tags": [{"name": tag, "description": text} for tag, text in TAGS.items()],
        "paths": _paths(routes),
        "components": {
            "schemas": SCHEMAS,
            "headers": HEADERS,
            "responses": _shared_responses(),
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "token": {"type": "apiKey", "in": "header", "name": "X-Token"},
            },
        },
    }


def _paths(routes: Iterable[BaseRoute]) -> dict[str, dict[str, Any]]:
    """Describe each address once; that a slash may follow some of them is said in the introduction."""
    paths: dict[str, dict[str, Any]] = {}
    endpoints: set[object] = set()
    for route in routes:
        if isinstance(route, Described) and route.endpoint not in endpoints:
            endpoints.add(route.endpoint)
            shown = _operation(route.method, route.path_format, route.endpoint.__name__, route.operation)
            paths.setdefault(route.path_format, {})[route.method.lower()] = shown
        elif isinstance(route, Mount):
            path = f"{route.path}/{{file}}"
            paths[path] = {"get": _operation("GET", path, f"load_{route.path[1:]}_file", _FILES)}
    return paths


def _operation(method: str, path: str, name: str, operation: Operation) -> dict[str, Any]:
    first, *others = name.split("_")
    shown: dict[str, Any] = {
        "operationId": first + "".join(map(str.capitalize, others)),
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.description,
        "parameters": [*map(_parameter, _path_parameters(path)), *map(_parameter, operation.parameters)],
        "requestBody": _body(operation.body) if operation.body else None,
        "responses": _responses(method, path, operation),
        "security": [] if is_open(path) else None,
    }
    return {key: value for key, value in shown.items() if value or (key == "security" and value is not None)}


def _path_parameters(path: str) -> list[Parameter]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [replace(PATHS[name], name=name) for name in names]


def _parameter(parameter: Parameter) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": parameter.name,
        "in": parameter.where,
        "description": parameter.description,
        "required": parameter.required or parameter.where == "path",
        "schema": parameter.schema,
    }
    return shown if parameter.example is None else {**shown, "example": parameter.example}


def _body(body: Body) -> dict[str, Any]:
    content = {}
    for kind in body.types:
        default = body.schema if _JSON in kind else {"type": "string", "format": "binary"}
        content[kind] = {"schema": _schema(body.others.get(kind, default))}
        if body.example is not None and _JSON in kind:
            content[kind]["example"] = body.example
    return {"required": body.required, "content": content}


def _responses(method: str, path: str, operation: Operation) -> dict[str, Any]:
    shape = next((shape for prefix, shape in SHAPES.items() if path.startswith(prefix)), None)
    problems = _as_sent(problems_of(method, path, operation), shape)
    older = _OLDER[shape] if shape else None
    shown: dict[str, Any] = {}
    for status in sorted({*operation.answers, *problems}):
        codes = problems.get(status, ())
        if status in operation.answers:
            shown[str(status)] = _answer(operation.answers[status], _problem(status, codes, older) if codes else {})
        elif codes == tuple(sorted(_common_codes(status))) and older is None:
            shown[str(status)] = {"$ref": f"#/components/responses/{_SHARED[status]}"}
        else:
            shown[str(status)] = _problem(status, codes, older)
    return shown


def _as_sent(problems: dict[int, tuple[str, ...]], shape: Shape | None) -> dict[int, tuple[str, ...]]:
    """Bring codes under the statuses that an older tool knows."""
    sent: dict[int, tuple[str, ...]] = {}
    for status, codes in problems.items():
        known = STATUSES.get(shape, {}).get(status, status) if shape else status
        sent[known] = tuple(sorted({*sent.get(known, ()), *codes}))
    return sent


def _common_codes(status: int) -> Sequence[str]:
    return EVERY.get(status) or SENT.get(status) or _NOWHERE.get(status) or ()


def _answer(answer: Answer, problem: Mapping[str, Any]) -> dict[str, Any]:
    """Describe an answer, beside the problem that can come under the same status."""
    has_bytes = answer.schema is None and _JSON not in answer.type
    content: dict[str, Any] = {answer.type: {}} if has_bytes else {}
    if answer.schema is not None:
        content = {answer.type: {"schema": _schema(answer.schema)}}
    content |= {kind: {"schema": _schema(schema)} for kind, schema in answer.others.items()}
    content |= problem.get("content", {})
    shown = {
        "description": answer.description,
        "headers": _headers(answer.headers) | problem.get("headers", {}),
        "content": content,
    }
    return {key: value for key, value in shown.items() if value}


def _problem(status: int, codes: Sequence[str], older: str | None) -> dict[str, Any]:
    said = "; ".join(f"`{code}`: {PROBLEMS[code].title}" for code in codes)
    facts: Schema = {"code": {"enum": list(codes)}}
    if older is None:
        facts["status"] = {"const": status}
    schema = {**_schema(older or "Problem"), "properties": facts}
    content = {"application/json" if older else _PROBLEM: {"schema": schema}}
    shown = {"description": said, "headers": _headers(ON_PROBLEMS.get(status, ())), "content": content}
    return {key: value for key, value in shown.items() if value}


def _headers(names: Iterable[str]) -> dict[str, Schema]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _schema(schema: Schema | str) -> Schema:
    return {"$ref": f"#/components/schemas/{schema}"} if isinstance(schema, str) else schema


def _shared_responses() -> dict[str, Any]:
    return {name: _problem(status, sorted(_common_codes(status)), None) for status, name in _SHARED.items()}


routes = [
    Described(
        "GET",
        "/openapi.json",
        show_description,
        Operation(
            "Load the description of this server",
            {200: Answer("An OpenAPI 3.1 document", {"type": "object"})},
            tag="operations",
        ),
    )
]
