"""The description of the application, and what tests read out of it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from api.app import create_app
from api.openapi import description
from api.options import Options
from kinds.registry import open_store

METHODS = ("get", "put", "post", "patch", "delete")


def app_on(data: Path) -> Starlette:
    """Return an application that was not started."""
    return create_app(open_store(data), Options(data=data))


def described(app: Starlette) -> dict[str, Any]:
    """Return the description of an application, as a copy of its own: schemathesis and its users write into it."""
    return deepcopy(description(app.routes, "0"))


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method, path and operation of each operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert method in METHODS
            yield method.upper(), path, operation


def parts(value: Any) -> Iterator[Any]:
    """Yield a JSON value and everything in it."""
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from parts(part)


def resolved(document: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference to where it leads."""
    if "$ref" not in value:
        return value
    found: Any = document
    for part in value["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return {**found, **{key: item for key, item in value.items() if key != "$ref"}}


def codes_at(document: dict[str, Any], operation: dict[str, Any], status: int) -> set[str]:
    """Return the codes of problems that an operation may answer under a status."""
    response = resolved(document, operation["responses"].get(str(status), {}))
    schemas = [content.get("schema", {}) for content in response.get("content", {}).values()]
    found = [schema.get("properties", {}).get("code", {}).get("enum", ()) for schema in schemas]
    return {code for codes in found for code in codes}


def closed(document: dict[str, Any]) -> dict[str, Any]:
    """Return a description in which no object of ours has members that are not written down."""
    components = document["components"]
    schemas = {name: _closed(schema) for name, schema in components["schemas"].items()}
    return {**document, "components": {**components, "schemas": schemas}}


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _closed(part) for key, part in schema.items()}
    is_shape = schema.get("type") == "object" and "properties" in schema and "required" in schema
    return {"additionalProperties": False, **inner} if is_shape else inner
