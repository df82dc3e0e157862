"""What is wrong with a document by its contract, in words: where, what was expected, and what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jsonschema_rs
import orjson

from storage.pointers import join

_MOST_TEXT = 200
_NAMES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One place at which a document breaks its contract."""

    path: str
    """JSON pointer; of the object, where a member is missing."""
    message: str
    """A sentence without its subject: `is missing the member "prompt"`."""
    expected: Any
    found: Any

    def as_dict(self) -> dict[str, Any]:
        """Return what the HTTP interface shows."""
        return {"path": self.path, "message": self.message, "expected": self.expected, "found": self.found}


def violation_of(error: jsonschema_rs.ValidationError) -> Violation:
    """Put what the validator found into words."""
    keyword, value = error.kind.name, error.kind.value
    path = ""
    for part in error.instance_path:
        path = join(path, part)
    if keyword == "required":
        return Violation(path, f"is missing the member {_quoted(value)}", value, None)
    words = _WORDS.get(keyword)
    message = words(value, error.instance) if words else error.message
    return Violation(path, _short(message), _expected(value), _found(error.instance))


def _listed(options: Any) -> str:
    named = [_quoted(option) for option in options]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def _kinds(types: Any) -> str:
    names = [types] if isinstance(types, str) else list(types)
    return " or ".join(_NAMES.get(name, name) for name in names)


def _items(number: int, word: str = "item") -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


_WORDS: dict[str, Callable[[Any, Any], str]] = {
    "type": lambda wanted, found: f"has to be {_kinds(wanted)}, not {_type_of(found)}",
    "enum": lambda wanted, _: f"has to be {_listed(wanted)}",
    "const": lambda wanted, _: f"has to be {_quoted(wanted)}",
    "minimum": lambda wanted, _: f"has to be {wanted} or more",
    "maximum": lambda wanted, _: f"has to be {wanted} or less",
    "exclusiveMinimum": lambda wanted, _: f"has to be more than {wanted}",
    "exclusiveMaximum": lambda wanted, _: f"has to be less than {wanted}",
    "multipleOf": lambda wanted, _: f"has to be a multiple of {wanted}",
    "minLength": lambda wanted, _: f"has to have {_items(wanted, 'character')} or more",
    "maxLength": lambda wanted, _: f"has to have {_items(wanted, 'character')} or fewer",
    "pattern": lambda wanted, _: f"does not fit the pattern {wanted}",
    "format": lambda wanted, _: f"is no {wanted}",
    "minItems": lambda wanted, _: f"has to have {_items(wanted)} or more",
    "maxItems": lambda wanted, _: f"has to have {_items(wanted)} or fewer",
    "uniqueItems": lambda _, __: "holds an item twice",
    "anyOf": lambda _, __: "has none of the forms that are allowed here",
    "oneOf": lambda _, __: "has to have exactly one of the forms that are allowed here",
    "not": lambda _, __: "has a form that is not allowed here",
    "additionalProperties": lambda _, __: "has members that are not allowed here",
    "unevaluatedProperties": lambda _, __: "has members that are not allowed here",
}


def _type_of(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    types = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return types.get(type(value), "something else")


def _quoted(value: Any) -> str:
    return _short(orjson.dumps(value).decode())


def _expected(value: Any) -> Any:
    """Return the keyword's value where it says something by itself, and not a whole schema."""
    is_plain = value is None or isinstance(value, str | int | float)
    is_list = isinstance(value, list) and all(not isinstance(part, dict) for part in value)
    return value if is_plain or is_list else None


def _found(value: Any) -> Any:
    """Return a scalar as it is and describe the rest: a document may hold megabytes at one place."""
    if isinstance(value, list):
        return f"a list of {_items(len(value))}"
    if isinstance(value, dict):
        return f"an object of {_items(len(value), 'member')}"
    return _short(value) if isinstance(value, str) else value


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[: _MOST_TEXT - 1]}…"
