"""The kind of any document: what its own keys say about it, and nothing more."""

from __future__ import annotations

import re

import msgspec

from kinds.kind import Kind, Summary

NAME = "generic"
_SCHEMA = re.compile(r"(?:^|/)contracts/([a-z0-9][a-z0-9_-]{0,63})\.schema\.json$")
_TITLES = ("name", "title")


def describe(text: bytes) -> tuple[str, str]:
    """Return kind and name of a document without reading more of it than its top level.

    The kind is what `"$schema"` names, else `generic`; the name is what `name` or `title` say, else empty.
    """
    try:
        top = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError):
        return NAME, ""
    schema = _SCHEMA.search(_text_of(top.get("$schema")))
    name = next((found for key in _TITLES if (found := _text_of(top.get(key)))), "")
    return schema[1] if schema else NAME, name[:200]


def _text_of(raw: msgspec.Raw | None) -> str:
    if raw is None or not bytes(raw).startswith(b'"'):
        return ""
    return msgspec.json.decode(raw, type=str)


KIND = Kind(
    name=NAME,
    title="Any document",
    description="A JSON object of any shape.",
    detect=lambda _: False,
    summary=lambda document: Summary(),
    stats=lambda document: {},
    collections=lambda document: [],
    template=lambda title: {"name": title},
)
