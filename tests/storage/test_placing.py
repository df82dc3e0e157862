"""Which item a place lies in, and what it is called."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from storage.placing import LONGEST_NAME, Item, item_at, name_of
from storage.pointers import get, join, parts_of
from tests.storage.jsons import values

FILM: dict[str, Any] = {
    "title": "Dawn",
    "sequences": [{"id": "s1", "name": "Harbour", "shots": [{"id": 7, "prompt": "a boat"}, {"note": True}]}],
    "plain": [1, [{"label": "inside a list"}]],
}


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        ("", None),
        ("/title", None),
        ("/sequences", None),
        ("/sequences/0", ("/sequences/0", "s1", "Harbour")),
        ("/sequences/0/name", ("/sequences/0", "s1", "Harbour")),
        ("/sequences/0/shots", ("/sequences/0", "s1", "Harbour")),
        ("/sequences/0/shots/0/prompt", ("/sequences/0/shots/0", 7, "a boat")),
        ("/sequences/0/shots/1/note", ("/sequences/0/shots/1", None, None)),
        ("/sequences/0/shots/9", ("/sequences/0", "s1", "Harbour")),
        ("/plain/0", None),
        ("/plain/1", None),
        ("/plain/1/0", ("/plain/1/0", None, "inside a list")),
    ],
)
def test_the_innermost_item_that_is_an_object_is_found(pointer: str, found: tuple[Any, ...] | None) -> None:
    assert item_at(FILM, pointer) == (None if found is None else Item(*found))


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"id": 1, "title": "Dusk", "name": "Dawn"}, "Dawn"),
        ({"name": "", "title": " \n ", "label": "two\n  lines\t"}, "two lines"),
        ({"name": None, "title": True, "text": ["x"], "doc_id": "D-7"}, "D-7"),
        ({"roll_id": 0, "id": "x"}, "0"),
        ({"prompt": "x" * 80}, "x" * 80),
        ({"prompt": "x" * 81}, "x" * 79 + "…"),
        ({"text": "line\u2028line"}, "line line"),
        ({"other": "x"}, None),
        ({}, None),
    ],
)
def test_an_item_is_called_by_the_first_member_that_says_something(item: dict[str, Any], name: str | None) -> None:
    assert name_of(item) == name


def test_a_name_costs_nothing_where_a_member_holds_megabytes() -> None:
    assert name_of({"name": "x" * (1 << 24)}) == "x" * 79 + "…"


@given(values)
def test_every_place_of_a_document_has_the_nearest_object_in_a_list(document: Any) -> None:
    for pointer in _pointers(document, ""):
        found = item_at(document, pointer)
        ends = [""]
        for part in parts_of(pointer):
            ends.append(join(ends[-1], part))
        items = [end for end in ends[1:] if _is_item(document, end)]
        assert (None if found is None else found.path) == (items[-1] if items else None)
        if found is not None and found.name is not None:
            assert 0 < len(found.name) <= LONGEST_NAME
            assert "\n" not in found.name


def _pointers(value: Any, path: str) -> list[str]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, part in pairs for deeper in _pointers(part, join(path, key)))]


def _is_item(document: Any, pointer: str) -> bool:
    return isinstance(get(document, pointer.rpartition("/")[0]), list) and isinstance(get(document, pointer), dict)
