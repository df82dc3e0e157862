"""What an address is asked for, written beside its route: the one source of `/openapi.json`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Schema = dict[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]

TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the query or in the head of a request; those in the path follow from the route."""

    name: str
    description: str
    schema: Schema
    where: str = "query"
    required: bool = False
    example: Any = None


@dataclass(frozen=True, slots=True)
class Body:
    """What a request carries."""

    types: tuple[str, ...] = ("application/json",)
    schema: Schema | str = "Document"
    """A schema, or the name of one in `api.schemas`; types that are not JSON are sent as bytes."""
    required: bool = True
    example: Any = None
    others: Mapping[str, Schema | str] = field(default_factory=dict)
    """Schemas of those types that have another one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a status carries when all went well."""

    description: str
    schema: Schema | str | None = None
    """A schema, the name of one in `api.schemas`, or None for no body."""
    type: str = "application/json"
    headers: tuple[str, ...] = ()
    """Names of headers that are described in `api.headers`."""
    others: Mapping[str, Schema | str] = field(default_factory=dict)
    """Further types under which it can come, each with its schema."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    summary: str
    """One line, as a sentence without its full stop."""
    answers: dict[int, Answer]
    problems: tuple[str, ...] = ()
    """Codes of the problems that can come, beside those of `api.codes.EVERY` and what `api.codes.BRINGS` adds.

    A status before a code that has several (`409 file_broken`) names one of them.
    """
    parameters: Sequence[Parameter] = ()
    body: Body | None = None
    tag: str = "projects"
    description: str = ""


def file_operation(summary: str, kind: str, problems: tuple[str, ...] = ()) -> Operation:
    """Return what is said of a file that Starlette sends: whole, in parts, or not at all if it is known."""
    parts = ("Accept-Ranges", "Content-Range")
    answers = {
        200: Answer("The file", TEXT, kind, headers=("Accept-Ranges", "Cache-Control")),
        206: Answer("The part that Range names", TEXT, kind, headers=parts, others={"multipart/byteranges": TEXT}),
        304: Answer("The file is known"),
        400: Answer("Range cannot be understood", TEXT, "text/plain"),
        416: Answer("Range names a part that is not there", TEXT, "text/plain", headers=parts),
    }
    return Operation(summary, answers, problems, [Parameter("Range", "Which part.", TEXT, "header")], tag="pages")


class Described(Route):
    """A route that knows what its one method does."""

    def __init__(self, method: str, path: str, endpoint: Endpoint, operation: Operation) -> None:
        """Answer `method` (and HEAD with GET) at `path` by `endpoint`."""
        super().__init__(path, endpoint, methods=[method])
        self.method = method
        self.operation = operation
