"""Values in the query of an address: read, or refused with what they have to be."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from api.problems import RequestProblem

ORDER = ("asc", "desc")
_MOST_DIGITS = 18


def number(query: Mapping[str, str], name: str, default: int) -> int:
    """Return a whole number from 0.

    Raises:
        RequestProblem: the value is something else.
    """
    text = query.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > _MOST_DIGITS:
        raise bad_query(name, "a whole number from 0")
    return int(text)


def one_of(query: Mapping[str, str], name: str, options: Collection[str], default: str) -> str:
    """Return one of several words.

    Raises:
        RequestProblem: the value is another one.
    """
    value = query.get(name) or default
    if value not in options:
        raise bad_query(name, f"one of {', '.join(options)}")
    return value


def bad_query(name: str, wanted: str) -> RequestProblem:
    """Say what a value in the query has to be."""
    return RequestProblem(400, "bad_request", "Bad query", f"{name!r} has to be {wanted}", parameter=name)
