"""What all schemas are made of."""

from __future__ import annotations

from api.operations import Schema

ETAG: Schema = {"type": "string", "pattern": "^sha256-[0-9a-f]{64}$"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
POINTER: Schema = {"type": "string", "description": "A JSON pointer (RFC 6901)."}
YES_NO: Schema = {"type": "boolean"}
ANYTHING: Schema = {}
OPEN: Schema = {"type": "object", "additionalProperties": True}


def said(schema: Schema, description: str) -> Schema:
    """Return a schema with a description."""
    return {**schema, "description": description}


def or_null(schema: Schema) -> Schema:
    """Allow null beside what a schema allows."""
    return {"anyOf": [schema, {"type": "null"}]}


def named(name: str) -> Schema:
    """Return a reference to one of the schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def list_of(name: str) -> Schema:
    """Return the schema of a list of what another schema describes."""
    return {"type": "array", "items": named(name)}


def shape(description: str, members: dict[str, Schema], optional: str = "") -> Schema:
    """Describe an object all of whose members are there but for the `optional` ones, with spaces between."""
    required = [name for name in members if name not in optional.split()]
    return {"type": "object", "description": description, "required": required, "properties": members}
