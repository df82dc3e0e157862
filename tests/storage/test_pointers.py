"""JSON pointers (RFC 6901)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.duplicates import walk
from storage.errors import BadPointer
from storage.pointers import get, join, parts_of
from tests.storage.jsons import keys, objects

# the document and the pointers of section 5 of the RFC
RFC = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", RFC),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/e^f", 3),
        ("/g|h", 4),
        ("/i\\j", 5),
        ('/k"l', 6),
        ("/ ", 7),
        ("/m~0n", 8),
    ],
)
def test_the_examples_of_the_standard_hold(pointer: str, value: Any) -> None:
    assert get(RFC, pointer) == value


@given(st.lists(keys))
def test_parts_joined_are_taken_apart_again(parts: list[str]) -> None:
    pointer = ""
    for part in parts:
        pointer = join(pointer, part)
    assert parts_of(pointer) == parts


@given(objects)
def test_every_value_of_a_document_is_found_by_its_pointer(document: dict[str, Any]) -> None:
    for path, value in walk(document):
        assert get(document, path) is value


@pytest.mark.parametrize("pointer", ["foo", "/a~", "/a~2", "~", " /foo", "#/foo"])
def test_what_is_no_pointer_is_refused(pointer: str) -> None:
    with pytest.raises(BadPointer) as refused:
        parts_of(pointer)
    assert refused.value.facts["path"] == pointer


@pytest.mark.parametrize(
    "pointer",
    ["/foo/2", "/foo/-", "/foo/-1", "/foo/00", "/foo/01", "/foo/ 1", "/foo/\u0661", "/nope", "/foo/0/x", "//"],
)
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str) -> None:
    with pytest.raises(BadPointer):
        get(RFC, pointer)
